"""What a synthetic association consists of before chance has its say: the plan that is drawn from.

A plan is read from the tables in ``assets/`` (``story``) or made up from the same profiles
(``nation``). Nothing here touches the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Weights = Mapping[str, float]


@dataclass(frozen=True)
class OrganisationPlan:
    """A party, owner or unit; `municipality` is SCB's code or empty."""

    slug: str
    name: str
    kind: str
    municipality: str = ""


@dataclass(frozen=True)
class SitePlan:
    """A place with an owner of its own; arrivals go there in proportion to `weight`."""

    slug: str
    name: str
    owner: str
    municipality: str = ""
    weight: float = 1.0
    # From this day nobody new is placed here, for example because a post is vacant.
    vacant_from: date = date.max
    is_default: bool = False


@dataclass(frozen=True)
class AgreementPlan:
    """What is agreed from one day to another; `quotas` are places by referrer."""

    starts_on: date
    ends_on: date | None = None
    places: int | None = None
    follow_up_places: int | None = None
    rounds_per_year: int | None = None
    planned_participants: int | None = None
    weeks: int | None = None
    hours_per_week: float | None = None
    extension_rule: str = ""
    quotas: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class EarlyLeavers:
    """The share of those who start on `starts_on` or later that leave before they are done."""

    starts_on: date
    share: float


@dataclass(frozen=True)
class Profile:
    """Whom an intervention meets and where they go; every mapping holds weights by code."""

    women: float
    ages: tuple[int, int, int]  # youngest, commonest, oldest at the start
    abroad: float
    referrers: Weights
    co_referrers: Weights
    co_share: float
    support: Weights
    education: Weights
    time_in_support: Weights
    exits: Weights  # of those who finish
    leaves: Weights  # of those who leave early
    hours: tuple[float, float] = (4, 6)  # activity hours a week at the start, and how many more
    signalled: float = 0.0  # share with the day on which the need was first noticed
    decided: float = 0.2  # share with a decision day
    employed: float = 0.08  # share who work part of the week when they start


@dataclass(frozen=True)
class FlowPlan:
    """Who comes, how long they stay and how they leave.

    `arrivals` are referrals a year, `opening` those who wait when it begins; those who find no
    place within `patience_days` never start. `weeks` is the ordinary length, `spread` its standard
    deviation as a share of it. With `rounds` (month-day) a group starts and finishes together.
    """

    profile: Profile
    weeks: float
    arrivals: Mapping[int, int]
    early: tuple[EarlyLeavers, ...]
    opening: int = 0
    spread: float = 0.15
    extended: float = 0.0
    extension_weeks: float = 6
    longest_weeks: float = 150
    rounds: tuple[str, ...] = ()
    lead_days: tuple[int, int] = (7, 40)
    patience_days: int = 120
    before: float = 0.04  # share who have been there before
    known: float = 0.06  # share whom the owner knows from another intervention
    follow_up: float = 0.0  # share of those who left for work who get support afterwards
    prepared: float = 0.0  # share who are prepared before they start
    consultations: int = 0  # a year
    guests: int = 0  # a year
    unidentified: float = 0.005
    asked: float = 0.0  # share of participants who answer an unlinked form in a tertial
    asked_from: date = date.max
    rated_from: date = date.max  # since when participants rate themselves
    rated_every_months: int | None = None  # and how often between start and exit
    rated_by_staff: bool = False  # the staff rate too, with the association's own questionnaire
    shows_first: bool = False  # the first answer is shown when the last is given


@dataclass(frozen=True)
class GoalPlan:
    """A promise in words; with measure, operator and target when it can be computed."""

    period: str
    kind: str
    text: str
    measure: str = ""
    filter: str = ""
    denominator: str = ""
    operator: str = ""
    target: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class HeadCountPlan:
    """Participants without a record of their own in a year."""

    year: int
    gender: str
    carried_in: int
    new: int
    ended: int


@dataclass(frozen=True)
class InterventionPlan:
    """An intervention with all that is written about it and how its participants behave."""

    slug: str
    name: str
    owner: str
    starts_on: date
    ends_on: date | None = None
    orientation: str = "individual"
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    succeeds: str = ""
    provider: str = ""
    parties: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    background: str = ""
    purpose: str = ""
    goal_text: str = ""
    method: str = ""
    participant_word: str = "deltagare"
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    sites: tuple[SitePlan, ...] = ()
    agreements: tuple[AgreementPlan, ...] = ()
    goals: tuple[GoalPlan, ...] = ()
    head_counts: tuple[HeadCountPlan, ...] = ()
    flow: FlowPlan | None = None  # None where nobody is registered

    @property
    def placed_sites(self) -> tuple[SitePlan, ...]:
        """Where participants are met: the named sites, or the one that needs no name."""
        return tuple(site for site in self.sites if not site.is_default) or self.sites


@dataclass(frozen=True)
class BudgetLinePlan:
    """A line of a budget, in thousands of kronor."""

    line: str
    kind: str = "cost"
    heading: str = ""
    category: str = "other"
    intervention: str = ""
    memo: bool = False
    shared_percent: float | None = None
    previous: float | None = None
    budget: float | None = None
    requisitioned: float | None = None
    outcome: float | None = None
    forecast: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class BudgetPlan:
    """A version of a year's budget."""

    year: int
    version: str
    lines: tuple[BudgetLinePlan, ...]


@dataclass(frozen=True)
class FundingPlan:
    """What someone gives in a year, in whole kronor."""

    year: int
    party: str
    kind: str
    amount_sek: int
    preliminary: bool = False


@dataclass(frozen=True)
class AssociationPlan:
    """Everything about one association; `last` is the last day that has been registered."""

    slug: str
    name: str
    organisation_number: str
    municipalities: Mapping[str, float]  # code to inhabitants, in thousands
    members: tuple[str, ...]
    organisations: tuple[OrganisationPlan, ...]
    interventions: tuple[InterventionPlan, ...]
    last: date
    # Codes of municipalities around, where a few participants live.
    neighbours: tuple[str, ...] = ()
    goals: tuple[GoalPlan, ...] = ()
    funding: tuple[FundingPlan, ...] = ()
    budgets: tuple[BudgetPlan, ...] = ()
