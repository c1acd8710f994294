"""The people at the desk of the demo: with names in the vault, meetings, plans, notes and hours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from stegvis.access import vault
from stegvis.access.models import DataKey, User
from stegvis.casework.actions.participations import CODE_LETTERS
from stegvis.casework.models import (
    Attendance,
    Change,
    Consent,
    FollowUp,
    FollowUpAttempt,
    Identity,
    Meeting,
    Note,
    Participant,
    Participation,
    Plan,
    PlanGoal,
    Session,
    WantedOutcome,
    WeekHours,
)
from stegvis.casework.rules.follow_ups import months_after
from stegvis.casework.rules.workdays import WEEK, monday_of
from stegvis.demo.desk_plan import DeskPlan, Left, Running
from stegvis.demo.draw import stream
from stegvis.demo.store import Store
from stegvis.demo.story import SEED
from stegvis.interventions.models import Site

SICKNESS = [{"code": "sickness_benefit", "percent": 100}]
NO_OCCUPATION = [{"code": "none", "percent": None}]
PARTIES = ("participant", "referrer", "intervention")


@dataclass(frozen=True)
class Desk:
    """Where rows go, whose they are, and the day it is."""

    store: Store
    site: Site
    by: User
    today: date

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


@dataclass(frozen=True)
class Known:
    """Someone of the plan as she is stored, with the key of her texts."""

    plan: Running | Left
    taking_part: Participation
    key: DataKey


def come(store: Store, plan: DeskPlan, *, site: Site, by: User, today: date) -> None:
    """Everyone who takes part or has left, and what is registered about them."""
    desk = Desk(store, site, by, today)
    known = _known(desk, [*plan.running, *plan.left])
    running = [each for each in known if isinstance(each.plan, Running)]
    store.keep(_registered(desk, each.taking_part) for each in known)
    _consents(desk, known)
    store.keep(meeting for each in running for meeting in _meetings(desk, each))
    _plans(desk, running)
    store.keep(_notes(desk, running))
    store.keep(
        WantedOutcome(participation=each.taking_part, code=code)
        for each in running
        for code in _running(each).wanted
    )
    _hours(desk, running)
    _sessions(desk, plan, running)
    _heard(desk, [each for each in known if isinstance(each.plan, Left)])


def _known(desk: Desk, plans: Iterable[Running | Left]) -> list[Known]:
    plans = list(plans)
    chance = stream(SEED, desk.site.intervention.slug, "desk")
    people = desk.store.keep(
        Participant(
            association_id=desk.site.intervention.association_id,
            owner_id=desk.site.owner_id,
            site=desk.site,
            code="".join(chance.choices(CODE_LETTERS, k=8)),
            gender=each.gender,
            birth_year=each.born,
        )
        for each in plans
    )
    keys = desk.store.keep(_key(desk) for _ in plans)
    pairs = list(zip(plans, people, keys, strict=True))
    desk.store.keep(_identity(*each, number) for number, each in enumerate(pairs))
    stays = desk.store.keep(_stay(desk, plan, person) for plan, person, _key in pairs)
    return [Known(plan, stay, key) for (plan, _person, key), stay in zip(pairs, stays, strict=True)]


def _key(desk: Desk) -> DataKey:
    wrapped, master = vault.new_key()
    return DataKey(owner_id=desk.site.owner_id, wrapped=wrapped, master=master)


def _identity(plan: Running | Left, person: Participant, key: DataKey, number: int) -> Identity:
    made = Identity(participant=person, owner_id=person.owner_id, key=key)
    made.say(
        first_name=plan.first_name,
        last_name=plan.last_name,
        number="",
        number_kind="",
        phone=f"070-174 06 {number:02}",  # a series that no subscriber has
        email="",
        contact="",
        label="",
    )
    return made


def _stay(desk: Desk, plan: Running | Left, person: Participant) -> Participation:
    started_on = desk.ago(plan.days)
    return Participation(
        association_id=person.association_id,
        intervention=desk.site.intervention,
        site=desk.site,
        owner_id=person.owner_id,
        participant=person,
        reference=f"idag-{person.code}",
        referrers=[plan.referrer],
        referred_on=started_on - timedelta(days=21),
        started_on=started_on,
        planned_end_on=started_on + timedelta(weeks=20) - timedelta(days=1),
        education="upper_secondary",
        # Whoever has just begun has not been asked everything yet.
        time_in_support="unknown" if plan.days < 10 else "up_to_3_years",
        support_start=SICKNESS,
        occupation_start=NO_OCCUPATION,
        **(_exit(desk, plan) if isinstance(plan, Left) else {}),
    )


def _exit(desk: Desk, plan: Left) -> dict[str, Any]:
    return {
        "ended_on": desk.ago(plan.ended),
        "exit_reason": plan.reason,
        "completed": "completed",
        "next_steps": [{"code": plan.step, "state": "started"}],
        "support_end": SICKNESS,
        "occupation_end": NO_OCCUPATION,
    }


def _registered(desk: Desk, stay: Participation) -> Change:
    return Change(
        participation=stay,
        kind="register",
        effective_on=stay.started_on,
        state="applied",
        proposed_by=desk.by,
        decided_by=desk.by,
        decided_at=datetime.combine(stay.started_on, time(13), tzinfo=UTC),
    )


def _consents(desk: Desk, known: list[Known]) -> None:
    desk.store.keep(
        Consent(
            association_id=each.taking_part.association_id,
            owner_id=each.taking_part.owner_id,
            participant_id=each.taking_part.participant_id,
            kind=kind,
            given_on=each.taking_part.started_on,
            how="paper",
            kept_at="intervention",
            recorded_by=desk.by,
        )
        for each in known
        for kind in ("registration", "one_year_contact")
    )


def _running(known: Known) -> Running:
    assert isinstance(known.plan, Running)
    return known.plan


def _meetings(desk: Desk, known: Known) -> Iterator[Meeting]:
    plan, stay = _running(known), known.taking_part
    for weeks in plan.met:
        yield Meeting(
            participation=stay,
            occasion="after_weeks",
            weeks=weeks,
            due_on=stay.started_on + weeks * WEEK,
            state="held",
            day=stay.started_on + weeks * WEEK,
            mode="in_person",
            parties=[{"code": code, "state": "attended"} for code in PARTIES],
        )
    if plan.booked is not None:
        weeks = max(plan.met, default=0) + 4
        yield Meeting(
            participation=stay,
            occasion="after_weeks",
            weeks=weeks,
            due_on=stay.started_on + weeks * WEEK,
            state="booked",
            day=desk.ago(plan.booked),
            mode="video",
            parties=[{"code": code, "state": ""} for code in PARTIES],
        )


def _plans(desk: Desk, running: list[Known]) -> None:
    planned = [each for each in running if _running(each).goal]
    plans = [
        Plan(participation=each.taking_part, key=each.key, agreed_on=each.taking_part.started_on)
        for each in planned
    ]
    for plan, each in zip(plans, planned, strict=True):
        plan.say(goal=_running(each).goal)
    desk.store.keep(plans)
    desk.store.keep(
        step for plan, each in zip(plans, planned, strict=True) for step in _steps(desk, plan, each)
    )


def _steps(desk: Desk, plan: Plan, known: Known) -> Iterator[PlanGoal]:
    """The first has been reached, the others are ahead."""
    for position, text in enumerate(_running(known).steps, start=1):
        first = position == 1
        made = PlanGoal(
            plan=plan,
            key=known.key,
            position=position,
            due_on=desk.ago(-14 * position),
            reached_on=desk.ago(6) if first else None,
            reached_by=desk.by if first else None,
        )
        made.say(text=text)
        yield made


def _notes(desk: Desk, running: list[Known]) -> Iterator[Note]:
    for each in running:
        if _running(each).note:
            made = Note(
                participation=each.taking_part, key=each.key, day=desk.ago(8), author=desk.by
            )
            made.say(text=_running(each).note)
            yield made


def _hours(desk: Desk, running: list[Known]) -> None:
    monday = monday_of(desk.today) - WEEK
    desk.store.keep(
        WeekHours(
            participation=each.taking_part, monday=monday, planned=12, achieved=_running(each).hours
        )
        for each in running
        if _running(each).hours is not None
    )


def _sessions(desk: Desk, plan: DeskPlan, running: list[Known]) -> None:
    """Last week's session is marked, yesterday's is not yet, and one is to come."""
    marked, *_coming = desk.store.keep(
        Session(
            site=desk.site,
            day=desk.ago(days),
            title=plan.session.title,
            starts_at=plan.session.starts_at,
            ends_at=plan.session.ends_at,
            marked=days == 8,
        )
        for days in (8, 1, -6)
    )
    desk.store.keep(
        Attendance(
            session=marked,
            participation=each.taking_part,
            state="absent_known" if number % 4 == 1 else "present",
            hours=0 if number % 4 == 1 else marked.hours,
        )
        for number, each in enumerate(running)
        if each.taking_part.started_on <= marked.day
    )


def _heard(desk: Desk, left: list[Known]) -> None:
    """The follow-up of whoever has been reached."""
    for each in left:
        assert isinstance(each.plan, Left)
        ended_on = each.taking_part.ended_on
        if each.plan.heard is None or ended_on is None:
            continue
        made_on = desk.ago(each.plan.heard)
        (follow_up,) = desk.store.keep(
            [
                FollowUp(
                    association_id=each.taking_part.association_id,
                    participation=each.taking_part,
                    due_on=months_after(ended_on, 6),
                    reached=True,
                    made_on=made_on,
                    occupation=[{"code": "work", "percent": 75}],
                    support=[{"code": "wages", "percent": 75}],
                    next_steps=[{"code": "work", "state": "started"}],
                    plan="carried_out",
                )
            ]
        )
        desk.store.keep(
            [
                FollowUpAttempt(
                    follow_up=follow_up,
                    tried_on=made_on,
                    channel="phone",
                    reached=True,
                    noted_by=desk.by,
                )
            ]
        )
