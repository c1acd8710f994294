"""Pictures of change: the four classes, positive answers at first and at last, and over time."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from stegvis.core import numbers
from stegvis.reports import labels
from stegvis.reports.answers import Answers, Reading
from stegvis.reports.charts import changes as drawn_changes
from stegvis.reports.charts import dumbbell, trend
from stegvis.reports.sections import missing
from stegvis.reports.sections.bound import sentence
from stegvis.reports.sections.pictures import FEWEST, Picture
from stegvis.reports.sections.questions import (
    CLASSES,
    ENDS,
    IMPROVED,
    ITEM,
    QUARTER,
    RESPONDENT,
    Questions,
    classes,
)

FEWEST_QUARTERS = 3  # fewer are no line
PLACES = 12


def changes(answers: Answers, questions: Questions, *, place: str, number: int) -> Picture | None:
    """The four classes of every item of which all may be shown."""
    if not all(answers.has(one, ITEM, place=place) for one in CLASSES):
        return None
    readings = {one.partition(".")[2]: answers.of(one, ITEM, place=place) for one in CLASSES}
    drawn = {
        value: {code: _share(reading, value) for code, reading in readings.items()}
        for value in questions.names
        if all(reading.is_shown(item=value) for reading in readings.values())
    }
    if len(drawn) < FEWEST:
        return None
    most = max(drawn, key=lambda value: drawn[value]["improved"])
    improved = readings["improved"]
    # Translators: «{form}: flest har förbättrats i «{item}» ({share})»
    finding = sentence(
        _("{form}: most have improved in “{item}” ({share})"),
        form=questions.title,
        item=questions.names[most].rstrip("."),
        share=improved.share({ITEM: most}),
    )
    chart = drawn_changes(
        title=str(finding),
        shares={questions.names[value]: shares for value, shares in drawn.items()},
        labels=classes(),
        language=labels.language(),
    )
    pairs = [improved.base(item=value) for value in drawn]
    below = missing.below(answers, pairs, place=place)
    return Picture(named(f"changes-{number}", place), chart, finding, below)


def _share(reading: Reading, value: str) -> Decimal:
    """As exact as anyone could round it from."""
    figure = reading.figure(item=value)
    if figure is None or not figure.denominator:
        return Decimal(0)
    return numbers.rounded(Fraction(figure.numerator or 0) / figure.denominator, decimals=PLACES)


def ends(answers: Answers, questions: Questions, *, place: str, number: int) -> Picture | None:
    """Positive answers at first and at last, of the same persons."""
    first, last = (answers.of(one, ITEM, place=place) for one in ENDS)
    pairs = {
        value: (first.share({ITEM: value}), last.share({ITEM: value})) for value in questions.names
    }
    known = {
        value: (float(one.value or 0), float(other.value or 0))
        for value, (one, other) in pairs.items()
        if not one.is_hidden and not other.is_hidden
    }
    if len(known) < FEWEST:
        return None
    # Translators: «{form}: andel positiva svar första och senaste gången»
    text = _("{form}: share of positive answers the first and the latest time")
    finding = sentence(text, form=questions.title)
    chart = dumbbell(
        title=str(finding),
        pairs={questions.names[value]: ends for value, ends in known.items()},
        # Translators: «Första svaret»
        start_label=_("First answer"),
        # Translators: «Senaste svaret»
        exit_label=_("Latest answer"),
        language=labels.language(),
        decimals=0,
        unit="%",
    )
    below = missing.below(answers, [last.base(item=value) for value in known], place=place)
    return Picture(named(f"ends-{number}", place), chart, finding, below)


def over_time(answers: Answers, *, place: str) -> Picture | None:
    """The share improved by quarter, a line for each kind of respondent."""
    if not answers.has(IMPROVED, QUARTER, RESPONDENT, place=place):
        return None
    reading = answers.of(IMPROVED, QUARTER, RESPONDENT, place=place)
    quarters = [] if reading.is_hidden else sorted(reading.values(QUARTER))
    lines = {
        answers.label(RESPONDENT, who): [
            reading.share({QUARTER: quarter, RESPONDENT: who}).value for quarter in quarters
        ]
        for who in (reading.values(RESPONDENT) if quarters else ())
    }
    told = {
        name: [None if one is None else numbers.rounded(one, decimals=PLACES) for one in shares]
        for name, shares in lines.items()
        if sum(one is not None for one in shares) >= FEWEST_QUARTERS
    }
    if not told:
        return None
    # Translators: «Andel som förbättrats, efter kvartalet för det senaste svaret»
    finding = sentence(_("Share improved, by the quarter of the latest answer"))
    chart = trend(
        title=str(finding),
        periods=[_quarter(quarter) for quarter in quarters],
        values=told,
        language=labels.language(),
        unit="%",
    )
    # Translators: «Alla frågor tillsammans, ett svar per person och fråga.»
    below = sentence(_("All questions together, one answer a person and question."))
    return Picture(named("over-time", place), chart, finding, below)


def _quarter(code: str) -> str:
    year, _letter, number = code.partition("-Q")
    return _("Q%(number)s %(year)s") % {"number": number, "year": year}


def named(what: str, place: str) -> str:
    """The name under which the document refers to a picture."""
    return f"{place}-{what}" if place else what
