"""Values that the pages of participations show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from stegvis.casework import labels, queries
from stegvis.casework.models import Participation
from stegvis.core import clock, codes, numbers
from stegvis.organisations.lists import Lists, lists_of
from stegvis.organisations.models import Municipality


@dataclass(frozen=True)
class State:
    """Where a participation stands, in a word; `tone` only repeats it as a colour."""

    label: Any
    tone: str


# Translators: «Struken»
VOIDED = State(gettext_lazy("Struck out"), "wait")
# Translators: «Avslutad»
ENDED = State(pgettext_lazy("one participation", "Ended"), "done")
# Translators: «Planerat slut passerat»
LATE = State(gettext_lazy("Past planned end"), "late")
# Translators: «Pågår»
ONGOING = State(gettext_lazy("Ongoing"), "plain")
# Translators: «Ej påbörjad»
COMING = State(gettext_lazy("Not begun"), "wait")


def state(participation: Participation, *, on: date) -> State:
    """Where `participation` stands on a day."""
    if participation.voided:
        return VOIDED
    if participation.ended_on:
        return ENDED
    if participation.started_on > on:
        return COMING
    planned = participation.planned_end_on
    return LATE if planned and planned < on else ONGOING


@dataclass(frozen=True)
class Fact:
    """One line of the page: a label and its value; `value` empty means not known."""

    label: Any
    value: str


@dataclass(frozen=True)
class Section:
    """Facts under a heading."""

    title: Any
    facts: list[Fact]


@dataclass(frozen=True)
class Step:
    """One of the three steps of a participation: when it was taken, if it was."""

    label: Any
    day: date | None
    done: bool


def steps(participation: Participation, *, on: date) -> list[Step]:
    """Referral, start and exit, with the day each was taken or is planned for."""
    p = participation
    return [
        # Translators: «Remiss»
        Step(_("Referral"), p.referred_on, p.referred_on is not None or p.started_on <= on),
        Step(_("Start"), p.started_on, p.started_on <= on),
        Step(
            _("Exit") if p.ended_on else _("Planned end"),
            p.ended_on or p.planned_end_on,
            bool(p.ended_on),
        ),
    ]


# What each section shows, in the order in which it happens.
PERSON = ("gender", "birth_year", "municipality_code", "origin", "target_groups", "education")
START = (
    *("referrer", "co_referrers", "need_signalled_on", "referred_on", "decision_on"),
    *("started_on", "planned_end_on", "kind", "time_in_support", "support_start"),
    *("occupation_start", "hours_start"),
)
EXIT = (
    *("ended_on", "exit_reason", "completed", "next_steps", "support_end", "occupation_end"),
    *("employment_form", "hours_end"),
)


def sections(participation: Participation) -> list[Section]:
    """All that is registered; how it ended only once it has."""
    lists = lists_of(participation.association, on=clock.today())
    shown = [(_("Participant"), PERSON), (_("Referral and start"), START)]
    if participation.ended_on:
        shown.append((_("Exit"), EXIT))
    return [
        Section(
            title,
            [Fact(labels.FIELDS[name], READ[name](participation, lists, name)) for name in names],
        )
        for title, names in shown
    ]


def missing(participation: Participation) -> list[Any]:
    """The labels of what is asked but has no answer."""
    p = participation
    asked = queries.ASKED_AT_START + (queries.ASKED_AT_EXIT if p.ended_on else ())
    return [labels.FIELDS[name] for name in asked if not _answered(p, name)]


def _answered(p: Participation, name: str) -> bool:
    value = p.participant.birth_year if name == "birth_year" else getattr(p, name)
    if name == "next_steps":
        return bool(value)
    return value not in (None, "unknown")


Reader = Callable[[Participation, Lists, str], str]


def _coded(p: Participation, lists: Lists, name: str) -> str:
    code = p.participant.gender if name == "gender" else getattr(p, name)
    return lists.label(name, code) if code not in ("", "unknown") else ""


def _listed(p: Participation, lists: Lists, name: str) -> str:
    return ", ".join(lists.label(name, code) for code in getattr(p, name))


def _formal_referrer(p: Participation, lists: Lists, _name: str) -> str:
    return ", ".join(lists.label("referrers", code) for code in p.referrers[:1])


def _other_referrers(p: Participation, lists: Lists, _name: str) -> str:
    return ", ".join(lists.label("referrers", code) for code in p.referrers[1:])


def _birth_year(p: Participation, _lists: Lists, _name: str) -> str:
    return str(p.participant.birth_year or "")


def _municipality(p: Participation, _lists: Lists, name: str) -> str:
    """Its name; a code that is in no list stands as it is."""
    code = getattr(p, name)
    named = Municipality.objects.filter(code=code).values_list("name", flat=True)
    return named.first() or code


def _day(p: Participation, _lists: Lists, name: str) -> str:
    value = getattr(p, name)
    return f"{value:%Y-%m-%d}" if value else ""


def _shares(p: Participation, lists: Lists, name: str) -> str:
    rows = getattr(p, name)
    if rows is None:
        return ""
    list_name = name.partition("_")[0]
    written = [_share(lists.label(list_name, row["code"]), row.get("percent")) for row in rows]
    # Translators: «ingen»
    return ", ".join(written) or _("none")


def _share(label: str, percent: float | None) -> str:
    return label if percent is None else f"{label} {_number(percent)}{numbers.NBSP}%"


def _next_steps(p: Participation, lists: Lists, name: str) -> str:
    rows = [(lists.label(name, row["code"]), row["state"]) for row in getattr(p, name)]
    return ", ".join(f"{step} ({codes.STEP_STATE.label(state).lower()})" for step, state in rows)


def _hours(p: Participation, _lists: Lists, name: str) -> str:
    value = getattr(p, name)
    return "" if value is None else _number(value)


def _number(value: float | Decimal) -> str:
    """As many decimals as the number has."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    decimals = max(0, -int(exponent))
    return numbers.number(value, decimals=decimals, language=get_language() or "sv")


READ: dict[str, Reader] = {
    "gender": _coded,
    "birth_year": _birth_year,
    "municipality_code": _municipality,
    "origin": _coded,
    "target_groups": _listed,
    "education": _coded,
    "referrer": _formal_referrer,
    "co_referrers": _other_referrers,
    "need_signalled_on": _day,
    "referred_on": _day,
    "decision_on": _day,
    "started_on": _day,
    "planned_end_on": _day,
    "kind": _coded,
    "time_in_support": _coded,
    "support_start": _shares,
    "occupation_start": _shares,
    "hours_start": _hours,
    "ended_on": _day,
    "exit_reason": _coded,
    "completed": _coded,
    "next_steps": _next_steps,
    "support_end": _shares,
    "occupation_end": _shares,
    "employment_form": _coded,
    "hours_end": _hours,
}
