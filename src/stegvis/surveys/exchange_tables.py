"""Answers, as they travel: those linked to a participation, and unlinked forms."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.lookups import known
from stegvis.exchange.registry import Column, Kind, Move, Problem, Reference, Said, Table, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.writing import Writing
from stegvis.surveys.models import Answer, AssociationCount, Response, UnlinkedCount
from stegvis.surveys.transfer import linked, unlinked
from stegvis.surveys.transfer.collection import named

_LINKED = ("start", "ongoing", "exit", "follow_up")
_UNLINKED = ("first", "again")


def _check(values: Values) -> Iterable[Problem]:
    if values.get("participation_id"):
        yield from _check_linked(values)
    else:
        yield from _check_unlinked(values)


def _check_linked(values: Values) -> Iterable[Problem]:
    if not values.get("intervention"):
        # Translators: «Svaret saknar insats.»
        message = _("The answer lacks its intervention.")
        # Translators: «Den insats som deltagandet hör till.»
        yield Problem("intervention", message, _("The intervention of the participation."))
    if not values.get("answered_on"):
        # Translators: Svaret saknar dag.
        yield Problem("answered_on", _("The answer lacks its day."), "2022-05-20")
    if values.get("occasion") not in _LINKED:
        yield Problem(
            "occasion",
            # Translators: Ett svar från en deltagare hör till ett mättillfälle.
            _("A participant's answer belongs to an occasion."),
            ", ".join(_LINKED),
        )


def _check_unlinked(values: Values) -> Iterable[Problem]:
    if values.get("answered_on"):
        yield Problem(
            "answered_on",
            # Translators: En enkät utan koppling till person har ingen dag, bara sin
            # insamlingsperiod.
            _("An unlinked form has no day, only its collection period."),
            _("answered_in, for example 2022-T2."),
        )
    if not values.get("answered_in"):
        yield Problem(
            "answered_in",
            # Translators: Formuläret saknar insamlingsperiod.
            _("The form lacks its collection period."),
            "2022-T2",
        )
    if values.get("occasion") not in (*_UNLINKED, "", None):
        yield Problem(
            "occasion",
            # Translators: En enkät utan koppling till person är den första eller en upprepad.
            _("An unlinked form is the first or a repeated one."),
            ", ".join(_UNLINKED),
        )


def _write(incoming: Incoming, writing: Writing) -> Tally:
    return linked.write(incoming, writing) + unlinked.write(incoming, writing)


def _read(extract: Extract) -> Iterator[Values]:
    yield from _read_linked(extract)
    yield from _read_unlinked(extract)


def _read_linked(extract: Extract) -> Iterator[Values]:
    answers = Answer.objects.filter(response__association=extract.association)
    every = answers.select_related("response__participation__intervention")
    for one in every.order_by("response__reference", "item").iterator(chunk_size=2_000):
        response = one.response
        yield {
            "association": extract.association.slug,
            "response_id": response.reference,
            "instrument": response.instrument,
            "version": response.version,
            "intervention": response.participation.intervention.slug,
            "participation_id": response.participation.reference,
            "gender": "",
            "occasion": response.occasion,
            "answered_on": response.answered_on,
            "answered_in": "",
            "respondent": response.respondent,
            "item": one.item,
            "value": one.value,
        }


def _read_unlinked(extract: Extract) -> Iterator[Values]:
    """Each form again as rows of its own; its number only holds them together in the file."""
    number = 0
    for place, one in _counts(extract):
        form = {
            "association": extract.association.slug,
            "instrument": one.instrument,
            "version": one.version,
            "intervention": place,
            "participation_id": "",
            "gender": one.gender,
            "occasion": one.occasion,
            "answered_on": None,
            "answered_in": named(one.collected_from, one.collected_to),
            "respondent": "",
        }
        for _copy in range(one.count):
            number += 1
            # A form without any answer still counts: one row with an empty value holds it.
            for item, value in (one.pattern or {"q1": ""}).items():
                yield form | {"response_id": f"unlinked-{number}", "item": item, "value": value}


def _counts(extract: Extract) -> Iterator[tuple[str, UnlinkedCount | AssociationCount]]:
    """Counts by intervention, then the association's own, in an order of what they say."""
    order = ("instrument", "version", "collected_from", "collected_to", "gender", "occasion")
    said = (*order, "pattern")
    counts = UnlinkedCount.objects.filter(association=extract.association)
    for one in counts.select_related("intervention").order_by("intervention__slug", *said):
        yield one.intervention.slug, one
    for few in AssociationCount.objects.filter(association=extract.association).order_by(*said):
        yield "", few


def _move(move: Move) -> Iterable[Said]:
    """Answers belong to the owner of their participation."""
    Response.objects.filter(participation__site_id__in=move.sites, owner_id=move.old).update(
        owner_id=move.new
    )
    return ()


RESPONSES = Table(
    name="responses",
    label="Svar",
    help="Answers to instruments, one row for each item.",
    key=("association", "response_id", "item"),
    columns=(
        Column(
            "response_id",
            "Svars-id",
            required=True,
            longest=60,
            help="For unlinked forms only the grouping inside the file; not stored.",
        ),
        ASSOCIATION,
        Column("instrument", "Enkät", Kind.SLUG, required=True),
        Column("version", "Version", default="1", longest=20),
        Column(
            "intervention",
            "Insats",
            Kind.SLUG,
            help="Empty for unlinked forms that an intervention had too few of.",
        ),
        Column("participation_id", "Deltagande-id", longest=60, help="Empty for an unlinked form."),
        Column("gender", "Kön", Kind.CODE, codes="gender", help="Of unlinked forms."),
        Column("occasion", "Mättillfälle", Kind.CODE, codes="occasion"),
        Column("answered_on", "Besvarad", Kind.DATE),
        Column(
            "answered_in",
            "Insamlingsperiod",
            Kind.PERIOD,
            help="Of unlinked forms: an import states the whole period.",
        ),
        Column("respondent", "Svarande", Kind.CODE, codes="respondent"),
        Column("item", "Fråga", required=True, longest=80),
        Column("value", "Värde", longest=80),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
        Reference("participations", ("association", "intervention", "participation_id")),
    ),
    known=known(Answer, "response__association__slug", "response__reference", "item"),
    check=_check,
    read=_read,
    write=_write,
    move=_move,
    promises={"response_reference_once": _("Two answers have the same response_id.")},
)

TABLES = (RESPONSES,)
