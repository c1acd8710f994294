"""What several tables check in a row."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.registry import Problem, Values

BACKWARDS = _("The end is before the start.")
END_LATER = _("A day from the start on, or empty.")


def check_days(values: Values, start: str, end: str) -> Iterable[Problem]:
    """An end before its start, where the row says both."""
    first, last = values.get(start), values.get(end)
    if first and last and last < first:
        yield Problem(end, BACKWARDS, END_LATER)
