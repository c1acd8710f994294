"""Ending a participation, and correcting what is registered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.forms.fields import ExitFields, StartFields
from stegvis.casework.forms.grouped import Group, Grouped
from stegvis.casework.forms.groups import BEFORE_GROUP, EXIT_GROUPS, PATH_GROUP, PERSON_GROUP
from stegvis.casework.forms.offers import offer_all
from stegvis.casework.forms.outcomes import (
    HANDOVER_GROUP,
    OUTCOME_GROUP,
    HandoverFields,
    ScoredFields,
    offer_receivers,
)
from stegvis.casework.forms.stored import answers_of
from stegvis.casework.models import Participation
from stegvis.organisations.models import Association


class ExitForm(ExitFields, ScoredFields, HandoverFields, Grouped):
    """How a participation ended, what it led to, and what the next authority takes over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    groups = (*EXIT_GROUPS, OUTCOME_GROUP, HANDOVER_GROUP)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_all(self, association)
        offer_receivers(self, association)


class CorrectionForm(StartFields, ExitFields, Grouped):
    """Everything about a participation; what belongs to the exit only when it has ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    groups = (
        Group(
            _("Who and when"),
            ("gender", "birth_year", "referrer", "started_on", "planned_end_on", "kind"),
        ),
        PATH_GROUP,
        PERSON_GROUP,
        BEFORE_GROUP,
        *EXIT_GROUPS,
    )

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        kwargs["initial"] = answers_of(participation)
        super().__init__(*args, **kwargs)
        offer_all(self, participation.association, stored=kwargs["initial"])
        if not participation.ended_on:
            for name in ExitFields.base_fields:
                del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """What the participation should say, as the action takes it.

        A field left alone says what is stored, also where a form has no word for it: no source of
        support at all (an empty list) is not the same as nobody having answered.
        """
        changes = self.more() | {"referrers": list(self.referrers)}
        if "ended_on" in self.fields:
            changes |= {name: self.cleaned_data[name] for name in ExitFields.base_fields}
        alone = changes.keys() & self.initial.keys() - set(self.changed_data)
        return changes | {name: self.initial[name] for name in alone}
