"""What an owner decides about keeping records, and the erasure of all that has fallen due."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from stegvis.access import erasures
from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import erasure, referrals
from stegvis.casework.actions.erasure import Decision, Gone
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices.retention import PARTICIPATION, REFERRAL
from stegvis.casework.models import (
    Erasure,
    LegalHold,
    Participant,
    Referral,
    ReferralText,
    RetentionRule,
)
from stegvis.casework.rules import retention as rules
from stegvis.casework.rules.participations import Problem
from stegvis.casework.rules.referrals import CLOSED_WITHOUT_START
from stegvis.interventions.models import Intervention

AT_ONCE = 200  # persons in one transaction
# What holds until an owner has decided: a referral that led nowhere is of no use for long.
DEFAULT_MONTHS = {REFERRAL: 24}
DEFAULT_DOCUMENT = "Förval i Stegvis"
DEFAULT_FROM = date(2026, 11, 23)


def decide(
    *, owner_id: int, kind: str, months: int, document: str, decided_on: date, by: User, today: date
) -> RetentionRule:
    """Store a rule; the latest decision of its class holds. Raises PermissionError and Refused."""
    require_manager(owner_id, by=by)
    if decided_on > today:
        # Translators: «Beslutet kan inte vara fattat efter i dag.»
        text = _("The decision cannot have been taken after today.")
        raise Refused((Problem("decided_on", text),))
    return RetentionRule.objects.create(
        owner_id=owner_id,
        kind=kind,
        months=months,
        document=document,
        decided_on=decided_on,
        entered_by=by,
    )


def hold(
    *,
    document: str,
    by: User,
    today: date,
    participant: Participant | None = None,
    intervention: Intervention | None = None,
    owner_id: int | None = None,
) -> LegalHold:
    """Keep the records of one participant, or an owner's of a whole intervention."""
    owner = participant.owner_id if participant else owner_id
    assert owner is not None
    require_manager(owner, by=by)
    return LegalHold.objects.create(
        owner_id=owner,
        participant=participant,
        intervention=intervention,
        document=document,
        placed_on=today,
        placed_by=by,
    )


def lift(*, hold: LegalHold, by: User, today: date) -> LegalHold:
    """What was kept may be erased again when its time comes."""
    require_manager(hold.owner_id, by=by)
    hold.lifted_on, hold.lifted_by = today, by
    hold.save(update_fields=["lifted_on", "lifted_by"])
    return hold


def rule_of(owner_id: int, kind: str) -> RetentionRule | None:
    """The rule that holds: the latest decision."""
    found = RetentionRule.objects.filter(owner_id=owner_id, kind=kind)
    return found.order_by("-decided_on", "-pk").first()


def rule_in_force(owner_id: int, kind: str) -> RetentionRule | None:
    """The owner's own rule, else the default for records that nobody needs for long."""
    own = rule_of(owner_id, kind)
    if own or kind not in DEFAULT_MONTHS:
        return own
    return RetentionRule(
        owner_id=owner_id,
        kind=kind,
        months=DEFAULT_MONTHS[kind],
        document=DEFAULT_DOCUMENT,
        decided_on=DEFAULT_FROM,
    )


def owners() -> list[int]:
    """The owners that a rule or a default gives something to erase, sooner or later."""
    decided = set(RetentionRule.objects.values_list("owner_id", flat=True))
    with acting(Scope(everything=True)):
        closed = Referral.objects.filter(status__in=CLOSED_WITHOUT_START, participation=None)
        return sorted(decided | set(closed.values_list("owner_id", flat=True)))


def erase_due(*, owner_id: int, today: date) -> list[Erasure]:
    """Erase all of an owner's that has fallen due; persons only by a decision of its own.

    In transactions of at most 200 persons: what an interruption leaves, the next run takes.
    """
    made = []
    for kind, batch in BATCHES.items():
        rule = rule_in_force(owner_id, kind)
        while rule and (receipts := batch(rule, today)):
            made += receipts
    return made


