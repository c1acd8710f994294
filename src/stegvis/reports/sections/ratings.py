"""Self-assessments: who improved, kept high, stayed or fell between her first and last answer.

Every share stands on the pairs of one item of one version; who has no pair is told beside it. How
much can be told without telling of single persons decides how far a place is divided: in full for
the owner and for the association as a whole, by question for a single intervention, and undivided
for one intervention among others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stegvis.core import numbers
from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.charts import changes, dumbbell, trend
from stegvis.reports.instruments import PARTICIPANT, Asked, parts
from stegvis.reports.sections import bound, missing
from stegvis.reports.sections.bound import Bound, Sentence, sentence
from stegvis.reports.sections.intervals import interval
from stegvis.reports.sections.pictures import FEWEST, Picture
from stegvis.reports.sections.questions import (
    ITEM,
    Questions,
    by_form,
    counted,
    earlier_of,
    few,
)
from stegvis.reports.sections.tables import Cell, Row, Table, share_of
from stegvis.reports.sections.topic import Topic, topic

RESPONDENT, QUARTER = "respondent", "quarter"
FEWEST_QUARTERS = 3  # fewer are no line
IMPROVED, NET = "change.improved", "change.net_steps"
ENDS = ("change.positive_first", "change.positive_last")
CLASSES = ("change.improved", "change.kept_high", "change.unchanged", "change.worse")
PLACES = 12
Parts = list[Picture | Table | Sentence | None]


class Level(StrEnum):
    """How far a place is divided."""

    FULL = "full"
    BY_ITEM = "by_item"
    UNDIVIDED = "undivided"


def asks(level: Level) -> tuple[Ask, ...]:
    """What the topic needs to know of its place."""
    if level is Level.UNDIVIDED:
        return (Ask(IMPROVED, (RESPONDENT,)), Ask(NET, (RESPONDENT,)), *missing.asks())
    classes = CLASSES if level is Level.FULL else (IMPROVED,)
    return (
        *(Ask(one, (ITEM,)) for one in (*classes, NET, *ENDS)),
        *((Ask(IMPROVED, (QUARTER, RESPONDENT)),) if level is Level.FULL else ()),
        *missing.asks(by_gender=True, by_reason=level is Level.FULL),
    )


def compared(level: Level) -> tuple[Ask, ...]:
    """What is told of an earlier period beside this one."""
    return (Ask(IMPROVED, (RESPONDENT if level is Level.UNDIVIDED else ITEM,)),)


def ratings(answers: Answers, asked: Asked, *, place: str = WHOLE) -> Topic | None:
    """Each form with pairs; one sentence where the place asks but has none, else nothing."""
    by = ITEM if answers.has(IMPROVED, ITEM, place=place) else RESPONDENT
    improved = answers.of(IMPROVED, by, place=place)
    # Translators: «Självskattningar»
    heading = _("Self-assessments")
    if improved.is_hidden:
        # Translators: «För få har svarat två gånger för att förändringen ska visas.»
        few_pairs = sentence(_("Too few have answered twice for change to be shown."))
        return topic(heading, few_pairs, missing.rate(answers, place=place))
    if by == RESPONDENT:
        return topic(heading, *_undivided(answers, improved, asked, place=place))
    items = [value for value in improved.values(ITEM) if parts(value).key not in asked.once]
    if not items:
        return topic(heading, _nobody(asked))

    def size(item: str) -> int:
        return int(improved.base(item=item).value or 0)

    told: Parts = []
    for number, questions in enumerate(by_form(items, asked, size), start=1):
        told += _told(answers, questions, asked, place=place, number=number)
    under_a_chart = any(isinstance(one, Picture) and one.below for one in told)
    rate = None if under_a_chart else missing.rate(answers, place=place)
    lines = _over_time(answers, place=place)
    return topic(heading, *told, lines, rate, missing.table(answers, place=place))


def _nobody(asked: Asked) -> Sentence | None:
    if all(use.once for use in asked.uses):
        return None
    # Translators: «Ingen har svarat två gånger på samma självskattning i perioden.»
    return sentence(_("Nobody has answered the same self-assessment twice in the period."))


def _undivided(answers: Answers, improved: Reading, asked: Asked, *, place: str) -> Parts:
    """One intervention among others: all its participants' answers together, in sentences."""
    own = {RESPONDENT: PARTICIPANT}
    if not improved.base(**own).value:
        return [_nobody(asked)]
    # Translators: «Av svaren som lämnats två gånger har {share} förbättrats: {steps} steg netto.»
    told = sentence(
        _("Of the answers given twice {share} have improved: {steps} net steps."),
        share=share_of(improved, own),
        steps=_steps(answers.of(NET, RESPONDENT, place=place), own),
    )
    earlier = earlier_of(answers, IMPROVED, RESPONDENT, place=place, groups=[own])
    # Translators: «{period} var det {share}.»
    text = _("In {period} it was {share}.")
    name = answers.earlier_name
    before = sentence(text, period=name, share=share_of(earlier, own)) if earlier else None
    titles = labels.listed(sorted({use.form.title for use in asked.uses if not use.once}))
    # Translators: «Frågorna i {forms} räknas var för sig, så en person ger ett svar per fråga.»
    counting = sentence(
        _("Each question of {forms} is counted on its own: one answer a person and question."),
        forms=titles,
    )
    return [told, before, counting if titles else None, missing.rate(answers, place=place)]


