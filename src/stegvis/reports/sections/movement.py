"""How many took part: enrolled, new, ended and remaining, by gender and by month."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, with_totals
from stegvis.reports.sections import pictures
from stegvis.reports.sections.bound import Sentence, joined, sentence
from stegvis.reports.sections.tables import Row, Table, measured, source, total
from stegvis.reports.sections.topic import Topic, topic
from stegvis.reports.times import Times

COUNTED = ("current", "carried_in", "new", "ended", "remaining")


LEAD: tuple[Ask, ...] = (
    *(Ask(f"participations.{one}") for one in COUNTED),
    Ask("participations.current", ("gender",)),
)
"""What the first paragraph needs to know of its place."""


def asks(times: Times) -> tuple[Ask, ...]:
    """What the topics need to know besides."""
    return (
        *(ask for one in COUNTED for ask in with_totals(f"participations.{one}", "gender")),
        Ask("participations.new", (times.dimension,)),
        Ask("participations.ended", (times.dimension,)),
        Ask("participations.carried_in", ("start_year",)),
        Ask("participations.current", ("start_year",)),
    )


def lead(answers: Answers, *, place: str = WHOLE, until: date) -> Sentence:
    """The first paragraph: the numbers that a reader wants before all others."""
    current = answers.of("participations.current", place=place).count()
    if current.is_hidden:
        return sentence(_("The participants are too few for their number to be shown."))
    if not current.value:
        return sentence(_("No participants are registered in the period."))
    counts = {one: answers.of(f"participations.{one}", place=place).count() for one in COUNTED}
    genders = _genders(answers, place)
    return sentence(
        "{enrolled}{genders}. {moves}",
        enrolled=sentence(
            ngettext(
                "{current} participant was enrolled in the period",
                "{current} participants were enrolled in the period",
                int(current.value),
            ),
            current=current,
        ),
        genders=sentence(": {genders}", genders=genders) if genders else "",
        moves=sentence(
            _(
                "Carried in: {carried_in}, new: {new}, ended: {ended}, remaining on {day}: "
                "{remaining}."
            ),
            day=labels.day(until),
            **counts,
        ),
    )


def participants(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """The five counts by gender, and since when those carried in have taken part."""
    current = answers.of("participations.current", place=place)
    in_full = answers.has("participations.new", "gender", place=place)
    if not in_full or current.is_empty or current.is_hidden:
        return None
    table = measured(
        answers,
        [(f"participations.{one}", _name(one, answers.times)) for one in COUNTED],
        "gender",
        place=place,
        head=_("Participants"),
        caption=_("Participants in the period by gender"),
        unit=_("number of participations"),
    )
    return topic(_("Participants"), table, _since(answers, place))


def in_and_out(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """Starts and exits by month, as a chart and as a table."""
    if not answers.has("participations.new", answers.times.dimension, place=place):
        return None
    picture = pictures.moves(answers, place=place)
    if picture is None:
        return None
    return topic(_("In and out"), picture, _by_time(answers, place))


def _by_time(answers: Answers, place: str) -> Table:
    times = answers.times
    rows = []
    for one in ("new", "ended"):
        reading = answers.of(f"participations.{one}", times.dimension, place=place)
        cells = [reading.count(**{times.dimension: piece.code}) for piece in times.pieces]
        whole = answers.of(f"participations.{one}", place=place)
        rows.append(Row(_direction(one), (*cells, whole.count())))
    by_month = times.dimension == "month"
    return Table(
        caption=_("New (in) and ended (out) by month")
        if by_month
        else _("New (in) and ended (out) by quarter"),
        unit=_("number of participations"),
        heads=(labels.dimension(times.dimension), *(one.short for one in times.pieces), total()),
        rows=tuple(rows),
        sources=source(answers.of("participations.new", times.dimension, place=place)),
    )


def _since(answers: Answers, place: str) -> Sentence | None:
    """In which years those carried in had started."""
    reading = answers.of("participations.carried_in", "start_year", place=place)
    if reading.is_empty or reading.has_hidden:
        return None
    years = [
        sentence(_("{count} in {year}"), count=reading.count(start_year=year), year=year)
        for year in reversed(reading.values("start_year"))
    ]
    return sentence(_("Of those carried in, {years} had started."), years=joined(years))


def _genders(answers: Answers, place: str) -> Sentence | None:
    """18 kvinnor och 6 män; None unless every gender may be told."""
    reading = answers.of("participations.current", "gender", place=place)
    if reading.has_hidden:
        return None
    told = {value: reading.count(gender=value) for value in reading.values("gender")}
    return joined(
        [sentence(_of_gender(value, int(one.value or 0)), count=one) for value, one in told.items()]
    )


def _of_gender(value: str, count: int) -> str:
    if value == "woman":
        return ngettext("{count} woman", "{count} women", count)
    if value == "man":
        return ngettext("{count} man", "{count} men", count)
    return _("{count} other") if value == "other" else _("{count} of unknown gender")


def _direction(counted: str) -> str:
    """A word short enough to leave room for twelve months."""
    return _("In") if counted == "new" else _("Out")


def _name(counted: str, times: Times) -> str:
    """The count in the office's words; a period that begins a year says where they came from."""
    return {
        "current": _("Enrolled in the period"),
        # Translators: «Följde med in från föregående år» / «Följde med in»
        "carried_in": _("Carried in from the year before")
        if times.begins_a_year
        else _("Carried in"),
        "new": _("New"),
        "ended": _("Ended"),
        "remaining": _("Remaining at the period's end"),
    }[counted]
