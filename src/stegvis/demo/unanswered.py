"""Why somebody has not answered when she left: written down by the staff who can log in."""

from collections.abc import Iterable, Iterator
from random import Random

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.models import Participation
from stegvis.casework.rules.follow_ups import NOT_FOLLOWED
from stegvis.demo.draw import happens, stream, weighted
from stegvis.demo.store import Store
from stegvis.organisations.models import Association
from stegvis.surveys.models import InstrumentUse, NotAnswered, Response

NOTED = 0.8  # share of them for whom somebody has written down why
REASONS = {
    "not_reached": 40,
    "declined": 24,
    "not_suitable": 20,
    "not_understood": 8,
    "interpreter_missing": 8,
}


def note(store: Store, association: Association, users: Iterable[User], *, seed: int) -> None:
    """A reason for most exits without an answer, at the sites where `users` see persons."""
    noted: dict[tuple[int, int], NotAnswered] = {}
    for user in users:
        for missing in _missing(association, user, seed=seed):
            noted.setdefault((missing.participation_id, missing.instrument_id), missing)
    store.keep(noted.values())


def _missing(association: Association, user: User, *, seed: int) -> Iterator[NotAnswered]:
    sites = scope_of(user).sites_with_persons
    uses = InstrumentUse.objects.filter(
        intervention__association=association, at_exit=True
    ).select_related("instrument")
    ended = list(_ended(association, sites)) if sites else []
    answered = set(
        Response.objects.filter(participation__in=ended, occasion="exit").values_list(
            "participation_id", "instrument"
        )
    )
    for use in (each for each in uses if each.instrument.questionnaire.linked):
        for one in ended:
            day = one.ended_on
            if day and one.intervention_id == use.intervention_id and day >= use.used_from:
                chance = stream(seed, association.slug, one.reference, use.instrument.code, "why")
                if (one.pk, use.instrument.code) not in answered and happens(chance, NOTED):
                    yield NotAnswered(
                        association=association,
                        participation=one,
                        instrument=use.instrument,
                        occasion="exit",
                        due_on=day,
                        reason=_reason(chance, one),
                        noted_by=user,
                    )


def _reason(chance: Random, one: Participation) -> str:
    if one.completed == "left_early" and happens(chance, 0.7):
        return "left_early"
    return weighted(chance, REASONS)


def _ended(association: Association, sites: Iterable[int]) -> Iterable[Participation]:
    return Participation.objects.filter(
        association=association,
        site_id__in=sites,
        kind="enrolled",
        voided=False,
        ended_on__isnull=False,
    ).exclude(exit_reason__in=NOT_FOLLOWED)
