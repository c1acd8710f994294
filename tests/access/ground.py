"""The world of the access matrix: users of every role, and persons in every relation to them.

Each person's texts carry a mark of her own, so that wherever one turns up it is known whose it is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from stegvis.access import context
from stegvis.access.actions import grants
from stegvis.access.models import Emergency, ReadLogEntry, User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    AUDITOR,
    BOARD,
    INTERVENTION_STAFF,
    NATIONAL_ANALYST,
    OWNER_MANAGER,
    PROJECT_LEADER,
    REFERRAL_GROUP,
    REFERRING_OFFICER,
    PlaceKind,
)
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import joint_meetings, protection
from stegvis.casework.models import Change, Participation
from stegvis.core import clock
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.reports.models import Report
from stegvis.surveys.models import Instrument
from tests.access import ground_words
from tests.factories import daily, referrals, surveys
from tests.factories.identities import identity
from tests.factories.people import participation, user, user_with
from tests.factories.places import association, intervention, organisation

EVERYTHING = Scope(everything=True)
TODAY = clock.today()
OWN, CLOSED, ERASED, PROTECTED = "own", "closed", "erased", "protected"
COLLEAGUE, OTHER_ORGANISATION, OTHER_ASSOCIATION = "colleague", "organisation", "association"
RELATIONS = (
    OWN,
    COLLEAGUE,
    OTHER_ORGANISATION,
    OTHER_ASSOCIATION,
    CLOSED,
    ERASED,
    PROTECTED,
)
# The address of one association with the objects of another.
CROSSED = "crossed"

PERSON, REFERRAL = "person", "referral"
ASSOCIATION, INTERVENTION, REPORT = "name of an association", "intervention", "report"
PERSONS = {PERSON, REFERRAL}
HERE = {OWN, CLOSED, PROTECTED}
OFFICE = ("leader", "office", "board", "auditor", "mixed")
ALL_HERE = ("staff", "staff elsewhere", "manager", "other manager", "officer", "other officer")
ROLES = [*ALL_HERE, "group", *OFFICE, "analyst", "other staff", "no role", "anonymous"]
# Who is meant to see what; everything that stands nowhere here is nobody's.
SEES: Mapping[str, Mapping[str, set[str]]] = {
    PERSON: {
        "staff": HERE,
        "staff elsewhere": {COLLEAGUE},
        "manager": HERE | {COLLEAGUE},
        "other manager": {OTHER_ORGANISATION},
        "other staff": {OTHER_ASSOCIATION},
    },
    REFERRAL: {
        "staff": HERE,
        "staff elsewhere": {COLLEAGUE},
        "manager": HERE | {COLLEAGUE},
        "other manager": {OTHER_ORGANISATION},
        "other staff": {OTHER_ASSOCIATION},
        "officer": HERE,
        "other officer": {COLLEAGUE},
        "group": {OWN},
    },
    ASSOCIATION: {
        **{role: {OWN} for role in (*ALL_HERE, *OFFICE, "group")},
        "analyst": {OWN, OTHER_ASSOCIATION},
        "other staff": {OTHER_ASSOCIATION},
        "mixed": {OWN, OTHER_ASSOCIATION},
    },
    INTERVENTION: {
        **{role: {OWN, COLLEAGUE, OTHER_ORGANISATION} for role in OFFICE},
        "staff": {OWN},
        "staff elsewhere": {COLLEAGUE},
        "manager": {OWN, COLLEAGUE},
        "other manager": {OTHER_ORGANISATION},
        "other staff": {OTHER_ASSOCIATION},
    },
    # Ordered for the owner's eyes, by the first owner's manager.
    REPORT: {"manager": {OWN}},
}


def canary(relation: str, word: str) -> str:
    return f"zq{relation}{word}canary"


@dataclass
class Ground:
    """Users by role, and by relation the value of every argument an address may have."""

    users: dict[str, User | None]
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    # By kind and relation, the texts that give it away.
    canaries: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    # By relation, the ids that a row of the read log may name it by.
    named_by: dict[str, dict[str, int]] = field(default_factory=dict)


def build() -> Ground:
    """Two associations, four owners' sites, seven persons, fifteen users."""
    with context.acting(EVERYTHING):
        places = _places()
        ground = Ground(users=_users(places))
        for relation in RELATIONS:
            _target(ground, relation, places[relation], _officer(ground, relation))
        _place_canaries(ground)
    _take_up(ground)
    _erase(ground)
    crossed = ground.targets[OTHER_ASSOCIATION] | {
        "association": ground.targets[OWN]["association"]
    }
    ground.targets[CROSSED] = crossed
    return ground


