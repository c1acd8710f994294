"""Self-assessments: who improved, kept high, stayed or fell between her first and last answer.

Every share stands on the pairs of one item of one version; who has no pair is told beside it. How
much can be told without telling of single persons decides how far a place is divided: in full for
the owner and for the association as a whole, by question for a single intervention, and undivided
for one intervention among others.
"""

from enum import StrEnum

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.instruments import PARTICIPANT, Asked, parts
from stegvis.reports.sections import change_pictures, change_tables, missing
from stegvis.reports.sections.bound import Sentence, sentence
from stegvis.reports.sections.pictures import Picture
from stegvis.reports.sections.questions import (
    CLASSES,
    ENDS,
    IMPROVED,
    ITEM,
    NET,
    QUARTER,
    RESPONDENT,
    Questions,
    by_form,
    earlier_of,
)
from stegvis.reports.sections.tables import Table, share_of
from stegvis.reports.sections.topic import Topic, topic

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
    lines = change_pictures.over_time(answers, place=place)
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
        steps=change_tables.steps(answers.of(NET, RESPONDENT, place=place), own),
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
        change_pictures.changes(answers, questions, place=place, number=number),
        change_pictures.ends(answers, questions, place=place, number=number),
        *change_tables.tables(answers, questions, asked, place=place),
    ]
