"""What the catalogue says of the interventions in a report, read once and kept as plain facts."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from stegvis.core.periods import Period, parse
from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement, Intervention
from stegvis.organisations.models import Association
from stegvis.reports.instruments import Asked, Form, Use, forms_of, uses_of
from stegvis.reports.labels import swedish_order
from stegvis.reports.request import ReportFault, Request

INDIVIDUAL = "individual"


@dataclass(frozen=True)
class AgreedTerms:
    """What is agreed with an intervention for a span of days; None where nothing is said."""

    starts_on: date
    ends_on: date | None
    places: int | None
    weeks: int | None
    hours_per_week: Decimal | None


@dataclass(frozen=True)
class StatedGoal:
    """A goal as it was set: its words and, where it can be computed, its measure and target."""

    text: str
    period: str
    measure: str = ""
    filter: str = ""
    denominator: str = ""
    operator: str = ""
    target: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Chapter:
    """One intervention as the catalogue knows it."""

    slug: str
    name: str
    orientation: str = INDIVIDUAL
    owner: str = ""
    parties: tuple[str, ...] = ()
    provider: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    agreements: tuple[AgreedTerms, ...] = ()
    sites: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    background: str = ""
    purpose: str = ""
    goal_text: str = ""
    method: str = ""
    goals: tuple[StatedGoal, ...] = ()
    uses: tuple[Use, ...] = ()
    runs: bool = True
    number: int = 0

    @property
    def anchor(self) -> str:
        """The id of the chapter's heading: letters that every format takes."""
        return f"chapter-{self.number}"

    @property
    def is_individual(self) -> bool:
        return self.orientation == INDIVIDUAL


@dataclass(frozen=True)
class Contents:
    """The association of a report and its interventions, individual before structural, by name."""

    association: str
    chapters: tuple[Chapter, ...]
    forms: tuple[Form, ...] = ()

    @property
    def asked(self) -> Asked:
        """With what any of the interventions asks."""
        return self.asked_by(*self.chapters)

    def asked_by(self, *chapters: Chapter) -> Asked:
        """With what these ask, and every form there is that is tied to persons."""
        uses = tuple(use for one in chapters for use in one.uses)
        return Asked(uses, {form.key: form for form in self.forms if form.linked})


def association_of(slug: str) -> Association:
    """The association with this slug; ReportFault if none is registered."""
    try:
        return Association.objects.get(slug=slug)
    except Association.DoesNotExist:
        raise ReportFault(
            f"No association «{slug}» is registered. `stegvis import` brings one in.", exit_status=1
        ) from None


def contents(request: Request) -> Contents:
    """The interventions named in the request, else all of the association.

    A part stands in the chapter of its whole, unless it was named without it. `runs` tells which
    run in the period; the others may have participants in it all the same.
    """
    association = association_of(request.association)
    found = Intervention.objects.filter(association=association)
    chosen = _named(found, request) if request.interventions else found.filter(part_of=None)
    rows = list(_with_all(chosen))
    uses = uses_of(rows)
    chapters = [replace(_chapter(row, request), uses=uses.get(row.pk, ())) for row in rows]
    chapters.sort(key=lambda one: (not one.is_individual, swedish_order(one.name)))
    numbered = (replace(one, number=number) for number, one in enumerate(chapters, start=1))
    return Contents(association.name, tuple(numbered), forms_of(association))


def _named(found: QuerySet[Intervention], request: Request) -> QuerySet[Intervention]:
    chosen = found.filter(slug__in=request.interventions)
    missing = set(request.interventions) - set(chosen.values_list("slug", flat=True))
    if missing:
        raise ReportFault(
            f"{request.association} has no intervention «{min(missing)}».", exit_status=1
        )
    return chosen.exclude(part_of__slug__in=request.interventions)


def _with_all(chosen: QuerySet[Intervention]) -> QuerySet[Intervention]:
    return chosen.select_related("owner").prefetch_related(
        "parties", "sites", "agreements", "goals__association", "parts"
    )


def _chapter(row: Intervention, request: Request) -> Chapter:
    return Chapter(
        slug=row.slug,
        name=row.name,
        orientation=row.orientation,
        owner=row.owner.name,
        parties=tuple(sorted((party.name for party in row.parties.all()), key=swedish_order)),
        provider=row.provider,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        agreements=tuple(_agreed(row, request)),
        sites=_by_name((site.slug, site.name) for site in row.sites.all()),
        parts=_by_name((part.slug, part.name) for part in row.parts.all()),
        background=row.background,
        purpose=row.purpose,
        goal_text=row.goal_text,
        method=row.method,
        goals=_stated_for(request, row.goals.all()),
        runs=_runs(row, request),
    )


def _runs(row: Intervention, request: Request) -> bool:
    first, last = row.starts_on or date.min, row.ends_on or date.max
    return first <= request.period.last and last >= request.period.first


def _agreed(row: Intervention, request: Request) -> tuple[AgreedTerms, ...]:
    """The agreements that hold on some day of the period, the earliest first."""
    rows = sorted(row.agreements.all(), key=lambda one: one.starts_on)
    return tuple(
        AgreedTerms(one.starts_on, one.ends_on, one.places, one.weeks, one.hours_per_week)
        for one in rows
        if _overlaps(request.period, one)
    )


def _overlaps(period: Period, agreement: Agreement) -> bool:
    ends_on = agreement.ends_on or date.max
    return agreement.starts_on <= period.last and ends_on >= period.first


def _by_name(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(rows, key=lambda row: swedish_order(row[1])))


def _stated_for(request: Request, goals: Iterable[Goal]) -> tuple[StatedGoal, ...]:
    """The goals whose period meets the report's, in the order of their references."""
    rows = sorted(goals, key=lambda goal: goal.reference)
    return tuple(_stated(goal) for goal in rows if _is_for(request.period, goal))


def _is_for(period: Period, goal: Goal) -> bool:
    meant = parse(goal.period, interim=goal.association.interim)
    begins = meant.first if isinstance(meant, Period) else date.min
    return begins <= period.last and meant.last >= period.first


def _stated(goal: Goal) -> StatedGoal:
    names = {each.name for each in fields(StatedGoal)}
    return StatedGoal(**{name: getattr(goal, name) for name in names})
