"""The pages of an unlinked form: nothing is stored before the last post, and then a count."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.models import AnswerDraft, Instrument, UnlinkedCount, UsedKey, WaitingForm
from stegvis.surveys.views import counting, visits
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def use():
    shipping.ensure()
    return surveys.use(intervention(), Instrument.objects.get(code="violence"))


def text(answer) -> str:
    return answer.content.decode()


def go(client: Client, page, **said):
    state = re.search('name="state" value="([^"]+)"', text(page))[1]
    return client.post("/e/i/", {"state": state} | said)


def opened(client: Client, use):
    """The first page of the form, by its link."""
    link = f"/e/i/{counting.token_of(use)}/"
    return client.get(link, follow=True, headers={"accept-language": "sv"})


def answered(client: Client, use, *, gender: str = "woman"):
    """The page on which the answers are sent."""
    page = go(client, opened(client, use), next="")
    page = go(client, page, answer=gender, next="")
    page = go(client, page, answer="first", next="")
    for _each in range(7):
        page = go(client, page, answer="no", next="")
    return page


def waiting() -> list[tuple[str, str, dict]]:
    with context.acting(EVERYTHING):
        return list(WaitingForm.objects.values_list("gender", "occasion", "pattern"))


def test_a_form_is_counted_when_it_is_sent_and_not_before(client, use):
    page = answered(client, use)
    assert waiting() == []
    assert UsedKey.objects.count() == 0
    thanks = go(client, page, send="")
    assert thanks.status_code == 200
    assert waiting() == [("woman", "first", {f"q{number}": "no" for number in range(1, 8)})]
    assert AnswerDraft.objects.count() == 0


def test_a_form_that_is_sent_twice_is_counted_once(client, use):
    page = answered(client, use)
    for _each in range(3):
        assert go(client, page, send="").status_code == 200
    assert len(waiting()) == 1


def test_five_people_become_one_row_of_the_counts(use):
    for _each in range(5):
        client = Client()
        go(client, answered(client, use), send="")
    with context.acting(EVERYTHING):
        row = UnlinkedCount.objects.get()
    assert (row.count, row.gender, row.instrument) == (5, "woman", "violence")
    assert waiting() == []


def test_there_is_a_way_out_on_every_page_and_help_at_the_end(client, use):
    page = opened(client, use)
    assert 'class="leave"' in text(page)
    assert "<title>Frågor</title>" in text(page)
    state = go(client, page, next="")
    assert 'class="leave"' in text(state)
    end = text(go(client, go(client, state, stop=""), remove=""))
    assert "112" in end
    assert "1177" in end


def test_language_changes_without_losing_answers(client, use):
    page = go(client, opened(client, use), next="")
    arabic = go(client, page, answer="man", language="ar")
    assert '<html lang="ar" dir="rtl">' in text(arabic)
    assert text(arabic).count("checked") == 1


def test_cookies_say_which_form_it_is_and_the_same_to_everybody(client, use):
    other = Client()
    for each in (client, other):
        go(each, answered(each, use), send="")
        assert set(each.cookies) <= {"stegvis_csrf", "stegvis_asked"}
    said = {visits.asked_of(each.get("/e/").wsgi_request) for each in (client, other)}
    assert said == {counting.token_of(use)}


def test_after_the_quick_exit_nothing_of_the_form_comes_back(client, use):
    first = opened(client, use)
    page = go(client, first, next="")
    left = client.get("/e/lamna/")
    assert left["Location"].startswith("https://")
    assert left["Referrer-Policy"] == "no-referrer"
    for again in (client.get("/e/i/"), go(client, page, answer="woman", next="")):
        assert again.status_code == 404
        assert "<h1>Länken eller koden" in text(again)
    assert go(client, answered(Client(), use), send="").status_code == 404
    assert waiting() == []


def test_a_link_that_was_made_up_or_a_use_that_is_over_opens_nothing(client, use):
    token = counting.token_of(use)
    assert client.get(f"/e/i/{token[:-1]}/").status_code == 404
    assert client.get(f"/e/i/{use.pk}.{'x' * 43}/").status_code == 404
    use.used_to = date(2021, 1, 1)
    use.save()
    assert client.get(f"/e/i/{token}/").status_code == 404
    linked = surveys.use(use.intervention)
    assert client.get(f"/e/i/{counting.token_of(linked)}/").status_code == 404


def test_a_state_that_was_changed_is_refused(client, use):
    page = opened(client, use)
    state = re.search('name="state" value="([^"]+)"', text(page))[1]
    assert client.post("/e/i/", {"state": state[:-1], "next": ""}).status_code == 404


def test_staff_find_the_link_from_a_participation(client, use):
    with context.acting(EVERYTHING):
        person = participation(use.intervention, started_on=clock.today())
    client.force_login(user_with(INTERVENTION_STAFF, person.site))
    home = f"/{person.association.slug}"
    poster = f"{home}/insatser/{use.intervention.slug}/enkater/{use.pk}/lank/"
    assert poster in text(client.get(f"{home}/deltagare/{person.pk}/enkater/lankar/"))
    page = text(client.get(poster))
    assert f"/e/i/{counting.token_of(use)}/" in page
    assert "<svg" in page
