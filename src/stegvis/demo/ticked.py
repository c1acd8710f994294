"""Whom the staff have asked with the form that is tied to nobody: their ticks, year by year."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participation
from stegvis.demo.draw import happens, stream, weighted
from stegvis.demo.store import Store
from stegvis.demo.unlinked import INSTRUMENT
from stegvis.organisations.models import Association
from stegvis.surveys.models import Asked, InstrumentUse
from stegvis.surveys.rules.asked import OVER_SIX_MONTHS

FIRST, AGAIN = 0.84, 0.55  # share whom somebody has asked, the second of those there long enough
OUTCOMES = {"asked": 82, "declined": 12, "not_suitable": 6}


def tick(
    store: Store, association: Association, users: Iterable[User], *, last: date, seed: int
) -> None:
    """Ticks until the day `last`, by the one of `users` who sees the site; if none, the first."""
    uses = InstrumentUse.objects.filter(
        intervention__association=association, instrument__code=INSTRUMENT
    )
    since = dict(uses.values_list("intervention", "used_from"))
    staff = list(users)
    seen_by = {site: user for user in staff for site in scope_of(user).sites_with_persons}
    rows = Participation.objects.filter(
        intervention__in=since, kind="enrolled", voided=False, started_on__lte=last
    )
    store.keep(
        Asked(
            association=association,
            participation=one,
            instrument=INSTRUMENT,
            year=year,
            occasion=occasion,
            outcome=weighted(chance, OUTCOMES),
            noted_by=seen_by.get(one.site_id, staff[0]),
            noted_on=last,
        )
        for one in (rows if staff else ())
        for chance in (stream(seed, association.slug, one.reference, "ticks"),)
        for year, occasion in _years(chance, one, since[one.intervention_id], last)
    )


def _years(
    chance: Random, one: Participation, since: date, last: date
) -> Iterator[tuple[int, str]]:
    """When she was asked: soon after the start or, where asking began later, then."""
    begun, until = max(since, one.started_on), min(one.ended_on or last, last)
    if begun <= until and happens(chance, FIRST):
        yield begun.year, "first"
        if one.started_on + OVER_SIX_MONTHS <= until and happens(chance, AGAIN):
            yield until.year, "again"
