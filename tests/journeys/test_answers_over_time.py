"""A participant and her caseworker look at what has changed, on a screen and on paper."""

import re


def test_answers_over_time_fit_one_sheet_and_keep_picture_and_table(world, open_as):
    someone = f"/{world.slug}/deltagare/{world.open_one.pk}/"
    page = open_as("staff", someone, language="en")
    page.get_by_role("link", name="Answers over time").click()
    sheet = page.get_by_role("region", name="Din vecka", exact=True)
    sheet.wait_for()
    assert sheet.get_by_role("img", name="From the first answer to the latest").count() == 1
    assert sheet.locator(".small-chart").get_by_role("img", name="Hur mår du?").count() == 1
    table = sheet.get_by_role("table", name="All answers: Din vecka, version 1")
    assert table.get_by_role("row").count() == 3
    assert "Intervention staff" in table.inner_text()
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_a_figure_of_the_answers_opens_beside_the_page(world, open_as):
    page = open_as("staff", f"/{world.slug}/insatser/promise/svar/?period=2022", language="en")
    page.locator("a.figure").first.click()
    panel = page.locator("#panel-body")
    panel.get_by_text("Numerator").wait_for()
    assert "Promise Hjo" in panel.inner_text()
