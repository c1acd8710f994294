"""Where participants go on to, by who referred them: as a picture and as a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.dashboards.charts import flow
from stegvis.reports.answers import WHOLE, Answers, Ask, with_totals
from stegvis.reports.sections import findings
from stegvis.reports.sections.bound import Sentence
from stegvis.reports.sections.tables import Table, crossed

MEASURE, FROM, TO = "exits.next_step", "referrer_party", "next_step"
ASKS: tuple[Ask, ...] = with_totals(MEASURE, FROM, TO)
DRAWN = 8  # steps that are drawn; the table holds all


@dataclass(frozen=True)
class Flows:
    """The picture, its finding and description, and the table with the same numbers."""

    finding: Sentence
    description: str
    wide: flow.Drawing | None
    narrow: flow.Drawing | None
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
    steps = answers.of(MEASURE, TO, place=place)
    counts = {answers.label(TO, step): steps.count(**{TO: step}) for step in steps.values(TO)}
    finding = findings.next_steps(counts, answers.of(MEASURE, place=place).count())
    if table is None or finding is None:
        return None
    shown = _shown(answers, place)
    wide, narrow = flow.draw(shown) if shown else (None, None)
    words = "; ".join(f"{start} – {end} {count}" for (start, end), count in shown.items())
    return Flows(finding, words, wide, narrow, table)


def _shown(answers: Answers, place: str) -> dict[tuple[str, str], int]:
    """The flows that may be told, the commonest steps first."""
    inside = answers.of(MEASURE, FROM, TO, place=place)
    steps = answers.of(MEASURE, TO, place=place)
    ranked = sorted(steps.values(TO), key=lambda step: -(steps.number(**{TO: step}) or 0))[:DRAWN]
    return {
        (answers.label(FROM, start), answers.label(TO, step)): count
        for start in inside.values(FROM)
        for step in ranked
        if (count := inside.number(**{FROM: start, TO: step}))
    }
