"""The rows behind a figure, for the staff who may see every one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.measures import engine, erased, snapshots
from stegvis.measures.answer import Member
from stegvis.measures.question import Question

SHOWN = ("gender", "started_on", "ended_on", "referrer_formal", "exit_reason")
SHOWN_AT_MOST = 500
# Translators: «räknas» / «bara i nämnaren» / «utelämnad»
COUNTED, IN_DENOMINATOR, LEFT_OUT = _("counted"), _("denominator only"), _("left out")


@dataclass(frozen=True)
class Row:
    """A participation as the snapshot holds it: no code, no name."""

    standing: Any
    gender: str
    started_on: date
    ended_on: date | None
    referrer_formal: str
    exit_reason: str


def rows(question: Question, *, group: Mapping[str, str], today: date) -> list[Row]:
    """What stands behind the figure of `group`, those that count first, then by first day."""
    snapshot = snapshots.current(question.association)
    erased.refuse(question, snapshot=snapshot, today=today)
    answer = engine.answer(question, snapshot=snapshot, today=today, members=True)
    figure = next((one for one in answer.rows if one.group == group), None)
    members = {member.row: member for member in figure.members} if figure else {}
    wanted = f"SELECT row, {', '.join(SHOWN)} FROM participations WHERE row IN (SELECT unnest(?))"  # noqa: S608
    with snapshot.connection.cursor() as cursor:
        found = cursor.execute(wanted, [list(members)]).fetchall()
    made = [(members[number], values) for number, *values in found]
    made.sort(key=lambda one: (not one[0].counted, not one[0].known, one[1][1]))
    return [Row(_standing(member), *values) for member, values in made[:SHOWN_AT_MOST]]


def _standing(member: Member) -> Any:
    if member.counted:
        return COUNTED
    return IN_DENOMINATOR if member.known else LEFT_OUT
