"""Erasure: a person's records are destroyed, and months, bands and codes remain for figures.

Each stay that counts becomes a row of its own under a code of its own, so that what remains of
one person cannot be put together again; all else that points at her goes, by the same walk over
the tables as for someone protected. Figures of whole months stay exactly as they were.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access import erasures
from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import stripping
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.protection import STRIPPERS, WrongCode
from stegvis.casework.choices.retention import PARTICIPATION
from stegvis.casework.models import Erasure, LegalHold, Participant, Participation, Referral
from stegvis.casework.rules import retention as rules
from stegvis.casework.rules.participations import Problem

ERASED_CODE = "gallrad-{}"
# What is copied to the row that remains; every other field is left empty.
REMAINS = (
    "association_id", "intervention_id", "site_id", "owner_id", "kind", "completed", "exit_reason",
    "next_steps", "education", "time_in_support",
)  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """Why records may be erased: the document and day of the decision, and who orders it.

    A job that follows a rule has nobody who orders.
    """

    document: str
    decided_on: date
    by: User | None = None


@dataclass
class Gone:
    """What went with some persons: rows by table."""

    persons: int = 0
    rows: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def order(*, participant: Participant, typed: str, decision: Decision, today: date) -> Erasure:
    """Erase one participant at the order of her owner's manager, who types her code.

    Raises WrongCode, Refused with what stands in the way, and PermissionError for anyone else.
    """
    by = decision.by
    owners = scope_of(by).places(Permission.DECIDE_CHANGES, "owners")
    if by is None or participant.owner_id not in owners:
        raise PermissionError("Only the owner's manager orders an erasure.")
    if typed.strip().upper() != participant.code.upper():
        raise WrongCode(participant.pk)
    with acting(Scope(user_id=by.pk, everything=True)):
        found = _unless_held(participant, decision, today)
        gone = Gone()
        erase(found, gone=gone, today=today)
        return receipt(found, kind=PARTICIPATION, gone=gone, decision=decision, today=today)


def erase(
    participant: Participant, *, gone: Gone, today: date, known_until: date | None = None
) -> None:
    """Erase in a context that reaches every row; `gone` is told what went.

    A stay that has not ended, as in an older backup, ends with the month of `known_until`.
    """
    doomed = stripping.rows_about(participant)
    for stripper in STRIPPERS:
        stripper(participant, doomed)
    for one in _counting(participant):
        _remain(one, today=today, known_until=known_until or today)
    _remove(doomed, gone=gone)
    erasures.note(erasures.PERSON, [participant.random_id])
    gone.persons += 1


def _remove(doomed: stripping.Doomed, *, gone: Gone) -> None:
    """Delete the rows and destroy the keys that were theirs alone."""
    keys = stripping.keys_of(doomed)
    stripping.delete(doomed)
    stripping.destroy(keys)
    gone.rows.update({model._meta.label: len(rows) for model, rows in doomed.items()})


def receipt(
    found: Participant | Referral, *, kind: str, gone: Gone, decision: Decision, today: date
) -> Erasure:
    """The stored receipt; the association's snapshots are deleted once all is committed."""
    stripping.forget_figures(found.association)
    return Erasure.objects.create(
        owner_id=found.owner_id,
        association_id=found.association_id,
        kind=kind,
        erased_on=today,
        document=decision.document,
        decided_on=decision.decided_on,
        ordered_by=decision.by,
        persons=gone.persons,
        rows=dict(sorted(gone.rows.items())),
    )


def held(participant: Participant) -> bool:
    """Whether her records must stay: she is held herself, or an intervention she was in."""
    places = participant.participations.values("intervention_id")
    holds = LegalHold.objects.filter(lifted_on=None, owner_id=participant.owner_id)
    return (holds.filter(participant=participant) | holds.filter(intervention__in=places)).exists()


def _unless_held(participant: Participant, decision: Decision, today: date) -> Participant:
    found = Participant.objects.select_for_update().get(pk=participant.pk)
    problems = [*_refusals(found, decision, today)]
    if problems:
        raise Refused(tuple(problems))
    return found


def _refusals(found: Participant, decision: Decision, today: date) -> Iterator[Problem]:
    exits = found.participations.filter(voided=False).values_list("ended_on", flat=True)
    last = rules.last_exit(exits)
    if not decision.document.strip():
        # Translators: «Ange beslutet: dokumentets nummer.»
        yield Problem("document", _("Name the decision: the number of the document."))
    if decision.decided_on > today:
        # Translators: «Beslutet kan inte vara fattat efter i dag.»
        yield Problem("decided_on", _("The decision cannot have been taken after today."))
    if exits and (last is None or not rules.month_is_over(last, today=today)):
        # Translators: «Hon deltar fortfarande, eller avslutade den här månaden: vänta till nästa
        # månad efter det sista avslutet.»
        text = _(
            "She still takes part, or ended this month: wait until the month after the last exit."
        )
        yield Problem("", text)
    if held(found):
        # Translators: «Uppgifterna ska bevaras. Häv beslutet om bevarande först.»
        yield Problem("", _("These records are to be kept. Lift the hold first."))


def _counting(participant: Participant) -> Iterator[Participation]:
    """Her stays that figures count."""
    yield from participant.participations.filter(voided=False).select_related("intervention")


def _remain(one: Participation, *, today: date, known_until: date) -> Participation:
    """The row that stands in the place of a stay: nothing in it is more than a code or a month."""
    stay = rules.Stay(one.started_on, one.ended_on, one.intervention.starts_on)
    first = rules.first_day(stay)
    code = ERASED_CODE.format(secrets.token_hex(8))
    nobody = Participant.objects.create(
        association_id=one.association_id,
        owner_id=one.owner_id,
        code=code,
        gender=one.participant.gender,
        birth_year=rules.birth_year(one.participant.birth_year, started_on=one.started_on),
        identified=False,
        site_id=one.site_id,
    )
    kept: dict[str, Any] = {name: getattr(one, name) for name in REMAINS}
    return Participation.objects.create(
        participant=nobody,
        reference=code,
        started_on=first,
        ended_on=rules.last_day(stay, known_until=known_until),
        erased_on=today,
        **kept,
    )
