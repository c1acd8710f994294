"""A chapter of one intervention: facts, the owner's texts, goals and what the registrations say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.reports.answers import WHOLE, Answers, Ask
from stegvis.reports.instruments import Asked
from stegvis.reports.queries import Chapter
from stegvis.reports.request import Request
from stegvis.reports.sections import (
    exits,
    experience,
    forms,
    goals,
    movement,
    places,
    ratings,
    referral,
)
from stegvis.reports.sections.bound import Sentence
from stegvis.reports.sections.facts import Fact, facts
from stegvis.reports.sections.ratings import Level
from stegvis.reports.sections.texts import Passage, passages
from stegvis.reports.sections.topic import Topic
from stegvis.reports.times import Times


@dataclass(frozen=True)
class Told:
    """An owner's text under its heading."""

    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Page:
    """All that the template of a chapter prints."""

    anchor: str
    name: str
    lead: Sentence | None
    facts: tuple[Fact, ...]
    before: tuple[Told, ...]
    goal_passages: tuple[Passage, ...]
    goals: tuple[tuple[str, str], ...]
    after: tuple[Told, ...]
    topics: tuple[Topic, ...]


def asks(
    chapter: Chapter, request: Request, times: Times, *, level: Level | None = None
) -> tuple[Ask, ...]:
    """What the chapter needs to know of its intervention; `level` is how far answers are divided.

    Reasons, next steps and genders side by side are for the owner only, months and sites for the
    association: an intervention is too small for others to be shown more of them than marks.
    """
    in_full = request.audience == "owner"
    found = (
        *movement.LEAD,
        *(movement.asks(times) if request.audience != "public" else ()),
        *referral.asks(by_gender=in_full),
        *exits.asks(by_group=in_full),
        *forms.asks(by_gender=in_full),
        *(places.asks(chapter) if request.audience != "public" else ()),
    )
    level = level or voices(request)
    said = (*ratings.asks(level), *experience.asks(level))
    return (
        *(ask.at(chapter.slug) for ask in found),
        *(ask.at(voiced(chapter, request)) for ask in said),
    )


def compared(chapter: Chapter, request: Request) -> tuple[Ask, ...]:
    """What of an earlier period stands beside this one."""
    level, place = voices(request), voiced(chapter, request)
    return tuple(ask.at(place) for ask in (*ratings.compared(level), *experience.compared(level)))


def voices(request: Request) -> Level:
    """How far a chapter's answers are divided."""
    if request.audience == "owner":
        return Level.FULL
    return Level.BY_ITEM if len(request.interventions) == 1 else Level.UNDIVIDED


def voiced(chapter: Chapter, request: Request) -> str:
    """Where the answers of a chapter are asked for: of one alone, as the whole that it is."""
    return WHOLE if len(request.interventions) == 1 else chapter.slug


def page(chapter: Chapter, answers: Answers, request: Request, asked: Asked) -> Page:
    """The chapter, with whatever is empty left out; `asked` are the forms of its intervention."""
    has_participants = not answers.of("participations.current", place=chapter.slug).is_empty
    until = min(request.period.last, request.today)
    lead = movement.lead(answers, place=chapter.slug, until=until)
    return Page(
        anchor=chapter.anchor,
        name=chapter.name,
        lead=lead if has_participants or chapter.is_individual else None,
        facts=facts(chapter, request),
        before=_told((_("Background"), chapter.background), (_("Purpose"), chapter.purpose)),
        goal_passages=passages(chapter.goal_text),
        goals=tuple((goal.text, goals.added_target(goal)) for goal in chapter.goals),
        after=_told((_("Method"), chapter.method)),
        topics=_topics(chapter, answers, asked, voiced(chapter, request)),
    )


def _topics(chapter: Chapter, answers: Answers, asked: Asked, said: str) -> tuple[Topic, ...]:
    place = chapter.slug
    parts = (
        movement.participants(answers, place=place),
        movement.in_and_out(answers, place=place),
        referral.referrers(answers, place=place),
        places.places(answers, chapter),
        exits.exits(answers, place=place),
        exits.next_steps(answers, place=place),
        ratings.ratings(answers, asked, place=said),
        experience.experience(answers, asked, place=said),
        forms.forms(answers, place=place),
    )
    return tuple(filter(None, parts))


def _told(*texts: tuple[str, str]) -> tuple[Told, ...]:
    return tuple(Told(heading, passages(text)) for heading, text in texts if text.strip())
