"""Values that the pages of participations show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from stegvis.casework import labels, queries
from stegvis.casework.models import Participation
from stegvis.core import codes, numbers
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


def sections(participation: Participation) -> list[Section]:
    """All that is registered, in the order in which it happens."""
    p = participation
    person = p.participant
    found = [
        Section(
            _("Participant"),
            [
                _coded("gender", person.gender),
                Fact(labels.FIELDS["birth_year"], str(person.birth_year or "")),
                Fact(labels.FIELDS["municipality_code"], _municipality(p.municipality_code)),
                _coded("origin", p.origin),
                _listed("target_groups", p.target_groups),
                _coded("education", p.education),
            ],
        ),
        Section(
            _("Referral and start"),
            [
                _listed("referrers", p.referrers[:1], label="referrer"),
                _listed("referrers", p.referrers[1:], label="co_referrers"),
                _day("need_signalled_on", p),
                _day("referred_on", p),
                _day("decision_on", p),
                _day("started_on", p),
                _day("planned_end_on", p),
                _coded("kind", p.kind),
                _coded("time_in_support", p.time_in_support),
                _shares("support_start", p.support_start, "support"),
                _shares("occupation_start", p.occupation_start, "occupation"),
                Fact(labels.FIELDS["hours_start"], _hours(p.hours_start)),
            ],
        ),
    ]
    if p.ended_on:
        found.append(Section(_("Exit"), list(_exit(p))))
    return found


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


def _exit(p: Participation) -> Iterator[Fact]:
    yield _day("ended_on", p)
    yield _coded("exit_reason", p.exit_reason)
    yield _coded("completed", p.completed)
    yield Fact(labels.FIELDS["next_steps"], _steps_taken(p.next_steps))
    yield _shares("support_end", p.support_end, "support")
    yield _shares("occupation_end", p.occupation_end, "occupation")
    yield _coded("employment_form", p.employment_form)
    yield Fact(labels.FIELDS["hours_end"], _hours(p.hours_end))


def _coded(name: str, code: str) -> Fact:
    known = code and code != "unknown"
    return Fact(labels.FIELDS[name], codes.LISTS[name].label(code) if known else "")


def _listed(list_name: str, found: list[str], *, label: str = "") -> Fact:
    names = [codes.LISTS[list_name].label(code) for code in found]
    return Fact(labels.FIELDS[label or list_name], ", ".join(names))


def _municipality(code: str) -> str:
    """Its name; a code that is in no list stands as it is."""
    named = Municipality.objects.filter(code=code).values_list("name", flat=True)
    return named.first() or code


def _day(name: str, p: Participation) -> Fact:
    value = getattr(p, name)
    return Fact(labels.FIELDS[name], f"{value:%Y-%m-%d}" if value else "")


def _shares(name: str, rows: list[dict[str, Any]] | None, list_name: str) -> Fact:
    if rows is None:
        return Fact(labels.FIELDS[name], "")
    written = [
        _share(codes.LISTS[list_name].label(row["code"]), row.get("percent")) for row in rows
    ]
    # Translators: «ingen»
    return Fact(labels.FIELDS[name], ", ".join(written) or _("none"))


def _share(label: str, percent: float | None) -> str:
    return label if percent is None else f"{label} {percent:g}{numbers.NBSP}%"


def _steps_taken(rows: list[dict[str, str]]) -> str:
    named = [(codes.NEXT_STEP.label(r["code"]), codes.STEP_STATE.label(r["state"])) for r in rows]
    return ", ".join(f"{step} ({state.lower()})" for step, state in named)


def _hours(value: Any) -> str:
    if value is None:
        return ""
    decimals = max(0, -value.normalize().as_tuple().exponent)
    return numbers.number(value, decimals=decimals, language=get_language() or "sv")
