"""The few numbers a page begins with: each with its change, its line over the years, a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.core import numbers
from stegvis.core.periods import Period
from stegvis.dashboards.charts.trend import Trend, trend
from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.sections.bound import Bound, Sentence, sentence

Number = numbers.Number
Earlier = Sequence[tuple[Period, Answers]]


@dataclass(frozen=True)
class Kind:
    """How a tile reads its figure, and how it words a change of it."""

    measure: str
    label: object
    value: Callable[[Reading], Bound]
    change: Callable[[Number, str], str]
    note: Callable[[Reading], Sentence | None]


@dataclass(frozen=True)
class Tile:
    """One number: what it is, its value, what changed, and its line over the years."""

    label: object
    value: Bound | str
    note: Sentence | str | None
    change: str
    trend: Trend | None
    span: str
    trend_words: str


def tiles(
    kinds: Sequence[Kind], now: Answers, before: Earlier, *, place: str = WHOLE
) -> list[Tile]:
    """The tiles of a page; the last of `before` is what the change is measured against."""
    return [_tile(kind, now, before, place) for kind in kinds]


def asks(kinds: Sequence[Kind], *, place: str = WHOLE) -> tuple[Ask, ...]:
    """What the tiles need to know, now and of earlier years."""
    return tuple(Ask(kind.measure, place=place) for kind in kinds)


def _tile(kind: Kind, now: Answers, before: Earlier, place: str) -> Tile:
    reading = now.of(kind.measure, place=place)
    value = kind.value(reading)
    asked = [(period, kind.value(one.of(kind.measure, place=place))) for period, one in before]
    earlier = _since_there_were_any(asked)
    line = [figure.value for _period, figure in earlier] + [value.value]
    words = [f"{labels.short_period(period)}: {figure.text}" for period, figure in earlier]
    return Tile(
        label=kind.label,
        value="–" if value.is_hidden and not reading.is_hidden else value,
        note=_why_none(reading) if value.is_hidden else kind.note(reading),
        change=_change(kind, value, earlier[-1]) if earlier else "",
        trend=trend(line),
        span=f"{earlier[0][0].last.year}–{earlier[-1][0].last.year + 1}" if earlier else "",
        trend_words=", ".join(words),
    )


def _since_there_were_any(
    earlier: Sequence[tuple[Period, Bound]],
) -> Sequence[tuple[Period, Bound]]:
    """Without the years before anything was registered, which would draw a rise from nothing."""
    found = (place for place, (_period, figure) in enumerate(earlier) if figure.value)
    return earlier[next(found, len(earlier)) :]


def _why_none(reading: Reading) -> str:
    # Translators: «för få för att visas» / «inget att räkna på»
    return _("too few to be shown") if reading.is_hidden else _("nothing to compute it from")


def _change(kind: Kind, value: Bound, last: tuple[Period, Bound]) -> str:
    period, before = last
    if value.value is None or before.value is None:
        return ""
    return kind.change(value.value - before.value, labels.short_period(period))


def _count(reading: Reading) -> Bound:
    return reading.count()


def _fewer_or_more(change: Number, period: str) -> str:
    if not change:
        # Translators: «Lika många som %(period)s»
        return _("As many as in %(period)s") % {"period": period}
    # Translators: «%(count)s fler än %(period)s» / «%(count)s färre än %(period)s»
    text = (
        _("%(count)s more than in %(period)s")
        if change > 0
        else _("%(count)s fewer than in %(period)s")
    )
    return text % {"count": _written(_size(change)), "period": period}


def _points(change: Number, period: str) -> str:
    points = numbers.rounded(_size(change) * 100)
    if not points:
        # Translators: «Samma andel som %(period)s»
        return _("The same share as in %(period)s") % {"period": period}
    # Translators: «%(count)s procentenheter högre än %(period)s» / «lägre än»
    text = (
        _("%(count)s percentage points above %(period)s")
        if change > 0
        else _("%(count)s percentage points below %(period)s")
    )
    return text % {"count": _written(points), "period": period}


def _weeks(change: Number, period: str) -> str:
    if not numbers.rounded(_size(change), decimals=1):
        # Translators: «Lika länge som %(period)s»
        return _("As long as in %(period)s") % {"period": period}
    # Translators: «%(count)s veckor längre än %(period)s» / «kortare än»
    text = (
        _("%(count)s weeks longer than in %(period)s")
        if change > 0
        else _("%(count)s weeks shorter than in %(period)s")
    )
    return text % {"count": _written(_size(change), decimals=1), "period": period}


def _size(change: Number) -> Fraction:
    return abs(Fraction(change))


def _written(value: Number, *, decimals: int = 0) -> str:
    return numbers.number(value, decimals=decimals, language=labels.language())


def _nothing(_reading: Reading) -> Sentence | None:
    return None


def _of_all(reading: Reading) -> Sentence | None:
    if reading.base().is_hidden:
        return None
    # Translators: «{some} av {all} avslutade»
    return sentence(_("{some} of {all} ended"), some=reading.count(), all=reading.base())


def _of_so_many(reading: Reading) -> Sentence | None:
    # Translators: «veckor, {all} avslutade»
    return sentence(_("weeks, {all} ended"), all=reading.base())


CURRENT = Kind(
    "participations.current",
    # Translators: «Inskrivna under perioden»
    gettext_lazy("Enrolled in the period"),
    _count,
    _fewer_or_more,
    _nothing,
)
# Translators: «Nya»
NEW = Kind("participations.new", gettext_lazy("New"), _count, _fewer_or_more, _nothing)
# Translators: «Avslutade»
ENDED = Kind("participations.ended", gettext_lazy("Ended"), _count, _fewer_or_more, _nothing)
REMAINING = Kind(
    "participations.remaining",
    # Translators: «Kvar vid periodens slut»
    gettext_lazy("Remaining at the period's end"),
    _count,
    _fewer_or_more,
    _nothing,
)
TO_WORK = Kind(
    "exits.to_work_or_studies",
    # Translators: «Till arbete eller studier»
    gettext_lazy("To work or studies"),
    Reading.share,
    _points,
    _of_all,
)
STAY = Kind(
    "stay.weeks_median",
    # Translators: «Tid i insatsen, median»
    gettext_lazy("Time in the intervention, median"),
    Reading.decimal,
    _weeks,
    _of_so_many,
)
TILES = (CURRENT, NEW, ENDED, REMAINING, TO_WORK, STAY)
