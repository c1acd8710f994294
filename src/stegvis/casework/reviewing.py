"""The read log as its reviewers see it: facts for the rules, lines for the page, the extract."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.access import purposes
from stegvis.access.models import Emergency, LogReview, ReadLogEntry, User
from stegvis.access.purposes import EMERGENCY
from stegvis.access.readlog import PARTICIPANT
from stegvis.access.roles import ROLES
from stegvis.casework.models import Participant, Participation
from stegvis.casework.rules import readings as rules
from stegvis.casework.rules.readings import Reading
from stegvis.organisations.models import Organisation

DAYS = 30
AT_RANDOM = 10
MOST = 200  # lines of a sample on one page

REASONS = {
    # Translators: «Nödåtkomst»
    "emergency": _("Emergency access"),
    # Translators: «Skyddade personuppgifter»
    "protected": _("Protected personal data"),
    # Translators: «Inget pågående deltagande»
    "no_active_case": _("No running participation"),
    # Translators: «Kväll, natt eller helg»
    "night": _("Evening, night or weekend"),
    # Translators: «Många personer på en gång»
    "many_persons": _("Many persons at once"),
    # Translators: «Ovanligt många öppnade samma dag»
    "many_openings": _("Unusually many opened on one day"),
}
VERDICTS = {
    # Translators: «I sin ordning»
    "in_order": _("In order"),
    # Translators: «Frågat läsaren»
    "asked": _("The reader was asked"),
    # Translators: «Obehörig läsning»
    "improper": _("Improper reading"),
}


@dataclass(frozen=True)
class Line:
    """A reading as the review shows it."""

    pk: int
    at: datetime
    reader: str
    role: str
    purpose: Any
    codes: str
    persons: int
    reasons: tuple[Any, ...]
    verdict: Any


@dataclass(frozen=True)
class Told:
    """A reading as the participant is told of it: when, which unit, as what, why."""

    at: datetime
    unit: str
    role: str
    purpose: Any
    in_a_list: bool


def entries(owners: Iterable[int], *, since: datetime) -> "QuerySet[ReadLogEntry]":
    """Readings of persons of these owners, the latest first."""
    found = ReadLogEntry.objects.filter(owner_ids__overlap=list(owners), at__gte=since)
    return found.order_by("-id")


def sample(owners: frozenset[int], *, today: date) -> tuple[list[Line], list[Line]]:
    """The readings of the last thirty days that a rule names, and some drawn at random."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = {row.pk: row for row in entries(owners, since=since)}
    facts = _facts(rows.values())
    named = {fact.pk: rules.reasons(fact) for fact in facts}
    by_rule = [fact for fact in facts if named[fact.pk]][:MOST]
    others = [fact for fact in facts if not named[fact.pk]]
    at_random = rules.drawn(others, number=AT_RANDOM, owner=min(owners, default=0), week=today)
    return (
        _lines([rows[fact.pk] for fact in by_rule], named, owners),
        _lines([rows[fact.pk] for fact in at_random], named, owners),
    )


def extract(participant: Participant) -> list[Told]:
    """Everyone who has read about one person, the latest first; readers as unit and role."""
    taken = list(participant.participations.values_list("pk", flat=True))
    about = ReadLogEntry.objects.filter(
        object_kind=PARTICIPANT, object_ids__contains=[participant.pk]
    )
    about = about.union(ReadLogEntry.objects.filter(participations__overlap=taken))
    rows = sorted(about, key=lambda row: row.pk, reverse=True)
    units = dict(
        Organisation.objects.filter(pk__in={row.owner_id for row in rows}).values_list("pk", "name")
    )
    return [_told(row, units) for row in rows]


def notices(owners: Iterable[int], *, since: datetime) -> list[Emergency]:
    """Emergencies of these owners: the unseen ones whenever they were, the others since then."""
    found = Emergency.objects.filter(owner_id__in=owners).select_related("user", "seen_by")
    shown = found.filter(seen_at=None) | found.filter(opened_at__gte=since)
    return list(shown.prefetch_related("reasons__key").order_by("-opened_at"))


