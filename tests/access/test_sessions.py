"""Sessions end by themselves, at once when they should, and cannot be guessed into."""

import os
import time
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.access import sessions
from stegvis.access.login import end_sessions
from tests.access.entering import LOGIN, PASSWORD, log_in, staff
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limit_of_another_test():
    cache.clear()


def shift(client: Client, **seconds: float) -> None:
    """As if so much time had passed since the session began or was used."""
    session = client.session
    for name, passed in seconds.items():
        session[name] = time.time() - passed
    session.save()


@pytest.mark.parametrize(
    ("passed", "open_still"),
    [
        ({"seen_at": 29 * 60}, True),
        ({"seen_at": 31 * 60}, False),
        ({"began_at": 12 * 3600 - 60}, True),
        ({"began_at": 12 * 3600 + 60}, False),
    ],
)
def test_a_session_ends_after_half_an_hour_unused_and_after_twelve_hours(
    client, passed, open_still
):
    client.force_login(staff())
    client.get("/")
    shift(client, **passed)
    to_login = client.get("/").get("Location", "").startswith(LOGIN)
    assert to_login is not open_still


def test_using_it_keeps_it_open(client):
    client.force_login(user())
    client.get("/")
    shift(client, seen_at=25 * 60)
    client.get("/")
    assert time.time() - client.session[sessions.SEEN] < 60


def test_deactivation_ends_every_session_at_the_next_request_and_for_good():
    someone = user()
    clients = [Client() for _ in range(5)]
    for each in clients:
        log_in(each, someone)
        assert each.get("/").status_code == 200
    someone.is_active = False
    end_sessions(someone)
    someone.save()
    assert {each.get("/").status_code for each in clients} == {302}
    someone.is_active = True
    someone.save()
    assert {each.get("/").status_code for each in clients} == {302}, "an opened account is new"


def test_the_key_of_a_session_changes_at_login_and_the_old_one_is_dead(client):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["stegvis_session"] = before = session.session_key
    log_in(client, user())
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_new_password_gives_a_new_key_and_ends_the_other_sessions(client):
    someone = user()
    other = Client()
    log_in(other, someone)
    log_in(client, someone)
    before = client.session.session_key
    client.post(
        "/konto/byt-losenord/",
        {
            "oldpassword": PASSWORD,
            "password1": "a fine new sentence",
            "password2": "a fine new sentence",
        },
    )
    assert client.get("/").status_code == 200
    assert client.session.session_key != before
    assert other.get("/").status_code == 302


def test_after_logout_the_browser_is_told_to_forget(client):
    log_in(client, user())
    answer = client.post("/konto/logga-ut/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/").status_code == 302


def test_a_locked_screen_shows_nothing_until_the_password_is_given(client):
    someone = staff()
    client.force_login(someone)
    client.post("/konto/las/", {"next": "/west/deltagare/"})
    for path in ("/", "/west/deltagare/", "/konto/byt-losenord/", "/konto/tvasteg/"):
        assert client.get(path)["Location"] == "/konto/las-upp/", path
    assert client.post("/konto/las-upp/", {"proof": "wrong"}).status_code == 422
    answer = client.post("/konto/las-upp/", {"proof": PASSWORD})
    assert answer["Location"] == "/west/deltagare/"


def test_a_lock_leads_back_to_this_site_only(client):
    client.force_login(user())
    client.post("/konto/las/", {"next": "https://evil.example/"})
    assert client.post("/konto/las-upp/", {"proof": PASSWORD})["Location"] == "/"


def test_a_locked_screen_takes_five_tries(client):
    client.force_login(user())
    client.post("/konto/las/", {"next": "/"})
    for _ in range(5):
        client.post("/konto/las-upp/", {"proof": "wrong"})
    assert client.post("/konto/las-upp/", {"proof": PASSWORD}).status_code == 422


def wrong(client: Client, email: str, address: str, **headers: str):
    form = {"login": email, "password": "wrong"}
    return client.post(LOGIN, form, REMOTE_ADDR=address, **headers)


def limited(answer) -> bool:
    if answer.status_code == 429:
        return True
    errors = answer.context["form"].non_field_errors().as_data()
    return {each.code for each in errors} == {"too_many_login_attempts"}


def test_one_account_from_a_hundred_addresses_is_tried_at_most_ten_times(client):
    someone = user()
    tries = [wrong(client, someone.email, f"192.0.2.{n}") for n in range(100)]
    assert sum(not limited(each) for each in tries) <= 10
    assert limited(tries[-1])


def test_a_hundred_accounts_from_one_address_are_tried_at_most_ten_times(client):
    tries = [wrong(client, f"someone{n}@example.org", "192.0.2.1") for n in range(100)]
    assert sum(not limited(each) for each in tries) <= 10


def test_logging_in_oneself_between_guesses_gains_nothing(client):
    mine, victim = user(), user()
    answers = []
    for _ in range(12):
        answers.append(wrong(client, victim.email, "192.0.2.1"))
        own = Client(REMOTE_ADDR="192.0.2.1")
        log_in(own, mine)
    assert sum(not limited(each) for each in answers) <= 5


def test_a_header_about_the_address_changes_nothing(client):
    tries = [
        wrong(client, f"a{n}@example.org", "192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        for n in range(20)
    ]
    assert sum(not limited(each) for each in tries) <= 10


def test_an_account_that_exists_and_one_that_does_not_answer_alike(client):
    known = wrong(client, user().email, "192.0.2.1")
    unknown = wrong(client, "nobody@example.org", "192.0.2.2")
    closed = user()
    closed.is_active = False
    closed.save()
    inactive = wrong(client, closed.email, "192.0.2.3")
    assert known.status_code == unknown.status_code == inactive.status_code
    texts = [each.context["form"].non_field_errors() for each in (known, unknown, inactive)]
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_login_leads_nowhere_else(client, wanted):
    someone = user()
    answer = client.post(LOGIN, {"login": someone.email, "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/"


WHERE = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(
            ["//", "/\\", "\\\\", "///", "https:", "http:/", "javascript:", "\t//", " //", "/%09/"]
        ),
        st.sampled_from(["evil.example", "testserver@evil.example", "evil.example\\@testserver"]),
        st.sampled_from(["", "/", "/konto/", "?next=/", "#", "\r\nLocation: //evil.example"]),
    ),
)


@settings(max_examples=2000 if os.environ.get("STEGVIS_LONG") else 40)
@given(wanted=WHERE)
def test_no_address_leads_from_here_to_another_host(wanted):
    """Where a reader goes on after choosing language or theme."""
    someone = Client()
    for path, field in (("/sprak/", "language"), ("/sprak/val/theme/", "value")):
        answer = someone.post(path, {field: "sv", "next": wanted})
        place = urljoin("http://testserver/", answer.get("Location", "/"))
        assert urlsplit(place).netloc == "testserver"
        assert answer.status_code in (302, 404)


def test_a_window_that_asks_by_itself_does_not_keep_the_session_open(client):
    client.force_login(user())
    client.get("/")
    shift(client, seen_at=25 * 60)
    client.get("/utkast/inloggad/")
    assert time.time() - client.session[sessions.SEEN] > 24 * 60
