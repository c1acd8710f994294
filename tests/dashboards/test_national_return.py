"""The transfer sheet for the national system: its numbers, what is missing, and its dates."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.models import HeadCount
from stegvis.core import clock
from stegvis.dashboards.national_return import reminders
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.interventions.models import Agreement

PAGE = "uppfoljning-finsam/"


def plain(markup: str) -> str:
    body = html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(body.split())


def rows(answer, table: str) -> dict[str, list[str]]:
    """The rows of the table with this caption, by their head; each cell as text."""
    page = answer.content.decode()
    (body,) = re.findall(rf'<caption id="{table}-caption">.*?</table>', page, re.DOTALL)
    found = [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]
    return {head: cells for head, *cells in found}


def budget(west, version: str = "decided", **lines) -> BudgetVersion:
    made = BudgetVersion.objects.create(association=west.association, year=2022, version=version)
    for name, fields in lines.items():
        BudgetLine.objects.create(budget=made, line=name, **fields)
    return made


@pytest.mark.parametrize("role", ["board", "staff", "owner"])
def test_only_the_office_keys_numbers_in_the_national_system(west, role):
    assert west.get("office", PAGE).status_code == 200
    assert west.get(role, PAGE).status_code == 404


def test_participants_stand_by_gender_and_lead_to_how_they_were_counted(west):
    west.register(3, gender="woman")
    west.register(2, gender="man")
    west.register(1, gender="man", started_on=date(2021, 5, 1))
    answer = west.get("office", PAGE)
    table = rows(answer, "individual")
    assert table["Stegen"][-4:] == ["3", "3", "6", "5"]
    assert table["All interventions"][-4:] == ["3", "3", "6", ""]
    assert "/west/siffra/participations.current/" in answer.content.decode()


def test_those_who_are_only_counted_are_counted(west):
    west.register(3, gender="woman")
    with acting(Scope(everything=True)):
        HeadCount.objects.create(
            association=west.association,
            intervention=west.stegen,
            owner=west.owner,
            year=2022,
            gender="man",
            new=2,
        )
    assert rows(west.get("office", PAGE), "individual")["Stegen"][-4:] == ["3", "2", "5", "5"]


def test_an_intervention_where_nobody_is_registered_is_missing_and_not_none(west):
    west.register(3)
    west.intervention("tomma")
    answer = west.get("office", PAGE)
    assert rows(answer, "individual")["Tomma"][-3:] == ["missing", "missing", "missing"]
    assert "participants (Tomma)" in plain(answer.content.decode())


def test_an_intervention_that_does_not_run_in_the_year_is_left_out(west):
    west.intervention("gamla", ends_on=date(2021, 12, 31))
    assert "Gamla" not in rows(west.get("office", PAGE), "individual")


def test_money_comes_from_the_budget_in_kronor_without_memo_lines(west):
    budget(
        west,
        Stegen={
            "intervention": west.stegen,
            "budget_tkr": Decimal("1200.5"),
            "outcome_tkr": 1_100,
        },
        Lokal={"intervention": west.stegen, "budget_tkr": 100, "outcome_tkr": 0},
        Inom={"intervention": west.stegen, "budget_tkr": 50, "outcome_tkr": 50, "memo": True},
        Kansli={"category": "management", "budget_tkr": 800, "outcome_tkr": Decimal("790.25")},
        Kapital={"kind": "opening_equity", "budget_tkr": 2_000},
    )
    answer = west.get("office", PAGE)
    assert rows(answer, "individual")["Stegen"][1:3] == ["1,300,500", "1,100,000"]
    assert rows(answer, "funds")["Own capital at the beginning of the year"][-1] == "2,000,000"
    shown = plain(answer.content.decode())
    assert "Budget, kronor 800,000 Outcome, kronor 790,250" in shown
    assert "Budget: decided." in shown


def test_a_revised_budget_comes_before_the_decided_one(west):
    budget(west, Stegen={"intervention": west.stegen, "budget_tkr": 1})
    budget(west, "revised", Stegen={"intervention": west.stegen, "budget_tkr": 2})
    assert rows(west.get("office", PAGE), "individual")["Stegen"][1] == "2,000"


def test_one_amount_that_is_not_known_makes_the_sum_missing(west):
    budget(
        west,
        Stegen={"intervention": west.stegen, "budget_tkr": 10, "outcome_tkr": 5},
        Mer={"intervention": west.stegen, "budget_tkr": 10},
    )
    assert rows(west.get("office", PAGE), "individual")["Stegen"][1:3] == ["20,000", "missing"]


def test_funds_stand_by_source_with_their_sum(west):
    for party, amount in (("FK", 1_000_000), ("Hjo kommun", 250_000)):
        Funding.objects.create(
            association=west.association, year=2022, party=party, amount_sek=amount
        )
    table = rows(west.get("office", PAGE), "funds")
    assert (table["FK"][-1], table["Allocated funds"][-1]) == ("1,000,000", "1,250,000")


def test_planned_participants_are_those_of_the_agreement_that_holds_last(west):
    for starts_on, ends_on, planned in (
        (date(2021, 1, 1), date(2022, 6, 30), 20),
        (date(2022, 7, 1), None, 24),
        (date(2023, 1, 1), None, 99),
    ):
        Agreement.objects.filter(intervention=west.stegen, ends_on=None).update(
            ends_on=date(2022, 12, 31)
        )
        Agreement.objects.create(
            intervention=west.stegen,
            starts_on=starts_on,
            ends_on=ends_on,
            planned_participants=planned,
        )
    assert rows(west.get("office", PAGE), "individual")["Stegen"][3] == "24"


def test_without_any_budget_or_funds_everything_is_missing_and_nothing_is_zero(west):
    answer = west.get("office", PAGE)
    shown = plain(answer.content.decode())
    for each in (
        "allocated funds",
        "own capital",
        "the budget of administration",
        "the outcome of administration",
        "budget (Stegen)",
        "outcome (Stegen)",
        "planned participants (Stegen)",
        "participants (Stegen)",
    ):
        assert each in shown
    assert rows(answer, "funds")["Allocated funds"][-1] == "missing"


def test_structural_interventions_stand_by_themselves(west):
    west.intervention("utbildning", orientation="structural", target_groups=["pain"])
    answer = west.get("office", PAGE)
    assert rows(answer, "structural")["Utbildning"] == [
        "Pain",
        "missing",
        "missing",
        "missing",
        "missing",
    ]


def test_the_sheet_of_a_part_of_a_year_is_that_of_the_year(west):
    west.register(2)
    answer = west.get("office", PAGE, period="2022-H1")
    assert "National return for 2022" in plain(answer.content.decode())
    assert rows(answer, "individual")["Stegen"][-2] == "2"


def test_a_year_that_has_not_ended_is_preliminary(west):
    year = clock.today().year
    shown = plain(west.get("office", PAGE, period=str(year)).content.decode())
    assert "the numbers are preliminary" in shown


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 12, 15), []),
        (date(2022, 12, 16), [(date(2023, 1, 15), 2022)]),
        (date(2023, 1, 2), [(date(2023, 1, 15), 2022), (date(2023, 1, 31), 2022)]),
        (date(2023, 1, 29), [(date(2023, 1, 15), 2022), (date(2023, 1, 31), 2022)]),
        (date(2023, 1, 30), [(date(2023, 1, 31), 2022)]),
        (date(2023, 2, 14), [(date(2023, 1, 31), 2022)]),
        (date(2023, 2, 15), []),
        (date(2023, 10, 1), [(date(2023, 10, 15), 2023)]),
    ],
)
def test_the_office_is_reminded_from_a_month_before_until_two_weeks_after(today, expected):
    assert [(each.due_on, each.year) for each in reminders(today=today)] == expected


def test_the_overview_leads_the_office_to_the_sheet_and_nobody_else(west):
    west.register(6)
    assert "/west/uppfoljning-finsam/" in west.get("office", "oversikt/").content.decode()
    assert "/west/uppfoljning-finsam/" not in west.get("board", "oversikt/").content.decode()