def _places() -> dict[str, Site]:
    here = association(name=canary(OWN, "place"))
    there = association(name=canary(OTHER_ASSOCIATION, "place"))
    first = _intervention(here, OWN, organisation())
    colleague = _intervention(here, COLLEAGUE, first.owner)
    other = _intervention(here, OTHER_ORGANISATION, organisation())
    far = _intervention(there, OTHER_ASSOCIATION, organisation())
    sites = dict.fromkeys(RELATIONS, first) | {
        COLLEAGUE: colleague,
        OTHER_ORGANISATION: other,
        OTHER_ASSOCIATION: far,
    }
    return {relation: made.sites.get() for relation, made in sites.items()}


def _intervention(place: Any, relation: str, owner: Any) -> Intervention:
    made = intervention(
        association=place,
        owner=owner,
        background=canary(relation, "background"),
    )
    Agreement.objects.create(
        intervention=made, starts_on=date(2020, 1, 1), places=20, weeks=26, owner_decides=True
    )
    return made


def _users(places: dict[str, Site]) -> dict[str, User | None]:
    here, there = places[OWN].intervention, places[OTHER_ASSOCIATION].intervention
    authority = referrals.authority(here.association)
    mixed = user_with(ASSOCIATION_OFFICE, here.association)
    analyst = user()
    for each in (mixed, analyst):
        grants.give(role=NATIONAL_ANALYST, to=each, kind=PlaceKind.NATION, place_id=0, by=None)
    return {
        "anonymous": None,
        "no role": user(),
        "staff": user_with(INTERVENTION_STAFF, here),
        "staff elsewhere": user_with(INTERVENTION_STAFF, places[COLLEAGUE].intervention),
        "manager": user_with(OWNER_MANAGER, here.owner),
        "other manager": user_with(OWNER_MANAGER, places[OTHER_ORGANISATION].owner),
        "officer": user_with(REFERRING_OFFICER, authority),
        "other officer": user_with(REFERRING_OFFICER, authority),
        "group": user_with(REFERRAL_GROUP, here),
        "leader": user_with(PROJECT_LEADER, here.association),
        "office": user_with(ASSOCIATION_OFFICE, here.association),
        "board": user_with(BOARD, here.association),
        "auditor": user_with(AUDITOR, here.association),
        "analyst": analyst,
        "mixed": mixed,
        "other staff": user_with(INTERVENTION_STAFF, there),
    }


def _officer(ground: Ground, relation: str) -> User:
    """Who wrote the referral: the matrix' officers in their association, others elsewhere."""
    names = {COLLEAGUE: "other officer", OTHER_ORGANISATION: "", OTHER_ASSOCIATION: ""}
    known = ground.users.get(names.get(relation, "officer"))
    return known or user()


def _target(ground: Ground, relation: str, site: Site, officer: User) -> None:
    taking_part = _person(relation, site)
    if not officer.grants.exists():
        authority = referrals.authority(site.intervention.association)
        grants.give(
            role=REFERRING_OFFICER,
            to=officer,
            kind=PlaceKind.ORGANISATION,
            place_id=authority.pk,
            by=None,
        )
    plan = daily.plan(taking_part, canary(relation, "goal"))
    referral = _referral(relation, site, officer)
    change = _change(taking_part, officer)
    ground.targets[relation] = {
        "association": site.intervention.association.slug,
        "intervention": site.intervention.slug,
        "participation": taking_part.pk,
        "meeting": daily.meeting(taking_part).pk,
        "session": daily.session(site, title="Hälsa").pk,
        "step": daily.step(plan, canary(relation, "step")).pk,
        "note": daily.note(taking_part, user(), canary(relation, "note")).pk,
        "change": change.pk,
        "batch": change.batch,
        "referral": referral.pk,
        **_surveys(site),
        **_of_the_house(taking_part, site, ground.users["manager"] if relation == OWN else None),
    }
    asked = Instrument.objects.get(pk=ground.targets[relation]["instrument"])
    marks = (canary(relation, word) for word in ground_words.WORDS)
    ground_words.write(taking_part, change, asked, *marks)
    words = ["code", "reference", "goal", "step", "note", "firstname", "phone"]
    words += ground_words.WORDS
    ground.canaries[PERSON, relation] = [canary(relation, word) for word in words]
    if relation != ERASED:  # a referral outlives the record that came of it
        words = ["purpose", "referredname", "referredphone"]
        ground.canaries[REFERRAL, relation] = [canary(relation, word) for word in words]
    ground.named_by[relation] = {
        "participant": taking_part.participant_id,
        "participation": taking_part.pk,
        "referral": referral.pk,
    }


def _surveys(site: Site) -> dict[str, Any]:
    """A survey of the intervention's own, its use, and a form that is tied to nobody."""
    used = surveys.use(site.intervention)
    surveys.use_unlinked(site.intervention)
    opened = surveys.yearly_round(site.intervention.association)
    return {"round": opened.pk, "instrument": used.instrument_id, "use": used.pk}


