"""Someone who has never seen the program answers in Arabic on a small phone and a bad line."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.actions import invitations
from stegvis.surveys.models import Answer, Instrument, InstrumentUse, Invitation, Response
from tests.factories import surveys
from tests.factories.people import participation
from tests.journeys.world import EVERYTHING

NEXT, SKIP, SEND = "التالي", "لا أريد الإجابة", "أرسل إجاباتي"


@pytest.fixture
def invited(world):
    """A fresh invitation to the self-assessment; gone when the journey is over."""
    with acting(EVERYTHING):
        shipping.ensure()
        asked = Instrument.objects.get(code="self-assessment")
        use = InstrumentUse.objects.filter(
            intervention=world.open_one.intervention, instrument=asked
        ).first() or surveys.use(world.open_one.intervention, asked)
        person = participation(world.open_one.site, started_on=clock.today())
        made = invitations.invite(
            participation=person,
            instrument=use.instrument,
            occasion="start",
            due_on=person.started_on,
            by=world.users["staff"],
            now=timezone.now(),
            today=clock.today(),
        )
    yield made
    with acting(EVERYTHING):
        Response.objects.filter(participation=person).delete()
        Invitation.objects.filter(participation=person).delete()
        Participation.objects.filter(pk=person.pk).delete()


def stored(invited) -> list[tuple[str, str]]:
    with acting(EVERYTHING):
        rows = Answer.objects.filter(response__participation=invited.invitation.participation)
        return list(rows.order_by("pk").values_list("item", "value"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def on(page: Page, number: int) -> None:
    expect(page.get_by_text(f"السؤال {number} من 7")).to_be_visible()


def answer(page: Page, number: int, value: str) -> None:
    on(page, number)
    page.get_by_role("radio", name=value).check()


def when_she_has_begun_in_arabic(page: Page) -> None:
    press(page, "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    press(page, "ابدأ")
    page.get_by_role("radio", name="نعم").check()
    press(page, NEXT)


def test_arabic_on_a_small_phone_with_the_line_cut_twice(open_as, invited):
    page = open_as("", f"/e/o/{invited.token}/", width=360)
    assert invited.token not in page.url
    when_she_has_begun_in_arabic(page)
    answer(page, 1, "5")
    page.context.set_offline(True)
    press(page, NEXT)
    expect(page.get_by_role("status")).to_be_visible()
    page.context.set_offline(False)
    answer(page, 2, "4")

    # The second time the answer arrives, and only the reply is lost.
    cut = []

    def lose_one_reply(route: Route) -> None:
        if cut or route.request.method != "POST":
            route.continue_()
            return
        cut.append(route.fetch())
        route.abort()

    page.route("**/e/**", lose_one_reply)
    press(page, NEXT)
    answer(page, 3, "6")
    assert len(cut) == 1
    press(page, NEXT)
    for number in range(4, 7):
        answer(page, number, "3")
        press(page, NEXT)
    on(page, 7)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, SKIP)
    cut.clear()
    press(page, SEND)
    expect(page.get_by_role("heading", name="شكراً، تم الاستلام")).to_be_visible()
    assert [value for _item, value in stored(invited)] == ["5", "4", "6", "3", "3", "3"]
    with acting(EVERYTHING):
        person = invited.invitation.participation
        assert Response.objects.filter(participation=person).count() == 1


def test_the_same_without_script(open_as, invited):
    page = open_as("", f"/e/o/{invited.token}/", width=360, script=False)
    when_she_has_begun_in_arabic(page)
    answer(page, 1, "2")
    press(page, NEXT)
    on(page, 2)
    press(page, "توقّف هنا")
    press(page, SEND)
    expect(page.get_by_role("heading", name="شكراً، تم الاستلام")).to_be_visible()
    assert [value for _item, value in stored(invited)] == ["2"]


def test_every_button_is_big_enough_for_a_thumb(open_as, invited):
    page = open_as("", f"/e/o/{invited.token}/", width=360)
    when_she_has_begun_in_arabic(page)
    on(page, 1)
    for each in page.locator("button:visible, .choice").all():
        assert each.bounding_box()["height"] >= 44
