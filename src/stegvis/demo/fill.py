"""Writes a plan, and what was drawn from it, into the database in a few large inserts.

Runs under the operator's context (``access.context.operator``): it writes persons of many owners.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from stegvis.access.models import User
from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.demo import answers, ticked, unanswered, unlinked
from stegvis.demo.people import Person
from stegvis.demo.places import Places, make_places
from stegvis.demo.plan import AssociationPlan, BudgetPlan, GoalPlan
from stegvis.demo.records import Record
from stegvis.demo.registrations import registrations
from stegvis.demo.source import Outcomes
from stegvis.demo.store import Store
from stegvis.demo.users import DemoUser
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.goals.models import Goal
from stegvis.organisations.models import Association, Organisation
from stegvis.surveys import shipping
from stegvis.surveys.models import Answer, Instrument, InstrumentUse, Response, UnlinkedCount
from stegvis.surveys.rules.questionnaire import written

FIRST_TABLE = "organisations_association"


class CannotFill(Exception):
    """The database is not one to fill; the message says why and what to do."""


@dataclass(frozen=True)
class Filled:
    """An association as it now stands, with the number of rows by model."""

    association: Association
    rows: Counter[str]


def require_empty() -> None:
    """Raise CannotFill unless the tables are there and hold no association and no user."""
    if FIRST_TABLE not in connection.introspection.table_names():
        raise CannotFill("The database has no tables yet: run `stegvis db migrate` first.")
    held = {
        "associations": Association.objects.count(),
        "organisations": Organisation.objects.count(),
        "users": User.objects.count(),
    }
    if any(held.values()):
        found = ", ".join(f"{what}: {number}" for what, number in held.items() if number)
        raise CannotFill(
            f"The demo fills an empty database only, and this one already holds data ({found}). "
            "To try the demo beside it, let STEGVIS_VAR name another folder."
        )


def fill(plan: AssociationPlan, outcomes: Outcomes, *, seed: int) -> Filled:
    """Store the association and all that belongs to it; same plan and seed, same content."""
    store = Store()
    places = make_places(plan, store)
    records = registrations(plan, outcomes, seed=seed)
    _persons(store, places, records)
    _forms(store, places, plan, unlinked.counts(plan, records, seed=seed))
    _answers(store, places, plan, answers.given(plan, records, seed=seed))
    _head_counts(store, places, plan)
    _goals(store, places, plan)
    _money(store, places, plan)
    return Filled(places.association, store.rows)


def explain(filled: Filled, users: Iterable[DemoUser], *, last: date, seed: int) -> None:
    """Let those who can log in have written down why some have not answered, and who was asked."""
    store = Store()
    emails = [user.email for user in users]
    staff = User.objects.filter(email__in=emails).order_by("pk")
    unanswered.note(store, filled.association, staff, seed=seed)
    ticked.tick(store, filled.association, staff, last=last, seed=seed)
    filled.rows.update(store.rows)


def _persons(store: Store, places: Places, records: list[Record]) -> None:
    owners: dict[Person, str] = {record.person: record.site.owner for record in records}
    known = store.keep(
        Participant(
            association=places.association,
            owner=places.organisations[owner],
            code=person.code,
            gender=person.gender,
            birth_year=person.birth_year,
            identified=person.identified,
        )
        for person, owner in owners.items()
    )
    participants = dict(zip(owners, known, strict=True))
    store.keep(_participation(places, record, participants[record.person]) for record in records)


def _participation(places: Places, record: Record, participant: Participant) -> Participation:
    site = places.sites[record.intervention, record.site.slug]
    hours = {
        name: Decimal(str(record.fields[name]))
        for name in ("hours_start", "hours_end")
        if record.fields.get(name) is not None
    }
    fields: dict[str, Any] = {**record.fields, **hours}
    return Participation(
        association=places.association,
        intervention=places.interventions[record.intervention],
        site=site,
        owner_id=site.owner_id,
        participant=participant,
        reference=record.reference,
        kind=record.kind,
        started_on=record.started_on,
        ended_on=record.ended_on,
        **fields,
    )


def _forms(
    store: Store, places: Places, plan: AssociationPlan, counts: Iterable[unlinked.Count]
) -> None:
    """Which interventions collect the form that is tied to nobody, and what came in."""
    shipping.ensure()
    form = Instrument.objects.get(
        association=None, code=unlinked.INSTRUMENT, version=unlinked.VERSION
    )
    store.keep(
        InstrumentUse(
            intervention=places.interventions[each.slug],
            instrument=form,
            used_from=each.flow.asked_from,
        )
        for each in plan.interventions
        if each.flow and each.flow.asked
    )
    store.keep(
        UnlinkedCount(
            association=places.association,
            intervention=places.interventions[each.intervention],
            instrument=unlinked.INSTRUMENT,
            version=unlinked.VERSION,
            collected_from=each.collected_from,
            collected_to=each.collected_to,
            gender=each.gender,
            occasion=each.occasion,
            pattern=dict(zip(unlinked.ITEMS, each.pattern, strict=True)),
            count=each.count,
        )
        for each in counts
    )


def _answers(
    store: Store, places: Places, plan: AssociationPlan, given: Iterable[answers.Given]
) -> None:
    """With what interventions ask, and what was answered."""
    uses = list(answers.uses(plan))
    if not uses:
        return
    instruments = _instruments(places, plan)
    store.keep(_use(places, instruments, use) for use in uses)
    found = list(given)
    participations = {
        each.reference: each
        for each in Participation.objects.filter(association=places.association).only(
            "reference", "owner_id"
        )
    }
    responses = store.keep(
        _response(places, participations[one.participation], one) for one in found
    )
    store.keep(
        Answer(response=response, item=item, value=value)
        for response, one in zip(responses, found, strict=True)
        for item, value in one.answers.items()
    )


def _instruments(places: Places, plan: AssociationPlan) -> dict[str, Instrument]:
    """Those that are shipped, and the association's own."""
    form = answers.own()
    Instrument.objects.create(
        association=places.association,
        code=form.code,
        version=form.version,
        document=written(form),
        wording=form.wording,
    )
    return {each.code: each for each in Instrument.objects.open_to(places.association)}


