"""What people live on and do, at the start and at the exit; None is what nobody wrote down."""

from random import Random
from typing import Any

from stegvis.demo.draw import happens, one_of, spread_around, weighted
from stegvis.demo.people import Person
from stegvis.demo.plan import Profile
from stegvis.demo.source import Outcomes, Source

Shares = list[dict[str, Any]]  # {"code", "percent"}; percent is None where it has no meaning
NO_MONEY = ("none", "no_income")
SEEKS = {"unemployment_benefit", "activity_support", "social_assistance"}
FULL_TIME = 40.0


def at_start(chance: Random, profile: Profile, person: Person, age: int) -> dict[str, Any]:
    """Support, occupation and activity hours a week when she begins."""
    support = _support(chance, profile, person, age)
    occupation = _occupation(chance, support)
    hours = chance.triangular(0, 2 * profile.hours[0], profile.hours[0])
    return {
        "support_start": None if happens(chance, 0.06) else support,
        "occupation_start": None if happens(chance, 0.07) else occupation,
        "hours_start": None if happens(chance, 0.2) else _half(hours),
    }


def at_exit(source: Source, before: dict[str, Any], *, reason: str, early: bool) -> dict[str, Any]:
    """The same when she leaves for `reason`; after an early exit less is known."""
    chance, missing = source.chance, 0.35 if early else 0.1
    occupation = _occupation_after(chance, source.outcomes, reason)
    support = _support_after(
        chance, source.outcomes, before["support_start"], occupation, reason=reason
    )
    gain = spread_around(chance, source.profile.hours[1], 0.6, highest=FULL_TIME)
    hours = (before["hours_start"] or source.profile.hours[0]) + gain * (0.2 if early else 1)
    return {
        "support_end": None if happens(chance, missing) else support,
        "occupation_end": None if happens(chance, missing) else occupation,
        "hours_end": None if happens(chance, 2 * missing) else min(FULL_TIME, _half(hours)),
    }


def _half(hours: float) -> float:
    return max(0.0, round(2 * hours) / 2)


def _alone(code: str) -> Shares:
    return [{"code": code, "percent": None if code in NO_MONEY else 100}]


def _support(chance: Random, profile: Profile, person: Person, age: int) -> Shares:
    weights = {
        code: weight for code, weight in profile.support.items() if _may_receive(code, person, age)
    }
    code = weighted(chance, weights or {"social_assistance": 1})
    if code == "sickness_benefit" and happens(chance, profile.employed):
        part = one_of(chance, (25, 50, 75))
        return [{"code": code, "percent": 100 - part}, {"code": "wages", "percent": part}]
    if code == "social_assistance" and happens(chance, 0.12):
        part = one_of(chance, (20, 40, 50))
        return [
            {"code": "activity_support", "percent": 100 - part},
            {"code": code, "percent": part},
        ]
    return _alone(code)


def _may_receive(code: str, person: Person, age: int) -> bool:
    """Rules of the benefits: ages 19-29 for activity compensation, newcomers for establishment."""
    return {
        "activity_compensation": 19 <= age <= 29,
        "sickness_compensation": age >= 30,
        "establishment_benefit": person.origin == "abroad",
    }.get(code, True)


def _occupation(chance: Random, support: Shares) -> Shares:
    wages = [share["percent"] for share in support if share["code"] == "wages"]
    if wages:
        return [{"code": "work", "percent": wages[0]}]
    if SEEKS & {share["code"] for share in support} and happens(chance, 0.4):
        return [{"code": "job_seeking", "percent": None}]
    if happens(chance, 0.03):
        return [{"code": "studies", "percent": one_of(chance, (25, 50))}]
    return [{"code": "none", "percent": None}]


def _occupation_after(chance: Random, outcomes: Outcomes, reason: str) -> Shares:
    weights = outcomes.occupation_after.get(reason, outcomes.occupation_after["default"])
    code = weighted(chance, weights)
    extent = one_of(chance, (25, 50, 50, 75, 100)) if code in ("work", "studies") else None
    return [{"code": code, "percent": extent}]


def _support_after(
    chance: Random, outcomes: Outcomes, before: Shares | None, occupation: Shares, *, reason: str
) -> Shares | None:
    """Wages as far as she works; the rest as before, unless her reason to leave says otherwise."""
    working = occupation[0]["percent"] if occupation[0]["code"] == "work" else 0
    code = weighted(chance, outcomes.support_after.get(reason, {"same": 1}))
    if code == "same" and before is None:
        return None
    if code == "same":
        code = next((share["code"] for share in before or [] if share["code"] != "wages"), "none")
    if not working:
        return _alone(code)
    rest = working < 100 and code not in NO_MONEY
    wages = {"code": "wages", "percent": working}
    return [wages, {"code": code, "percent": 100 - working}] if rest else [wages]
