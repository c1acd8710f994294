"""A chapter of one intervention: facts, the owner's texts, goals and what the registrations say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.reports.answers import Answers, Ask
from stegvis.reports.queries import Chapter
from stegvis.reports.request import Request
from stegvis.reports.sections import exits, forms, goals, movement, places, referral
from stegvis.reports.sections.bound import Sentence
from stegvis.reports.sections.facts import Fact, facts
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


def asks(chapter: Chapter, request: Request, times: Times) -> tuple[Ask, ...]:
    """What the chapter needs to know of its intervention.

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
    return tuple(ask.at(chapter.slug) for ask in found)


def page(chapter: Chapter, answers: Answers, request: Request) -> Page:
    """The chapter, with whatever is empty left out."""
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
        topics=_topics(chapter, answers),
    )


def _topics(chapter: Chapter, answers: Answers) -> tuple[Topic, ...]:
    place = chapter.slug
    parts = (
        movement.participants(answers, place=place),
        movement.in_and_out(answers, place=place),
        referral.referrers(answers, place=place),
        places.places(answers, chapter),
        exits.exits(answers, place=place),
        exits.next_steps(answers, place=place),
        forms.forms(answers, place=place),
    )
    return tuple(filter(None, parts))


def _told(*texts: tuple[str, str]) -> tuple[Told, ...]:
    return tuple(Told(heading, passages(text)) for heading, text in texts if text.strip())
