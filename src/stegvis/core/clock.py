"""The one place that asks what day it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today(now: datetime | None = None) -> date:
    """The date in Sweden, where a registration's day begins; `now` must know its time zone."""
    return (now or datetime.now(STOCKHOLM)).astimezone(STOCKHOLM).date()
