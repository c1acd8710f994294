"""How participations ended: reasons, what participants went on to, how long they stayed."""

from django.utils.translation import gettext as _

from stegvis.reports.answers import WHOLE, Answers, Ask, with_totals
from stegvis.reports.sections import pictures
from stegvis.reports.sections.bound import Sentence, sentence
from stegvis.reports.sections.pictures import Picture
from stegvis.reports.sections.tables import Table, crossed, listed, share_of
from stegvis.reports.sections.topic import Topic, topic

TO_WORK, TO_WORK_OR_SEEKING = "exits.to_work_or_studies", "exits.to_work_studies_or_seeking"
OUTCOMES: tuple[Ask, ...] = (
    Ask("participations.ended"),
    Ask(TO_WORK),
    Ask(TO_WORK_OR_SEEKING),
    Ask("stay.weeks_mean"),
    Ask("stay.weeks_median"),
)


def asks(*, by_group: bool) -> tuple[Ask, ...]:
    """What these topics need to know of their place; without groups, only what fits few exits."""
    if not by_group:
        return (*OUTCOMES, *with_totals("exits.next_step", "step_state"))
    return (
        *OUTCOMES,
        *with_totals("exits.reason", "exit_reason", "gender"),
        *with_totals("exits.next_step", "next_step", "step_state"),
    )


def exits(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """Outcomes, reasons and the length of the stay; nothing without exits."""
    ended = answers.of("participations.ended", place=place)
    if ended.is_empty or ended.is_hidden:
        return None
    return topic(
        _("Exits"),
        *(_outcome(answers, measure, place) for measure in (TO_WORK, TO_WORK_OR_SEEKING)),
        _stay(answers, place),
        _reasons(answers, place),
    )


def next_steps(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """What participants went on to, with what has started kept apart from what is planned."""
    if answers.of("exits.next_step", place=place).is_empty:
        return None
    heading = _("Next steps")
    picture, table = pictures.next_steps(answers, place=place), _steps(answers, place)
    if table is None:
        return topic(heading, sentence(_("Too few next steps to be shown.")))
    if len(table.rows) == 1 and not isinstance(picture, Picture):
        return topic(heading, picture, *table.sources)
    return topic(heading, picture, table, _mentions())


def _steps(answers: Answers, place: str) -> Table | None:
    """Steps by state or, where these were not asked for, states alone."""
    caption, unit = _("Next steps: started, planned and ready"), _("number of mentions")
    if answers.has("exits.next_step", "next_step", place=place):
        return crossed(
            answers, "exits.next_step", "next_step", "step_state",
            place=place, caption=caption, unit=unit,
        )  # fmt: skip
    return listed(answers, "exits.next_step", "step_state", place=place, caption=caption, unit=unit)


def _reasons(answers: Answers, place: str) -> Table | Sentence | None:
    if not answers.has("exits.reason", "exit_reason", place=place):
        return None
    table = crossed(
        answers,
        "exits.reason",
        "exit_reason",
        "gender",
        place=place,
        caption=_("Ended by reason"),
        unit=_("number of exits"),
    )
    return table or sentence(_("Too few exits to be shown by reason."))


def _outcome(answers: Answers, measure: str, place: str) -> Sentence | None:
    reading = answers.of(measure, place=place)
    if reading.share().is_hidden:
        return None
    pattern = {
        TO_WORK: _("Ended for work or studies: {share}."),
        TO_WORK_OR_SEEKING: _("Ended for work, studies or as job-seeking: {share}."),
    }[measure]
    return sentence(pattern, share=share_of(reading))


def _stay(answers: Answers, place: str) -> Sentence | None:
    mean = answers.of("stay.weeks_mean", place=place)
    middle = answers.of("stay.weeks_median", place=place)
    if mean.decimal().is_hidden or middle.decimal().is_hidden:
        return None
    return sentence(
        _("Mean stay {mean} weeks, median {median} weeks ({count} ended)."),
        mean=mean.decimal(),
        median=middle.decimal(),
        count=mean.base(),
    )


def _mentions() -> Sentence:
    return sentence(_("Who went on to two things is mentioned twice."))
