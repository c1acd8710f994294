"""A year of an intervention, entered by hand: 11 admissions, 18 exits and what they add up to.

The records are those of tests/cases/promise-hjo-2022, whose figures were printed by the office.
"""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.casework.models import Participation
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from tests.factories.people import participation, user_with
from tests.factories.places import intervention, organisation
from tests.journeys import looking
from tests.journeys.world import EVERYTHING

CASE = Path(__file__).parents[1] / "cases" / "promise-hjo-2022" / "participations.csv"
MAY = "2022-05-20"
HERE = "/skaraborg"


def records() -> list[dict[str, str]]:
    with CASE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def hjo(world) -> Intervention:
    """The intervention with the thirteen who were there when the year began, and its staff."""
    with acting(EVERYTHING):
        place = intervention(
            association=Association.objects.create(slug="skaraborg", name="Skaraborg"),
            owner=organisation(slug="hjo-kommun", name="Hjo"),
            slug="promise-hjo",
            name="Promise Hjo",
        )
        for row in records():
            if row["started_on"] < "2022":
                participation(
                    place,
                    gender=row["gender"],
                    referrers=row["referrers"].split("|"),
                    started_on=date.fromisoformat(row["started_on"]),
                    reference=row["participation_id"],
                )
        world.users["hjo"] = user_with(INTERVENTION_STAFF, place, name="Hanna Handledare")
    return place


def write(page: Page, row: str, **cells: str) -> None:
    """Fill the cells of a row in; what is chosen from a list by its code."""
    for name, value in cells.items():
        cell = page.locator(f"#id_{row}-{name}")
        if cell.evaluate("cell => cell.tagName") == "SELECT":
            cell.select_option(value)
        else:
            cell.fill(value)


def confirm(page: Page, label: str) -> None:
    page.get_by_role("button", name="Look through").click()
    expect(page.locator("h1")).to_have_text("Look through the round")
    page.get_by_role("button", name=label).click()


def admit_one(page: Page, row: dict[str, str]) -> None:
    """By the ordinary form, with its first question."""
    page.get_by_role("link", name="No, register her").click()
    page.select_option("#id_gender", row["gender"])
    page.fill("#id_birth_year", "1984")
    page.select_option("#id_referrer", row["referrers"])
    page.fill("#id_started_on", row["started_on"])
    page.get_by_role("button", name="Save and add another").click()
    expect(page.locator(".messages")).to_contain_text("is registered.")


def end_round(page: Page, rows: list[dict[str, str]], **defaults: str) -> None:
    """Tick those of the records, write what the defaults do not say, confirm."""
    page.goto(f"{HERE}/deltagare/omgang/avsluta/")
    write(page, "all", **defaults)
    taken: set[int] = set()
    for row in rows:
        one = next(each for each in candidates(row) if each.pk not in taken)
        taken.add(one.pk)
        page.check(f"#id_p{one.pk}-ends")
        steps = [*row["next_steps"].split("|"), ""]
        said = {"step": steps[0], "also": steps[1], "exit_reason": row["exit_reason"]}
        said["ended_on"] = row["ended_on"]
        write(page, f"p{one.pk}", **{n: v for n, v in said.items() if v != defaults.get(n, "")})
    confirm(page, "End these")
    expect(page.locator(".messages")).to_contain_text(f"{len(rows)} exits are registered.")


def candidates(row: dict[str, str]) -> list[Participation]:
    with acting(EVERYTHING):
        found = Participation.objects.filter(
            intervention__slug="promise-hjo",
            started_on=row["started_on"],
            participant__gender=row["gender"],
            referrers=row["referrers"].split("|"),
            ended_on=None,
            voided=False,
        )
        return list(found.order_by("id"))


