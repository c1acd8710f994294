"""What a participation is wanted to lead to, and what is handed over when it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.outcomes import Handed, said
from stegvis.casework.actions.seen import mark
from stegvis.casework.choices import outcomes as choices
from stegvis.casework.forms.grouped import Group, Grouped
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.core.forms import CodeField, CodesField, DateField, StatesField, offer
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association

LONGEST = 1_000  # characters of what is handed over
# Translators: «Önskade resultat»
WANTED = _("Wanted outcomes")
OUTCOME_GROUP = Group(WANTED, ("scored",), closed=True)
# Translators: «Det nästa myndighet tar över»
HANDOVER_GROUP = Group(_("What the next authority takes over"), ("receiver", "from_day", "text"))


def _scores() -> list[tuple[str, Any]]:
    # Translators: «inte bedömt»
    return [("", _("not scored")), *choices.SCORE.choices()]


class ScoredFields(forms.Form):
    """The wanted outcomes, each with how far it was reached."""

    scored = StatesField(
        label=WANTED,
        choices=choices.WANTED.choices,
        states=_scores,
        # Translators: «bedömning»
        detail_label=_("score"),
        # Translators: «De som valdes vid starten är redan ikryssade. Bedöm dem tillsammans
        # med deltagaren.»
        help_text=_(
            "Those chosen at the start are ticked already. "
            "Score them together with the participant."
        ),
    )

    @property
    def scores(self) -> dict[str, str]:
        """By code of the outcome: its score, empty where none is given."""
        return {row["code"]: row["state"] for row in self.cleaned_data["scored"] or ()}


class HandoverFields(forms.Form):
    """Who takes over, from when, and what."""

    # Translators: «Tas över av»
    receiver = CodeField(label=_("Taken over by"), required=False)
    # Translators: «Från och med»
    from_day = DateField(label=_("From"), required=False)
    text = forms.CharField(
        # Translators: «Vad de tar över»
        label=_("What they take over"),
        # Translators: «Det som behövs för att fortsätta, högst 1 000 tecken. Texten krypteras
        # och kommer med i avslutsdokumentet.»
        help_text=_(
            "What is needed to go on, at most 1,000 characters. The text is encrypted and becomes "
            "part of the closing document."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @property
    def handed(self) -> Handed:
        """The handover as the action takes it."""
        answers = self.cleaned_data
        return Handed(answers["receiver"], answers["from_day"], answers["text"].strip())


class WantedForm(Grouped):
    """What the participation shall lead to, chosen at its start."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    wanted = CodesField(label=WANTED, choices=choices.WANTED.choices, required=False)
    groups = (Group(WANTED, ("wanted",)),)

    def scores(self, participation: Participation) -> dict[str, str]:
        """The chosen outcomes; one that has a score keeps it."""
        known = {row.code: row.score for row in participation.wanted_outcomes.all()}
        return {code: known.get(code, "") for code in self.cleaned_data["wanted"]}


class HandoverForm(ScoredFields, HandoverFields, Grouped):
    """Scores and handover of a participation that has ended."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    groups = (OUTCOME_GROUP, HANDOVER_GROUP)

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        stored = said(participation)
        kwargs["initial"] = stored | {"mark": mark(stored)}
        super().__init__(*args, **kwargs)
        offer_receivers(self, participation.association)


def offer_receivers(form: forms.Form, association: Association) -> None:
    """Let the form offer the authorities that the association knows."""
    lists = lists_of(association, on=clock.today())
    offer(form.fields["receiver"], [("", ""), *lists.choices("referrers")])
