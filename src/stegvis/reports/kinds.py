"""The kinds of report: what each asks and what its template prints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask
from stegvis.reports.charts import Chart
from stegvis.reports.queries import Chapter, Contents
from stegvis.reports.request import Request
from stegvis.reports.sections import attainment, chapter, counting, movement, overview, topic
from stegvis.reports.times import Times

Asks = Callable[[Contents, Request, Times], tuple[Ask, ...]]


@dataclass(frozen=True)
class Written:
    """What a report's template prints, and the charts that it refers to."""

    values: Mapping[str, Any]
    charts: Mapping[str, Chart]


@dataclass(frozen=True)
class Kind:
    """One kind of report. `title` is translated when called.

    `compared` is what it asks of the same days a year before.
    """

    code: str
    title: Callable[[], str]
    template: str
    asks: Asks
    compared: Callable[[Contents, Request], tuple[Ask, ...]]
    write: Callable[[Contents, Answers, Request], Written]


def _annual_asks(contents: Contents, request: Request, times: Times) -> tuple[Ask, ...]:
    chapters = (ask for one in contents.chapters for ask in chapter.asks(one, request, times))
    several = len(request.interventions) != 1
    return (*overview.asks(times, several=several), *chapters)


def _annual_compared(contents: Contents, request: Request) -> tuple[Ask, ...]:
    chapters = (ask for one in contents.chapters for ask in chapter.compared(one, request))
    return (*(overview.compared() if len(request.interventions) != 1 else ()), *chapters)


def _annual(contents: Contents, answers: Answers, request: Request) -> Written:
    """An overview, unless there is only one chapter, and a chapter for each intervention."""
    chapters = _reported(contents, answers)
    pages = [chapter.page(one, answers, request, contents.asked_by(one)) for one in chapters]
    several = [one for one in chapters if _has_numbers(one, answers)] if len(chapters) > 1 else []
    topics = overview.topics(answers, contents.asked) if several else ()
    return Written(
        values={
            "rules": counting.rules(answers, request),
            "lead": movement.lead(answers, until=min(request.period.last, request.today)),
            "interventions": overview.table(answers, several) if several else None,
            "overview": topics,
            "pages": pages,
        },
        charts=topic.charts((*topics, *(each for page in pages for each in page.topics))),
    )


def _attainment_asks(contents: Contents, request: Request, times: Times) -> tuple[Ask, ...]:
    return attainment.asks(contents.chapters)


def _attainment(contents: Contents, answers: Answers, request: Request) -> Written:
    chapters = _reported(contents, answers)
    counted = [one for one in chapters if _has_numbers(one, answers)]
    return Written(
        values={
            "rules": counting.rules(answers, request),
            "participants": attainment.participants(
                answers, counted, year=labels.short_period(request.period)
            ),
            "goal_rows": attainment.goal_rows(answers, chapters, request),
            "without_goals": attainment.without_goals(chapters),
        },
        charts={},
    )


def _reported(contents: Contents, answers: Answers) -> list[Chapter]:
    """The interventions that run in the period or have participants in it all the same."""
    current = answers.of("participations.current", "intervention")
    with_participants = current.values("intervention")
    return [one for one in contents.chapters if one.runs or one.slug in with_participants]


def _has_numbers(one: Chapter, answers: Answers) -> bool:
    current = answers.of("participations.current", "intervention")
    return one.is_individual or one.slug in current.values("intervention")


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code="annual",
            title=lambda: _("Project report"),
            template="reports/document/annual.html",
            asks=_annual_asks,
            compared=_annual_compared,
            write=_annual,
        ),
        Kind(
            code="attainment",
            title=lambda: _("Goal attainment"),
            template="reports/document/attainment.html",
            asks=_attainment_asks,
            compared=lambda _contents, _request: (),
            write=_attainment,
        ),
    )
}
