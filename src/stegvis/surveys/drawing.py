"""Where things stand in the pictures of answers: whole pixels, drawn as SVG by templates.

Every picture is laid out wide and narrow, so that its text never shrinks. Numbers in attributes
are integers: templates write a decimal comma.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

WIDE, NARROW = 640, 280
LETTER = 7  # average width of a letter of the 13 pixels in charts.css
LINE = 16  # pixels between two lines of text
ROW = 40
TOLD = 128  # pixels kept for what is written after a row
EDGE = 10  # half a mark


@dataclass(frozen=True)
class Scale:
    """From where to where an item is answered, and how many steps are marked between."""

    lowest: float
    highest: float
    steps: int = 0


@dataclass(frozen=True)
class Move:
    """From one value to another on a scale; `told` and `word` are written after it."""

    label: str
    scale: Scale
    first: float
    last: float
    told: str
    word: str = ""
    backwards: bool = False


@dataclass(frozen=True)
class Text:
    """One line of text and where it stands."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Dumbbell:
    """One row: its label, its track with the marked steps, and the two marks on it."""

    label: list[Text]
    y: int
    left: int
    right: int
    ticks: list[int]
    first_x: int
    last_x: int
    told: Text
    word: Text
    backwards: bool

    @property
    def moves(self) -> bool:
        return self.first_x != self.last_x


@dataclass(frozen=True)
class Dumbbells:
    """All that the template draws."""

    width: int
    height: int
    beside: bool  # labels stand to the left of the tracks
    rows: list[Dumbbell]


def dumbbells(moves: Sequence[Move]) -> tuple[Dumbbells, Dumbbells]:
    """The rows with their labels beside them, and with the labels above them."""
    return _wide(moves), _narrow(moves)


def _wide(moves: Sequence[Move]) -> Dumbbells:
    letters = 34
    left = letters * LETTER + 14
    rows, y = [], 0
    for move in moves:
        lines = textwrap.wrap(move.label, letters) or [""]
        height = max(ROW, len(lines) * LINE + 12)
        middle = y + height // 2
        top = middle - (len(lines) - 1) * LINE // 2 + 5
        label = [Text(line, left - 14, top + at * LINE) for at, line in enumerate(lines)]
        rows.append(_row(move, label, middle, left=left, right=WIDE - TOLD))
        y += height
    return Dumbbells(WIDE, y, beside=True, rows=rows)


def _narrow(moves: Sequence[Move]) -> Dumbbells:
    rows, y = [], 0
    for move in moves:
        lines = textwrap.wrap(move.label, NARROW // LETTER) or [""]
        label = [Text(line, 0, y + 14 + at * LINE) for at, line in enumerate(lines)]
        middle = y + len(lines) * LINE + 16
        rows.append(_row(move, label, middle, left=EDGE, right=NARROW - TOLD))
        y = middle + 24
    return Dumbbells(NARROW, y, beside=False, rows=rows)


def _row(move: Move, label: list[Text], y: int, *, left: int, right: int) -> Dumbbell:
    def x(value: float) -> int:
        return _between(value, move.scale, left, right)

    scale, told = move.scale, right + 2 * EDGE
    marked = (scale.lowest + at * (scale.highest - scale.lowest) / scale.steps
              for at in range(scale.steps + 1)) if scale.steps else ()  # fmt: skip
    return Dumbbell(
        label=label,
        y=y,
        left=left,
        right=right,
        ticks=[x(value) for value in marked],
        first_x=x(move.first),
        last_x=x(move.last),
        told=Text(move.told, told, y - 3 if move.word else y + 5),
        word=Text(move.word, told, y + 13),
        backwards=move.backwards,
    )


def _between(value: float, scale: Scale, start: int, end: int) -> int:
    """The pixel of a value on a scale; a scale without length has everything in its middle."""
    span = scale.highest - scale.lowest
    share = (value - scale.lowest) / span if span else 0.5
    return round(start + share * (end - start))


SMALL_WIDTH, SIDE = 200, 8
TALL = 64  # from the highest value to the lowest
TEXT = 16  # room for the letters of what happened, above and below
ABOVE, BELOW = -9, 19  # from the middle of a mark to the foot of its text
NEAR = 16  # marks that stand closer have their texts on either side


@dataclass(frozen=True)
class Point:
    """A value of a day; `shown` is written beside the first and the last of a line."""

    on: date
    value: float
    shown: str


@dataclass(frozen=True)
class Mark:
    """Something that happened, under a letter; with `until` it lasted."""

    letter: str
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Dot:
    """A value drawn, with its text where it has one."""

    x: int
    y: int
    text: str
    text_y: int

    @property
    def corner_x(self) -> int:
        """Where a square of eight pixels around it begins."""
        return self.x - 4

    @property
    def corner_y(self) -> int:
        return self.y - 4


@dataclass(frozen=True)
class Drawn:
    """One line: its style in charts.css and its dots."""

    style: int
    dots: list[Dot]

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True)
class Span:
    """A mark drawn: a line where it stands, or a bar as long as it lasted."""

    letter: str
    x: int
    width: int
    text_x: int


