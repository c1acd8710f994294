"""The annex on goal attainment: participants by intervention, and every goal beside its result."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask, with_totals
from stegvis.reports.queries import Chapter
from stegvis.reports.request import Request
from stegvis.reports.sections import goals
from stegvis.reports.sections.bound import Bound
from stegvis.reports.sections.goals import Outcome
from stegvis.reports.sections.tables import Row, Table, source, total

TO_WORK, REASON = "exits.to_work_or_studies", "exits.reason"
ASKS: tuple[Ask, ...] = (
    *with_totals("participations.current", "intervention", "gender"),
    *with_totals("participations.new", "intervention"),
    *with_totals("participations.ended", "intervention"),
    *with_totals(TO_WORK, "intervention"),
    *with_totals(REASON, "intervention", "exit_reason"),
    Ask("participations.current", ("referrer_formal",)),
)


@dataclass(frozen=True)
class GoalRow:
    """One row of the table of goals; `name` is empty but for the first goal of an intervention."""

    name: str
    span: int
    outcome: Outcome
    target: str


def asks(chapters: Sequence[Chapter]) -> tuple[Ask, ...]:
    """What the annex needs to know: the table of participants, and a figure for each goal."""
    found = (
        goals.ask_of(goal, place=chapter.slug) for chapter in chapters for goal in chapter.goals
    )
    return (*ASKS, *filter(None, found))


def participants(answers: Answers, chapters: Sequence[Chapter], *, year: str) -> Table:
    """The annex's table: the totals are computed as figures of their own, not from the rows."""
    genders = answers.of("participations.current", "gender").values("gender")
    return Table(
        caption=_("Participants by intervention %(period)s") % {"period": year},
        unit=_("number of participations"),
        heads=(labels.dimension("intervention"), *_heads(genders)),
        rows=tuple(
            Row(chapter.name, _cells(answers, genders, intervention=chapter.slug))
            for chapter in chapters
        ),
        foot=Row(total(), _cells(answers, genders)),
        sources=source(
            answers.of("participations.current", "intervention"),
            about=answers.of("participations.current").count(),
        ),
    )


def _heads(genders: Sequence[str]) -> tuple[str, ...]:
    return (
        _("Current participants"),
        *map(_of_whom, genders),
        _("Of whom new"),
        _("Ended participants"),
        _("To work/studies"),
        _("Job-seeking at exit"),
    )


def _of_whom(gender: str) -> str:
    return {
        "woman": _("Of whom women"),
        "man": _("Of whom men"),
        "other": _("Of whom other"),
        "unknown": _("Gender not known"),
    }[gender]


def _cells(answers: Answers, genders: Sequence[str], **place: str) -> tuple[Bound, ...]:
    """The cells of one intervention or, without one, of all of them."""
    by = tuple(place)
    divided = answers.of("participations.current", *by, "gender")
    return (
        answers.of("participations.current", *by).count(**place),
        *(divided.count(**place, gender=gender) for gender in genders),
        answers.of("participations.new", *by).count(**place),
        answers.of("participations.ended", *by).count(**place),
        answers.of(TO_WORK, *by).count(**place),
        answers.of(REASON, *by, "exit_reason").count(**place, exit_reason="job_seeking"),
    )


def goal_rows(
    answers: Answers, chapters: Sequence[Chapter], request: Request
) -> tuple[GoalRow, ...]:
    """Every goal of every chapter beside its result, in order."""
    return tuple(
        GoalRow(
            name=chapter.name if place == 0 else "",
            span=len(chapter.goals),
            outcome=goals.outcome(goal, answers, request, place=chapter.slug),
            target=goals.target(goal),
        )
        for chapter in chapters
        for place, goal in enumerate(chapter.goals)
    )


def without_goals(chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """The interventions for which no goal is stated."""
    return tuple(chapter.name for chapter in chapters if not chapter.goals)
