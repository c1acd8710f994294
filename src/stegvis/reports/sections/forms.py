"""Forms without a tie to a person: how many, and the share of yes by question and gender."""

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask
from stegvis.reports.sections.bound import Sentence, sentence
from stegvis.reports.sections.tables import Row, Table, share_of, total
from stegvis.reports.sections.topic import Topic, topic

YES, ANY = "forms.yes", "forms.any_yes"


def asks(*, by_gender: bool) -> tuple[Ask, ...]:
    """What the topic needs to know of its place."""
    found = (Ask("forms.count"), Ask(ANY), Ask(YES, ("question",)))
    if not by_gender:
        return found
    return (*found, Ask(YES, ("question", "gender")), Ask(YES, ("question", "instrument")))


def forms(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """The forms collected in the period; nothing where none were."""
    collected = answers.of("forms.count", place=place)
    if collected.refused:
        heading = _("Forms without a tie to a person")
        return topic(
            heading,
            sentence(
                _(
                    "The forms were collected over a time that lies only partly in the period, "
                    "so they are not reported."
                )
            ),
        )
    if collected.is_empty:
        return None
    return topic(
        _("Forms without a tie to a person"),
        _number(answers, place),
        _table(answers, place) or sentence(_("Too few answers to be shown.")),
    )


def _number(answers: Answers, place: str) -> Sentence:
    collected = answers.of("forms.count", place=place).count()
    any_yes = answers.of(ANY, place=place)
    told = sentence(_("Forms collected: {forms}."), forms=collected)
    if any_yes.is_hidden or any_yes.share().is_hidden:
        return told
    return sentence(_("{told} At least one yes: {share}."), told=told, share=share_of(any_yes))


def _table(answers: Answers, place: str) -> Table | None:
    """Questions by gender or, when several instruments were used, by instrument."""
    overall = answers.of(YES, "question", place=place)
    columns = _columns(answers, place)
    inside = answers.of(YES, "question", *columns, place=place)
    heads = [] if inside.is_hidden else [v for code in columns for v in inside.values(code)]
    if overall.is_hidden and not heads:
        return None
    return Table(
        caption=_("Share of yes by question"),
        unit=_("yes of the answers"),
        heads=(
            labels.dimension("question"),
            *(answers.label(columns[0], head) for head in heads),
            total(),
        ),
        rows=tuple(
            Row(
                answers.label("question", item),
                (
                    *(share_of(inside, {"question": item, columns[0]: head}) for head in heads),
                    share_of(overall, {"question": item}),
                ),
            )
            for item in overall.values("question")
        ),
    )


def _columns(answers: Answers, place: str) -> tuple[str, ...]:
    """What divides the questions: instruments where there are several, else gender if asked."""
    if not answers.has(YES, "question", "gender", place=place):
        return ()
    by_instrument = answers.of(YES, "question", "instrument", place=place)
    return ("instrument",) if len(by_instrument.values("instrument")) > 1 else ("gender",)
