"""Participations and head counts, as they travel."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import HeadCount, Participation
from stegvis.casework.transfer.arrival import Arrival
from stegvis.casework.transfer.follow_ups import FOLLOW_UPS
from stegvis.casework.transfer.moving import move_head_counts, move_persons
from stegvis.exchange.checks import check_days
from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import found, known
from stegvis.exchange.registry import Attached, Column, Kind, Problem, Reference, Table, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.vocabulary import MUNICIPALITIES
from stegvis.exchange.writing import Writing
from stegvis.interventions.exchange_tables import INTERVENTION
from stegvis.interventions.models import Intervention

GENDER = Column("gender", "Kön", Kind.CODE, codes="gender", default="unknown")
_PERCENT = Attached("percent", Kind.DECIMAL, least=0, most=100)
_STATE = Attached("state", Kind.CODE, codes="step_state", default="started")


# Participations


def _check_participation(values: Values) -> Iterable[Problem]:
    yield from check_days(values, "started_on", "ended_on")
    yield from check_days(values, "started_on", "planned_end_on")
    reason = values.get("exit_reason")
    voids = reason == "misregistered" or values.get("voided")
    if reason and not voids and "ended_on" in values and not values["ended_on"]:
        yield Problem(
            "ended_on",
            # Translators: «Raden har en avslutsanledning men ingen sista dag.»
            _("The row has an exit reason but no last day."),
            _("The last day, or no exit reason while the participation runs."),
        )
    started, born = values.get("started_on"), values.get("birth_year")
    if started and born and born > started.year:
        yield Problem(
            "birth_year",
            # Translators: «Personen är född efter att deltagandet började.»
            _("The person is born after the participation began."),
            _("Four digits, before the year of the start."),
        )


def _write_participations(incoming: Incoming, writing: Writing) -> Tally:
    return Arrival(incoming, writing).write()


_AS_STORED = (
    "kind",
    "municipality_code",
    "origin",
    "target_groups",
    "referrers",
    "referred_on",
    "decision_on",
    "need_signalled_on",
    "started_on",
    "planned_end_on",
    "ended_on",
    "completed",
    "exit_reason",
    "next_steps",
    "next_intervention",
    "education",
    "time_in_support",
    "support_start",
    "support_end",
    "occupation_start",
    "occupation_end",
    "employment_form",
    "hours_start",
    "hours_end",
    "voided",
)


def _read_participations(extract: Extract) -> Iterator[Values]:
    rows = Participation.objects.filter(association=extract.association).annotate(
        of=F("intervention__slug"),
        at=F("site__slug"),
        at_default=F("site__is_default"),
        person=F("participant__code"),
        known_person=F("participant__identified"),
        gender=F("participant__gender"),
        birth_year=F("participant__birth_year"),
    )
    wanted = ("reference", "of", "at", "at_default", "person", "known_person")
    fields = (*wanted, "gender", "birth_year", *_AS_STORED)
    for row in rows.order_by("of", "reference").values(*fields).iterator(chunk_size=2_000):
        values = {name: row[name] for name in ("gender", "birth_year", *_AS_STORED)}
        yield values | {
            "participation_id": row["reference"],
            "association": extract.association.slug,
            "intervention": row["of"],
            "site": "" if row["at_default"] else row["at"],
            "participant": row["person"] if row["known_person"] else "",
        }


def _sources(name: str, label: str, codes: str) -> Column:
    return Column(
        name,
        label,
        Kind.CODE,
        codes=codes,
        many=True,
        nullable=True,
        attached=_PERCENT,
        help="Each with its percent after a colon where it is known.",
    )


PARTICIPATIONS = Table(
    name="participations",
    label="Deltaganden",
    help="One person in one intervention once, from start to exit.",
    key=("association", "intervention", "participation_id"),
    columns=(
        Column("participation_id", "Deltagande-id", required=True, longest=60),
        ASSOCIATION,
        INTERVENTION,
        Column("site", "Plats", Kind.SLUG, help="Empty: the intervention's default site."),
        Column("kind", "Slag", Kind.CODE, codes="kind", default="enrolled"),
        Column(
            "participant",
            "Deltagare",
            longest=40,
            help="The same code in two rows of one owner is the same person;"
            " empty: a person of her own.",
        ),
        GENDER,
        Column("birth_year", "Födelseår", Kind.WHOLE, least=1900, most=2100),
        Column(
            "municipality_code",
            "Kommun",
            Kind.CODE,
            codes=MUNICIPALITIES,
            help="Where the person lives.",
        ),
        Column("origin", "Ursprung", Kind.CODE, codes="origin", default="unknown"),
        Column("target_groups", "Målgrupper", Kind.CODE, codes="target_groups", many=True),
        Column(
            "referrers",
            "Remittenter",
            Kind.CODE,
            codes="referrers",
            many=True,
            help="The first is the formal referrer, the rest co-referrers.",
        ),
        Column("referred_on", "Remissdatum", Kind.DATE),
        Column("decision_on", "Beslutsdatum", Kind.DATE),
        Column("need_signalled_on", "Behov uppmärksammat", Kind.DATE),
        Column("started_on", "Startdatum", Kind.DATE, required=True),
        Column("planned_end_on", "Planerat slutdatum", Kind.DATE),
        Column("ended_on", "Slutdatum", Kind.DATE),
        Column("completed", "Fullföljt", Kind.CODE, codes="completed", default="unknown"),
        Column("exit_reason", "Avslutsanledning", Kind.CODE, codes="exit_reason"),
        Column(
            "next_steps",
            "Har gått vidare till",
            Kind.CODE,
            codes="next_steps",
            many=True,
            attached=_STATE,
            help="Each with :started, :planned or :ready; without it, started.",
        ),
        Column("next_intervention", "Nästa insats", longest=80),
        Column("education", "Utbildning", Kind.CODE, codes="education", default="unknown"),
        Column(
            "time_in_support",
            "Tid i offentlig försörjning",
            Kind.CODE,
            codes="time_in_support",
            default="unknown",
        ),
        _sources("support_start", "Försörjning vid start", "support"),
        _sources("support_end", "Försörjning vid avslut", "support"),
        _sources("occupation_start", "Sysselsättning vid start", "occupation"),
        _sources("occupation_end", "Sysselsättning vid avslut", "occupation"),
        Column(
            "employment_form",
            "Anställningsform",
            Kind.CODE,
            codes="employment_form",
            default="unknown",
        ),
        Column("hours_start", "Timmar vid start", Kind.DECIMAL, least=0, most=168),
        Column("hours_end", "Timmar vid avslut", Kind.DECIMAL, least=0, most=168),
        Column("voided", "Makulerad", Kind.FLAG, default=False),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
        Reference("sites", ("association", "intervention", "site")),
    ),
    known=known(Participation, "association__slug", "intervention__slug", "reference"),
    check=_check_participation,
    read=_read_participations,
    write=_write_participations,
    move=move_persons,
    promises={
        "participation_ends_after_start": _("A participation ends before it starts."),
        "participation_planned_after_start": _("A planned end is before the start."),
        # Translators: «En rad har en avslutsanledning men ingen sista dag.»
        "participation_reason_needs_end": _("A row has an exit reason but no last day."),
        # Translators: «En person deltar två gånger i samma insats på samma dagar.»
        "participation_once_at_a_time": _(
            "A person takes part twice in the same intervention on the same days."
        ),
        "participation_reference_once": _("Two rows have the same participation_id."),
    },
)


# Head counts

_COUNTS = ("carried_in", "new", "ended")
_HEAD_COUNT_KEY = ("association", "intervention", "year", "gender", "kind")


def _check_head_count(values: Values) -> Iterable[Problem]:
    counts = {name: values[name] or 0 for name in _COUNTS if name in values}
    if "carried_in" not in counts or "new" not in counts:
        return
    current = counts["carried_in"] + counts["new"]
    if values.get("count") is not None and values["count"] != current:
        yield Problem(
            "count",
            # Translators: «Följde med in plus nya är %(current)s.»
            _("Carried in plus new is %(current)s.") % {"current": current},
            _("The sum of carried_in and new, or empty."),
        )
    if counts.get("ended", 0) > current:
        yield Problem(
            "ended",
            # Translators: «Fler har avslutats än de %(current)s som deltog.»
            _("More have ended than the %(current)s who took part.") % {"current": current},
            _("At most carried_in plus new."),
        )


def _write_head_counts(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    keys = {_place(row) for row in rows}
    places = found(Intervention, "association__slug", "slug", keys=keys)
    owners = found(Intervention, "association__slug", "slug", keys=keys, value="owner_id")
    stored = upsert(
        HeadCount,
        key=["intervention_id", "year", "gender", "kind"],
        wanted=[
            Wanted(
                (places[_place(row)], *(row.values[name] for name in ("year", "gender", "kind"))),
                {name: row.values[name] or 0 for name in _COUNTS if incoming.has(name)},
                {
                    "association_id": writing.association(row.values["association"]).pk,
                    "owner_id": owners[_place(row)],
                },
            )
            for row in rows
        ],
    )
    return Tally.of(each.outcome for each in stored)


def _place(row: Row) -> tuple[str, str]:
    return row.values["association"], row.values["intervention"]


def _read_head_counts(extract: Extract) -> Iterator[Values]:
    counts = HeadCount.objects.filter(association=extract.association)
    order = ("intervention__slug", "year", "gender", "kind")
    for one in counts.select_related("intervention").order_by(*order):
        yield {
            "association": extract.association.slug,
            "intervention": one.intervention.slug,
            "year": one.year,
            "gender": one.gender,
            "kind": one.kind,
            "carried_in": one.carried_in,
            "new": one.new,
            "ended": one.ended,
            "count": one.carried_in + one.new,
        }


def _count(name: str, label: str, more: Mapping[str, Any] | None = None) -> Column:
    return Column(name, label, Kind.WHOLE, least=0, most=1_000_000, **(more or {}))


HEAD_COUNTS = Table(
    name="head_counts",
    label="Antal utan registrering",
    help="Participants without a record of their own: counts per year and gender.",
    key=_HEAD_COUNT_KEY,
    columns=(
        ASSOCIATION,
        INTERVENTION,
        Column("year", "År", Kind.WHOLE, required=True, least=1990, most=2100),
        GENDER,
        Column("kind", "Slag", Kind.CODE, codes="kind", default="enrolled"),
        _count("carried_in", "Följde med in från föregående år"),
        _count("new", "Nya"),
        _count("ended", "Avslutade"),
        _count("count", "Antal", {"help": "Not stored: checked against carried_in plus new."}),
    ),
    references=(
        Reference("associations", ("association",)),
        Reference("interventions", ("association", "intervention")),
    ),
    known=known(HeadCount, "association__slug", "intervention__slug", "year", "gender", "kind"),
    check=_check_head_count,
    read=_read_head_counts,
    write=_write_head_counts,
    move=move_head_counts,
    promises={
        "head_count_ended_at_most_current": _("More have ended than took part."),
    },
)

TABLES = (PARTICIPATIONS, HEAD_COUNTS, FOLLOW_UPS)
