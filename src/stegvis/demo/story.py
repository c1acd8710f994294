"""The demo association as it stands in the tables of ``assets/``, read into a plan."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stegvis.demo.plan import (
    AgreementPlan,
    AssociationPlan,
    BudgetLinePlan,
    BudgetPlan,
    EarlyLeavers,
    FlowPlan,
    FundingPlan,
    GoalPlan,
    HeadCountPlan,
    InterventionPlan,
    OrganisationPlan,
    Profile,
    SitePlan,
)
from stegvis.demo.source import Outcomes

ASSETS = Path(__file__).resolve().parent / "assets"
# The seed whose story docs/demo.md tells.
SEED = 42
Table = dict[str, Any]


def story() -> AssociationPlan:
    """Samordningsförbundet Bergslagsleden: invented, with what happened there until 2022."""
    given = _read("story/association.toml")
    known = profiles()
    folder = ASSETS / "story" / "interventions"
    interventions = [
        _intervention(slug, tomllib.loads((folder / f"{slug}.toml").read_text("utf-8")), known)
        for slug in given.pop("interventions")
    ]
    return AssociationPlan(
        organisations=tuple(OrganisationPlan(**each) for each in given.pop("organisations")),
        interventions=tuple(interventions),
        goals=_goals(given.pop("goals")),
        **_finance(_read("story/finance.toml")),
        **_frozen(given),
    )


def profiles() -> dict[str, Profile]:
    """Kinds of interventions by name; a profile may say that it is `like` another."""
    given = _read("profiles.toml")
    merged: dict[str, Table] = {}
    for name, table in given.items():
        merged[name] = merged.get(table.pop("like", ""), {}) | table
    return {name: Profile(**_frozen(table)) for name, table in merged.items()}


def outcomes() -> Outcomes:
    """What usually follows upon an exit, for every kind of intervention."""
    return Outcomes(**_read("outcomes.toml"))


def _read(name: str) -> Table:
    return tomllib.loads((ASSETS / name).read_text("utf-8"))


def _frozen(table: Mapping[str, Any]) -> Table:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _intervention(slug: str, given: Table, known: Mapping[str, Profile]) -> InterventionPlan:
    texts = ("background", "purpose", "goal_text", "method")
    given |= {name: _paragraphs(given[name]) for name in texts if name in given}
    sites = tuple(SitePlan(**site) for site in given.pop("sites", []))
    default = SitePlan("main", given["name"], given["owner"], is_default=True)
    flow = given.pop("flow", None)
    return InterventionPlan(
        slug=slug,
        sites=(default, *sites),
        agreements=tuple(AgreementPlan(**_frozen(each)) for each in given.pop("agreements", [])),
        goals=_goals(given.pop("goals", [])),
        head_counts=tuple(HeadCountPlan(**each) for each in given.pop("head_counts", [])),
        flow=_flow(flow, known) if flow else None,
        **_frozen(given),
    )


def _paragraphs(text: str) -> str:
    """The text without the line breaks of the file; an empty line stays a new paragraph."""
    return "\n\n".join(" ".join(each.split()) for each in text.strip().split("\n\n"))


def _flow(given: Table, known: Mapping[str, Profile]) -> FlowPlan:
    profile = known[given.pop("profile")]
    arrivals = {int(year): number for year, number in given.pop("arrivals").items()}
    early = tuple(EarlyLeavers(**step) for step in given.pop("early"))
    return FlowPlan(profile=profile, arrivals=arrivals, early=early, **_frozen(given))


def _goals(given: list[Table]) -> tuple[GoalPlan, ...]:
    return tuple(GoalPlan(**goal) for goal in given)


def _finance(given: Table) -> Table:
    """Funding split by the parties' shares, and the budgets as they stand."""
    funding = [
        FundingPlan(each["year"], party, "member", round(each["members_sek"] * share))
        for each in given["allocations"]
        for party, share in given["shares"].items()
    ] + [FundingPlan(**each) for each in given["other_funding"]]
    budgets = [
        BudgetPlan(
            each["year"], each["version"], tuple(BudgetLinePlan(**line) for line in each["lines"])
        )
        for each in given["budgets"]
    ]
    return {"funding": tuple(funding), "budgets": tuple(budgets)}