@dataclass(frozen=True)
class Lines:
    """A small picture of one item over time."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    lines: list[Drawn]
    spans: list[Span]
    first_day: date
    last_day: date

    @property
    def span_y(self) -> int:
        """Where the bars of what lasted begin; their letters stand below them."""
        return self.bottom + 10

    @property
    def letter_y(self) -> int:
        return self.bottom + 26

    @property
    def days_y(self) -> int:
        return self.height - 5


def lines(series: Sequence[Sequence[Point]], *, scale: Scale, marks: Iterable[Mark] = ()) -> Lines:
    """One line a series over the days of all of them; marks outside those days are cut off."""
    days = [point.on for points in series for point in points]
    first, last = min(days), max(days)
    spans = list(_spans(marks, first, last))
    letters = TEXT if spans else 0
    top = TEXT + letters
    made = [_line(points, style, scale, first, last) for style, points in enumerate(series, 1)]
    return Lines(
        width=SMALL_WIDTH,
        height=top + TALL + letters + 28,
        top=top,
        bottom=top + TALL,
        left=SIDE,
        right=SMALL_WIDTH - SIDE,
        lines=[_lowered(line, top) for line in _apart(made)],
        spans=spans,
        first_day=first,
        last_day=last,
    )


def _line(points: Sequence[Point], style: int, scale: Scale, first: date, last: date) -> Drawn:
    dots = []
    for at, point in enumerate(points):
        x = _day_x(point.on, first, last)
        y = _between(point.value, scale, TALL, 0)
        named = at in (0, len(points) - 1)
        dots.append(Dot(x, y, point.shown if named else "", y + ABOVE))
    return Drawn(style, dots)


def _lowered(line: Drawn, by: int) -> Drawn:
    return Drawn(
        line.style,
        [replace(dot, y=dot.y + by, text_y=dot.text_y + by) for dot in line.dots],
    )


def _apart(made: list[Drawn]) -> list[Drawn]:
    """Where two lines have a text at the same day, that of the lower one stands below it."""
    return [
        replace(line, dots=[_placed(dot, line.style, made) for dot in line.dots]) for line in made
    ]


def _placed(dot: Dot, style: int, made: list[Drawn]) -> Dot:
    beside = [
        (other.y, line.style)
        for line in made
        if line.style != style
        for other in line.dots
        if abs(other.x - dot.x) < NEAR
    ]
    is_lower = any((other_y, other) < (dot.y, style) for other_y, other in beside)
    return replace(dot, text_y=dot.y + BELOW) if is_lower else dot


def _spans(marks: Iterable[Mark], first: date, last: date) -> Iterator[Span]:
    for mark in marks:
        ends = mark.until or mark.on
        if ends < first or mark.on > last:
            continue
        begins_x = _day_x(max(mark.on, first), first, last)
        ends_x = _day_x(min(ends, last), first, last)
        width = max(ends_x - begins_x, 3) if mark.until else 0
        yield Span(mark.letter, begins_x, width, begins_x + width // 2)


def _day_x(day: date, first: date, last: date) -> int:
    length = (last - first).days
    share = (day - first).days / length if length else 0.5
    return round(SIDE + EDGE + share * (SMALL_WIDTH - 2 * SIDE - 2 * EDGE))
