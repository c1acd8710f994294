"""The six charts of the reports, each built from plain counts.

Every builder takes the finding as `title`. The figures come as they are to be written: a builder
rounds nothing away, and None stands for a figure that is withheld (it is written as `hidden`).
"""

from collections.abc import Mapping, Sequence

from stegvis.reports.charts.chart import Chart, Point, Series, listing
from stegvis.reports.charts.numbers import Number, number_text, share_text

HIDDEN = "\N{EN DASH}"


def moves(
    *,
    title: str,
    months: Sequence[str],
    came: Sequence[int | None],
    left: Sequence[int | None],
    came_label: str,
    left_label: str,
    language: str = "sv",
    hidden: str = HIDDEN,
) -> Chart:
    """In and out by month: those who came above the line, those who left below it."""
    if not len(months) == len(came) == len(left):
        raise ValueError(
            f"{len(months)} months need as many values, not {len(came)} in and {len(left)} out."
        )
    values = {"in": came, "out": left}
    series = (Series("in", came_label), Series("out", left_label))
    points = [
        Point(month, code, value, _shown(value, language=language, hidden=hidden))
        for code, row in values.items()
        for month, value in zip(months, row, strict=True)
    ]
    return _chart("moves", title, series, points)


def by_gender(
    *,
    title: str,
    counts: Mapping[str, Mapping[str, int | None]],
    genders: Mapping[str, str],
    language: str = "sv",
    hidden: str = HIDDEN,
) -> Chart:
    """Counts by category, each bar divided by gender.

    `counts` is category -> gender code -> count; `genders` gives the labels of the codes woman,
    man, other and unknown in the order to draw. A gender that never occurs is left out.
    """
    occurs = {code for row in counts.values() for code, value in row.items() if value != 0}
    series = [Series(code, label) for code, label in genders.items() if code in occurs]
    unknown = sorted(occurs - set(genders))
    if unknown:
        raise ValueError(f"No label for the gender {unknown[0]!r}: give one in `genders`.")
    points = [
        Point(category, code, row[code], _shown(row[code], language=language, hidden=hidden))
        for category, row in counts.items()
        for code in genders
        if code in row and code in occurs
    ]
    return _chart("genders", title, series, points)


def distribution(
    *,
    title: str,
    counts: Mapping[str, Mapping[str, int]],
    answers: Sequence[str],
    language: str = "sv",
) -> Chart:
    """How answers are distributed: every bar is 100 per cent of its category.

    `answers` in their own order, from one end of the scale to the other; a category nobody
    answered is left out.
    """
    series = [Series(f"step{place}", label) for place, label in enumerate(answers)]
    points = []
    for category, row in counts.items():
        total = sum(row.values())
        for one in series:
            count = row.get(one.label, 0)
            if total:
                share = count / total
                points.append(
                    Point(category, one.code, share, share_text(share, language=language))
                )
    return _chart("distribution", title, series, points)


def changes(
    *,
    title: str,
    shares: Mapping[str, Mapping[str, Number]],
    labels: Mapping[str, str],
    language: str = "sv",
) -> Chart:
    """How answers changed: every bar is all pairs of answers to an item, parted in four.

    `shares` is item -> code -> share between 0 and 1; `labels` names the codes improved,
    kept_high, unchanged and worse in the order to draw.
    """
    series = [Series(code, label) for code, label in labels.items()]
    points = [
        Point(item, code, row[code], share_text(row[code], language=language))
        for item, row in shares.items()
        for code in labels
    ]
    return _chart("distribution", title, series, points)


def trend(
    *,
    title: str,
    periods: Sequence[str],
    values: Mapping[str, Sequence[Number | None]],
    language: str = "sv",
    decimals: int = 0,
    unit: str = "",
    hidden: str = HIDDEN,
) -> Chart:
    """One line a series over periods in order; `values` is label -> one value a period.

    With the unit "%" the values are shares between 0 and 1, as everywhere.
    """
    if not 1 <= len(values) <= 4:
        raise ValueError(f"A trend shows one to four lines, not {len(values)}: split the chart.")
    series = [Series(f"line{place}", label) for place, label in enumerate(values)]
    points = [
        Point(
            period,
            one.code,
            value,
            _shown(value, language=language, hidden=hidden, decimals=decimals, unit=unit),
        )
        for one in series
        for period, value in zip(periods, values[one.label], strict=True)
    ]
    return _chart("trend", title, series, points)


def dumbbell(
    *,
    title: str,
    pairs: Mapping[str, tuple[Number, Number]],
    start_label: str,
    exit_label: str,
    language: str = "sv",
    decimals: int = 1,
    unit: str = "",
) -> Chart:
    """From start to exit: two marks with a line between them; `pairs` is category -> values."""
    series = (Series("start", start_label), Series("exit", exit_label))
    points = [
        Point(
            category,
            one.code,
            value,
            _shown(value, language=language, hidden=HIDDEN, decimals=decimals, unit=unit),
        )
        for category, pair in pairs.items()
        for one, value in zip(series, pair, strict=True)
    ]
    return _chart("dumbbell", title, series, points)


def _chart(kind: str, title: str, series: Sequence[Series], points: Sequence[Point]) -> Chart:
    return Chart(
        kind=kind,
        title=title,
        description=listing(series, points),
        series=tuple(series),
        points=tuple(points),
    )


def _shown(
    value: Number | None, *, language: str, hidden: str, decimals: int = 0, unit: str = ""
) -> str:
    if value is None:
        return hidden
    if unit == "%":
        return share_text(value, language=language, decimals=decimals)
    return number_text(value, language=language, decimals=decimals, unit=unit)
