"""A proposal and head counts for the journeys, and the pages of changes, rounds and counts."""

from dataclasses import dataclass

from stegvis.access.models import User
from stegvis.casework.models import Change, HeadCount, Participation
from stegvis.core import clock
from tests.factories.changes import change

# Addresses that change something and lead to another page.
NO_PAGE = {
    *("undo_changes", "withdraw_change", "put_back", "change_many"),
    *("end_counted", "confirm_counts", "undo_count"),
}


@dataclass(frozen=True)
class Changing:
    """What there is, by the words of addresses."""

    change: Change


def build(taking_part: Participation, *, staff: User) -> Changing:
    """A proposal of one participation; men counted last year of whom one has ended."""
    HeadCount.objects.create(
        association=taking_part.association,
        intervention=taking_part.intervention,
        owner=taking_part.owner,
        year=clock.today().year - 1,
        gender="man",
        new=3,
        ended=1,
    )
    return Changing(change=change(taking_part, staff, "Praktiken börjar snart"))


def stops(here: str, person: str, made: Changing, period: str) -> list[tuple[str, str, str]]:
    """Name, role and path of each page."""
    decision = f"{person}forandringar/{made.change.pk}/besluta/"
    return [
        ("register", "staff", f"{here}/deltagare/ny/{period}&protected=no"),
        ("history", "staff", f"{person}andringar/{period}"),
        ("extend", "staff", f"{person}forlang/{period}"),
        ("pause", "staff", f"{person}vila/{period}"),
        ("resume", "staff", f"{person}efter-vila/{period}"),
        ("change_hours", "staff", f"{person}omfattning/{period}"),
        ("decide_change", "owner", decision + period),
        ("transfer", "staff", f"{person}overfor/{period}"),
        ("protect", "staff", f"{person}skydda/{period}"),
        ("head_counts", "staff", f"{here}/deltagare/antal/{period}"),
        ("count_person", "staff", f"{here}/deltagare/antal/en-till/{period}"),
        ("start_round", "staff", f"{here}/deltagare/omgang/starta/{period}"),
        ("end_round", "staff", f"{here}/deltagare/omgang/avsluta/{period}"),
    ]
