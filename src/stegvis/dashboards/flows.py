"""Where participants go on to, by who referred them: as a picture and as a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.dashboards.charts import bars, flow
from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, with_totals
from stegvis.reports.charts import Chart, Point, Series
from stegvis.reports.sections import findings
from stegvis.reports.sections.bound import Sentence
from stegvis.reports.sections.tables import Table, crossed

MEASURE, FROM, TO = "exits.next_step", "referrer_party", "next_step"
ASKS: tuple[Ask, ...] = with_totals(MEASURE, TO, FROM)
DRAWN = 8  # steps that are drawn; the table holds all


@dataclass(frozen=True)
class Flows:
    """The finding, the picture and the table with the same numbers.

    On a narrow screen the picture is `steps`, the totals of the steps alone: bands need room for
    labels on both sides.
    """

    finding: Sentence
    description: str
    picture: flow.Drawing
    steps: Chart
    narrow: bars.Drawing
    table: Table


def flows(answers: Answers, *, place: str = WHOLE) -> Flows | None:
    """None when nothing occurs or nothing may be shown."""
    table = crossed(
        answers,
        MEASURE,
        TO,
        FROM,
        place=place,
        # Translators: «Har gått vidare till, efter remitterande part»
        caption=_("Next steps by referring party"),
        unit=_("number of mentions"),
    )
    finding, bands = _finding(answers, place), _bands(answers, place)
    if table is None or finding is None or not bands:
        return None
    ends = {end: _total(answers, place, TO, end) for _start, end in bands}
    starts = {start: _total(answers, place, FROM, start) for start, _end in bands}
    names = {(answers.label(FROM, a), answers.label(TO, b)): n for (a, b), n in bands.items()}
    steps = _steps(str(finding), {answers.label(TO, end): n for end, n in ends.items()})
    return Flows(
        finding=finding,
        description=_words(names),
        picture=flow.draw(
            names,
            starts={answers.label(FROM, start): n for start, n in starts.items()},
            ends={answers.label(TO, end): n for end, n in ends.items()},
        ),
        steps=steps,
        narrow=bars.draw(steps)[1],
        table=table,
    )


def _finding(answers: Answers, place: str) -> Sentence | None:
    reading = answers.of(MEASURE, TO, place=place)
    counts = {answers.label(TO, step): reading.count(**{TO: step}) for step in reading.values(TO)}
    return findings.next_steps(counts, answers.of(MEASURE, place=place).count())


def _bands(answers: Answers, place: str) -> dict[tuple[str, str], int]:
    """The flows that may be told, (party, step) -> count, to the commonest steps."""
    inside = answers.of(MEASURE, TO, FROM, place=place)
    totals = answers.of(MEASURE, TO, place=place)
    ranked = sorted(totals.values(TO), key=lambda step: -(totals.number(**{TO: step}) or 0))
    parties = labels.order(FROM, inside.values(FROM))
    return {
        (party, step): count
        for step in ranked[:DRAWN]
        for party in parties
        if (count := inside.number(**{FROM: party, TO: step}))
    }


def _total(answers: Answers, place: str, dimension: str, value: str) -> int:
    """All mentions of a party or a step; where that is withheld, those of its shown flows."""
    whole = answers.of(MEASURE, dimension, place=place).number(**{dimension: value})
    if whole is not None:
        return whole
    end = 0 if dimension == FROM else 1
    return sum(n for pair, n in _bands(answers, place).items() if pair[end] == value)


def _words(names: dict[tuple[str, str], int]) -> str:
    return "; ".join(f"{start} – {end} {count}" for (start, end), count in names.items())


def _steps(title: str, counts: dict[str, int]) -> Chart:
    series = Series("step0", _("Next steps"))
    points = tuple(Point(name, series.code, n, str(n)) for name, n in counts.items())
    words = ", ".join(f"{name} {n}" for name, n in counts.items())
    return Chart("genders", title, words, (series,), points)
