"""What a chart is: its finding, its series and its points; nothing about how it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from stegvis.reports.charts.numbers import Number


@dataclass(frozen=True)
class Series:
    """One kind of mark: its code picks colour and pattern, its label is what the reader sees."""

    code: str
    label: str


@dataclass(frozen=True)
class Point:
    """One value of one series in one category; `shown` is the value as it is written.

    `value` None means that the figure is withheld or missing: nothing is drawn, `shown` is still
    written where the mark would be.
    """

    category: str
    series: str
    value: Number | None
    shown: str


@dataclass(frozen=True)
class Chart:
    """A picture of figures, told by what it shows.

    `title` is the finding in one sentence: it stands above the picture and is its text
    alternative. `description` lists the figures for those who do not see the picture. `kind` is
    the name of the Vega-Lite file beside this module.
    """

    kind: str
    title: str
    description: str
    series: tuple[Series, ...]
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError(
                "A chart needs its finding as title: a sentence that says what it shows."
            )
        if not self.points:
            raise ValueError(f"The chart {self.title!r} has no points: leave it out instead.")
        twice = len({(point.category, point.series) for point in self.points}) < len(self.points)
        if twice:
            raise ValueError(
                f"The chart {self.title!r} has two values in one place: name them apart."
            )
        negative = [point for point in self.points if point.value is not None and point.value < 0]
        if negative:
            raise ValueError(
                f"The chart {self.title!r} has the negative value {negative[0].value} in"
                f" {negative[0].category!r}: these charts show counts, shares and means."
            )

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories in the order in which they were given."""
        return tuple(dict.fromkeys(point.category for point in self.points))

    def label(self, code: str) -> str:
        """The label of the series with this code."""
        return next(series.label for series in self.series if series.code == code)


def listing(series: Iterable[Series], points: Iterable[Point]) -> str:
    """The figures in words, one series after the other: "Nya: jan 3, feb 2. Avslutade: jan 1"."""
    points = tuple(points)
    parts = []
    for one in series:
        values = ", ".join(f"{p.category} {p.shown}" for p in points if p.series == one.code)
        if values:
            parts.append(f"{one.label}: {values}.")
    return " ".join(parts)
