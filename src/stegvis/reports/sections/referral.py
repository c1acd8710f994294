"""Who referred the participants: by the formal referrer and gender."""

from django.utils.translation import gettext as _

from stegvis.reports.answers import WHOLE, Answers, Ask, with_totals
from stegvis.reports.sections import pictures
from stegvis.reports.sections.bound import sentence
from stegvis.reports.sections.tables import crossed
from stegvis.reports.sections.topic import Topic, topic

MEASURE = "participations.current"


def asks(*, by_gender: bool) -> tuple[Ask, ...]:
    """What the topic needs to know of its place."""
    return with_totals(MEASURE, "referrer_formal", *(["gender"] if by_gender else []))


def referrers(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """Participants by the formal referrer; nothing for a place without participants."""
    if answers.of(MEASURE, place=place).is_empty:
        return None
    table = crossed(
        answers,
        MEASURE,
        "referrer_formal",
        "gender",
        place=place,
        caption=_("Participants by formal referrer"),
        unit=_("number of participations"),
    )
    heading = _("Referrers")
    if table is None:
        return topic(heading, sentence(_("Too few participants by referrer to be shown.")))
    return topic(heading, pictures.referrers(answers, place=place), table)
