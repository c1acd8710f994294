"""The transfer sheet for *Uppföljning Finsam*: a year's numbers in the order they are keyed in.

The national system takes funds and own capital, the cost of administration, and of each
intervention its budget, outcome and participants, for individual ones by gender (domain, section
1.9). What nobody has registered is missing; it is never 0.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.core import codes
from stegvis.dashboards import asking
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.interventions.models import Intervention
from stegvis.organisations.lists import Lists, lists_of
from stegvis.organisations.models import Association
from stegvis.organisations.place import Place
from stegvis.reports.answers import Answers, Ask
from stegvis.reports.queries import Chapter
from stegvis.reports.sections.bound import Bound

CURRENT = "participations.current"
ASKS = (
    Ask(CURRENT, ("intervention", "gender")),
    Ask(CURRENT, ("intervention",)),
    Ask(CURRENT, ("gender",)),
    Ask(CURRENT),
    Ask("participations.new", ("intervention",)),
)
PREFERRED = ("revised", "decided", "proposal")  # which version of a budget is reported
KRONOR = 1_000  # budgets are kept in thousands
Amount = Decimal | None


@dataclass(frozen=True)
class Money:
    """Budget and outcome in kronor; None where a line lacks its amount, or there is no line."""

    budget: Amount = None
    outcome: Amount = None


@dataclass(frozen=True)
class Fund:
    """What one source gives."""

    party: str
    kind: str
    amount: int
    preliminary: bool


@dataclass(frozen=True)
class Line:
    """One intervention: what it is, its money, and its participants by gender."""

    name: str
    slug: str
    target_groups: str
    starts_on: date | None
    ends_on: date | None
    planned: int | None
    money: Money
    genders: tuple[Bound, ...] = ()
    total: Bound | None = None
    new: Bound | None = None


@dataclass(frozen=True)
class Sheet:
    """All that is keyed for one year; `version` says which budget it is, if there is one."""

    year: int
    genders: tuple[str, ...]
    funds: tuple[Fund, ...]
    capital: Amount
    version: str
    administration: Money
    individual: tuple[Line, ...]
    structural: tuple[Line, ...]
    totals: tuple[Bound, ...]
    total: Bound | None
    missing: tuple[str, ...] = field(default=())

    @property
    def funds_together(self) -> int | None:
        return sum(fund.amount for fund in self.funds) if self.funds else None


def sheet(place: Place, *, year: int, audience: str) -> Sheet:
    """The sheet of the place's association for `year`; the place's period must be that year.

    Raises ReportFault and QuestionFault as any page of figures does.
    """
    told = asking.tell(place, audience=audience, asks=lambda *_asked: ASKS)
    running = [chapter for chapter in told.contents.chapters if chapter.runs]
    lines, version = _budget(place.association, year)
    maker = _Maker(place.association, year, lines, told.answers)
    individual = [maker.line(each) for each in running if each.is_individual]
    structural = [maker.line(each) for each in running if not each.is_individual]
    genders = tuple(told.answers.of(CURRENT, "gender").values("gender"))
    funds = _funds(place.association, year)
    capital = _sum([line for line in lines if line.kind == "opening_equity"], "budget_tkr")
    administration = _money([line for line in lines if line.category == "management"])
    by_gender = told.answers.of(CURRENT, "gender")
    return Sheet(
        year=year,
        genders=genders,
        funds=tuple(funds),
        capital=capital,
        version=codes.BUDGET_VERSION.label(version) if version else "",
        administration=administration,
        individual=tuple(individual),
        structural=tuple(structural),
        totals=tuple(by_gender.count(gender=gender) for gender in genders),
        total=None if by_gender.is_empty else told.answers.of(CURRENT).count(),
        missing=tuple(_missing(funds, capital, administration, individual, structural)),
    )


class _Maker:
    """Makes the lines of interventions from what was read once for all of them."""

    def __init__(
        self, association: Association, year: int, lines: Sequence[BudgetLine], answers: Answers
    ) -> None:
        self._answers = answers
        self._lists: Lists = lists_of(association, on=date(year, 12, 31))
        self._rows = {
            row.slug: row
            for row in Intervention.objects.filter(association=association).prefetch_related(
                "agreements"
            )
        }
        self._year = year
        self._lines: Mapping[int, list[BudgetLine]] = _by_intervention(lines)

    def line(self, chapter: Chapter) -> Line:
        row = self._rows[chapter.slug]
        groups = (self._lists.label("target_groups", code) for code in row.target_groups)
        return Line(
            name=row.name,
            slug=row.slug,
            target_groups=", ".join(groups),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            planned=_planned(row, self._year),
            money=_money(self._lines[row.pk]),
            **(self._participants(row.slug) if chapter.is_individual else {}),
        )

    def _participants(self, slug: str) -> dict[str, Any]:
        """The numbers of an intervention in which anybody is registered; none for any other."""
        whole = self._answers.of(CURRENT, "intervention")
        if whole.figure(intervention=slug) is None:
            return {}
        by_gender = self._answers.of(CURRENT, "intervention", "gender")
        genders = self._answers.of(CURRENT, "gender").values("gender")
        return {
            "genders": tuple(by_gender.count(intervention=slug, gender=each) for each in genders),
            "total": whole.count(intervention=slug),
            "new": self._answers.of("participations.new", "intervention").count(intervention=slug),
        }


def _planned(row: Intervention, year: int) -> int | None:
    """The participants agreed on for the year, by the agreement that holds at its end."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = [
        each
        for each in row.agreements.all()
        if each.starts_on <= last and (each.ends_on is None or each.ends_on >= first)
    ]
    latest = max(held, key=lambda each: each.starts_on, default=None)
    return latest.planned_participants if latest else None


