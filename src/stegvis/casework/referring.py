"""Reads of referrals: who has been referred before, who waits, what joint meetings took up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from stegvis.access import vault
from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import queries
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import (
    AgendaItem,
    JointMeeting,
    Participation,
    Referral,
    ReferralStep,
)
from stegvis.casework.models.referrals import ReferralQuerySet, purpose
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.referrals import Places, Waiting
from stegvis.core.periods import Period
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Organisation


def shown(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """`referrals` with all that a row of a list shows, in one query."""
    return referrals.select_related(
        "intervention", "site", "sender", "officer", "owner", "text__key", "key"
    )


def with_history(referrals: ReferralQuerySet) -> ReferralQuerySet:
    """`referrals` with every step and agenda item, in two more queries."""
    steps = ReferralStep.objects.select_related("key", "by")
    items = AgendaItem.objects.select_related("key", "meeting")
    return shown(referrals).prefetch_related(
        Prefetch("steps", steps), Prefetch("agenda_items", items), "consents"
    )


def earlier(number: str, *, by: User, association: Association) -> ReferralQuerySet:
    """The officer's own referrals of the number (twelve characters), the latest first."""
    own = Referral.objects.written_by(by).filter(association=association)
    prints = _prints(number, set(own.values_list("owner_id", flat=True)))
    return shown(own.filter(text__number_print__in=prints)).order_by("-written_on", "-pk")


def same_person(referral: Referral, *, by: User) -> ReferralQuerySet:
    """Other referrals of the same number to the same owner, among those `by` handles."""
    number = referral.text.said.get("number", "")
    if not number:
        return Referral.objects.none()
    prints = _prints(number, {referral.owner_id})
    found = Referral.objects.handled_by(by).filter(owner_id=referral.owner_id)
    return shown(found.filter(text__number_print__in=prints).exclude(pk=referral.pk))


def _prints(number: str, owners: Iterable[int]) -> list[bytes]:
    return [
        vault.fingerprint(number, purpose=purpose(owner), master=master)
        for owner in owners
        for master in vault.masters()
    ]


def senders(scope: Scope, association: Association) -> list[Organisation]:
    """The organisations that the user refers for in the association."""
    ids = {
        organisation
        for reach in scope.reaches
        if Permission.REFER in reach.role.permissions and association.pk in reach.associations
        for organisation in reach.organisations
    }
    return list(Organisation.objects.filter(pk__in=ids).order_by("name"))


def open_sites(association: Association, *, on: date) -> QuerySet[Site]:
    """Where somebody can be referred: sites of individual interventions that have not ended."""
    running = Q(intervention__ends_on=None) | Q(intervention__ends_on__gte=on)
    return Site.objects.filter(
        running, intervention__association=association, intervention__orientation="individual"
    )


@dataclass(frozen=True)
class InLine:
    """One who waits, and her place in the line."""

    place: int
    referral: Referral


@dataclass(frozen=True)
class Quota:
    """The places that the agreement keeps for one referrer."""

    referrer: str
    places: Places


@dataclass(frozen=True)
class Line:
    """An intervention's waiting list; `places` is None where the reader sees some sites only."""

    intervention: Intervention
    waiting: list[InLine]
    places: Places | None
    quotas: list[Quota]


def lines(association: Association, *, by: User, on: date) -> list[Line]:
    """The waiting lists of the interventions where `by` handles referrals, by name.

    A constant number of queries however many interventions there are.
    """
    scope = scope_of(by)
    reached = scope.places(Permission.HANDLE_REFERRALS, "interventions")
    mine = Referral.objects.handled_by(by).filter(association=association)
    waiting = list(shown(mine.filter(status=choices.WAITING)))
    found = Intervention.objects.filter(
        association=association, pk__in=reached, orientation="individual"
    )
    agreements = _agreements(reached, on=on)
    taken = _taken(reached, on=on)
    partly = _seen_in_part(reached, scope.sites_with_persons)
    return [
        _line(
            one, waiting, agreements.get(one.pk), taken.get(one.pk, []), whole=one.pk not in partly
        )
        for one in found.order_by("name")
    ]


def _line(
    intervention: Intervention,
    waiting: Iterable[Referral],
    agreement: Agreement | None,
    referrers: list[str],
    *,
    whole: bool,
) -> Line:
    own = {one.pk: one for one in waiting if one.intervention_id == intervention.pk}
    order = rules.in_line(
        Waiting(one.pk, one.waiting_since, one.sent_on, one.referrer)  # type: ignore[arg-type]
        for one in own.values()
    )
    quotas = rules.places_by_referrer(
        agreement.place_quotas if agreement else {}, formal_referrers=referrers
    )
    return Line(
        intervention,
        [InLine(place, own[pk]) for pk, place in order.items()],
        rules.places(agreement.places if agreement else None, formal_referrers=referrers)
        if whole
        else None,
        [Quota(code, places) for code, places in quotas.items()] if whole else [],
    )


def _agreements(interventions: Iterable[int], *, on: date) -> dict[int, Agreement]:
    running = Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), intervention__in=interventions, starts_on__lte=on
    )
    return {one.intervention_id: one for one in running.order_by("starts_on")}


def _taken(interventions: Iterable[int], *, on: date) -> dict[int, list[str]]:
    """The formal referrers of those who take part on a day, by intervention."""
    rows = Participation.objects.filter(
        queries.ongoing(on=on), intervention__in=interventions, kind="enrolled", voided=False
    ).values_list("intervention_id", "referrers")
    found: dict[int, list[str]] = {}
    for intervention, referrers in rows:
        found.setdefault(intervention, []).append(referrers[0] if referrers else "unknown")
    return found


def _seen_in_part(interventions: Iterable[int], sites: Iterable[int]) -> set[int]:
    unseen = Site.objects.filter(intervention__in=interventions).exclude(pk__in=sites)
    return set(unseen.values_list("intervention_id", flat=True))


@dataclass(frozen=True)
class JointCounts:
    """How many joint meetings were held in a period, and how many referrals they took up."""

    meetings: int
    referrals: int


def joint_counts(association: Association, period: Period) -> dict[int, JointCounts]:
    """The joint meetings held in `period`, by intervention; for reports, no context needed.

    A referral that two meetings took up counts in both.
    """
    held = JointMeeting.objects.filter(
        association=association,
        state=choices.HELD,
        held_on__range=(period.first, period.last),
    )
    rows = held.values_list("intervention_id").annotate(Count("pk"), Sum("taken_up"))
    return {intervention: JointCounts(*counts) for intervention, *counts in rows}