def _told(
    answers: Answers, questions: Questions, asked: Asked, *, place: str, number: int
) -> Parts:
    improved = answers.of(IMPROVED, ITEM, place=place)
    if not any(improved.is_shown(item=value) for value in questions.names):
        # Translators: «{form}: för få har svarat två gånger för att visas.»
        text = _("{form}: too few have answered twice to be shown.")
        return [sentence(text, form=questions.named)]
    return [
        _changes(answers, questions, place=place, number=number),
        _ends(answers, questions, place=place, number=number),
        *_tables(answers, questions, asked, place=place),
    ]


def _changes(answers: Answers, questions: Questions, *, place: str, number: int) -> Picture | None:
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
    chart = changes(
        title=str(finding),
        shares={questions.names[value]: shares for value, shares in drawn.items()},
        labels=_classes(),
        language=labels.language(),
    )
    pairs = [improved.base(item=value) for value in drawn]
    below = missing.below(answers, pairs, place=place)
    return Picture(_name(f"changes-{number}", place), chart, finding, below)


def _share(reading: Reading, value: str) -> Decimal:
    """As exact as anyone could round it from."""
    figure = reading.figure(item=value)
    if figure is None or not figure.denominator:
        return Decimal(0)
    return numbers.rounded(Fraction(figure.numerator or 0) / figure.denominator, decimals=PLACES)


def _classes() -> dict[str, str]:
    return {
        # Translators: «Förbättrat»
        "improved": _("Improved"),
        # Translators: «Fortsatt högt»
        "kept_high": _("Kept high"),
        # Translators: «Oförändrat»
        "unchanged": pgettext("answers", "Unchanged"),
        # Translators: «Försämrat»
        "worse": _("Worse"),
    }


def _ends(answers: Answers, questions: Questions, *, place: str, number: int) -> Picture | None:
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
    return Picture(_name(f"ends-{number}", place), chart, finding, below)


def _over_time(answers: Answers, *, place: str) -> Picture | None:
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
    return Picture(_name("over-time", place), chart, finding, below)


def _quarter(code: str) -> str:
    year, _letter, number = code.partition("-Q")
    return _("Q%(number)s %(year)s") % {"number": number, "year": year}


