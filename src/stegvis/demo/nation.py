"""Plans of a nation of synthetic associations, one at a time: for size, not for stories."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from stegvis.demo.draw import stream
from stegvis.demo.plan import (
    AgreementPlan,
    AssociationPlan,
    EarlyLeavers,
    FlowPlan,
    InterventionPlan,
    OrganisationPlan,
    Profile,
    SitePlan,
)
from stegvis.demo.story import ASSETS, profiles

STARTS_A_YEAR = 40_000
ASSOCIATIONS = 75
LAST = date(2022, 12, 31)
NATIONAL = (
    OrganisationPlan("forsakringskassan", "Försäkringskassan", "fk"),
    OrganisationPlan("arbetsformedlingen", "Arbetsförmedlingen", "af"),
)
Kind = Mapping[str, Any]


@dataclass(frozen=True)
class _Place:
    """Where an association lies (codes and names) and when its history begins."""

    slug: str
    municipalities: Sequence[tuple[str, str]]
    first: date


def plans(
    municipalities: Sequence[tuple[str, str]], *, seed: int, number: int, years: int
) -> Iterator[AssociationPlan]:
    """`number` associations with about 40,000 / 75 starts each a year, `years` years to 2022.

    Some are three times as large as others. `municipalities` (code, name) are shared out.
    """
    kinds = tomllib.loads((ASSETS / "nation.toml").read_text("utf-8"))["kinds"]
    known = profiles()
    sizes = [stream(seed, "size", str(each)).uniform(0.45, 1.55) for each in range(number)]
    share = -(-len(municipalities) // max(number, ASSOCIATIONS))
    for each, size in enumerate(sizes):
        area = [
            municipalities[(each * share + step) % len(municipalities)] for step in range(share)
        ]
        place = _Place(f"demo-{each + 1:02}", area, date(LAST.year - years + 1, 1, 1))
        starts = STARTS_A_YEAR / ASSOCIATIONS * size * number / sum(sizes)
        yield _association(stream(seed, place.slug), place, kinds, known, starts=starts)


def _association(
    chance: Random,
    place: _Place,
    kinds: Sequence[Kind],
    known: Mapping[str, Profile],
    *,
    starts: float,
) -> AssociationPlan:
    chosen = [kinds[0], *chance.sample(kinds[1:], k=chance.randint(8, len(kinds) - 1))]
    # Some of those referred never start; the wish is for starts.
    scale = 1.13 * starts / sum(kind["arrivals"] for kind in chosen)
    own = f"{place.slug}-forbundet"
    organisations = (
        OrganisationPlan(own, f"Demoförbundet {place.slug[-2:]}", "association"),
        OrganisationPlan(f"{place.slug}-regionen", "Regionen", "region"),
        *(
            OrganisationPlan(f"kommun-{code}", f"{name}, kommunen", "municipality", code)
            for code, name in place.municipalities
        ),
        *NATIONAL,
    )
    return AssociationPlan(
        slug=place.slug,
        name=f"Demoförbundet {place.slug[-2:]}",
        organisation_number="",
        municipalities=dict.fromkeys((code for code, _ in place.municipalities), 10),
        members=tuple(each.slug for each in organisations if each.slug != own),
        organisations=organisations,
        interventions=tuple(
            _intervention(chance, place, kind, known[kind["profile"]], scale) for kind in chosen
        ),
        last=LAST,
    )


def _intervention(
    chance: Random, place: _Place, kind: Kind, profile: Profile, scale: float
) -> InterventionPlan:
    arrivals = max(1, round(kind["arrivals"] * scale))
    homes = [f"kommun-{code}" for code, _ in place.municipalities]
    owner = {
        "association": f"{place.slug}-forbundet",
        "region": f"{place.slug}-regionen",
        "fk": "forsakringskassan",
    }.get(kind["owner"]) or chance.choice(homes)
    sites: tuple[SitePlan, ...] = (SitePlan("main", kind["name"], owner, is_default=True),)
    if kind.get("sites"):
        sites += tuple(
            SitePlan(f"plats-{code}", name, f"kommun-{code}", code)
            for code, name in place.municipalities
        )
    return InterventionPlan(
        slug=kind["slug"],
        name=kind["name"],
        owner=owner,
        parties=("forsakringskassan", "arbetsformedlingen"),
        starts_on=place.first,
        target_groups=("mental_ill_health", "long_term_unemployed", "long_term_sick"),
        sites=sites,
        agreements=(_agreement(place, kind, arrivals, len(sites)),),
        flow=_flow(place, kind, profile, arrivals),
    )


def _agreement(place: _Place, kind: Kind, arrivals: int, sites: int) -> AgreementPlan:
    at_once = arrivals / kind["rounds"] if "rounds" in kind else arrivals * kind["weeks"] / 52
    return AgreementPlan(
        starts_on=place.first,
        places=round(1.15 * at_once) + 2 * sites,
        rounds_per_year=kind.get("rounds"),
        planned_participants=arrivals,
        weeks=kind["weeks"],
    )


def _flow(place: _Place, kind: Kind, profile: Profile, arrivals: int) -> FlowPlan:
    return FlowPlan(
        profile=profile,
        weeks=kind["weeks"],
        spread=0.25,
        arrivals=dict.fromkeys(range(place.first.year, LAST.year + 1), arrivals),
        early=(EarlyLeavers(place.first, kind["early"]),),
        rounds=_rounds(kind),
        patience_days=240,
        asked=0.3 if kind["arrivals"] > 30 else 0.0,
        asked_from=max(place.first, date(2021, 1, 1)),
    )


def _rounds(kind: Kind) -> tuple[str, ...]:
    """Days on which groups start, evenly over the year and none in the summer holidays."""
    number = kind.get("rounds", 0)
    days = [
        date(2022, 1, 17) + timedelta(days=round(step * 300 / max(number, 1)))
        for step in range(number)
    ]
    kept = [day if day.month not in (6, 7) else date(2022, 8, 22) for day in days]
    return tuple(f"{day:%m-%d}" for day in kept)
