"""What is registered about a participation beside its days: who sent her, how she left, to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from stegvis.demo import situation
from stegvis.demo.draw import happens, one_of, weighted
from stegvis.demo.flow import Stay
from stegvis.demo.people import Person
from stegvis.demo.plan import SitePlan
from stegvis.demo.source import Outcomes, Source
from stegvis.demo.workdays import on_a_weekday

Fields = dict[str, Any]
# Years as an adult that a time in support takes at least.
LEAST_YEARS = {"up_to_6_years": 3, "up_to_9_years": 6, "over_9_years": 9}
# Age from which, or up to which, an exit reason is possible.
PENSION_FROM, PARENTS_TO = 61, 45


@dataclass(frozen=True)
class Record:
    """A participation ready to be stored: `fields` are named as the model's columns."""

    intervention: str
    site: SitePlan
    person: Person
    reference: str
    started_on: date
    ended_on: date | None
    kind: str = "enrolled"
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def voided(self) -> bool:
        """Whether it was registered by mistake and never counts."""
        return bool(self.fields.get("voided"))


def referral(source: Source, stay: Stay) -> Fields:
    """Who referred her and when; the first referrer is the formal one."""
    chance, profile = source.chance, source.profile
    referrers = [] if happens(chance, 0.012) else [weighted(chance, profile.referrers)]
    if referrers and happens(chance, profile.co_share):
        second = weighted(chance, profile.co_referrers)
        referrers += [second] if second not in referrers else []
    known = stay.referred_on < stay.started_on and happens(chance, 0.88)
    noticed = on_a_weekday(stay.referred_on - timedelta(days=chance.randint(7, 45)))
    between = (stay.started_on - stay.referred_on).days // 2
    decided = min(stay.started_on, on_a_weekday(stay.referred_on + timedelta(days=between)))
    return {
        "referrers": referrers,
        "referred_on": stay.referred_on if known else None,
        "need_signalled_on": noticed if happens(chance, profile.signalled) else None,
        "decision_on": decided if happens(chance, profile.decided) else None,
    }


def baseline(source: Source, person: Person, *, day: date) -> Fields:
    """Her situation at the start."""
    chance, age = source.chance, person.age(day)
    return {
        "origin": person.origin,
        "municipality_code": person.residence,
        "education": person.education,
        "time_in_support": _time_in_support(source, age),
        "target_groups": _target_groups(source, person, age),
        **situation.at_start(chance, source.profile, person, age),
    }


def outcome(source: Source, stay: Stay, person: Person, before: Fields) -> Fields:
    """How a participation ended and what came next; `before` is what was known at its start."""
    if stay.transferred:
        return {"completed": "not_applicable", "exit_reason": "transferred"}
    reason, said = _exit(source, stay, person)
    steps = _next_steps(source.chance, source.outcomes, reason)
    return {
        "completed": said,
        "exit_reason": reason,
        "next_steps": steps,
        "employment_form": _employment_form(source, {step["code"] for step in steps}),
        **situation.at_exit(source, before, reason=reason, early=said != "completed"),
    }


def _exit(source: Source, stay: Stay, person: Person) -> tuple[str, str]:
    """The reason, and whether she completed."""
    if stay.closed:
        return "intervention_closed", "not_applicable"
    chance, profile = source.chance, source.profile
    reason = weighted(chance, profile.leaves if stay.early else profile.exits)
    age = person.age(stay.ends_on)
    if (reason == "pension" and age < PENSION_FROM) or (
        reason == "parental_leave" and age > PARENTS_TO
    ):
        reason = "own_request" if stay.early else "continued_rehabilitation"
    said = "left_early" if stay.early else "completed"
    return reason, "unknown" if happens(chance, 0.03) else said


def _next_steps(chance: Random, outcomes: Outcomes, reason: str) -> list[dict[str, str]]:
    weights = outcomes.next_steps.get(reason)
    if weights is None or happens(chance, 0.03):
        return []
    codes = [weighted(chance, weights)]
    second = weighted(chance, outcomes.second_step)
    if happens(chance, 0.12) and second not in codes and codes != ["unknown"]:
        codes.append(second)
    usual = outcomes.states["default"]
    return [
        {"code": code, "state": weighted(chance, outcomes.states.get(code, usual))}
        for code in codes
    ]


def _employment_form(source: Source, steps: set[str]) -> str:
    if steps & {"work", "work_subsidised"}:
        return weighted(source.chance, source.outcomes.employment_forms)
    return "own_employer" if "existing_employment" in steps else "unknown"


def _time_in_support(source: Source, age: int) -> str:
    band = weighted(source.chance, source.profile.time_in_support)
    return band if age - 18 >= LEAST_YEARS.get(band, 0) else "up_to_1_year"


def _target_groups(source: Source, person: Person, age: int) -> list[str]:
    chance = source.chance
    suits = {
        "born_abroad": person.origin == "abroad",
        "newly_arrived": person.origin == "abroad",
        "young_16_29": age <= 29,
        "activity_compensation": 19 <= age <= 29,
    }
    fitting = [group for group in source.plan.target_groups if suits.get(group, True)]
    if not fitting or happens(chance, 0.07):
        return []
    # The first that an intervention names is its main group; some others fit only some people.
    telling = [group for group in fitting if group in suits]
    main = telling[0] if telling and happens(chance, 0.55) else fitting[0]
    first = main if happens(chance, 0.65) else one_of(chance, fitting)
    second = one_of(chance, fitting)
    return [first, second] if second != first and happens(chance, 0.4) else [first]
