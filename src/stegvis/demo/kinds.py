"""Participations that are counted apart from the enrolled: before, after and beside the stay."""

from collections.abc import Iterator
from datetime import date, timedelta

from stegvis.demo.draw import one_of
from stegvis.demo.flow import Stay
from stegvis.demo.people import Person
from stegvis.demo.records import Record, referral
from stegvis.demo.source import Source
from stegvis.demo.workdays import last_day, on_a_weekday, referral_day

PREPARED_DAYS = 24
GUEST_DAYS = 11


def preparation(
    source: Source, stay: Stay, person: Person, referrers: list[str]
) -> Iterator[Record]:
    """Some weeks of preparation until the stay begins, if there was time for it."""
    wished = stay.started_on - timedelta(days=PREPARED_DAYS)
    first = on_a_weekday(max(stay.referred_on, source.plan.starts_on, wished))
    ended_on = last_day(source.chance, stay.started_on - timedelta(days=1), first=first)
    if ended_on < stay.started_on:
        yield Record(
            intervention=source.plan.slug,
            site=stay.site,
            person=person,
            reference=source.register.code(),
            started_on=first,
            ended_on=ended_on,
            kind="preparing",
            fields={
                "referrers": referrers,
                "completed": "not_applicable",
                "exit_reason": "transferred",
            },
        )


def support_afterwards(source: Source, main: Record) -> Iterator[Record]:
    """Support during the first year at work."""
    assert main.ended_on is not None
    first = on_a_weekday(main.ended_on + timedelta(days=1))
    days = timedelta(days=source.chance.randint(60, 364))
    until = last_day(source.chance, first + days, first=first)
    over = until <= source.association.last
    ended = {"completed": "not_applicable", "exit_reason": "work"} if over else {}
    if first <= source.association.last:
        yield Record(
            intervention=main.intervention,
            site=main.site,
            person=main.person,
            reference=source.register.code(),
            started_on=first,
            ended_on=until if over else None,
            kind="follow_up_support",
            fields={"referrers": main.fields["referrers"], **ended},
        )


def visitors(source: Source) -> Iterator[Record]:
    """Consultations of a day, and guests who try for a week or two."""
    yield from _visits(source, "consultation", source.flow.consultations, days=0)
    yield from _visits(source, "guest", source.flow.guests, days=GUEST_DAYS)


def _visits(source: Source, kind: str, a_year: int, *, days: int) -> Iterator[Record]:
    plan, last = source.plan, source.association.last
    for year in range(plan.starts_on.year, last.year + 1):
        for _ in range(a_year):
            first = referral_day(source.chance, year)
            if first and plan.starts_on <= first <= last - timedelta(days=days):
                yield _visit(source, kind, first, days)


def _visit(source: Source, kind: str, first: date, days: int) -> Record:
    site = one_of(source.chance, source.plan.placed_sites)
    ended_on = last_day(source.chance, first + timedelta(days=days), first=first)
    sent = referral(source, Stay(site, first, first, ended_on, ended_on))
    return Record(
        intervention=source.plan.slug,
        site=site,
        person=source.meet(site, first),
        reference=source.register.code(),
        started_on=first,
        ended_on=ended_on,
        kind=kind,
        fields=sent | {"completed": "not_applicable", "exit_reason": "other"},
    )
