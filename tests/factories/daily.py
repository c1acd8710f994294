"""Meetings, group sessions, plans and notes for tests; each needs a context."""

from datetime import date, time
from typing import Any

from stegvis.access.models import User
from stegvis.casework.keys import key_of
from stegvis.casework.models import Meeting, Note, Participation, Plan, PlanGoal, Session
from stegvis.interventions.models import Site

DAY = date(2022, 3, 7)


def meeting(taking_part: Participation, **fields: Any) -> Meeting:
    return Meeting.objects.create(participation=taking_part, **{"state": "offered"} | fields)


def session(site: Site, **fields: Any) -> Session:
    given = {"day": DAY, "starts_at": time(9), "ends_at": time(12), "title": "Hälsa och vardag"}
    return Session.objects.create(site=site, **given | fields)


def plan(taking_part: Participation, goal: str = "Arbeta halvtid", **fields: Any) -> Plan:
    key = key_of(taking_part.participant)
    made = Plan(participation=taking_part, key=key, **{"agreed_on": DAY} | fields)
    made.say(goal=goal)
    made.save()
    return made


def step(of: Plan, text: str = "Komma två förmiddagar", **fields: Any) -> PlanGoal:
    made = PlanGoal(plan=of, key=of.key, **{"position": of.goals.count() + 1} | fields)
    made.say(text=text)
    made.save()
    return made


def note(taking_part: Participation, author: User, text: str = "Ringde", **fields: Any) -> Note:
    key = key_of(taking_part.participant)
    made = Note(participation=taking_part, key=key, author=author, **{"day": DAY} | fields)
    made.say(text=text)
    made.save()
    return made
