"""Lists: narrowed, sorted, paged and shared, with and without script."""

from playwright.sync_api import Page, expect

from tests.journeys import looking

LIST = "/deltagare/?period=2022"


def found(page: Page) -> int:
    """The number in the heading of the list."""
    return int(page.locator("h1").inner_text().split()[0])


def test_choosing_a_filter_keeps_focus_says_the_result_and_stands_in_the_address(world, open_as):
    # Given the list of the year
    page = open_as("staff", f"/{world.slug}{LIST}", language="en")
    everyone = found(page)
    # When a referrer is chosen by keyboard
    page.locator("#id_referrer").focus()
    page.keyboard.type("Social Insurance")
    page.wait_for_url("**referrer=fk**")
    expect(page.locator("#results[aria-busy=true]")).to_have_count(0)
    # Then focus is where it was, and the result is said
    assert looking.focus(page)["id"] == "id_referrer"
    said = page.locator("#status").text_content().strip()
    assert said == page.locator("h1").text_content().strip()
    narrowed = found(page)
    assert 0 < narrowed < everyone
    # And the address says it: loaded anew, and opened by someone else, the list is the same
    page.reload()
    assert found(page) == narrowed
    expect(page.locator("#id_referrer")).to_have_value("fk")
    other = open_as("owner", page.url, language="en")
    expect(other.locator("#id_referrer")).to_have_value("fk")
    # And it is remembered until it is cleared
    page.goto(f"/{world.slug}{LIST}")
    expect(page.locator("#id_referrer")).to_have_value("fk")
    page.get_by_role("link", name="Clear filters").click()
    expect(page.locator("#id_referrer")).to_have_value("")
    assert found(page) == everyone


def test_the_list_is_narrowed_without_script(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", language="en", script=False)
    everyone = found(page)
    page.select_option("#id_state", "ended")
    page.get_by_role("button", name="Show", exact=True).click()
    assert 0 < found(page) < everyone
    page.get_by_role("link", name="First day").click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert "state=ended" in page.url


def test_only_values_that_occur_are_offered(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}")
    offered = {
        option.get_attribute("value") for option in page.locator("#id_referrer option").all()
    }
    assert offered <= {"", "fk", "af", "municipal_social_services", "primary_care", "psychiatry"}


def test_the_head_of_a_long_table_stays_in_sight(world, open_as):
    page = open_as("owner", f"/{world.slug}{LIST}")
    region = page.locator("#results [role=region]")
    top = region.bounding_box()["y"]
    region.evaluate("element => { element.scrollTop = 600; }")
    head = page.locator("#results thead th").first.bounding_box()
    assert abs(head["y"] - top) <= 2


def test_columns_are_chosen_and_kept_in_the_address(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}&state=ended", language="en")
    page.get_by_text("Choose columns").click()
    page.check("#table-birth_year")
    page.uncheck("#table-planned_end_on")
    page.get_by_role("button", name="Show these").click()
    heads = page.locator("thead th").all_inner_texts()
    assert "Year of birth" in heads
    assert "Planned end" not in heads
    assert "state=ended" in page.url
    page.reload()
    assert page.locator("thead th").all_inner_texts() == heads


def test_menus_close_with_escape_and_give_focus_back(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", language="en")
    page.keyboard.press("p")
    menu = page.locator("#period-menu")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert looking.focus(page)["tag"] == "SUMMARY"


def test_the_sheet_of_keys_opens_with_a_question_mark_and_can_be_switched_off(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", language="en")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    expect(sheet).to_be_visible()
    assert looking.violations(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    # In a field a question mark is a question mark
    page.get_by_text("Period:").click()
    page.fill("#period-text", "")
    page.locator("#period-text").press("?")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    sheet.get_by_role("button", name="Turn the single-key shortcuts off").click()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_place_and_period_are_in_sight_and_follow_along(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", language="en")
    header = page.locator(".site-header")
    expect(header).to_contain_text(world.association.name)
    expect(header).to_contain_text("Period: 2022")
    page.get_by_role("navigation", name="Main menu").get_by_text("Interventions").click()
    assert page.url.endswith("/insatser/?period=2022")
    page.get_by_text("Period:").click()
    page.get_by_role("link", name="2021", exact=True).click()
    assert page.url.endswith("/insatser/?period=2021")
    expect(header).to_contain_text("Period: 2021")


def test_the_menu_of_a_narrow_screen_opens_over_the_page(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", width=360, language="en")
    menu = page.get_by_role("navigation", name="Main menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    assert looking.violations(page) == []
    menu.get_by_role("link", name="Interventions").click()
    expect(page.locator("h1")).to_contain_text("interventions")


def test_language_and_theme_are_chosen_without_script(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", script=False)
    page.locator(".site-header .menu--end summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".site-header .menu--end summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    assert page.url.endswith(LIST)


def test_a_session_that_has_ended_leads_to_the_login_and_not_into_the_list(world, open_as):
    page = open_as("staff", f"/{world.slug}{LIST}", language="en")
    page.context.clear_cookies(name="stegvis_session")
    page.select_option("#id_referrer", "fk")
    page.wait_for_url("**/konto/logga-in/**")
    expect(page.locator("h1")).to_have_text("Log in")
