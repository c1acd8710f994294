"""The pages of answering, as a browser without JavaScript meets them."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.models import Answer, AnswerDraft, Instrument, Invitation, Response
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def person():
    with context.acting(EVERYTHING):
        shipping.ensure()
        place = intervention()
        asked = Instrument.objects.get(code="self-assessment")
        surveys.use(place, asked)
        return participation(place, started_on=clock.today())


@pytest.fixture
def staff(person):
    client = Client()
    client.force_login(user_with(INTERVENTION_STAFF, person.site))
    return client


def address(person) -> str:
    return f"/{person.association.slug}/deltagare/{person.pk}/enkater/lankar/"


def invite(staff, person) -> tuple[str, str]:
    """The path of a fresh link, and the code, as the page for print says them."""
    instrument = Instrument.objects.get(code="self-assessment")
    said = {"instrument": instrument.pk, "occasion": "start", "due_on": person.started_on}
    page = staff.post(address(person), said)
    assert page.status_code == 200
    return page.context["link"].removeprefix("http://testserver"), page.context["code"]


def text(answer) -> str:
    return answer.content.decode()


def answer_all(client: Client, value: str = "4") -> None:
    for number in range(1, 8):
        page = client.get(f"/e/fraga/{number}/")
        item = page.context["question"].code
        client.post(f"/e/fraga/{number}/", {"item": item, "answer": value, "next": ""})


def stored() -> list[str]:
    with context.acting(EVERYTHING):
        return list(Answer.objects.order_by("pk").values_list("value", flat=True))


def test_a_link_leads_to_one_question_a_page_and_one_response(client, staff, person):
    link, _code = invite(staff, person)
    first = client.get(link)
    assert (first.status_code, first["Location"]) == (302, "/e/start/")
    assert client.post("/e/start/", {"next": ""})["Location"] == "/e/prova/"
    assert client.post("/e/prova/", {"next": "", "practice": "yes"})["Location"] == "/e/fraga/1/"
    answer_all(client)
    done = client.get("/e/klar/")
    assert done.context["words"]["answered"].count("7") == 2
    assert client.post("/e/klar/", {"send": ""})["Location"] == "/e/tack/"
    assert client.post("/e/klar/", {"send": ""})["Location"] == "/e/tack/"
    assert client.get("/e/tack/").status_code == 200
    assert stored() == ["4"] * 7


def test_each_page_says_which_question_of_how_many(client, staff, person):
    client.get(invite(staff, person)[0], headers={"accept-language": "sv"})
    assert "Fråga 3 av 7" in text(client.get("/e/fraga/3/"))


def test_a_question_can_be_skipped_and_answered_again_on_the_way_back(client, staff, person):
    client.get(invite(staff, person)[0])
    assert client.post("/e/fraga/1/", {"item": "perceived_health", "skip": ""}).status_code == 302
    said = {"item": "mental_health", "answer": "2", "back": ""}
    assert client.post("/e/fraga/2/", said)["Location"] == "/e/fraga/1/"
    page = text(client.get("/e/fraga/2/"))
    assert page.count("checked") == 1
    client.post("/e/klar/", {"send": ""})
    assert stored() == ["2"]


def test_who_answers_nothing_is_told_what_to_do(client, staff, person):
    client.get(invite(staff, person)[0], headers={"accept-language": "sv"})
    page = client.post("/e/fraga/1/", {"item": "perceived_health", "next": ""})
    assert page.status_code == 422
    assert "Vill inte svara" in text(page)
    assert (
        client.post("/e/fraga/1/", {"item": "perceived_health", "answer": "9"}).status_code == 422
    )


def test_another_language_loses_no_answer_and_arabic_runs_from_the_right(client, staff, person):
    client.get(invite(staff, person)[0])
    said = {"item": "perceived_health", "answer": "5", "language": "ar"}
    assert client.post("/e/fraga/1/", said)["Location"] == "/e/fraga/1/"
    page = text(client.get("/e/fraga/1/"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "السؤال 1 من 7" in page
    assert page.count("checked") == 1
    client.post("/e/fraga/1/", {"item": "perceived_health", "language": "sv-easy"})
    easy = text(client.get("/e/fraga/1/"))
    assert '<html lang="sv" dir="ltr">' in easy
    assert "Min kropp mår bra." in easy
    assert easy.count("checked") == 1


def test_who_stops_can_send_what_there_is_or_remove_it(client, staff, person):
    link = invite(staff, person)[0]
    client.get(link)
    said = {"item": "perceived_health", "answer": "5", "stop": ""}
    assert client.post("/e/fraga/1/", said)["Location"] == "/e/klar/"
    assert client.post("/e/klar/", {"remove": ""}).status_code == 200
    with context.acting(EVERYTHING):
        assert (AnswerDraft.objects.count(), Response.objects.count()) == (0, 0)
    assert client.get("/e/fraga/1/").status_code == 404
    assert client.get(link).status_code == 302


def test_wrong_old_used_and_revoked_links_look_alike(client, staff, person):
    link, _code = invite(staff, person)
    revoked, _code = link, invite(staff, person)
    bodies = {
        (client.get(each).status_code, text(client.get(each))) for each in (revoked, _wrong())
    }
    used, code = invite(staff, person)
    client.get(used)
    client.post("/e/fraga/1/", {"item": "perceived_health", "answer": "5"})
    client.post("/e/klar/", {"send": ""})
    other = Client()
    bodies.add((other.get(used).status_code, text(other.get(used))))
    typed = other.post("/e/", {"code": code})
    bodies.add((typed.status_code, text(typed)))
    assert len(bodies) == 1
    assert bodies.pop()[0] == 404


def _wrong() -> str:
    return "/e/o/" + "x" * 22 + "/"


def test_fifty_visits_of_mail_scanners_change_nothing(staff, person):
    link, _code = invite(staff, person)
    with context.acting(EVERYTHING):
        before = Invitation.objects.values().get()
    for number in range(50):
        scanner = Client()
        ask = scanner.head if number % 2 else scanner.get
        assert ask(link).status_code == 302
        for path in ("/e/start/", "/e/prova/", "/e/fraga/1/", "/e/klar/", "/e/tack/"):
            assert ask(path).status_code == 200
    with context.acting(EVERYTHING):
        assert Invitation.objects.values().get() == before
        assert AnswerDraft.objects.count() == 0
    assert Client().get(link).status_code == 302


def test_wrong_tries_are_slowed_and_others_at_the_same_address_are_served(client, staff, person):
    link, code = invite(staff, person)
    statuses = [client.get(_wrong()).status_code for _each in range(25)]
    assert statuses[:20] == [404] * 20
    assert statuses[-1] == 429
    assert client.post("/e/", {"code": "BBBBB-BBBBB"}).status_code == 429
    assert client.get(link).status_code == 302
    assert client.post("/e/", {"code": code}).status_code == 302


def test_the_secret_is_in_the_address_only_until_the_first_answer(client, staff, person):
    link, _code = invite(staff, person)
    token = link.split("/")[3]
    opened = client.get(link)
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened["Cache-Control"]
    cookie = opened.cookies["stegvis_answering"]
    assert token not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/e/", True, "Lax")
    for path in ("/e/start/", "/e/prova/", "/e/fraga/1/", "/e/klar/"):
        page = client.get(path)
        assert token not in text(page)
        assert "no-store" in page["Cache-Control"]


def test_a_cookie_that_was_changed_opens_nothing(client, staff, person):
    client.get(invite(staff, person)[0])
    client.cookies["stegvis_answering"] = client.cookies["stegvis_answering"].value[:-1] + "x"
    assert client.get("/e/start/").status_code == 404


def test_titles_and_addresses_say_nothing_of_what_is_asked(client, staff, person):
    client.get(invite(staff, person)[0], headers={"accept-language": "sv"})
    page = text(client.get("/e/fraga/1/"))
    assert "<title>Frågor</title>" in page
    assert "enkat" not in client.get("/e/fraga/1/").wsgi_request.path


def test_the_first_load_is_far_below_150_kilobytes(client, staff, person):
    client.get(invite(staff, person)[0])
    page = client.get("/e/start/")
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', text(page))
    assert len(files) == 4
    sizes = [Path(finders.find(each)).stat().st_size for each in files]
    assert len(page.content) + sum(sizes) < 25_000


def test_the_page_for_print_has_link_code_and_picture_and_no_name(staff, person):
    link, _code = invite(staff, person)
    assert len(link.split("/")[3]) == 22
    instrument = Instrument.objects.get(code="self-assessment")
    said = {"instrument": instrument.pk, "occasion": "start", "due_on": person.started_on}
    page = text(staff.post(address(person), said))
    assert "<svg" in page
    assert person.participant.code not in page.split("<main")[1]
    assert "Så har du det" not in page


def test_what_does_not_wait_cannot_be_invited_to(staff, person):
    instrument = Instrument.objects.get(code="self-assessment")
    said = {"instrument": instrument.pk, "occasion": "exit", "due_on": date(2022, 1, 1)}
    assert staff.post(address(person), said).status_code == 422
    assert staff.post(address(person), said | {"due_on": "2022-99-99"}).status_code == 404


def test_staff_take_back_every_link(client, staff, person):
    link, _code = invite(staff, person)
    assert staff.post(f"{address(person)}aterkalla/").status_code == 302
    assert client.get(link).status_code == 404


def test_staff_of_another_owner_find_nobody_to_invite(client, person):
    client.force_login(user_with(OWNER_MANAGER, intervention().owner))
    assert client.get(address(person)).status_code == 404
