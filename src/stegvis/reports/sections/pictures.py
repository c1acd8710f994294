"""The three charts that stand in the same places in every chapter, each under its finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Reading
from stegvis.reports.charts import Chart, Point, Series, by_gender
from stegvis.reports.charts import moves as moves_chart
from stegvis.reports.charts.chart import listing
from stegvis.reports.sections import findings
from stegvis.reports.sections.bound import Bound, Sentence, sentence

FEWEST, MOST = 2, 10
"""Bars in a chart: a single one tells no more than its sentence, and more are for the table."""


@dataclass(frozen=True)
class Picture:
    """A chart, the name by which the document refers to it, and its finding with bound figures.

    `below` says on how many it rests, where the finding does not.
    """

    name: str
    chart: Chart
    finding: Sentence
    below: Sentence | None = None

    @property
    def alt(self) -> str:
        """The finding and every figure of the picture, in words."""
        return f"{self.finding}. {self.chart.description}"


def moves(answers: Answers, *, place: str = WHOLE) -> Picture | None:
    """In and out by month or quarter; None when nobody moved."""
    times = answers.times
    came, left = (
        [
            answers.of(measure, times.dimension, place=place).count(**{times.dimension: piece.code})
            for piece in times.pieces
        ]
        for measure in ("participations.new", "participations.ended")
    )
    names = [piece.name for piece in times.pieces]
    finding = findings.moves(
        dict(zip(names, came, strict=True)), dict(zip(names, left, strict=True))
    )
    if finding is None:
        return None
    chart = moves_chart(
        title=str(finding),
        months=[piece.short for piece in times.pieces],
        came=[_whole(one) for one in came],
        left=[_whole(one) for one in left],
        came_label=_("In (new)"),
        left_label=_("Out (ended)"),
        language=labels.language(),
    )
    return Picture(_name("moves", place), chart, finding)


def referrers(answers: Answers, *, place: str = WHOLE) -> Picture | Sentence | None:
    """Participants by formal referrer, divided by gender where all of that may be shown."""
    measure, rows, columns = "participations.current", "referrer_formal", "gender"
    reading = answers.of(measure, rows, place=place)
    finding = findings.referrers(
        _known(answers, reading, rows), answers.of(measure, place=place).count()
    )
    drawn = _largest(reading, rows)
    if finding is None or len(drawn) < FEWEST:
        return _alone(finding)
    divided = _if_whole(answers, measure, rows, columns, place=place)
    chart = (
        _bars(str(finding), {_total(): _counts(answers, reading, rows, drawn)})
        if divided is None
        else _by_gender(str(finding), answers, divided, drawn)
    )
    return Picture(_name("referrers", place), chart, finding)


def next_steps(answers: Answers, *, place: str = WHOLE) -> Picture | Sentence | None:
    """Next steps as mentioned; started, planned and ready apart where all of that may be shown.

    Where the report did not ask for the steps themselves: how many are in each state.
    """
    measure, rows, columns = "exits.next_step", "next_step", "step_state"
    find = findings.next_steps
    if not answers.has(measure, rows, place=place):
        rows, find = columns, findings.step_states
    reading = answers.of(measure, rows, place=place)
    finding = find(_known(answers, reading, rows), answers.of(measure, place=place).count())
    drawn = _largest(reading, rows)
    if finding is None or len(drawn) < FEWEST:
        return _alone(finding)
    divided = _if_whole(answers, measure, rows, columns, place=place)
    series = (
        {_total(): _counts(answers, reading, rows, drawn)}
        if divided is None
        else {
            answers.label(columns, state): {
                answers.label(rows, step): divided.count(**{rows: step, columns: state})
                for step in drawn
            }
            for state in divided.values(columns)
        }
    )
    return Picture(_name("next-steps", place), _bars(str(finding), series), finding)


def _by_gender(title: str, answers: Answers, divided: Reading, drawn: Sequence[str]) -> Chart:
    rows, columns = divided.ask.by
    return by_gender(
        title=title,
        counts={
            answers.label(rows, value): {
                gender: divided.number(**{rows: value, columns: gender})
                for gender in divided.values(columns)
            }
            for value in drawn
        },
        genders={gender: labels.gender(gender) for gender in labels.GENDERS},
        language=labels.language(),
    )


def _largest(reading: Reading, dimension: str) -> list[str]:
    """The groups that are drawn, the largest first; those withheld stand in the table only."""
    counted = [(reading.number(**{dimension: value}), value) for value in reading.values(dimension)]
    seen = [(count, value) for count, value in counted if count]
    return [value for _count, value in sorted(seen, key=lambda one: -one[0])][:MOST]


def _alone(finding: Sentence | None) -> Sentence | None:
    """The finding as a sentence of its own, where there is too little to draw."""
    return finding and sentence("{finding}.", finding=finding)


def _if_whole(answers: Answers, measure: str, *by: str, place: str) -> Reading | None:
    """The table, if it was asked for and every figure of it may be shown."""
    if not answers.has(measure, *by, place=place):
        return None
    reading = answers.of(measure, *by, place=place)
    return None if reading.has_hidden else reading


def _known(answers: Answers, reading: Reading, dimension: str) -> dict[str, Bound]:
    values = [value for value in reading.values(dimension) if value != "unknown"]
    return _counts(answers, reading, dimension, values)


def _counts(
    answers: Answers, reading: Reading, dimension: str, values: Sequence[str]
) -> dict[str, Bound]:
    return {
        answers.label(dimension, value): reading.count(**{dimension: value}) for value in values
    }


def _bars(title: str, series: Mapping[str, Mapping[str, Bound]]) -> Chart:
    """Stacked bars: series -> category -> count that may be shown; the first series is darkest."""
    steps = [Series(f"step{place}", label) for place, label in enumerate(reversed(list(series)))]
    marks: Sequence[Series] = steps[::-1]
    categories = list(dict.fromkeys(name for counts in series.values() for name in counts))
    points = tuple(
        Point(category, mark.code, _whole(one), one.text)
        for category in categories
        for mark in marks
        for one in [series[mark.label][category]]
    )
    return Chart(
        kind="genders",
        title=title,
        description=listing(marks, points),
        series=tuple(marks),
        points=points,
    )


def _whole(one: Bound) -> int | None:
    return None if one.value is None else int(one.value)


def _name(what: str, place: str) -> str:
    return f"{place}-{what}" if place else what


def _total() -> str:
    return _("Total")
