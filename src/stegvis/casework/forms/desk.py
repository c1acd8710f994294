"""Narrowing the start page: whose tasks, and of which intervention."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.access.scope import Scope
from stegvis.casework import queries
from stegvis.casework.filters import EVERYONE, MINE, own_sites
from stegvis.casework.models import ParticipationQuerySet


class DeskFilter(forms.Form):
    """Whose is asked only of who also oversees the work of others; then it begins with all."""

    # Translators: «Vems»
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        # Translators: «Alla» / «Mina»
        choices=((EVERYONE, _("All")), (MINE, _("Mine"))),
    )
    # Translators: «Insats»
    intervention = forms.ChoiceField(label=_("Intervention"), required=False)

    def __init__(self, data: Any, *, scope: Scope, participations: ParticipationQuerySet) -> None:
        super().__init__(data)
        self.participations = participations
        self.own = own_sites(scope)
        if not self.own or self.own == scope.sites_with_persons:
            del self.fields["whose"]
        occurring = queries.occurring_interventions(participations)
        if len(occurring) > 1:
            # Translators: «Alla»
            choices = [("", _("All")), *occurring]
            self.fields["intervention"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["intervention"]

    @property
    def chosen(self) -> dict[str, str]:
        """What the reader has narrowed the page to; what is not offered is nothing."""
        answers = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in answers.items() if value not in ("", EVERYONE)}

    def narrowed(self) -> ParticipationQuerySet:
        """The participations whose tasks are shown."""
        found, chosen = self.participations, self.chosen
        if chosen.get("whose") == MINE:
            found = found.filter(site_id__in=self.own)
        if "intervention" in chosen:
            found = found.filter(intervention__slug=chosen["intervention"])
        return found