def _person(relation: str, site: Site) -> Participation:
    ended = {"ended_on": date(2021, 6, 1), "exit_reason": "moved"} if relation == CLOSED else {}
    made = participation(
        site,
        reference=canary(relation, "reference"),
        started_on=date(2021, 1, 4),
        planned_end_on=None if ended else date(2022, 9, 1),
        **ended,
    )
    made.participant.code = canary(relation, "code")
    made.participant.protected = relation == PROTECTED
    made.participant.save()
    identity(
        made.participant,
        first_name=canary(relation, "firstname"),
        last_name=canary(relation, "lastname"),
        phone=canary(relation, "phone"),
    )
    return made


def _referral(relation: str, site: Site, officer: User) -> Any:
    return referrals.sent(
        site,
        by=officer,
        today=TODAY,
        signed_on=TODAY,
        purpose=canary(relation, "purpose"),
        first_name=canary(relation, "referredname"),
        phone=canary(relation, "referredphone"),
    )


def _change(taking_part: Participation, by: User) -> Change:
    return Change.objects.create(
        participation=taking_part,
        kind="extend",
        reason="plan_continues",
        effective_on=date(2022, 9, 1),
        before={"planned_end_on": "2022-09-01"},
        after={"planned_end_on": "2022-12-01"},
        state="proposed",
        proposed_by=by,
        batch=uuid.uuid4(),
    )


def _of_the_house(taking_part: Participation, site: Site, orderer: User | None) -> dict[str, Any]:
    """What addresses outside casework name: a report, a user with a role, a row of the log."""
    employee = user_with(INTERVENTION_STAFF, site)
    now = timezone.now()
    key = Authenticator.objects.create(
        user=employee, type=Authenticator.Type.WEBAUTHN, data={"name": "key", "credential": {}}
    )
    return {
        "report": Report.objects.create(
            association=site.intervention.association,
            kind="annual",
            period="2022",
            audience="owner",
            ordered_by=orderer,
        ).pk,
        "user": employee.pk,
        "grant": employee.grants.get().pk,
        "key": key.pk,
        "agreement": site.intervention.agreements.get().pk,
        "reading": ReadLogEntry.objects.create(
            user_id=employee.pk,
            action="page",
            owner_id=site.owner_id,
            owner_ids=[site.owner_id],
            object_kind="participant",
            object_ids=[taking_part.participant_id],
        ).pk,
        "emergency": Emergency.objects.create(
            user=employee,
            association_id=taking_part.association_id,
            owner_id=site.owner_id,
            participation_id=taking_part.pk,
            opened_at=now - timedelta(hours=2),
            until=now - timedelta(hours=1),
        ).pk,
    }


def _place_canaries(ground: Ground) -> None:
    for relation in (OWN, OTHER_ASSOCIATION):
        ground.canaries[ASSOCIATION, relation] = [canary(relation, "place")]
    for relation in (OWN, COLLEAGUE, OTHER_ORGANISATION, OTHER_ASSOCIATION):
        ground.canaries[INTERVENTION, relation] = [canary(relation, "background")]


def _take_up(ground: Ground) -> None:
    """Every association's referrals stand on the agenda of a meeting; the first is followed."""
    for relation in RELATIONS:
        with context.acting(EVERYTHING):
            taking_part = Participation.objects.get(pk=ground.targets[relation]["participation"])
            meeting = _meeting(ground, relation, taking_part)
        ground.targets[relation]["joint_meeting"] = meeting
        if relation == OWN:
            _on_the_agenda(ground, meeting)


def _meeting(ground: Ground, relation: str, taking_part: Participation) -> int:
    days = {each: number for number, each in enumerate(RELATIONS)}
    return joint_meetings.JointMeeting.objects.create(
        association_id=taking_part.association_id,
        intervention_id=taking_part.intervention_id,
        owner_id=taking_part.owner_id,
        held_on=TODAY + timedelta(days=days[relation]),
    ).pk


def _on_the_agenda(ground: Ground, meeting: int) -> None:
    manager = ground.users["manager"]
    with context.acting(scope_of(manager)):
        joint_meetings.take_up(
            meeting=joint_meetings.JointMeeting.objects.get(pk=meeting),
            referral=joint_meetings.Referral.objects.get(pk=ground.targets[OWN]["referral"]),
            by=manager,
            today=TODAY,
        )
        item = joint_meetings.AgendaItem.objects.select_related("key").get(meeting=meeting)
        item.say(plan=canary(OWN, "plan"))
        item.save()
    ground.canaries[REFERRAL, OWN].append(canary(OWN, "plan"))


def _erase(ground: Ground) -> None:
    """One record is stripped for good; its addresses name what is no longer there."""
    manager = ground.users["manager"]
    with context.acting(scope_of(manager)):
        gone = Participation.objects.get(pk=ground.targets[ERASED]["participation"])
        protection.strip(
            participant=gone.participant,
            typed=gone.participant.code,
            by=manager,
            today=TODAY,
        )
