"""A follow-up: one attempt, and the questions of the exit once more."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.follow_ups import Answers, Attempt
from stegvis.casework.choices import follow_ups as choices
from stegvis.casework.forms.fields import DATE_HELP, with_blank
from stegvis.casework.forms.grouped import Group, Grouped
from stegvis.casework.forms.offers import NO_ANSWER
from stegvis.core import clock, codes
from stegvis.core.forms import CodeField, DateField, SharesField, StatesField, offer
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association

# Translators: «Försöket»
ATTEMPT_GROUP = Group(_("The attempt"), ("tried_on", "channel", "result"))
# Translators: «Hur det är nu»
ANSWER_GROUP = Group(_("How it is now"), ("occupation", "support", "next_steps", "plan"))


class AnswerForm(Grouped):
    """The answers of someone who was reached; `mark` is of those that stood when it was opened."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    # Translators: «Sysselsättning i dag»
    occupation = SharesField(label=_("Occupation today"), choices=codes.OCCUPATION.choices)
    # Translators: «Försörjning i dag»
    support = SharesField(label=_("Support today"), choices=codes.SUPPORT.choices)
    next_steps = StatesField(
        label=labels.FIELDS["next_steps"],
        choices=codes.NEXT_STEP.choices,
        states=codes.STEP_STATE.choices,
        detail_label=_("state"),
    )
    plan = CodeField(
        # Translators: «Blev planen från avslutet av?»
        label=_("Was the plan from the exit carried out?"),
        choices=with_blank(codes.PLAN_FOLLOWED),
        required=False,
    )
    groups: ClassVar[tuple[Group, ...]] = (ANSWER_GROUP,)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = lists_of(association, on=clock.today())
        for name in ("occupation", "support", "next_steps"):
            offered = [one for one in lists.choices(name) if one[0] not in NO_ANSWER]
            offer(self.fields[name], offered)

    @property
    def answers(self) -> Answers:
        """The answers as the action takes them."""
        said = self.cleaned_data
        return Answers(
            occupation=said["occupation"],
            support=said["support"],
            next_steps=said["next_steps"] or [],
            plan=said["plan"],
        )


class FollowUpForm(AnswerForm):
    """One attempt to reach someone; her answers when it gave any."""

    # Translators: «Dag»
    tried_on = DateField(label=_("Day"), help_text=DATE_HELP)
    # Translators: «Hur»
    channel = CodeField(label=_("How"), choices=choices.CHANNEL.choices, initial="phone")
    result = CodeField(
        # Translators: «Resultat»
        label=_("Result"),
        choices=choices.ATTEMPT.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("tried_on", "channel", "result")
    groups = (ATTEMPT_GROUP, ANSWER_GROUP)

    @property
    def attempt(self) -> Attempt:
        """The attempt as the action takes it."""
        said = self.cleaned_data
        return Attempt(said["tried_on"], said["channel"], said["result"])
