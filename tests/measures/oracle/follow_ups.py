"""Follow-ups: each exit once for each interval."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.measures.world import Participation


@dataclass(frozen=True)
class FollowedUp(Participation):
    """A participation as it stands so many months after its exit."""

    follow_up: str = "12"
    due_on: date = date.min

    @property
    def heard(self) -> str:
        return dict(self.follow_ups).get(self.follow_up, "not_reached")

    @property
    def is_reached(self) -> bool:
        return self.heard != "not_reached"

    @property
    def is_asked(self) -> bool:
        gone = ("transferred", "deceased", "consent_withdrawn")
        return self.exit_reason not in gone and not self.left_alone

    @property
    def planned(self) -> str:
        """What became of the plan; only a follow-up that was written down says so."""
        return dict(self.plans).get(self.follow_up, "")


def followed_up(p: Participation) -> Iterator[FollowedUp]:
    if p.ended_on is None:
        return
    fields = {name: getattr(p, name) for name in Participation.__dataclass_fields__}
    for months in (6, 12):
        yield FollowedUp(**fields, follow_up=str(months), due_on=_later(p.ended_on, months))


def _later(day: date, months: int) -> date:
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
