"""Verbs on a joint meeting (utökat möte): its agenda, who took part, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.actions import consents, referrals
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.referrals import Answer
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import (
    AgendaItem,
    JointAttendance,
    JointMeeting,
    Referral,
)
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.participations import Problem
from stegvis.casework.rules.referrals import Who
from stegvis.interventions.models import Intervention, Site

# Taken up once more to be followed: their status stays as it is.
FOLLOWED = (choices.JOINT_MEETING, choices.ACCEPTED, choices.STARTED)


@dataclass(frozen=True)
class Present:
    """How many of an authority took part, in which role."""

    organisation_kind: str
    role: str
    count: int


@transaction.atomic
def plan(*, intervention: Intervention, held_on: date, by: User) -> JointMeeting:
    """A meeting of the intervention's referral group on a day. Raises Refused for a second one.

    It belongs to the owner whose sites `by` works at: where sites have other owners than the
    intervention, each takes up what was sent to its own.
    """
    owner = _owner(intervention, by=by)
    known = JointMeeting.objects.filter(intervention=intervention, owner_id=owner, held_on=held_on)
    if known.exists():
        # Translators: «Det finns redan ett utökat möte den dagen.»
        raise Refused((Problem("held_on", _("There is a joint meeting on that day already.")),))
    return JointMeeting.objects.create(
        association_id=intervention.association_id,
        intervention=intervention,
        owner_id=owner,
        held_on=held_on,
    )


@transaction.atomic
def take_up(*, meeting: JointMeeting, referral: Referral, by: User, today: date) -> AgendaItem:
    """The referral on the meeting's agenda, seen from now on by its group. Raises Refused.

    Only with a consent to lift secrecy that holds; a referral taken up before is followed.
    """
    _require(meeting, by=by)
    _refuse_unfit(meeting, referral, today=today)
    if referral.status not in FOLLOWED:
        referral = referrals.take_to_meeting(referral=referral, by=by, today=today)
    item = AgendaItem(
        meeting=meeting,
        referral=referral,
        key=referral.key,
        position=meeting.items.count() + 1,
    )
    item.say(plan="")
    item.save(force_insert=True)
    _count(meeting)
    consents.share([referral], today=today)
    return item


@transaction.atomic
def take_off(*, item: AgendaItem, by: User, today: date) -> None:
    """Off the agenda again, before anything was decided: back among the received."""
    _require(item.meeting, by=by)
    if item.decision:
        # Translators: «Mötet har redan beslutat om remissen; den kan inte tas bort.»
        message = _("The meeting has decided about this referral; it cannot be taken off.")
        raise Refused((Problem("referral", message),))
    referral = item.referral
    item.delete()
    _count(item.meeting)
    others = AgendaItem.objects.filter(referral=referral)
    if referral.status == choices.JOINT_MEETING and not others.exists():
        referral = referrals.answer(
            referral=referral, answer=Answer(choices.RECEIVED), by=by, today=today
        )
    consents.share([referral], today=today)


@transaction.atomic
def decide(
    *, item: AgendaItem, decision: Answer | None, plan: str, by: User, today: date
) -> Referral:
    """The joint plan and the decision; the referral goes where the meeting decided.

    Without a decision the meeting only planned. Raises Refused when the referral cannot go there,
    Stale when it has changed meanwhile.
    """
    _require(item.meeting, by=by)
    item.say(plan=plan.strip())
    if decision is not None:
        item.decision, item.decided_by = decision.status, by
    item.save()
    if decision is None:
        return item.referral
    return referrals.answer(referral=item.referral, answer=decision, by=by, today=today)


@transaction.atomic
def hold(*, meeting: JointMeeting, present: Iterable[Present], by: User) -> JointMeeting:
    """The meeting was held, and so many took part from each authority in each role."""
    _require(meeting, by=by)
    meeting.attendances.all().delete()
    rows = [
        JointAttendance(
            meeting=meeting, organisation_kind=one.organisation_kind, role=one.role, count=one.count
        )
        for one in present
    ]
    JointAttendance.objects.bulk_create(rows)
    meeting.state = choices.HELD
    meeting.save(update_fields=["state"])
    return meeting


@transaction.atomic
def cancel(*, meeting: JointMeeting, by: User, today: date) -> JointMeeting:
    """The meeting is not held; what stood on its agenda is among the received again."""
    _require(meeting, by=by)
    for item in meeting.items.filter(decision="").select_related("meeting", "referral__key"):
        take_off(item=item, by=by, today=today)
    meeting.state = choices.CANCELLED
    meeting.save(update_fields=["state"])
    return meeting


def _count(meeting: JointMeeting) -> None:
    meeting.taken_up = meeting.items.count()
    meeting.save(update_fields=["taken_up"])


def _refuse_unfit(meeting: JointMeeting, referral: Referral, *, today: date) -> None:
    its = (referral.intervention_id, referral.owner_id)
    if its != (meeting.intervention_id, meeting.owner_id):
        raise PermissionError("The referral was sent elsewhere than where the meeting is held.")
    problems = [
        *_unfit_status(referral),
        *_taken_up_already(meeting, referral),
        *_without_consent(referral, today=today),
    ]
    if problems:
        raise Refused(tuple(problems))


def _unfit_status(referral: Referral) -> Iterable[Problem]:
    if referral.status not in FOLLOWED:
        yield from rules.refusals(referral.status, choices.JOINT_MEETING, who=Who.STAFF)


def _taken_up_already(meeting: JointMeeting, referral: Referral) -> Iterable[Problem]:
    if meeting.items.filter(referral=referral).exists():
        # Translators: «Remissen står redan på dagordningen.»
        yield Problem("referral", _("The referral stands on the agenda already."))


def _without_consent(referral: Referral, *, today: date) -> Iterable[Problem]:
    if not consents.secrecy(referral, on=today).exists():
        # Translators: «Det finns inget samtycke som gäller till att häva sekretessen. Begär
        # komplettering, eller registrera ett nytt samtycke först.»
        message = _(
            "No consent to lift secrecy holds. Ask for more, or record a new consent first."
        )
        yield Problem("referral", message)


def _owner(intervention: Intervention, *, by: User) -> int:
    mine = scope_of(by).places(Permission.HANDLE_REFERRALS, "sites")
    owners = set(
        Site.objects.filter(intervention=intervention, pk__in=mine).values_list(
            "owner_id", flat=True
        )
    )
    if not owners:
        raise PermissionError("This intervention is not one that you work in.")
    return intervention.owner_id if intervention.owner_id in owners else min(owners)


def _require(meeting: JointMeeting, *, by: User) -> None:
    scope = scope_of(by)
    here = scope.places(Permission.HANDLE_REFERRALS, "interventions")
    if meeting.intervention_id not in here or meeting.owner_id not in scope.owners_with_persons:
        raise PermissionError("This meeting belongs to an intervention you do not work in.")
