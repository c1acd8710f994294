"""Surveys through a browser: made, looked through, planned, imported, and why nobody answered."""

from playwright.sync_api import expect

from stegvis.surveys.xlsform import writing
from tests.factories import surveys
from tests.journeys import looking


def test_an_owner_makes_a_survey_and_plans_it_on_a_phone_without_script(world, open_as):
    # Given the surveys of an intervention, on a narrow screen without script
    place = world.interventions[1]
    path = f"/{world.slug}/insatser/{place.slug}/enkater/"
    page = open_as("owner", path, language="en", width=360, script=False)
    assert looking.overflow(page) == 0
    # When she writes two questions
    page.get_by_role("link", name="Make a short survey").click()
    page.get_by_label("Title").fill("Veckan som gick")
    page.get_by_label("Question", exact=True).nth(0).fill("Hur har veckan varit?")
    page.get_by_label("Question", exact=True).nth(1).fill("Vill du berätta mer?")
    page.get_by_label("Answered with").nth(1).select_option(label="Own words")
    assert looking.overflow(page) == 0
    page.get_by_role("button", name="Save the survey").click()
    # Then she sees it as the respondent will
    expect(page.locator("h1")).to_have_text("Veckan som gick")
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    assert looking.overflow(page) == 0
    # And when she plans to ask with it every third month
    page.goto(path)
    page.get_by_role("link", name="Add a survey").click()
    survey = page.locator("select[name=instrument]")
    made = survey.locator("option", has_text="Veckan som gick").get_attribute("value")
    survey.select_option(value=made)
    page.get_by_label("Every so many months").fill("3")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.locator("main")).to_contain_text("at start, every 3 months, at exit")
    # Then a change of the words makes a second version, asked from today
    page.get_by_role("link", name="Veckan som gick").first.click()
    page.get_by_role("link", name="Change the questions").click()
    page.get_by_label("Question", exact=True).nth(0).fill("Hur blev veckan?")
    page.get_by_role("button", name="Save the survey").click()
    expect(page.locator("main")).to_contain_text("version 2 holds")


def test_the_office_is_told_which_cell_stands_in_the_way_of_an_import(world, open_as):
    # Given a file that asks for a place
    page = open_as("office", f"/{world.slug}/enkater/las-in/", language="en", width=360)
    form = surveys.form(code="platsen")
    sheets = writing.sheets(form)
    sheets["survey"][0]["type"] = "geopoint"
    # When it is imported
    page.get_by_label("File (.xlsx)").set_input_files(_file(writing.saved(sheets)))
    page.get_by_role("button", name="Import", exact=True).click()
    # Then the cell is named and nothing is kept
    refused = page.locator("#faults")
    expect(refused).to_contain_text("survey")
    expect(refused).to_contain_text("geopoint")
    assert looking.overflow(page) == 0
    # And the file as it was meant is taken in
    page.get_by_label("File (.xlsx)").set_input_files(_file(writing.workbook(form)))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("main")).to_contain_text("The survey has been imported.")


def test_the_staff_say_why_nobody_answered_and_take_it_back(world, open_as):
    # Given someone whose first survey was never answered
    path = f"/{world.slug}/deltagare/{world.open_one.pk}/enkater/"
    page = open_as("staff", path, language="en", width=360)
    assert looking.overflow(page) == 0
    # When the staff say that there was no interpreter
    page.locator("summary", has_text="Not answered").first.click()
    page.get_by_label("Why not?").first.select_option(label="No interpreter")
    page.get_by_role("button", name="Save", exact=True).first.click()
    # Then it says so, and can be undone
    expect(page.locator("main")).to_contain_text("No interpreter")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("The occasion waits again.")


def _file(content: bytes) -> dict[str, object]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "form.xlsx", "mimeType": kind, "buffer": content}
