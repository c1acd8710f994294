"""What a report was told, for tests: a table is a mapping from groups to counts."""

from datetime import date

from stegvis.core.periods import Period, parse
from stegvis.measures.answer import Figure
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.times import times_of

HIDDEN = None
CONTEXT = {"period": "2022", "audience": "owner"}


def period(text: str = "2022") -> Period:
    found = parse(text)
    assert isinstance(found, Period)
    return found


def reading(measure: str, *by: str, place: str = WHOLE, rows: dict, **more) -> Reading:
    """A table of counts: group (a string or a tuple of them) -> count, HIDDEN if withheld."""
    figures = tuple(
        Figure(dict(zip(by, _tuple(group), strict=True)), count, count, suppressed=count is HIDDEN)
        for group, count in rows.items()
    )
    return Reading(Ask(measure, by, place), figures, context=CONTEXT, **more)


def share(measure: str, *by: str, place: str = WHOLE, rows: dict) -> Reading:
    """A table of shares: group -> (numerator, denominator), HIDDEN if withheld."""
    figures = tuple(
        _share(dict(zip(by, _tuple(group), strict=True)), of) for group, of in rows.items()
    )
    return Reading(Ask(measure, by, place), figures, context=CONTEXT)


def answers(*readings: Reading, today: date = date(2023, 2, 10), text: str = "2022") -> Answers:
    return Answers(
        {one.ask: one for one in readings}, times_of(period(text), today=today), "0123456789abcdef"
    )


def _share(group: dict[str, str], of: tuple[int, int] | None) -> Figure:
    if of is HIDDEN:
        return Figure(group, None, suppressed=True)
    numerator, denominator = of
    value = numerator / denominator if denominator else None
    return Figure(group, value, numerator, denominator, left_out=0)


def _tuple(group: str | tuple[str, ...]) -> tuple[str, ...]:
    if group == ():
        return ()
    return group if isinstance(group, tuple) else (group,)
