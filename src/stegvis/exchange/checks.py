"""What several tables check in a row."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.core import periods
from stegvis.exchange.registry import Problem, Values

BACKWARDS = _("The end is before the start.")
END_LATER = _("A day from the start on, or empty.")


def check_days(values: Values, start: str, end: str) -> Iterable[Problem]:
    """An end before its start, where the row says both."""
    first, last = values.get(start), values.get(end)
    if first and last and last < first:
        yield Problem(end, BACKWARDS, END_LATER)


def check_period(values: Values, name: str) -> Iterable[Problem]:
    """A period in any of its forms, also those that depend on the association; or nothing."""
    if values.get(name):
        try:
            periods.parse(values[name])
        except periods.PeriodError:
            yield Problem(name, _("This is not a period."), periods.FORMS)
