"""Referrals at the desk of the demo, in every state that waits for somebody and some that do not.

By the ordinary verbs: each step stands in the history of the referral as it would have been made.
"""

from datetime import date, timedelta

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.actions import joint_meetings, referrals
from stegvis.casework.actions.consents import Evidence
from stegvis.casework.actions.referrals import Answer, Content
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import Referral
from stegvis.core.identity_numbers import NumberFault, parse
from stegvis.demo.desk_plan import DeskPlan, Referred
from stegvis.interventions.models import Site
from stegvis.organisations.models import Organisation

PAPER = Evidence(how="paper", kept_at="referrer")


def send(plan: DeskPlan, *, site: Site, staff: User, today: date) -> None:
    """Every referral of the plan, with the answers it got."""
    officer = User.objects.get(email=plan.officer)
    sender = Organisation.objects.get(pk=officer.grants.get().place_id)
    for number, each in enumerate(plan.referrals):
        made = _sent(each, number, site=site, sender=sender, by=officer, today=today)
        for days, status, note in each.answers:
            day = today - timedelta(days=days)
            said = Answer(status, note, each.reason, _start(each, today))
            _answered(made, said, staff=staff, officer=officer, day=day)


def _sent(
    plan: Referred, number: int, *, site: Site, sender: Organisation, by: User, today: date
) -> Referral:
    day = today - timedelta(days=plan.sent)
    facts = {
        "gender": plan.gender,
        "birth_year": plan.born,
        "referrer": "fk",
        "situations": ["sick_listed"],
        "support": [{"code": "sickness_benefit", "percent": 100}],
        "time_in_support": "up_to_3_years",
        "wanted_outcomes": ["work_capacity", "daily_routines"],
        "signed_on": day,
    }
    texts = {
        "first_name": plan.first_name,
        "last_name": plan.last_name,
        "number": _number(number, today=today),
        "phone": f"070-174 06 {50 + number}",
        "purpose": plan.purpose,
    }
    content = Content(site=site, facts=facts, texts=texts, evidence=PAPER)
    with acting(scope_of(by)):
        made = referrals.draft(content=content, sender=sender, by=by, today=day)
        return referrals.send(referral=made, by=by, today=day)


def _answered(made: Referral, said: Answer, *, staff: User, officer: User, day: date) -> None:
    by = officer if said.status == choices.WITHDRAWN else staff
    with acting(scope_of(by)):
        stored = Referral.objects.get(pk=made.pk)
        if said.status == choices.WITHDRAWN:
            referrals.withdraw(
                referral=stored, reason=said.reason, by=by, today=day, note=said.note
            )
        elif said.status == choices.JOINT_MEETING:
            meeting = joint_meetings.plan(
                intervention=stored.intervention, held_on=day + timedelta(days=14), by=by
            )
            joint_meetings.take_up(meeting=meeting, referral=stored, by=by, today=day)
        else:
            referrals.answer(referral=stored, answer=said, by=by, today=day)


def _start(plan: Referred, today: date) -> date | None:
    return today - timedelta(days=plan.start) if plan.start is not None else None


def _number(number: int, *, today: date) -> str:
    """An identity number that adds up, of someone born in 1912: nobody is called in by it."""
    for last in range(10):
        text = f"191212{number + 10}127{last}"
        try:
            return parse(text, today=today).text
        except NumberFault:
            continue
    raise ValueError(f"No last digit makes 191212{number + 10}127 add up.")