def _use(places: Places, instruments: dict[str, Instrument], use: answers.Use) -> InstrumentUse:
    return InstrumentUse(
        intervention=places.interventions[use.intervention],
        instrument=instruments[use.instrument],
        at_start=use.at_start,
        every_months=use.every_months,
        at_exit=use.at_exit,
        shows_first=use.shows_first,
        used_from=use.used_from,
    )


def _response(places: Places, participation: Participation, one: answers.Given) -> Response:
    return Response(
        association=places.association,
        owner_id=participation.owner_id,
        participation=participation,
        reference=one.reference,
        instrument=one.instrument,
        version=one.version,
        occasion=one.occasion,
        respondent=one.respondent,
        answered_on=one.answered_on,
        first_shown=one.first_shown,
    )


def _head_counts(store: Store, places: Places, plan: AssociationPlan) -> None:
    store.keep(
        HeadCount(
            association=places.association,
            intervention=places.interventions[intervention.slug],
            owner=places.organisations[intervention.owner],
            year=each.year,
            gender=each.gender,
            carried_in=each.carried_in,
            new=each.new,
            ended=each.ended,
        )
        for intervention in plan.interventions
        for each in intervention.head_counts
    )


def _goals(store: Store, places: Places, plan: AssociationPlan) -> None:
    store.keep(_goal(places, plan.slug, "", number, goal) for number, goal in enumerate(plan.goals))
    store.keep(
        _goal(places, intervention.slug, intervention.slug, number, goal)
        for intervention in plan.interventions
        for number, goal in enumerate(intervention.goals)
    )


def _goal(places: Places, prefix: str, intervention: str, number: int, goal: GoalPlan) -> Goal:
    return Goal(
        association=places.association,
        intervention=places.interventions.get(intervention),
        reference=f"{prefix}-{goal.period}-{number + 1}",
        period=goal.period,
        kind=goal.kind,
        text=goal.text,
        measure=goal.measure,
        filter=goal.filter,
        denominator=goal.denominator,
        operator=goal.operator,
        target=None if goal.target is None else Decimal(str(goal.target)),
        unit=goal.unit,
    )


def _money(store: Store, places: Places, plan: AssociationPlan) -> None:
    store.keep(
        Funding(
            association=places.association,
            year=each.year,
            party=each.party,
            kind=each.kind,
            amount_sek=each.amount_sek,
            preliminary=each.preliminary,
        )
        for each in plan.funding
    )
    for budget in plan.budgets:
        _budget(store, places, budget)


def _budget(store: Store, places: Places, plan: BudgetPlan) -> None:
    (version,) = store.keep(
        [BudgetVersion(association=places.association, year=plan.year, version=plan.version)]
    )
    store.keep(
        BudgetLine(
            budget=version,
            position=position,
            kind=line.kind,
            heading=line.heading,
            line=line.line,
            category=line.category,
            intervention=places.interventions.get(line.intervention),
            memo=line.memo,
            shared_percent=line.shared_percent,
            outcome_previous_tkr=line.previous,
            budget_tkr=line.budget,
            requisitioned_tkr=line.requisitioned,
            outcome_tkr=line.outcome,
            forecast_tkr=line.forecast,
            comment=line.comment,
        )
        for position, line in enumerate(plan.lines, start=1)
    )
