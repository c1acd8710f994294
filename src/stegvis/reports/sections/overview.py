"""The association as a whole: every intervention in one table, and the topics of a chapter."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask
from stegvis.reports.instruments import Asked
from stegvis.reports.queries import Chapter
from stegvis.reports.sections import (
    exits,
    experience,
    forms,
    groups,
    movement,
    ratings,
    referral,
)
from stegvis.reports.sections.ratings import Level
from stegvis.reports.sections.tables import Row, Table, source, total
from stegvis.reports.sections.topic import Topic
from stegvis.reports.times import Times

BY_INTERVENTION: tuple[Ask, ...] = (
    *(Ask(f"participations.{one}", ("intervention",)) for one in movement.COUNTED),
    Ask("participations.current", ("intervention", "gender")),
)


def asks(times: Times, *, several: bool = True) -> tuple[Ask, ...]:
    """What the overview needs to know of the association, where it has several interventions."""
    return (
        *movement.LEAD,
        *movement.asks(times),
        *BY_INTERVENTION,
        *referral.asks(by_gender=True),
        *exits.asks(by_group=True),
        *(ratings.asks(Level.FULL) if several else ()),
        *(experience.asks(Level.FULL) if several else ()),
        *forms.asks(by_gender=True),
        *groups.asks(),
    )


def compared() -> tuple[Ask, ...]:
    """What of an earlier period stands beside this one."""
    return (*ratings.compared(Level.FULL), *experience.compared(Level.FULL))


def topics(answers: Answers, asked: Asked) -> tuple[Topic, ...]:
    """The topics of the association as a whole, those with nothing to tell left out."""
    parts = (
        movement.in_and_out(answers),
        referral.referrers(answers),
        exits.exits(answers),
        exits.next_steps(answers),
        ratings.ratings(answers, asked),
        experience.experience(answers, asked),
        forms.forms(answers),
        groups.groups(answers),
    )
    return tuple(filter(None, parts))


def table(answers: Answers, chapters: Sequence[Chapter]) -> Table:
    """One row for each intervention and a row of totals, which were asked for and not added up."""
    current = answers.of("participations.current", "intervention")
    by_gender = answers.of("participations.current", "gender")
    genders = by_gender.values("gender")
    flows = movement.COUNTED[1:]
    whole = answers.of("participations.current").count()
    return Table(
        caption=_("Participants in all interventions"),
        unit=_("number of participations"),
        heads=(
            labels.dimension("intervention"),
            _("Enrolled"),
            *map(labels.gender, genders),
            *map(_short, flows),
        ),
        rows=tuple(_row(answers, chapter, genders) for chapter in chapters),
        foot=Row(
            total(),
            (
                whole,
                *(by_gender.count(gender=gender) for gender in genders),
                *(answers.of(f"participations.{one}").count() for one in flows),
            ),
        ),
        sources=source(current, about=whole),
    )


def _row(answers: Answers, chapter: Chapter, genders: Sequence[str]) -> Row:
    slug = chapter.slug
    divided = answers.of("participations.current", "intervention", "gender")
    flows = [answers.of(f"participations.{one}", "intervention") for one in movement.COUNTED]
    current, *rest = (reading.count(intervention=slug) for reading in flows)
    by_gender = (divided.count(intervention=slug, gender=gender) for gender in genders)
    return Row(chapter.name, (current, *by_gender, *rest), link=chapter.anchor)


def _short(counted: str) -> str:
    return {
        "carried_in": _("Carried in"),
        "new": _("New"),
        "ended": _("Ended"),
        "remaining": _("Remaining"),
    }[counted]
