"""What happens to a participation on the days that are asked about."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.measures.world import Participation

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """The days asked of one intervention, and their names where the question divides by them."""

    intervention: str
    shown: str
    month: str
    quarter: str
    first: date
    last: date
    today: date

    @property
    def names(self) -> dict[str, str]:
        return {
            "intervention": self.shown or "unknown",
            "part": self.intervention or "unknown",
            "month": self.month,
            "quarter": self.quarter,
        }

    def over_by(self, p: Participation, day: date) -> bool:
        """Ended before `day`, and known to be."""
        return p.ended_on is not None and p.ended_on <= self.today and p.ended_on < day

    def ended(self, p: Participation) -> bool:
        return not self.over_by(p, self.first) and self.over_by(p, self.last + DAY)

    def new(self, p: Participation) -> bool:
        return self.first <= p.started_on <= self.last

    def current(self, p: Participation) -> bool:
        return p.started_on <= self.last and not self.over_by(p, self.first)

    def carried_in(self, p: Participation) -> bool:
        return p.started_on < self.first and not self.over_by(p, self.first)

    def remaining(self, p: Participation) -> bool:
        return p.started_on <= self.last and not self.over_by(p, self.last + DAY)

    def moves(self, p: Participation) -> int:
        return self.new(p) + self.ended(p)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days_of(self, p: Participation) -> int:
        """Day by day."""
        day, days = max(p.started_on, self.first), 0
        while day <= self.last:
            days += not self.over_by(p, day)
            day += DAY
        return days
