"""Every page of who answers, in each language, by day and night, on a narrow screen."""

import pytest
from playwright.sync_api import Page

from stegvis.access.context import acting
from stegvis.surveys.models import HelpText, Instrument
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Section
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.journeys import inviting, looking
from tests.journeys.conftest import LONG
from tests.journeys.world import EVERYTHING

LANGUAGES = ("sv", "sv-easy", "en", "ar")
ALL = [(theme, language) for theme in ("light", "dark") for language in LANGUAGES]
LOOKS = ALL if LONG else [("dark", "ar")]
NAMES = {"sv": "Svenska", "sv-easy": "Lätt svenska", "en": "English", "ar": "العربية"}
WIDTH = 320


def said(swedish: str, arabic: str) -> dict[str, str]:
    return {"sv": swedish, "sv-easy": swedish, "en": swedish, "ar": arabic}


OPTIONS = (
    Option("a", said("Med stöd", "مع دعم")),
    Option("b", said("Utan stöd", "بدون دعم")),
)
ITEMS = (
    Item("scale", Kind.SCALE, said("Hur mår du?", "كيف حالك؟"), highest=6,
         low_label=said("Inte bra", "ليس جيداً"), high_label=said("Mycket bra", "جيد جداً")),
    Item("yes", Kind.YES_NO, said("Sover du gott?", "هل تنام جيداً؟")),
    Item("one", Kind.CHOICE, said("Hur vill du ha det?", "كيف تريد ذلك؟"), options=OPTIONS),
    Item("some", Kind.CHOICES, said("Vad hjälper?", "ما الذي يساعد؟"), options=OPTIONS),
    Item("number", Kind.NUMBER, said("Hur många timmar?", "كم ساعة؟"), lowest=0, highest=40),
    Item("split", Kind.SPLIT, said("Hur delar du din tid?", "كيف تقسم وقتك؟"), options=OPTIONS),
    Item("text", Kind.TEXT, said("Vill du säga något mer?", "هل تريد أن تقول المزيد؟")),
)  # fmt: skip


@pytest.fixture(scope="module")
def asked(world) -> Instrument:
    """A survey with a question of each kind, in all languages, and the office's texts of help."""
    with acting(EVERYTHING):
        place = world.open_one.intervention
        HelpText.objects.create(
            association=world.association,
            language="sv",
            where_help_is="Kuratorn i Hjo har telefon vardagar 9–11.\n\nEfter det: ring 1177.",
            what_happens_next="Vi läser dina svar tillsammans nästa vecka.",
        )
        return surveys.instrument(
            intervention=place,
            code="alla-slag",
            title=said("Hur det är", "كيف الحال"),
            intro=said("Svara så som det känns i dag.", "أجب كما تشعر اليوم."),
            sections=(Section(ITEMS),),
        )


def pages_of(page: Page, token: str, form: str, language: str):
    """One page after the other, with its name, as somebody comes to it."""
    page.goto("/e/")
    yield "code"
    page.goto(f"/e/o/{token}/")
    page.locator(f".languages button[value='{language}']").click()
    page.wait_for_selector(f"[value='{language}'][aria-pressed]")
    yield "welcome"
    page.goto("/e/prova/")
    yield "practice"
    for number, item in enumerate(ITEMS, start=1):
        page.goto(f"/e/fraga/{number}/")
        yield f"question {item.code}"
    page.goto("/e/fraga/1/")
    page.locator("[name=next]").click()
    page.wait_for_selector("#problem")
    yield "problem"
    page.goto("/e/klar/")
    yield "done"
    page.goto("/e/tack/")
    yield "thanks"
    page.context.clear_cookies(name="stegvis_answering")
    page.goto("/e/fraga/1/")
    yield "closed"
    page.goto(form)
    page.locator(f".languages button[value='{language}']").click()
    page.wait_for_selector(f"[value='{language}'][aria-pressed]")
    yield "form"
    page.locator("[name=next]").click()
    for number, name in enumerate(("gender", "occasion", "unlinked question"), start=1):
        page.wait_for_selector(f"progress[value='{number}']", state="attached")
        yield name
        page.locator("[name=skip]").click()


def _small(page: Page) -> list[str]:
    """Targets too small for a thumb; of a choice the whole row is one."""
    rows = [each.bounding_box()["height"] for each in page.locator(".choice").all()]
    low = [f"a row of {height} px" for height in rows if height < 44]
    found = looking.small_targets(page, least=44)
    return low + [name for name, *_size in found if "radio" not in name and "checkbox" not in name]


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_targets_are_for_thumbs_and_nothing_scrolls_sideways(
    world, open_as, asked, theme, language
):
    with acting(EVERYTHING):
        use = inviting.used(world, Instrument.objects.get(code="violence"))
        form = f"/e/i/{counting.token_of(use)}/"
    found, pale, small, wide = {}, {}, {}, {}
    page = open_as("", width=WIDTH, theme=theme)
    with inviting.invitation(world, asked) as made:
        for name in pages_of(page, made.token, form, language):
            found[name] = looking.violations(page)
            pale[name] = looking.pale_edges(page)
            small[name] = _small(page)
            wide[name] = looking.overflow(page)
            looking.spaced_text(page)
            wide[f"{name}, wide text"] = looking.overflow(page)
            if name not in ("code", "closed"):
                assert page.locator("html").get_attribute("dir") == (
                    "rtl" if language == "ar" else "ltr"
                )
    assert len(found) == 18
    assert {name: each for name, each in found.items() if each} == {}
    assert {name: each for name, each in pale.items() if each} == {}
    assert {name: each for name, each in small.items() if each} == {}
    assert {name: each for name, each in wide.items() if each > 0} == {}
