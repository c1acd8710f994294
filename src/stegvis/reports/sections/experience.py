"""How those who left experienced their time: answers that are given once, at the exit."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.charts import distribution
from stegvis.reports.instruments import Asked, parts
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
from stegvis.reports.sections.ratings import Level
from stegvis.reports.sections.tables import Row, Table, share_of
from stegvis.reports.sections.topic import Topic, topic

OCCASION, EXIT = "occasion", "exit"
POSITIVE = "answers.positive"
DISTRIBUTION, ANSWER = "answers.distribution", "answer"
STEPS = 7  # answers that can be told apart in one bar


def asks(level: Level) -> tuple[Ask, ...]:
    """What the topic needs to know of its place; nothing where few may be told apart."""
    if level is Level.UNDIVIDED:
        return ()
    found = (Ask(POSITIVE, (ITEM, OCCASION)),)
    return (*found, Ask(DISTRIBUTION, (ITEM, ANSWER))) if level is Level.FULL else found


def compared(level: Level) -> tuple[Ask, ...]:
    """What is told of an earlier period beside this one."""
    return () if level is Level.UNDIVIDED else (Ask(POSITIVE, (ITEM, OCCASION)),)


def experience(answers: Answers, asked: Asked, *, place: str = WHOLE) -> Topic | None:
    """Each form asked at the exit only; one sentence where it is asked and nobody answered."""
    if not asked.once or not answers.has(POSITIVE, ITEM, OCCASION, place=place):
        return None
    # Translators: «Upplevelsen vid avslut»
    heading = _("Experience at the exit")
    positive = answers.of(POSITIVE, ITEM, OCCASION, place=place)
    if positive.withheld:
        # Translators: «För få svar för att visas.»
        return topic(heading, sentence(_("Too few answers to be shown.")))
    items = [value for value in positive.values(ITEM) if parts(value).key in asked.once]
    if not items:
        # Translators: «Ingen har svarat på hur tiden i insatsen har varit.»
        return topic(heading, sentence(_("Nobody has answered how the time here has been.")))

    def size(item: str) -> int:
        return int(positive.base(**_at_exit(item)).value or 0)

    told: list[Picture | Table | Sentence | None] = []
    for number, questions in enumerate(by_form(items, asked, size), start=1):
        told += _told(answers, positive, questions, place=place, number=number)
    return topic(heading, *told)


def _at_exit(item: str) -> dict[str, str]:
    return {ITEM: item, OCCASION: EXIT}


def _told(
    answers: Answers, positive: Reading, questions: Questions, *, place: str, number: int
) -> list[Picture | Table | Sentence | None]:
    if not any(positive.is_shown(**_at_exit(value)) for value in questions.names):
        # Translators: «{form}: för få svar för att visas.»
        return [sentence(_("{form}: too few answers to be shown."), form=questions.named)]
    return [
        _picture(answers, questions, place=place, number=number),
        _table(answers, positive, questions, place=place),
    ]


def _picture(answers: Answers, questions: Questions, *, place: str, number: int) -> Picture | None:
    """How answers are spread, for the items whose every answer may be shown."""
    if not answers.has(DISTRIBUTION, ITEM, ANSWER, place=place):
        return None
    reading = answers.of(DISTRIBUTION, ITEM, ANSWER, place=place)
    spread = {
        name: found
        for value, name in questions.names.items()
        if (found := _spread(reading, questions, value))
    }
    steps = {tuple(each) for each in spread.values()}
    if len(spread) < FEWEST or len(steps) != 1 or len(next(iter(steps))) > STEPS:
        return None
    # Translators: «{form}: så har svaren fördelat sig»
    finding = sentence(_("{form}: how the answers are spread"), form=questions.title)
    chart = distribution(
        title=str(finding),
        counts=spread,
        answers=list(next(iter(steps))),
        language=labels.language(),
    )
    name = f"{place}-spread-{number}" if place else f"spread-{number}"
    exits = answers.of(POSITIVE, ITEM, OCCASION, place=place)
    said = [
        exits.base(**_at_exit(value)) for value, text in questions.names.items() if text in spread
    ]
    return Picture(name, chart, finding, _answered(said))


def _answered(said: Sequence[Bound]) -> Sentence | None:
    """On how many answers the bars rest."""
    known = sorted((one for one in said if one.value), key=lambda one: one.value or 0)
    if not known:
        return None
    # Translators: «{fewest}–{most} svar på varje fråga.» / «{most} svar på varje fråga.»
    text = (
        _("{most} answers to each question.")
        if known[0].value == known[-1].value
        else _("{fewest}–{most} answers to each question.")
    )
    return sentence(text, fewest=known[0], most=known[-1])


def _spread(reading: Reading, questions: Questions, item: str) -> Mapping[str, int]:
    """How many gave each answer, by its words; nothing where one of them is withheld."""
    counts = {}
    for value, label in questions.form.answers.get(parts(item).item, ()):
        number = reading.number(item=item, answer=value)
        if number is None:
            return {}
        counts[label] = number
    return counts if any(counts.values()) else {}


def _table(answers: Answers, positive: Reading, questions: Questions, *, place: str) -> Table:
    groups = {value: _at_exit(value) for value in questions.names}
    earlier = earlier_of(answers, POSITIVE, ITEM, OCCASION, place=place, groups=groups.values())
    unsure = few(positive, groups.values())
    return Table(
        # Translators: «Positiva svar vid avslut: %(form)s»
        caption=_("Positive answers at the exit: %(form)s") % {"form": questions.named},
        # Translators: «antal svar»
        unit=_("number of answers"),
        heads=(
            _("Question"),
            # Translators: «Svar»
            _("Answers"),
            # Translators: «Positiva»
            _("Positive"),
            *([_("Interval (95%)")] if unsure else []),
            # Translators: «Positiva %(period)s»
            *([_("Positive %(period)s") % {"period": answers.earlier_name}] if earlier else []),
        ),
        rows=tuple(
            Row(
                name,
                (
                    positive.base(**groups[value]),
                    counted(positive, groups[value]),
                    *([interval(positive, **groups[value])] if unsure else []),
                    *([share_of(earlier, groups[value])] if earlier else []),
                ),
            )
            for value, name in questions.names.items()
        ),
        # Translators: «Enkäten själv säger vilka svar som är positiva.»
        sources=(sentence(_("The survey itself says which answers are positive.")),),
    )
