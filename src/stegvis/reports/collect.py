"""Asks every figure of a report in few questions, all protected together as one release."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from stegvis.measures import audiences, figures
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.definitions import MEASURES
from stegvis.measures.faults import CutsCollection, NotForAudience
from stegvis.measures.measure import Rows
from stegvis.measures.question import Question
from stegvis.reports import labels
from stegvis.reports.anonymous import with_anonymous
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.instruments import Key, names, question_names
from stegvis.reports.queries import Contents
from stegvis.reports.request import Request
from stegvis.reports.times import Times, back, times_of

INTERVENTION = "intervention"
Names = Mapping[str, Mapping[str, str]]


def collect(asks: Iterable[Ask], contents: Contents, request: Request, times: Times) -> Answers:
    """What the report may tell, by what it asks.

    The tables of single interventions that differ only in their place are asked as one, divided
    by intervention, and taken apart afterwards: so they are few, and disclosure control sees that
    together they are the association's.
    """
    wanted = list(dict.fromkeys(asks))
    told, refused = _answered(wanted, request)
    version = next(iter(told.values())).data_version if told else ""
    readings = {ask: _reading(ask, told.get(_question(ask, request)), request) for ask in wanted}
    readings |= {ask: Reading(ask, refused=why) for ask, why in refused.items()}
    with_notes = with_anonymous(readings, times)
    collected = {key for answer in told.values() for key in answer.collected}
    return Answers(with_notes, times, version, names=_names(contents, collected))


def with_earlier(
    answers: Answers, asks: Iterable[Ask], contents: Contents, request: Request
) -> Answers:
    """The same answers, with what is asked of the same days a year before beside them."""
    wanted = tuple(asks)
    if not wanted:
        return answers
    earlier = replace(request, period=back(request.period, years=1))
    times = times_of(earlier.period, today=request.today)
    before = collect(wanted, contents, earlier, times)
    name = labels.short_period(earlier.period)
    return replace(answers, earlier=before, earlier_name=name)


Told = Mapping[Question, Answer]
Refused = Mapping[Ask, str]


def _answered(asks: Iterable[Ask], request: Request) -> tuple[Told, Refused]:
    """The answers by question, and the asks that have none for this audience or period."""
    refused = {ask: why for ask in asks if (why := _refusal(ask, request))}
    questions = _questions(asks, refused, request)
    try:
        answers = _ask_all(questions, request)
    except CutsCollection as cut:
        refused |= {ask: str(cut) for ask in asks if MEASURES[ask.measure].rows is Rows.FORMS}
        questions = _questions(asks, refused, request)
        answers = _ask_all(questions, request)
    return dict(zip(questions, answers, strict=True)), refused


def _ask_all(questions: list[Question], request: Request) -> list[Answer]:
    return figures.ask_all(questions, audience=request.audience, today=request.today)


def _questions(asks: Iterable[Ask], refused: Refused, request: Request) -> list[Question]:
    return list(dict.fromkeys(_question(ask, request) for ask in asks if ask not in refused))


def _question(ask: Ask, request: Request) -> Question:
    return Question(
        measure=ask.measure,
        association=request.association,
        period=request.period,
        interventions=request.interventions,
        by=ask.by if ask.place == WHOLE else (INTERVENTION, *ask.by),
        where=ask.where,
    )


def _refusal(ask: Ask, request: Request) -> str:
    """Why the audience may not be told this in any form; nothing if it may."""
    try:
        audiences.check(_question(ask, request), request.audience)
    except NotForAudience as fault:
        return str(fault)
    return ""


def _reading(ask: Ask, answer: Answer | None, request: Request) -> Reading:
    if answer is None:
        return Reading(ask)
    context = {
        "association": request.association,
        "intervention": ask.place or _only(request),
        "period": request.period.text,
        "audience": request.audience,
    }
    return Reading(
        ask=ask,
        figures=tuple(_own(ask, answer.rows)),
        context=context,
        withheld=answer.withheld or {INTERVENTION: ask.place} in answer.pieces_withheld,
        not_included=answer.not_included if ask.place == WHOLE else 0,
    )


def _only(request: Request) -> str:
    """The intervention that is the whole, where the report is about a single one."""
    return request.interventions[0] if len(request.interventions) == 1 else WHOLE


def _own(ask: Ask, rows: Iterable[Figure]) -> Iterator[Figure]:
    """The rows of the place, each as if only that place had been asked about."""
    for row in rows:
        if ask.place == WHOLE:
            yield row
        elif row.group[INTERVENTION] == ask.place:
            group = {code: value for code, value in row.group.items() if code != INTERVENTION}
            yield replace(row, group=group)


def _names(contents: Contents, collected: Iterable[Key]) -> Names:
    chapters = contents.chapters
    return {
        INTERVENTION: {one.slug: one.name for one in chapters},
        "part": {
            slug: name for one in chapters for slug, name in ((one.slug, one.name), *one.parts)
        },
        "item": names(contents.forms),
        "question": question_names(contents.forms, collected),
        "site": {slug: name for one in chapters for slug, name in one.sites},
    }
