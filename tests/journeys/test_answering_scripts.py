"""Nothing that an author or somebody who answers writes runs as script, on any page it reaches.

More than five hundred texts run with ``--long``, a few of each kind in every run. That the console
stays silent, so that not even the content security policy had to stop anything, is asserted by
the fixture that opens the pages.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request

from stegvis.access.context import acting
from stegvis.surveys.models import HelpText, Instrument
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Section
from stegvis.surveys.rules.words import LANGUAGES
from tests.factories import surveys
from tests.journeys import inviting
from tests.journeys.conftest import LONG
from tests.journeys.payloads import RUN, payloads
from tests.journeys.world import EVERYTHING

ALL = payloads()
AT_ONCE = 12
BATCHES = [ALL[at : at + AT_ONCE] for at in range(0, len(ALL), AT_ONCE)]
SHOWN = BATCHES if LONG else [ALL[::113]]
RAN = "typeof window.ran"


def test_there_are_more_than_five_hundred_and_each_would_be_noticed():
    assert len(set(ALL)) >= 500
    watched = [each for each in ALL if RUN in each or "/ran/" in each]
    assert len(watched) >= 500


@pytest.fixture(params=range(len(SHOWN)))
def texts(request) -> list[str]:
    return SHOWN[request.param]


@pytest.fixture
def asked(world, texts) -> Iterator[Instrument]:
    """A survey all of whose texts are hostile, and texts of help that are so too."""
    everything = {"sv": " ".join(texts)}
    with acting(EVERYTHING):
        place = world.open_one.intervention
        made = surveys.instrument(
            intervention=place,
            title=everything,
            intro=everything,
            closing=everything,
            licence=everything["sv"][:200],
            source=everything["sv"][:200],
            sections=(Section(tuple(_items(texts)), title=everything, intro=everything),),
        )
        helped = [
            HelpText.objects.create(
                association=world.association,
                municipality_id="1472",
                language=language,
                where_help_is=everything["sv"],
                what_happens_next=everything["sv"],
            )
            for language in LANGUAGES
        ]
        place.sites.update(municipality_id="1472")
    yield made
    with acting(EVERYTHING):
        for each in helped:
            each.delete()
        place.sites.update(municipality_id=None)


def _items(texts: list[str]) -> Iterator[Item]:
    for number, each in enumerate(texts):
        said = {"sv": each}
        options = (Option("a", said), Option("b", {"sv": f"{each} b"}))
        words = {"hint": said, "low_label": said, "high_label": said}
        kind = (Kind.SCALE, Kind.CHOICE, Kind.CHOICES, Kind.SPLIT)[number % 4]
        yield Item(f"q{number}", kind, said, options=options, **words)
        yield Item(f"t{number}", Kind.TEXT, said, hint=said)


@pytest.mark.long
def test_nothing_that_is_written_runs_as_script(world, open_as, asked, texts):
    reached: list[str] = []
    with inviting.invitation(world, asked) as made:
        person = made.invitation.participation
        page = open_as("", width=360)
        _watch(page, reached)
        _answer(page, made.token, texts)
        for role, path in _pages(world, asked, person):
            seen = open_as(role)
            _watch(seen, reached)
            seen.goto(path)
            assert texts[0][:9] in _words(seen), path
            _nothing_ran(seen, path)
    assert reached == []


def _answer(page: Page, token: str, texts: list[str]) -> None:
    """Through every page, writing the texts wherever something can be written."""
    page.goto("/e/")
    page.locator("#code").fill(texts[0][:40])
    page.locator("button.main").click()
    page.wait_for_selector("h1:has-text('går inte att använda')")
    _nothing_ran(page, "code")
    page.goto(f"/e/o/{token}/")
    page.locator("[name=next]").click()
    page.locator("[name=skip]").click()
    for number, each in enumerate(text for text in texts for _twice in range(2)):
        page.wait_for_selector(f"progress[value='{number + 1}']", state="attached")
        _nothing_ran(page, f"question {number}")
        if page.locator("textarea").count():
            page.locator("textarea").fill(each)
            page.locator("[name=next]").click()
        else:
            _fill_wrongly(page, each)
    page.wait_for_selector("[name=send]")
    page.locator("[name=back]").click()
    page.wait_for_selector("progress[value='1']", state="attached")
    page.goto(f"/e/fraga/{2 * len(texts)}/")
    assert texts[-1][:9].strip() in page.locator("textarea").input_value()
    _nothing_ran(page, "written before")
    page.goto("/e/klar/")
    page.locator("[name=send]").click()
    page.wait_for_selector("h1:has-text('Tack')")
    assert texts[0][:9] in page.locator("main").inner_text()
    _nothing_ran(page, "thanks")


def _fill_wrongly(page: Page, text: str) -> None:
    """A question that has no words for an answer is sent some all the same."""
    for each in page.locator("input[name=answer]").all():
        if each.get_attribute("type") in ("radio", "checkbox"):
            each.evaluate("(field, text) => { field.value = text; field.checked = true; }", text)
        else:
            each.fill(text)
    page.locator("[name=next]").click()
    page.wait_for_selector("#problem")
    _nothing_ran(page, "a wrong answer")
    page.locator("[name=skip]").click()


def _pages(world, asked: Instrument, person) -> list[tuple[str, str]]:
    """Who sees what was written, and where."""
    here = f"/{world.slug}"
    one = f"{here}/enkater/{asked.pk}/"
    uses = f"{here}/insatser/{asked.intervention.slug}/enkater/"
    stay = f"{here}/deltagare/{person.pk}/"
    return [
        ("owner", f"{here}/enkater/"),
        ("owner", one),
        ("owner", f"{one}visa/"),
        ("owner", f"{one}inspelningar/"),
        ("owner", uses),
        ("office", f"{here}/enkater/hjalp/1472/"),
        ("staff", stay),
        ("staff", f"{stay}enkater/"),
        ("staff", f"{stay}enkater/egna-ord/"),
    ]


def _words(page: Page) -> str:
    """What can be read on the page, in boxes too."""
    boxes = [each.input_value() for each in page.locator("textarea").all()]
    return " ".join([page.locator("body").inner_text(), *boxes])


def _watch(page: Page, reached: list[str]) -> None:
    def requested(request: Request) -> None:
        if "/ran/" in request.url:
            reached.append(request.url)

    page.on("request", requested)
    page.on("dialog", lambda dialog: reached.append(dialog.message))


def _nothing_ran(page: Page, where: str) -> None:
    assert page.evaluate(RAN) == "undefined", where
    assert "javascript:" not in page.url
