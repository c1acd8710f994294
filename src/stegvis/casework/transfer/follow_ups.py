"""Follow-ups after an exit, as they travel."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import FollowUp, Participation
from stegvis.exchange.exchange_tables import ASSOCIATION
from stegvis.exchange.extract import Extract
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import pieces
from stegvis.exchange.registry import Attached, Column, Key, Kind, Problem, Reference, Table, Values
from stegvis.exchange.tally import Tally
from stegvis.exchange.upsert import Wanted, upsert
from stegvis.exchange.writing import Writing

_PERCENT = Attached("percent", Kind.DECIMAL, least=0, most=100)
_STATE = Attached("state", Kind.CODE, codes="step_state", default="started")
_ANSWERS = ("occupation", "support", "next_steps", "plan")
_WRITTEN = ("reached", "made_on", *_ANSWERS)
Name = tuple[str, str, str]  # association, intervention, participation_id


def _check(values: Values) -> Iterable[Problem]:
    if not values.get("reached") and any(values.get(name) for name in _ANSWERS):
        yield Problem(
            "reached",
            # Translators: «Raden har svar, men ingen blev nådd.»
            _("The row has answers, but nobody was reached."),
            _("yes, or no answers."),
        )
    if values.get("made_on") and values.get("reached") is None:
        yield Problem(
            "reached",
            # Translators: «Raden säger när, men inte om någon blev nådd.»
            _("The row says when, but not whether anyone was reached."),
            _("yes or no."),
        )


def _known(keys: set[Key]) -> set[Key]:
    """The keys that are stored; one without an intervention means the only such participation."""
    wanted = {(key[0], key[1], key[2]) for key in keys}
    found = _participations(wanted)
    stored = set(
        FollowUp.objects.filter(
            participation__in={pk for one in found.values() for pk, _ in one}
        ).values_list("participation_id", "due_on")
    )
    return {
        key
        for key in keys
        if any((pk, key[3]) in stored for pk, _ in found.get((key[0], key[1], key[2]), ()))
    }


def _participations(names: Collection[Name]) -> dict[Name, list[tuple[int, int]]]:
    """Id and association of the participations that each name may mean."""
    found: dict[Name, list[tuple[int, int]]] = defaultdict(list)
    for piece in pieces(names):
        rows = Participation.objects.filter(
            association__slug__in={name[0] for name in piece},
            reference__in={name[2] for name in piece},
        )
        columns = ("association__slug", "intervention__slug", "reference", "pk", "association_id")
        for association, intervention, reference, pk, of in rows.values_list(*columns):
            for at in (intervention, ""):
                if (association, at, reference) in piece:
                    found[association, at, reference].append((pk, of))
    return found


def _write(incoming: Incoming, writing: Writing) -> Tally:
    rows = list(incoming.rows())
    found = _participations({_name(row) for row in rows})
    wanted: dict[tuple[int, date], Wanted] = {}
    for row in rows:
        means = found.get(_name(row), [])
        if len(means) != 1:
            _refuse(incoming, row, len(means), writing)
            continue
        ((participation, association),) = means
        due_on = row.values["due_on"]
        wanted[participation, due_on] = Wanted(
            (participation, due_on),
            {name: row.values[name] for name in _WRITTEN if incoming.has(name)},
            {"association_id": association},
        )
    key = ["participation_id", "due_on"]
    stored = upsert(FollowUp, key=key, wanted=list(wanted.values()))
    return Tally.of([each.outcome for each in stored])


def _name(row: Row) -> Name:
    values = row.values
    return values["association"], values["intervention"], values["participation_id"]


def _refuse(incoming: Incoming, row: Row, means: int, writing: Writing) -> None:
    problem = (
        # Translators: «Flera insatser har ett deltagande med den beteckningen.»
        _("Several interventions have a participation with this id.")
        if means
        else _("Neither the file nor the database holds this one.")
    )
    accepted = _("The id of a participation, with its intervention.")
    writing.refuse(incoming, row, "participation_id", problem, accepted)


def _read(extract: Extract) -> Iterator[Values]:
    rows = FollowUp.objects.filter(association=extract.association)
    rows = rows.select_related("participation__intervention")
    order = ("participation__intervention__slug", "participation__reference", "due_on")
    for row in rows.order_by(*order).iterator(chunk_size=2_000):
        yield {
            "association": extract.association.slug,
            "intervention": row.participation.intervention.slug,
            "participation_id": row.participation.reference,
            "due_on": row.due_on,
            **{name: getattr(row, name) for name in _WRITTEN},
        }


def _states(name: str, label: str, help: str) -> Column:  # noqa: A002 - as Column calls it
    return Column(
        name,
        label,
        Kind.CODE,
        codes=name,
        many=True,
        nullable=True,
        attached=_PERCENT,
        help=help,
    )


FOLLOW_UPS = Table(
    name="follow_ups",
    label="Uppföljningar",
    help="What was heard 6 or 12 months after an exit; a row exists once something is written.",
    key=("association", "intervention", "participation_id", "due_on"),
    columns=(
        ASSOCIATION,
        Column(
            "intervention",
            "Insats",
            Kind.SLUG,
            help="May be empty where only one intervention has the participation_id.",
        ),
        Column("participation_id", "Deltagande-id", required=True, longest=60),
        Column("due_on", "Senast", Kind.DATE, required=True),
        Column("reached", "Nådd", Kind.FLAG, help="Empty: someone may still try."),
        _states("occupation", "Sysselsättning", "At the follow-up, with percent after a colon."),
        _states("support", "Försörjning", "At the follow-up, with percent after a colon."),
        Column("made_on", "Gjord", Kind.DATE),
        Column(
            "next_steps",
            "Har gått vidare till",
            Kind.CODE,
            codes="next_steps",
            many=True,
            attached=_STATE,
        ),
        Column("plan", "Planen från avslutet", Kind.CODE, codes="plan_followed"),
    ),
    references=(Reference("associations", ("association",)),),
    after=("participations",),
    known=_known,
    check=_check,
    read=_read,
    write=_write,
    promises={
        # Translators: «Ett deltagande har två uppföljningar samma dag.»
        "follow_up_once": _("A participation has two follow-ups due on the same day."),
    },
)