def _told(row: ReadLogEntry, units: dict[int, str]) -> Told:
    return Told(
        at=row.at,
        unit=units.get(row.owner_id, ""),
        role=_role(row),
        purpose=purposes.label(row.purpose),
        in_a_list=_persons(row) > 1,
    )


def _role(row: ReadLogEntry) -> str:
    role = ROLES.get(row.role)
    if role is None:
        return ""
    return role.label_en if get_language() == "en" else role.label_sv


def _persons(row: ReadLogEntry) -> int:
    persons = len(row.object_ids) if row.object_kind == PARTICIPANT else 0
    return max(persons, len(row.participations))


def _facts(rows: Iterable[ReadLogEntry]) -> list[Reading]:
    rows = list(rows)
    single = [row for row in rows if _persons(row) == 1]
    per_day = Counter((row.user_id, timezone.localdate(row.at)) for row in single)
    known = _known({row.object_ids[0] for row in single if row.object_kind == PARTICIPANT})
    return [_fact(row, known, per_day) for row in rows]


Spans = list[tuple[date, date | None]]


def _known(participants: set[int]) -> dict[int, tuple[bool, Spans]]:
    """Protection and running times of those who were opened one by one."""
    found: dict[int, tuple[bool, Spans]] = {
        pk: (protected, [])
        for pk, protected in Participant.objects.filter(pk__in=participants).values_list(
            "pk", "protected"
        )
    }
    spans = Participation.objects.filter(participant_id__in=participants, voided=False)
    for pk, first, last in spans.values_list("participant_id", "started_on", "ended_on"):
        if pk in found:
            found[pk][1].append((first, last))
    return found


# How long before its start and after its exit a participation is still worked with.
BEFORE, AFTER = timedelta(days=60), timedelta(days=400)


def _fact(
    row: ReadLogEntry,
    known: dict[int, tuple[bool, Spans]],
    per_day: Counter[tuple[int | None, date]],
) -> Reading:
    local = timezone.localtime(row.at)
    alone = row.object_ids[0] if row.object_kind == PARTICIPANT and len(row.object_ids) == 1 else 0
    protected, spans = known.get(alone, (False, []))
    running = any(
        first - BEFORE <= local.date() and (last is None or local.date() <= last + AFTER)
        for first, last in spans
    )
    return Reading(
        pk=row.pk,
        at=local,
        persons=_persons(row),
        emergency=row.purpose == EMERGENCY,
        protected=protected,
        running=running if alone in known else None,
        opened_that_day=per_day[row.user_id, local.date()],
        exported=row.count is not None,
    )


def _lines(
    rows: list[ReadLogEntry], named: dict[int, tuple[str, ...]], owners: frozenset[int]
) -> list[Line]:
    readers = dict(
        User.objects.filter(pk__in={row.user_id for row in rows}).values_list("pk", "name")
    )
    codes = dict(_codes(rows))
    verdicts = dict(
        LogReview.objects.filter(
            entry__in=[row.pk for row in rows], owner_id__in=owners
        ).values_list("entry_id", "verdict")
    )
    return [
        Line(
            pk=row.pk,
            at=row.at,
            reader=readers.get(row.user_id or 0, row.operator),
            role=_role(row),
            purpose=purposes.label(row.purpose),
            codes=codes.get(row.object_ids[0], "") if _persons(row) == 1 and row.object_ids else "",
            persons=_persons(row),
            reasons=tuple(REASONS[name] for name in named[row.pk]),
            verdict=VERDICTS.get(verdicts.get(row.pk, ""), ""),
        )
        for row in rows
    ]


def _codes(rows: Iterable[ReadLogEntry]) -> Iterator[tuple[int, str]]:
    alone = {row.object_ids[0] for row in rows if len(row.object_ids) == 1}
    yield from Participant.objects.filter(pk__in=alone).values_list("pk", "code")