def due(owner_id: int, *, rule: RetentionRule, today: date) -> Iterator[Participant]:
    """The participants whose records have fallen due and may go."""
    for person in last_exits(owner_id):
        if rules.falls_due(person.last_exit, months=rule.months) <= today:
            yield person


def last_exits(owner_id: int) -> QuerySet[Any]:
    """The owner's participants who have ended every stay and are not held, with `last_exit`."""
    counting = Q(participations__voided=False)
    holds = LegalHold.objects.filter(lifted_on=None, owner_id=owner_id)
    in_held = Q(
        participations__intervention__in=holds.filter(participant=None).values("intervention_id")
    )
    kept = Participant.objects.filter(in_held, owner_id=owner_id).values("pk")
    return (
        Participant.objects.filter(owner_id=owner_id)
        .exclude(pk__in=holds.exclude(participant=None).values("participant_id"))
        .exclude(pk__in=kept)
        .alias(
            erased=Count("participations", filter=Q(participations__erased_on__isnull=False)),
            running=Count("participations", filter=counting & Q(participations__ended_on=None)),
        )
        .annotate(
            last_exit=Max(
                Case(
                    When(participations__ended_on=None, then=F("participations__started_on")),
                    default=F("participations__ended_on"),
                )
            )
        )
        .filter(erased=0, running=0, last_exit__isnull=False)
        .order_by("pk")
    )


def require_manager(owner_id: int, *, by: User) -> None:
    """Raise PermissionError unless `by` decides for this owner organisation."""
    if owner_id not in scope_of(by).places(Permission.DECIDE_CHANGES, "owners"):
        raise PermissionError("Only the owner's manager decides how long records are kept.")


@transaction.atomic
def _persons(rule: RetentionRule, today: date) -> list[Erasure]:
    with acting(Scope(everything=True)):
        found = list(due(rule.owner_id, rule=rule, today=today))[:AT_ONCE]
        return _receipts(
            found, rule, today, lambda one, gone: erasure.erase(one, gone=gone, today=today)
        )


@transaction.atomic
def _referrals(rule: RetentionRule, today: date) -> list[Erasure]:
    with acting(Scope(everything=True)):
        found = list(_closed(rule, today))[:AT_ONCE]
        return _receipts(found, rule, today, _forget)


def _forget(referral: Referral, gone: Gone) -> None:
    referrals.forget(referral)
    erasures.note(erasures.REFERRAL, [referral.key_id])
    gone.persons += 1
    gone.rows[ReferralText._meta.label] += 1


def _closed(rule: RetentionRule, today: date) -> Iterator[Referral]:
    """Referrals of nobody registered, whose last step lies so far back."""
    waiting = (
        Referral.objects.filter(owner_id=rule.owner_id, participant=None, participation=None)
        .filter(status__in=CLOSED_WITHOUT_START)
        .exclude(key__wrapped=b"")
        .select_related("key", "association")
        .annotate(last=Max("steps__day"))
        .order_by("pk")
    )
    held = set(
        LegalHold.objects.filter(
            lifted_on=None, owner_id=rule.owner_id, participant=None
        ).values_list("intervention_id", flat=True)
    )
    for one in waiting:
        last = one.last or one.written_on
        over = rules.falls_due(last, months=rule.months) <= today
        if over and one.intervention_id not in held:
            yield one


def _receipts(
    found: list[Any], rule: RetentionRule, today: date, erase: Callable[[Any, Gone], None]
) -> list[Erasure]:
    """A receipt for each association of the owner that something was erased in."""
    decision = Decision(rule.document, rule.decided_on)
    made = []
    for association in dict.fromkeys(each.association_id for each in found):
        gone = Gone()
        own = [each for each in found if each.association_id == association]
        for each in own:
            erase(each, gone)
        made.append(
            erasure.receipt(own[0], kind=rule.kind, gone=gone, decision=decision, today=today)
        )
    return made


BATCHES: dict[str, Callable[[RetentionRule, date], list[Erasure]]] = {
    PARTICIPATION: _persons,
    REFERRAL: _referrals,
}
