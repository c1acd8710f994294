"""Registering a participation."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.participations import Registration
from stegvis.casework.actions.transfers import BASELINE
from stegvis.casework.forms import baseline
from stegvis.casework.forms.fields import StartFields
from stegvis.casework.forms.grouped import EMPTY, Group, Grouped
from stegvis.casework.forms.groups import BEFORE_GROUP, PATH_GROUP, PERSON_GROUP
from stegvis.casework.forms.offers import offer_all, site_label
from stegvis.casework.models import Participant, ParticipationQuerySet
from stegvis.interventions.models import Site
from stegvis.organisations.models import Association


class RegistrationForm(StartFields, Grouped):
    """A new participation, for a new person or one already known by her code."""

    site = forms.ModelChoiceField(
        label=labels.FIELDS["site"],
        queryset=Site.objects.none(),
        empty_label="",
        error_messages={"required": _("Choose where the person takes part.")},
    )
    participant_code = forms.CharField(
        label=labels.FIELDS["participant_code"],
        required=False,
        max_length=40,
        help_text=_("Only for someone who has been here before. Leave empty for a new person."),
    )
    # Set once a baseline has been copied, so that it is copied once and then stands.
    copied = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("site", "participant_code")
    groups = (
        Group(
            _("Who and when"),
            (
                *("site", "participant_code", "gender", "birth_year"),
                *("referrer", "started_on", "planned_end_on", "kind"),
            ),
        ),
        PATH_GROUP,
        PERSON_GROUP,
        BEFORE_GROUP,
    )

    def __init__(
        self, *args: Any, association: Association, sites: QuerySet[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.association = association
        self.participant: Participant | None = None
        self.fields["birth_year"].required = True
        # Translators: «Lämna tomt för det som överenskommelsen säger.»
        self.fields["planned_end_on"].help_text = _("Leave empty for what the agreement says.")
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites.select_related("intervention").order_by("intervention__name", "name")
        site.label_from_instance = site_label  # type: ignore[method-assign, assignment]
        offer_all(self, association)
        # By keyboard one begins where the first answer is wanted; errors take focus themselves.
        if not self.is_bound:
            first = "participant_code" if self.initial.get("site") else "site"
            self.fields[first].widget.attrs["autofocus"] = True

    def clean(self) -> None:
        """Find the person by her code among those of the site's owner."""
        code, site = self.cleaned_data.get("participant_code"), self.cleaned_data.get("site")
        if not code or not site:
            return
        known = Participant.objects.filter(association=self.association, owner_id=site.owner_id)
        self.participant = known.filter(code__iexact=code.strip()).first()
        if self.participant is None:
            # Translators: «Ingen deltagare har koden «%(code)s» här.
            # Kontrollera koden, eller lämna fältet tomt för en ny person.»
            message = _(
                "No participant has the code “%(code)s” here. "
                "Check the code, or leave the field empty for a new person."
            )
            self.add_error("participant_code", ValidationError(message, params={"code": code}))

    def copy_baseline(self, *, among: ParticipationQuerySet) -> bool:
        """Fill in what she answered less than three months ago; whether anything was copied.

        Only once, and only where nothing of it has been answered here: she confirms it by saving.
        """
        if not self.is_valid() or self.participant is None or self.cleaned_data["copied"]:
            return False
        if any(self.cleaned_data[name] not in EMPTY for name in BASELINE):
            return False
        day = self.cleaned_data["started_on"]
        earlier = baseline.latest(self.participant, among=among, before=day)
        said = baseline.answers(earlier) if earlier else {}
        if said:
            self.data = baseline.posted(self, said | {"copied": "on"})
            self.initial = {**self.initial, **said}  # opens the groups that hold an answer
        return bool(said)

    def registration(self) -> Registration:
        """The registration as the action takes it."""
        answers = self.cleaned_data
        return Registration(
            site=answers["site"],
            started_on=answers["started_on"],
            gender=answers["gender"],
            birth_year=answers["birth_year"],
            referrers=self.referrers,
            participant=self.participant,
            more=self.more("started_on"),
        )
