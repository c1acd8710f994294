"""Answers that belong to a participation: a response with its items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import Participation
from stegvis.exchange.incoming import BATCH, Incoming, Row
from stegvis.exchange.lookups import pieces
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Stored, Upsert, Wanted
from stegvis.exchange.writing import Writing
from stegvis.surveys.models import Answer, Response
from stegvis.surveys.transfer.answers import HEAD, answer

_LOOKUPS = ("association__slug", "intervention__slug", "reference")
Name = tuple[str, str]  # association, response_id


@dataclass(frozen=True)
class Head:
    """What all rows of one response say alike, from the first of them."""

    row: Row
    said: dict[str, Any]

    @property
    def participation(self) -> tuple[str, str, str]:
        values = self.row.values
        return values["association"], values["intervention"], values["participation_id"]


def write(incoming: Incoming, writing: Writing) -> Tally:
    """Store the linked answers of a file; an empty value takes an answer away."""
    if not incoming.has("participation_id"):
        return Tally()
    heads = _heads(incoming, writing)
    if writing.faults:
        return Tally()
    responses = _store_responses(incoming, heads, writing)
    return _store_answers(incoming, responses)


def _rows(incoming: Incoming) -> Iterator[Row]:
    return (row for row in incoming.rows() if row.values["participation_id"])


def name_of(row: Row) -> Name:
    """Which response a row is of."""
    return row.values["association"], row.values["response_id"]


def _heads(incoming: Incoming, writing: Writing) -> dict[Name, Head]:
    heads: dict[Name, Head] = {}
    for row in _rows(incoming):
        said = {name: row.values.get(name) for name in HEAD}
        head = heads.setdefault(name_of(row), Head(row, said))
        for column, value in said.items():
            if head.said[column] != value:
                refuse_mixed(incoming, row, column, head.row.number, writing)
    return heads


def refuse_mixed(incoming: Incoming, row: Row, column: str, other: int, writing: Writing) -> None:
    """Rows of one response that contradict each other."""
    writing.refuse(
        incoming,
        row,
        column,
        # Translators: Rad %(row)s säger något annat om samma svar.
        _("Row %(row)s says something else of the same response.") % {"row": other},
        _("The same in all rows of a response_id."),
    )


def _store_responses(
    incoming: Incoming, heads: dict[Name, Head], writing: Writing
) -> dict[Name, Stored]:
    places = _participations(heads)
    work = Upsert(Response, key=("association_id", "reference"))
    stored: dict[Name, Stored] = {}
    names = list(heads)
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        compared = work.compare(
            [_wanted(incoming, name, heads[name], places, writing) for name in some]
        )
        work.add(compared)
        work.change(compared)
        stored.update(zip(some, compared, strict=True))
    work.finish()
    return stored


def _participations(heads: dict[Name, Head]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Id and owner of the participations that the responses belong to."""
    found = {}
    for piece in pieces({head.participation for head in heads.values()}):
        stored = Participation.objects.filter(
            **{f"{lookup}__in": {key[at] for key in piece} for at, lookup in enumerate(_LOOKUPS)}
        )
        for association, intervention, reference, pk, owner in stored.values_list(
            *_LOOKUPS, "pk", "owner_id"
        ):
            found[association, intervention, reference] = (pk, owner)
    return found


def _wanted(
    incoming: Incoming,
    name: Name,
    head: Head,
    places: dict[tuple[str, str, str], tuple[int, int]],
    writing: Writing,
) -> Wanted:
    participation, owner = places[head.participation]
    values: dict[str, Any] = {
        "participation_id": participation,
        "owner_id": owner,
        "instrument": head.said["instrument"],
        "occasion": head.said["occasion"],
        "answered_on": head.said["answered_on"],
    }
    if incoming.has("version"):
        values["version"] = head.said["version"]
    if incoming.has("respondent"):
        values["respondent"] = head.said["respondent"] or "participant"
    return Wanted((writing.association(name[0]).pk, name[1]), values)


def _store_answers(incoming: Incoming, responses: dict[Name, Stored]) -> Tally:
    tally = Tally()
    work = Upsert(Answer, key=("response_id", "item"))
    for batch in incoming.batches():
        linked = [row for row in batch if row.values["participation_id"]]
        said = [row for row in linked if answer(row)]
        stored = work.compare(
            [
                Wanted(
                    (responses[name_of(row)].pk, row.values["item"]),
                    {"value": answer(row)},
                )
                for row in said
            ]
        )
        work.add(stored)
        work.change(stored)
        for row, each in zip(said, stored, strict=True):
            tally += Tally.of([_outcome(each, responses[name_of(row)])])
        tally += _cleared([row for row in linked if not answer(row)], responses)
    work.finish()
    return tally


def _outcome(stored: Stored, response: Stored) -> Outcome:
    if stored.outcome is Outcome.UNCHANGED and response.outcome is Outcome.CHANGED:
        return Outcome.CHANGED
    return stored.outcome


def _cleared(empty: list[Row], responses: dict[Name, Stored]) -> Tally:
    tally = Tally()
    for row in empty:
        stored = Answer.objects.filter(
            response_id=responses[name_of(row)].pk, item=row.values["item"]
        )
        tally += Tally(changed=1) if stored.delete()[0] else Tally(unchanged=1)
    return tally
