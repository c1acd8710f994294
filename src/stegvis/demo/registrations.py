"""All participations of an association, drawn from its plan: the same seed gives the same ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from stegvis.demo.draw import happens, one_of, stream
from stegvis.demo.flow import Stay, stays
from stegvis.demo.kinds import preparation, support_afterwards, visitors
from stegvis.demo.people import Opening, Person, Register
from stegvis.demo.plan import AssociationPlan
from stegvis.demo.records import Fields, Record, baseline, outcome, referral
from stegvis.demo.source import Outcomes, Source

MOVE_ON = 0.85  # share of those who are there when an intervention closes that go on in the next
MISREGISTERED = 0.004


def registrations(association: AssociationPlan, outcomes: Outcomes, *, seed: int) -> list[Record]:
    """Participations in the order of the interventions, then of their starts.

    A predecessor stands before its successor in the plan; those who move over keep their person.
    """
    register = Register(stream(seed, association.slug, "codes"))
    planned = _planned_stays(association, seed)
    moving: dict[str, list[Person]] = {}
    found: list[Record] = []
    for plan in association.interventions:
        if plan.flow is None:
            continue
        chance = stream(seed, association.slug, plan.slug, "people")
        source = Source(chance, association, plan, plan.flow, outcomes, register)
        came = iter(moving.get(plan.succeeds, []))
        for stay in planned[plan.slug]:
            person = next(came) if stay.moved else _person(source, stay)
            if stay.transferred:
                moving.setdefault(plan.slug, []).append(person)
            found += _records(source, stay, person)
        found += visitors(source)
    return found


def _planned_stays(association: AssociationPlan, seed: int) -> dict[str, list[Stay]]:
    """Every intervention's stays; as many of a predecessor's are transferred as find a place."""
    planned: dict[str, list[Stay]] = {}
    for plan in association.interventions:
        if plan.flow is None:
            continue
        chance = stream(seed, association.slug, plan.slug, "days")
        before = planned.get(plan.succeeds, [])
        wish = round(MOVE_ON * sum(stay.closed for stay in before))
        planned[plan.slug] = stays(chance, plan, plan.flow, last=association.last, moved=wish)
        if moved := sum(stay.moved for stay in planned[plan.slug]):
            planned[plan.succeeds] = _transferred(before, moved)
    return planned


def _transferred(before: Sequence[Stay], number: int) -> list[Stay]:
    """The same stays, with the latest `number` of those cut off marked as going on elsewhere."""
    cut_off = [stay for stay in before if stay.closed]
    going_on = set(map(id, cut_off[len(cut_off) - number :]))
    return [replace(stay, transferred=True) if id(stay) in going_on else stay for stay in before]


def _person(source: Source, stay: Stay) -> Person:
    """Someone the owner knows, or someone new."""
    chance, flow, register = source.chance, source.flow, source.register
    opening = _opening(source, stay)
    person = None
    if happens(chance, flow.before):
        person = register.returning(chance, opening)
    elif happens(chance, flow.known):
        person = register.known(chance, opening, source.profile)
    return person or source.meet(stay.site, stay.started_on)


def _opening(source: Source, stay: Stay) -> Opening:
    return Opening(source.plan.slug, stay.site.owner, stay.started_on, stay.ends_on)


def _records(source: Source, stay: Stay, person: Person) -> Iterator[Record]:
    """The participation of a stay, and what belongs to it: preparation, support afterwards."""
    chance, flow = source.chance, source.flow
    source.register.stays(person, _opening(source, stay))
    main = _enrolled(source, stay, person)
    if happens(chance, flow.prepared):
        yield from preparation(source, stay, person, main.fields["referrers"])
    yield main
    if main.fields.get("exit_reason") == "work" and happens(chance, flow.follow_up):
        yield from support_afterwards(source, main)
    if happens(chance, MISREGISTERED):
        yield _twice(source, main)


def _enrolled(source: Source, stay: Stay, person: Person) -> Record:
    ended_on = stay.ends_on if stay.ends_on <= source.association.last else None
    fields: Fields = {
        **referral(source, stay),
        **baseline(source, person, day=stay.started_on),
        "planned_end_on": _planned_end(source.chance, stay),
    }
    if ended_on:
        fields |= outcome(source, stay, person, fields)
        fields["next_intervention"] = _next_intervention(source, stay, fields)
    return Record(
        intervention=source.plan.slug,
        site=stay.site,
        person=person,
        reference=source.register.code(),
        started_on=stay.started_on,
        ended_on=ended_on,
        fields=fields,
    )


def _planned_end(chance: Random, stay: Stay) -> date | None:
    """The planned end as it stands: not always written, mostly moved when the stay is extended."""
    if happens(chance, 0.15):
        return None
    longer = stay.ends_on > stay.planned_end_on
    return stay.ends_on if longer and happens(chance, 0.9) else stay.planned_end_on


def _next_intervention(source: Source, stay: Stay, fields: Fields) -> str:
    """Where she went on: the successor, or often another intervention that was running."""
    others = [
        plan
        for plan in source.association.interventions
        if plan.flow is not None and plan.slug != source.plan.slug
    ]
    if stay.transferred:
        return next(plan.slug for plan in others if plan.succeeds == source.plan.slug)
    steps = {step["code"] for step in fields["next_steps"]}
    running = [
        plan.slug for plan in others if plan.starts_on <= stay.ends_on <= (plan.ends_on or date.max)
    ]
    named = "other_intervention" in steps and running and happens(source.chance, 0.7)
    return one_of(source.chance, running) if named else ""


def _twice(source: Source, main: Record) -> Record:
    """The same registered once more by mistake, and voided."""
    fields = {
        **main.fields,
        "voided": True,
        "exit_reason": "misregistered",
        "completed": "unknown",
        "next_steps": [],
        "next_intervention": "",
    }
    return replace(main, reference=source.register.code(), fields=fields)
