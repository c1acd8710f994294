"""The referrals that the journeys go through, one in each state that has a page of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.actions import consents, joint_meetings, referrals
from stegvis.casework.actions.referrals import Answer
from stegvis.casework.models import Consent, JointMeeting, Participation, Referral
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from tests.factories.referrals import PAPER, draft, sent


@dataclass(frozen=True)
class Referred:
    """What has been referred, by where it stands."""

    draft: Referral
    received: Referral
    accepted: Referral
    waiting: Referral
    nameless: Referral
    taken_up: Referral
    meeting: JointMeeting
    consent: Consent


def build(place: Intervention, taking_part: Participation, *, fk: User, staff: User) -> Referred:
    """Sent today, as the database's own day decides what a joint group sees."""
    today = clock.today()
    made = {
        name: sent(place, by=fk, today=today, signed_on=today - timedelta(days=1), **changes)
        for name, changes in {
            "received": {"number": "198507099805", "first_name": "Mottagen"},
            "accepted": {"number": "196408233234", "first_name": "Antagen"},
            "waiting": {"number": "196909051234", "first_name": "Väntande"},
            "nameless": {"protected": True},
            "taken_up": {"first_name": "Upptagen"},
        }.items()
    }
    with acting(scope_of(staff)):
        answers = {"accepted": "accepted", "nameless": "accepted", "waiting": "waiting"}
        for name, status in answers.items():
            made[name] = referrals.answer(
                referral=made[name], answer=Answer(status), by=staff, today=today
            )
        meeting = joint_meetings.plan(intervention=place, held_on=today, by=staff)
        joint_meetings.take_up(meeting=meeting, referral=made["taken_up"], by=staff, today=today)
        consent = consents.give(
            kind="registration",
            given_on=today,
            evidence=PAPER,
            participant=taking_part.participant,
            by=staff,
            today=today,
        )
    return Referred(
        draft=draft(place, by=fk, today=today), meeting=meeting, consent=consent, **made
    )


# Addresses that only change something and then lead to another page.
NO_PAGE = {
    *("discard_referral", "take_up_referral", "joint_meeting_agenda", "cancel_joint_meeting"),
}


def stops(here: str, person: str, made: Referred) -> Iterator[tuple[str, str, str]]:
    """Name of the address, role and path of every page of referrals and consents."""
    mine, received = f"{here}/mina-remisser/", f"{here}/remisser/"
    meeting = f"{here}/utokade-moten/{made.meeting.pk}/"
    yield "my_referrals", "officer", mine
    yield "new_referral", "officer", f"{mine}ny/"
    yield "blank_referral", "officer", f"{mine}blankett/"
    yield "my_referral", "officer", f"{mine}{made.received.pk}/"
    yield "my_referral", "officer", f"{mine}{made.draft.pk}/"
    yield "edit_referral", "officer", f"{mine}{made.draft.pk}/andra/"
    yield "review_referral", "officer", f"{mine}{made.draft.pk}/granska/"
    yield "end_referral", "officer", f"{mine}{made.received.pk}/avsluta/"
    yield "my_referral_consent", "officer", f"{mine}{made.received.pk}/samtycke/"
    yield "print_referral", "officer", f"{mine}{made.received.pk}/papper/"
    yield "referrals", "staff", received
    yield "paper_referral", "staff", f"{received}pa-papper/"
    yield "referral", "staff", f"{received}{made.received.pk}/"
    yield "answer_referral", "staff", f"{received}{made.received.pk}/svara/"
    yield "start_referral", "staff", f"{received}{made.accepted.pk}/starta/"
    yield "start_referral", "staff", f"{received}{made.nameless.pk}/starta/"
    yield "referral_consent", "staff", f"{received}{made.received.pk}/samtycke/"
    yield "print_received", "staff", f"{received}{made.received.pk}/papper/"
    yield "waiting_list", "staff", f"{here}/vantelista/"
    yield "joint_meetings", "staff", f"{here}/utokade-moten/"
    yield "new_joint_meeting", "staff", f"{here}/utokade-moten/nytt/"
    yield "joint_meeting", "staff", meeting
    yield "joint_meeting_decision", "staff", f"{meeting}beslut/?referral={made.taken_up.pk}"
    yield "joint_meeting_present", "staff", f"{meeting}deltog/"
    yield "group_referrals", "group", f"{here}/remissgrupp/"
    yield "group_referral", "group", f"{here}/remissgrupp/{made.taken_up.pk}/"
    yield "consents", "staff", f"{person}samtycken/"
    yield "withdraw_consent", "staff", f"{person}samtycken/ta-tillbaka/?consent={made.consent.pk}"
