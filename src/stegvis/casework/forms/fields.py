"""The fields of a participation: what is asked when it starts and when it ends."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.participations import Exit
from stegvis.core import codes
from stegvis.core.codes import CodeList
from stegvis.core.forms import (
    CodeField,
    CodesField,
    DateField,
    DecimalField,
    SharesField,
    StatesField,
    WholeNumberField,
)

Choices = Callable[[], list[tuple[Any, Any]]]
# The form's names for what the model keeps in one list.
REFERRERS = ("referrer", "co_referrers")
DATE_HELP = _("For example 2026-03-01, 1/3 or today.")


def with_blank(codes: CodeList) -> Choices:
    """The list's choices after an empty one, which means: not chosen yet."""
    return lambda: [("", ""), *codes.choices()]


def code(name: str, found: CodeList, *, required: bool = False, **kwargs: Any) -> CodeField:
    """One code of a list; not asked for, it begins as not known."""
    may_be_unknown = "unknown" in found and not required
    return CodeField(
        label=labels.FIELDS[name],
        choices=found.choices if may_be_unknown else with_blank(found),
        required=required,
        initial="unknown" if may_be_unknown else None,
        when_empty="unknown" if may_be_unknown else "",
        **kwargs,
    )


def day(name: str, *, required: bool = False, help_text: Any = "") -> DateField:
    """A day, by the name of its field."""
    return DateField(label=labels.FIELDS[name], required=required, help_text=help_text)


class OneIsAllField(SharesField):
    """Sources or occupations with their shares; the only one is all of it unless it says less."""

    def to_python(self, value: Any) -> list[dict[str, Any]] | None:
        rows = super().to_python(value)
        if rows and len(rows) == 1 and rows[0]["percent"] is None:
            rows[0]["percent"] = 100
        return rows


def shares(name: str, found: CodeList) -> SharesField:
    """Sources or occupations with their shares."""
    return OneIsAllField(label=labels.FIELDS[name], choices=_known(found))


def _known(found: CodeList) -> Choices:
    return lambda: [choice for choice in found.choices() if choice[0] != "unknown"]


class StartFields(forms.Form):
    """What is asked when a participation starts."""

    gender = code("gender", codes.GENDER, required=True)
    birth_year = WholeNumberField(
        label=labels.FIELDS["birth_year"],
        required=False,
        example="1984",
        min_value=1900,
        max_value=2100,
        help_text=_("Four digits, for example 1984."),
    )
    referrer = code("referrer", codes.REFERRER, required=True)
    co_referrers = CodesField(
        label=labels.FIELDS["co_referrers"], choices=codes.REFERRER.choices, required=False
    )
    need_signalled_on = day("need_signalled_on")
    referred_on = day("referred_on")
    decision_on = day("decision_on")
    started_on = day("started_on", required=True, help_text=DATE_HELP)
    planned_end_on = day("planned_end_on")
    kind = CodeField(
        label=labels.FIELDS["kind"],
        choices=codes.KIND.choices,
        required=False,
        initial="enrolled",
        when_empty="enrolled",
        # Translators: «Bara inskrivna räknas som deltagare; övriga slag räknas för sig.»
        help_text=_("Only the enrolled count as participants; the other kinds are counted apart."),
    )
    municipality_code = CodeField(label=labels.FIELDS["municipality_code"], required=False)
    origin = code("origin", codes.ORIGIN)
    education = code("education", codes.EDUCATION)
    target_groups = CodesField(
        label=labels.FIELDS["target_groups"], choices=codes.TARGET_GROUP.choices, required=False
    )
    time_in_support = code("time_in_support", codes.TIME_IN_SUPPORT)
    support_start = shares("support_start", codes.SUPPORT)
    occupation_start = shares("occupation_start", codes.OCCUPATION)
    hours_start = DecimalField(
        label=labels.FIELDS["hours_start"], required=False, example="10", min_value=0, max_value=80
    )

    def more(self, *without: str) -> dict[str, Any]:
        """The answers as the model keeps them, but for the fields named."""
        own = {"gender", "birth_year", *REFERRERS, *without}
        return {
            name: self.cleaned_data[name]
            for name in StartFields.base_fields
            if name not in own and name in self.cleaned_data
        }

    @property
    def referrers(self) -> tuple[str, ...]:
        """The formal referrer first, then the others in the order of the list."""
        formal = self.cleaned_data["referrer"]
        return (formal, *(c for c in self.cleaned_data["co_referrers"] if c != formal))


class ExitFields(forms.Form):
    """What is asked when a participation ends."""

    ended_on = day("ended_on", required=True, help_text=DATE_HELP)
    exit_reason = code("exit_reason", codes.EXIT_REASON, required=True)
    completed = code("completed", codes.COMPLETED)
    next_steps = StatesField(
        label=labels.FIELDS["next_steps"],
        choices=_known(codes.NEXT_STEP),
        states=codes.STEP_STATE.choices,
        # Translators: «läge»
        detail_label=_("state"),
        help_text=_("Choose everything the person moves on to, and how far it has come."),
    )
    next_intervention = CodeField(label=labels.FIELDS["next_intervention"], required=False)
    support_end = shares("support_end", codes.SUPPORT)
    occupation_end = shares("occupation_end", codes.OCCUPATION)
    employment_form = code("employment_form", codes.EMPLOYMENT_FORM)
    hours_end = DecimalField(
        label=labels.FIELDS["hours_end"], required=False, example="20", min_value=0, max_value=80
    )

    def outcome(self) -> Exit:
        """The exit as the action takes it."""
        answers = self.cleaned_data
        return Exit(
            ended_on=answers["ended_on"],
            exit_reason=answers["exit_reason"],
            completed=answers["completed"],
            next_steps=tuple((row["code"], row["state"]) for row in answers["next_steps"]),
            next_intervention=answers["next_intervention"],
            more={name: answers[name] for name in EXIT_MORE},
        )


EXIT_MORE = ("support_end", "occupation_end", "employment_form", "hours_end")