def _budget(association: Association, year: int) -> tuple[list[BudgetLine], str]:
    """The lines of the version that counts, and which it is; memo lines are in no sum."""
    found = {
        each.version: each
        for each in BudgetVersion.objects.filter(association=association, year=year)
    }
    version = next((found[name] for name in PREFERRED if name in found), None)
    if version is None:
        return [], ""
    return list(version.lines.filter(memo=False)), version.version


def _by_intervention(lines: Iterable[BudgetLine]) -> Mapping[int, list[BudgetLine]]:
    grouped: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if line.intervention_id and line.kind == "cost":
            grouped[line.intervention_id].append(line)
    return grouped


def _money(lines: Sequence[BudgetLine]) -> Money:
    costs = [line for line in lines if line.kind == "cost"]
    return Money(_sum(costs, "budget_tkr"), _sum(costs, "outcome_tkr"))


def _sum(lines: Sequence[BudgetLine], name: str) -> Amount:
    """In kronor; one amount that is not known makes the sum not known."""
    amounts = [getattr(line, name) for line in lines]
    if not amounts or None in amounts:
        return None
    return sum(amounts, Decimal(0)) * KRONOR


def _funds(association: Association, year: int) -> list[Fund]:
    rows = Funding.objects.filter(association=association, year=year).order_by("kind", "party")
    return [
        Fund(row.party, codes.FUNDING_KIND.label(row.kind), row.amount_sek, row.preliminary)
        for row in rows
    ]


def _missing(
    funds: Sequence[Fund],
    capital: Amount,
    administration: Money,
    individual: Sequence[Line],
    structural: Sequence[Line],
) -> Iterable[str]:
    """What nobody has registered, in words."""
    lines = [*individual, *structural]
    for name, count in (
        # Translators: «tilldelade medel»
        (_("allocated funds"), not funds),
        # Translators: «eget kapital»
        (_("own capital"), capital is None),
        # Translators: «administrationens budget»
        (_("the budget of administration"), administration.budget is None),
        # Translators: «administrationens utfall»
        (_("the outcome of administration"), administration.outcome is None),
    ):
        if count:
            yield name
    for words, is_missing in _PER_LINE:
        names = [line.name for line in lines if is_missing(line)]
        if names:
            yield f"{words} ({', '.join(names)})"


_PER_LINE: tuple[tuple[Any, Callable[[Line], bool]], ...] = (
    # Translators: «budget»
    (gettext_lazy("budget"), lambda line: line.money.budget is None),
    # Translators: «utfall»
    (gettext_lazy("outcome"), lambda line: line.money.outcome is None),
    # Translators: «planerade deltagare»
    (gettext_lazy("planned participants"), lambda line: line.planned is None),
    # Translators: «deltagare»
    (gettext_lazy("participants"), lambda line: line.total is None),
)


# When the numbers are taken out: participants in the middle of January, the outcome at its end,
# and both once more in the middle of October (domain, section 1.8).
DATES = (
    # Translators: «deltagarna för %(year)s»
    (1, 15, 1, gettext_lazy("the participants of %(year)s")),
    # Translators: «det ekonomiska utfallet för %(year)s»
    (1, 31, 1, gettext_lazy("the economic outcome of %(year)s")),
    # Translators: «deltagare och utfall hittills under %(year)s»
    (10, 15, 0, gettext_lazy("participants and outcome so far in %(year)s")),
)
BEFORE, AFTER = timedelta(days=30), timedelta(days=14)


@dataclass(frozen=True)
class Reminder:
    """What is soon to be keyed in the national system, by when, and of which year."""

    due_on: date
    what: str
    year: int


def reminders(*, today: date) -> list[Reminder]:
    """Those whose day is near, the nearest first: from a month before until two weeks after."""
    found = [
        Reminder(day, what % {"year": day.year - back}, day.year - back)
        for year in (today.year, today.year + 1)
        for month, number, back, what in DATES
        if (day := date(year, month, number)) - BEFORE <= today <= day + AFTER
    ]
    return sorted(found, key=lambda each: each.due_on)