def _tables(answers: Answers, questions: Questions, asked: Asked, *, place: str) -> list[Table]:
    """What changed, and how sure that is: in one table while it has few columns."""
    shown = {
        code: answers.of(f"change.{code}", ITEM, place=place)
        for code in _classes()
        if answers.has(f"change.{code}", ITEM, place=place)
    }
    change, beside = _change(answers, questions, shown, place), _beside(answers, questions, place)
    # Translators: «Förändring från första till senaste svar: %(form)s»
    caption = _("Change from the first to the latest answer: %(form)s")
    sources = _sources(questions, asked, kept_high="kept_high" in shown)
    if len(shown) == 1:
        return [_joined(caption, questions, [*change, *beside], sources)]
    tables = [_joined(caption, questions, change, sources)]
    # Translators: «Hur säker andelen förbättrade är: %(form)s»
    sure = _("How sure the share improved is: %(form)s")
    # Translators: «Förbättrat»
    share = _Column(_("Improved"), lambda value: share_of(shown["improved"], {ITEM: value}))
    return [*tables, _joined(sure, questions, [share, *beside], ())] if beside else tables


@dataclass(frozen=True)
class _Column:
    """A column of figures, one an item."""

    head: str
    cell: Callable[[str], Cell]


def _joined(
    caption: str, questions: Questions, columns: list[_Column], sources: tuple[Sentence, ...]
) -> Table:
    return Table(
        caption=caption % {"form": questions.named},
        # Translators: «antal personer»
        unit=_("number of persons"),
        # Translators: «Fråga»
        heads=(_("Question"), *(column.head for column in columns)),
        rows=tuple(
            Row(name, tuple(column.cell(value) for column in columns))
            for value, name in questions.names.items()
        ),
        sources=sources,
    )


def _change(
    answers: Answers, questions: Questions, shown: Mapping[str, Reading], place: str
) -> list[_Column]:
    improved, net = shown["improved"], answers.of(NET, ITEM, place=place)

    def of(reading: Reading) -> Callable[[str], Cell]:
        return lambda value: counted(reading, {ITEM: value})

    return [
        # Translators: «Svarat två gånger»
        _Column(_("Answered twice"), lambda value: improved.base(item=value)),
        *(_Column(_classes()[code], of(reading)) for code, reading in shown.items()),
        # Translators: «Nettosteg»
        _Column(_("Net steps"), lambda value: _steps(net, {ITEM: value})),
    ]


def _beside(answers: Answers, questions: Questions, place: str) -> list[_Column]:
    """The interval where few have answered, and the earlier period where there is one."""
    improved = answers.of(IMPROVED, ITEM, place=place)
    groups = [{ITEM: value} for value in questions.names]
    earlier = earlier_of(answers, IMPROVED, ITEM, place=place, groups=groups)
    found = []
    if few(improved, groups):
        # Translators: «Intervall (95 %)»
        found.append(_Column(_("Interval (95%)"), lambda value: interval(improved, item=value)))
    if earlier:
        # Translators: «Förbättrat %(period)s»
        head = _("Improved %(period)s") % {"period": answers.earlier_name}
        found.append(_Column(head, lambda value: share_of(earlier, {ITEM: value})))
    return found


def _steps(reading: Reading, group: Mapping[str, str]) -> Bound:
    figure = reading.figure(**group)
    known = figure.value if figure and reading.is_shown(**group) else None
    decimals = 0 if known is None or Fraction(known).denominator == 1 else 1
    return bound.decimal(reading.key(**group), known, decimals=decimals)


def _sources(questions: Questions, asked: Asked, *, kept_high: bool) -> tuple[Sentence, ...]:
    found = []
    if kept_high:
        # Translators: «Fortsatt högt: inte bättre, men positivt båda gångerna.»
        found.append(sentence(_("Kept high: not better, but positive both times.")))
    # Translators: «Svar på olika versioner av en enkät jämförs aldrig.»
    found.append(sentence(_("Answers to different versions of a survey are never compared.")))
    uses = [use for use in asked.uses if use.form.key == questions.form.key]
    if uses and all(use.shows_first for use in uses):
        # Translators: «Det första svaret visades när det sista lämnades.»
        found.append(sentence(_("The first answer had been shown when the last was given.")))
    elif any(use.shows_first for use in uses):
        # Translators: «I en del av insatserna visades det första svaret när det sista lämnades.»
        found.append(
            sentence(
                _("In some interventions the first answer had been shown when the last was given.")
            )
        )
    return tuple(found)


def _name(what: str, place: str) -> str:
    return f"{place}-{what}" if place else what