def test_a_year_entered_by_hand_gives_the_figures_that_the_office_printed(world, hjo, open_as):
    new = [row for row in records() if row["started_on"] >= "2022"]
    ended = [row for row in records() if row["ended_on"]]
    assert (len(new), len(ended)) == (11, 18)
    # Given the staff of Promise Hjo, with thirteen who came along from last year
    page = open_as("hjo", f"{HERE}/deltagare/ny/", language="en")
    # When two are admitted one by one
    for row in new[:2]:
        admit_one(page, row)
    # And the other nine in one grid, whose top row says what they share
    page.goto(f"{HERE}/deltagare/omgang/starta/")
    page.get_by_role("button", name="More rows").click()
    write(page, "all", birth_year="1984", referrer="fk")
    for number, row in enumerate(new[2:], start=1):
        cells = {"gender": row["gender"], "started_on": row["started_on"]}
        if row["referrers"] != "fk":
            cells["referrer"] = row["referrers"]
        write(page, f"r{number}", **cells)
    assert looking.violations(page) == []
    confirm(page, "Start these")
    expect(page.locator(".messages")).to_contain_text("9 participants have started.")
    # And the eight of 20 May are ended in one grid, the other ten in another
    of_may = [row for row in ended if row["ended_on"] == MAY]
    assert len(of_may) == 8
    end_round(
        page,
        of_may,
        ended_on="20/5 2022",
        exit_reason="continued_rehabilitation",
        step="back_to_referrer",
    )
    end_round(page, [row for row in ended if row["ended_on"] != MAY])
    # Then the program says what the office printed: of the year
    page.goto(f"{HERE}/insatser/promise-hjo/?period=2022")
    year = page.get_by_role("region", name="Participants in the period by gender")
    assert numbers(year, "Enrolled in the period") == ["18", "6", "24"]
    assert numbers(year, "New")[-1] == "11"
    assert numbers(year, "Ended") == ["13", "5", "18"]
    assert numbers(year, "Remaining at the period's end")[-1] == "6"
    expect(page.locator("main")).to_contain_text(
        "Most started in May (3) and most ended in May (8)"
    )
    # And of May: in and out, by gender and by formal referrer
    page.goto(f"{HERE}/insatser/promise-hjo/?period={MAY[:7]}")
    month = page.get_by_role("region", name="Participants in the period by gender")
    assert (numbers(month, "New")[-1], numbers(month, "Ended")[-1]) == ("3", "8")
    by_gender = {code: moved(page, f"gender={code}") for code in ("man", "woman")}
    assert by_gender == {"man": 4, "woman": 7}
    parties = ("municipality", "fk")
    by_referrer = {code: moved(page, f"referrer_party={code}") for code in parties}
    assert by_referrer == {"municipality": 6, "fk": 5}


def numbers(table: Locator, row: str) -> list[str]:
    """The numbers of a row of a table, by its heading."""
    found = table.locator("tr", has=table.page.get_by_role("rowheader", name=row, exact=True))
    return found.locator("td").all_inner_texts()


def moved(page: Page, group: str) -> int:
    """Starts and exits of a group in May, as the page of the figure says."""
    where = f"period={MAY[:7]}&intervention=promise-hjo&{group}"
    page.goto(f"{HERE}/siffra/participations.movements/?{where}")
    found = re.search(r"(\d+) participation", page.locator("h1").inner_text())
    assert found
    return int(found[1])


def test_a_grid_is_filled_down_by_keys_and_buttons_and_undone(world, hjo, open_as):
    # Given the grid, with a gender in the rows that are used
    page = open_as("hjo", f"{HERE}/deltagare/omgang/starta/", language="en")
    for row in ("r1", "r2", "r3"):
        write(page, row, gender="woman")
    write(page, "r1", birth_year="1990", started_on="1/11 2022")
    # When a cell is copied from the one above by keys, and a column is filled by its button
    page.locator("#id_r2-birth_year").press("Control+d")
    page.locator("#id_r2-birth_year").press("Enter")
    expect(page.locator("#id_r3-birth_year")).to_be_focused()
    page.keyboard.type("1991")
    page.get_by_role("button", name="Fill down: First day").click()
    assert page.locator("#id_r3-started_on").input_value() == "1/11 2022"
    assert page.locator("#id_r4-started_on").input_value() == ""
    # Then what is missing is told by its row, and nothing is stored
    page.get_by_role("button", name="Look through").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Row 1: Choose one of the alternatives.")
    assert looking.violations(page) == []
    # And once the top row says it, the round is looked through, confirmed and undone
    write(page, "all", referrer="af")
    confirm(page, "Start these")
    expect(page.locator(".messages")).to_contain_text("3 participants have started.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone for 3 participations.")


@pytest.mark.long
def test_a_round_is_started_without_script_on_a_narrow_screen(world, hjo, open_as):
    path = f"{HERE}/deltagare/omgang/starta/"
    page = open_as("hjo", path, language="en", script=False, width=360)
    assert page.get_by_role("button", name="Fill down").count() == 0
    write(page, "all", gender="man", referrer="af", started_on="1/12 2022")
    write(page, "r1", birth_year="1970")
    write(page, "r2", birth_year="1971")
    page.get_by_role("button", name="Look through").click()
    expect(page.locator("h1")).to_have_text("Look through the round")
    page.get_by_role("button", name="Back to the grid").click()
    expect(page.locator("#id_r2-birth_year")).to_have_value("1971")
    confirm(page, "Start these")
    expect(page.locator(".messages")).to_contain_text("2 participants have started.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Undone for 2 participations.")
