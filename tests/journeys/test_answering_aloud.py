"""Questions and answers read aloud: the recording, else the phone's voice, else no button."""

import pytest
from playwright.sync_api import Page, expect

from stegvis.access.context import acting
from stegvis.surveys.models import Recording
from tests.journeys import inviting
from tests.journeys.inviting import press
from tests.journeys.world import EVERYTHING

# A browser with a Swedish and an Arabic voice that says what it was given.
VOICES = """
window.said = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "sv-SE" }, { lang: "ar_SA" }],
  speak: (each) => { window.said.push([each.lang, each.text]); window.last = each; },
  cancel: () => window.said.push("cancelled"),
} });
"""
SILENT = 'Object.defineProperty(window, "speechSynthesis", { value: undefined });'


@pytest.fixture
def invited(world):
    with inviting.invitation(world) as made:
        yield made


def begun(open_as, invited, script: str) -> Page:
    page = open_as("", width=360)
    page.add_init_script(script)
    page.goto(f"/e/o/{invited.token}/")
    press(page, "Börja")
    press(page, "Vill inte svara")
    expect(page.get_by_text("Fråga 1 av 7")).to_be_visible()
    return page


def test_each_question_and_answer_is_read_in_the_pages_language(open_as, invited):
    page = begun(open_as, invited, VOICES)
    question = page.get_by_role("heading", level=1).inner_text()
    assert page.locator(".listen-to:visible").count() == 1 + page.get_by_role("radio").count()
    assert page.evaluate("said") == []
    first = page.locator(".listen-to").first
    first.click()
    expect(first).to_have_text("Stoppa")
    assert page.evaluate("said") == [["sv-SE", question]]
    first.click()
    expect(first).to_have_text("Lyssna")
    assert page.evaluate("said")[-1] == "cancelled"
    page.locator(".listen-to").nth(1).click()
    assert page.evaluate("said")[-1][1].startswith("1")
    page.evaluate("last.onend()")
    expect(page.locator(".listen-to").nth(1)).to_have_text("Lyssna")
    press(page, "العربية")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    page.locator(".listen-to").first.click()
    assert page.evaluate("said")[-1][0] == "ar_SA"


def test_a_language_without_voice_or_recording_has_no_button(open_as, invited):
    page = begun(open_as, invited, VOICES)
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".listen-to:visible")).to_have_count(0)


def test_a_browser_without_voices_plays_the_recordings_that_there_are(open_as, invited):
    asked = invited.invitation.instrument
    with acting(EVERYTHING):
        kept = Recording.objects.create(
            instrument=asked,
            name=f"{asked.questionnaire.items[0].code}.sv",
            kind="audio/wav",
            sound=_beep(),
        )
    try:
        page = begun(open_as, invited, SILENT)
        button = page.locator(".listen-to:visible")
        expect(button).to_have_count(1)
        with page.expect_response("**/e/l/**") as asked_for:
            button.click()
        assert asked_for.value.ok
        expect(button).to_have_text("Lyssna")  # it is over by itself
        button.click()
    finally:
        with acting(EVERYTHING):
            kept.delete()


def _beep() -> bytes:
    """A tenth of a second of silence as WAV."""
    data = bytes([128]) * 800
    head = b"fmt " + (16).to_bytes(4, "little") + (1).to_bytes(2, "little") * 2
    head += (8000).to_bytes(4, "little") * 2 + (1).to_bytes(2, "little") + (8).to_bytes(2, "little")
    body = b"WAVE" + head + b"data" + len(data).to_bytes(4, "little") + data
    return b"RIFF" + len(body).to_bytes(4, "little") + body
