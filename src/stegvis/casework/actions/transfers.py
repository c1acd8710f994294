"""Handing a participant over to a successor, a new agreement or another site, in one step."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import agreements, participations
from stegvis.casework.actions.history import Origin
from stegvis.casework.actions.participations import Exit, Refused, Registration
from stegvis.casework.choices import changes as kinds
from stegvis.casework.models import Participation
from stegvis.casework.rules.participations import Problem
from stegvis.interventions.models import Site

# What was known when she began is still what was known when she began.
BASELINE = (
    *("municipality_code", "origin", "target_groups", "education", "time_in_support"),
    *("support_start", "occupation_start", "hours_start"),
)


@dataclass(frozen=True)
class Transfer:
    """Where to, from which day on, and why (a code of REASON)."""

    site: Site
    moves_on: date
    reason: str = ""


@transaction.atomic
def transfer(
    *,
    participation: Participation,
    transfer: Transfer,
    by: User,
    today: date,
    batch: uuid.UUID | None = None,
) -> Participation:
    """The participation that begins where `participation` ends; each names the other.

    Ended as "transferred", which is no outcome. Raises Refused, or Collision when somebody has
    changed the participation meanwhile.
    """
    problems = tuple(_problems(participation, transfer, today))
    if problems:
        raise Refused(problems)
    batch = batch or uuid.uuid4()
    try:
        ended = participations.end(
            participation=participation,
            outcome=_exit(transfer),
            by=by,
            today=today,
            origin=Origin(kinds.TRANSFER, transfer.reason, batch, transfer.moves_on),
        )
        begun = participations.register(
            registration=_registration(ended, transfer),
            by=by,
            today=today,
            origin=Origin(kinds.TRANSFER, transfer.reason, batch, transfer.moves_on, ended),
        )
    except Refused as refused:
        raise Refused(tuple(_at_the_day(each) for each in refused.problems)) from None
    ended.changes.filter(batch=batch).update(counterpart=begun)
    return begun


def _problems(participation: Participation, transfer: Transfer, today: date) -> list[Problem]:
    found = []
    if participation.ended_on:
        # Translators: «Deltagandet är redan avslutat.»
        found.append(Problem("moves_on", _("The participation has ended already.")))
    if transfer.moves_on > today + timedelta(days=1):
        # Translators: «Dagen ligger längre fram än i morgon; överför när den har kommit.»
        message = _("The day is later than tomorrow; make the transfer when it has come.")
        found.append(Problem("moves_on", message))
    if transfer.site.owner_id != participation.owner_id:
        # Translators: «Platsen hör till en annan insatsägare, som inte får se den här
        # registreringen; avsluta här och remittera dit.»
        message = _(
            "The site belongs to another owner, who may not see this registration; "
            "end here and refer her there."
        )
        found.append(Problem("site", message))
    if transfer.site.pk == participation.site_id and not _new_agreement(participation, transfer):
        # Translators: «Hon är redan där, enligt samma överenskommelse; välj en annan plats.»
        message = _("She is there already, under the same agreement; choose another place.")
        found.append(Problem("site", message))
    return found


def _new_agreement(participation: Participation, transfer: Transfer) -> bool:
    place = transfer.site.intervention
    before = agreements.in_force(place, on=participation.started_on)
    after = agreements.in_force(place, on=transfer.moves_on)
    return after is not None and after != before


def _exit(transfer: Transfer) -> Exit:
    return Exit(
        ended_on=transfer.moves_on - timedelta(days=1),
        exit_reason="transferred",
        completed="not_applicable",
        next_intervention=transfer.site.intervention.slug,
    )


def _registration(ended: Participation, transfer: Transfer) -> Registration:
    carried: dict[str, Any] = {name: getattr(ended, name) for name in BASELINE}
    return Registration(
        site=transfer.site,
        started_on=transfer.moves_on,
        gender=ended.participant.gender,
        birth_year=ended.participant.birth_year,
        referrers=tuple(ended.referrers),
        participant=ended.participant,
        more=carried | {"kind": ended.kind},
    )


def _at_the_day(problem: Problem) -> Problem:
    """Both ends stand at the one day that is asked for."""
    days = ("started_on", "ended_on")
    return Problem("moves_on", problem.message) if problem.field in days else problem
