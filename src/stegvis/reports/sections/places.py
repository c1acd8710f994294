"""Participants by site, and by part, of an intervention that has several."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import Answers, Ask, with_totals
from stegvis.reports.queries import Chapter
from stegvis.reports.sections.tables import Row, Table, source, total
from stegvis.reports.sections.topic import Topic, topic

COUNTED = ("current", "new", "ended")


def asks(chapter: Chapter) -> tuple[Ask, ...]:
    """What this topic needs to know of the chapter's intervention."""
    return tuple(
        ask
        for dimension in _dimensions(chapter)
        for one in COUNTED
        for ask in with_totals(f"participations.{one}", dimension)
    )


def places(answers: Answers, chapter: Chapter) -> Topic | None:
    """A table for sites and one for parts, where there are several."""
    tables = [_table(answers, chapter, dimension) for dimension in _dimensions(chapter)]
    return topic(_("Sites and parts"), *tables)


def _dimensions(chapter: Chapter) -> Sequence[str]:
    several = {"site": len(chapter.sites) > 1, "part": len(chapter.parts) > 0}
    return [dimension for dimension, wanted in several.items() if wanted]


def _table(answers: Answers, chapter: Chapter, dimension: str) -> Table | None:
    measures = [f"participations.{one}" for one in COUNTED]
    if not answers.has(measures[0], dimension, place=chapter.slug):
        return None
    divided = [answers.of(measure, dimension, place=chapter.slug) for measure in measures]
    whole = [answers.of(measure, place=chapter.slug).count() for measure in measures]
    values = {value for one in divided for value in one.values(dimension)}
    if not values or all(one.is_hidden for one in divided):
        return None
    return Table(
        caption=_caption(dimension),
        unit=_("number of participations"),
        heads=(labels.dimension(dimension), *map(_head, COUNTED)),
        rows=tuple(
            Row(
                answers.label(dimension, value),
                tuple(reading.count(**{dimension: value}) for reading in divided),
            )
            for value in sorted(values, key=lambda value: _place(answers, dimension, value))
        ),
        foot=Row(total(), tuple(whole)),
        sources=source(divided[0], about=whole[0]),
    )


def _place(answers: Answers, dimension: str, value: str) -> str:
    return labels.swedish_order(answers.label(dimension, value))


def _caption(dimension: str) -> str:
    return _("Participants by site") if dimension == "site" else _("Participants by part")


def _head(counted: str) -> str:
    return {"current": _("Enrolled"), "new": _("New"), "ended": _("Ended")}[counted]
