"""Officers, groups and referrals for tests; a referral says everything that sending asks for."""

from datetime import date
from typing import Any

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import REFERRAL_GROUP, REFERRING_OFFICER
from stegvis.access.scope import scope_of
from stegvis.casework.actions import joint_meetings, referrals
from stegvis.casework.actions.consents import Evidence
from stegvis.casework.actions.referrals import Content
from stegvis.casework.models import JointMeeting, Referral
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Membership, Organisation
from tests.factories.people import user_with
from tests.factories.places import organisation

TODAY = date(2022, 5, 2)
# The number of nobody: the one that Skatteverket uses in examples.
NUMBER = "191212121212"
FACTS: dict[str, Any] = {
    "gender": "woman",
    "birth_year": 1984,
    "referrer": "fk",
    "situations": ["sick_listed"],
    "support": [{"code": "sickness_benefit", "percent": 100}],
    "time_in_support": "up_to_1_year",
    "wanted_outcomes": ["work", "health"],
    "signed_on": date(2022, 4, 28),
}
TEXTS = {
    "first_name": "Tolvan",
    "last_name": "Tolvansson",
    "number": NUMBER,
    "phone": "070-174 06 05",
    "purpose": "Prova hur mycket hon orkar arbeta.",
}
PAPER = Evidence(how="paper", kept_at="referrer")


def authority(association: Association, **fields: Any) -> Organisation:
    """An authority that is a party of the association and may refer."""
    made = organisation(**{"kind": "fk", "name": "Försäkringskassan"} | fields)
    Membership.objects.create(association=association, organisation=made)
    return made


def officer(association: Association, **fields: Any) -> User:
    return user_with(REFERRING_OFFICER, authority(association), **fields)


def member(place: Intervention, **fields: Any) -> User:
    """Somebody in the intervention's joint referral group."""
    return user_with(REFERRAL_GROUP, place, **fields)


def content(place: Intervention | Site, **changes: Any) -> Content:
    """What a whole referral says; `changes` by the names of facts and texts."""
    site = place if isinstance(place, Site) else place.sites.get(is_default=True)
    facts = {name: changes.pop(name, value) for name, value in FACTS.items()}
    texts = {name: changes.pop(name, value) for name, value in TEXTS.items()}
    evidence = changes.pop("evidence", PAPER)
    return Content(site=site, facts=facts | changes, texts=texts, evidence=evidence)


def draft(place: Intervention | Site, *, by: User, today: date = TODAY, **changes: Any) -> Referral:
    """A draft by an officer, under her own context."""
    sender = Organisation.objects.get(pk=by.grants.get(role="referring_officer").place_id)
    with acting(scope_of(by)):
        return referrals.draft(content=content(place, **changes), sender=sender, by=by, today=today)


def sent(place: Intervention | Site, *, by: User, today: date = TODAY, **changes: Any) -> Referral:
    """A referral that an officer has sent."""
    made = draft(place, by=by, today=today, **changes)
    with acting(scope_of(by)):
        return referrals.send(referral=made, by=by, today=today)


def taken_up(referral: Referral, *, by: User, today: date = TODAY) -> JointMeeting:
    """A joint meeting with the referral on its agenda, under the context of its staff."""
    with acting(scope_of(by)):
        meeting = joint_meetings.plan(intervention=referral.intervention, held_on=today, by=by)
        joint_meetings.take_up(meeting=meeting, referral=referral, by=by, today=today)
    return meeting
