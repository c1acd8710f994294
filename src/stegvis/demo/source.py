"""What the participations of one intervention are drawn from, handed on as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from stegvis.demo.draw import happens
from stegvis.demo.people import Person, Register
from stegvis.demo.plan import (
    AssociationPlan,
    FlowPlan,
    InterventionPlan,
    Profile,
    SitePlan,
    Weights,
)

NEAR = 40  # how many times likelier someone lives in a municipality that takes part
AWAY = 0.03  # share who live outside the association


@dataclass(frozen=True)
class Outcomes:
    """What usually follows: tables by exit reason and by next step (``assets/outcomes.toml``)."""

    next_steps: Mapping[str, Weights]
    second_step: Weights
    states: Mapping[str, Weights]
    support_after: Mapping[str, Weights]
    occupation_after: Mapping[str, Weights]
    employment_forms: Weights


@dataclass(frozen=True)
class Source:
    """An intervention with participants, its association, its people and its own chance."""

    chance: Random
    association: AssociationPlan
    plan: InterventionPlan
    flow: FlowPlan
    outcomes: Outcomes
    register: Register

    @property
    def profile(self) -> Profile:
        """Whom the intervention meets and where they go."""
        return self.flow.profile

    def meet(self, site: SitePlan, day: date) -> Person:
        """Someone who comes for the first time, now and then without an identity."""
        person = self.register.new(self.chance, self.profile, site.owner, day, self._homes(site))
        person.identified = not happens(self.chance, self.flow.unidentified)
        return person

    def _homes(self, site: SitePlan) -> Weights:
        """How likely each municipality is as residence: most live where the intervention is."""
        codes = {each.slug: each.municipality for each in self.association.organisations}
        near = {site.municipality} if site.municipality else {codes[p] for p in self.plan.parties}
        within = {
            code: inhabitants * (NEAR if code in near else 1)
            for code, inhabitants in self.association.municipalities.items()
        }
        around = self.association.neighbours
        outside = AWAY * sum(within.values()) / max(1, len(around))
        return within | dict.fromkeys(around, outside)
