"""What a session remembers: when it began and was last used, the lock, the second factor."""

import time
from dataclasses import dataclass

from django.http import HttpRequest

BEGAN, SEEN, LOCKED, SECOND = "began_at", "seen_at", "locked", "second_factor"
IDLE, ABSOLUTE = 30 * 60, 12 * 60 * 60  # seconds
# The last visit is written so often: a page with many fragments does not write at each.
STEP = 60


@dataclass(frozen=True)
class Times:
    """When a session began and was last used, as seconds since 1970."""

    began: float
    seen: float

    def over(self, *, now: float) -> bool:
        """Half an hour unused, or twelve hours old."""
        return now - self.seen > IDLE or now - self.began > ABSOLUTE


def begin(request: HttpRequest, *, second_factor: bool) -> None:
    """Start the clocks of a session that has just logged in."""
    now = time.time()
    request.session.update({BEGAN: now, SEEN: now, SECOND: second_factor})
    request.session.pop(LOCKED, None)


def second_factor_given(request: HttpRequest) -> None:
    """This session has shown a second factor; its key changes, as at every such step."""
    request.session[SECOND] = True
    request.session.cycle_key()


def times_of(request: HttpRequest, *, now: float, used: bool = True) -> Times:
    """The times of this session; when it is `used`, that is noted at most once a minute."""
    session = request.session
    if BEGAN not in session:
        session[BEGAN] = session[SEEN] = now
    times = Times(began=session[BEGAN], seen=session.get(SEEN, now))
    if used and STEP < now - times.seen <= IDLE:
        session[SEEN] = now
    return times
