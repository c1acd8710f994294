"""Whoever sees persons logs in with two steps; nobody else is held up."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from stegvis.access.models import DataKey
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    REFERRAL_GROUP,
    REFERRING_OFFICER,
)
from tests.access.entering import code, log_in, staff, with_app
from tests.factories.people import user, user_with
from tests.factories.places import association, intervention, organisation

pytestmark = pytest.mark.django_db
SET_UP = "/konto/tvasteg/"
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def place():
    return intervention(association=association(slug="west"))


def test_with_the_password_alone_every_page_leads_to_setting_up_the_second_step(client):
    log_in(client, staff())
    for path in ("/", "/west/deltagare/", "/west/deltagare/1/", "/west/min-dag/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, SET_UP), path
    assert client.get(SET_UP).status_code == 200


@pytest.mark.parametrize("role", [REFERRING_OFFICER, REFERRAL_GROUP])
def test_officers_and_groups_need_it_too(client, place, role):
    at = place if role is REFERRAL_GROUP else organisation()
    log_in(client, user_with(role, at))
    assert client.get("/")["Location"] == SET_UP


def test_the_office_sees_no_persons_and_logs_in_by_password(client, place):
    log_in(client, user_with(ASSOCIATION_OFFICE, place.association))
    assert client.get("/")["Location"].startswith("/west/")


def test_an_app_is_connected_in_one_minute_and_shows_reserve_codes(client):
    someone = staff()
    log_in(client, someone)
    page = client.get(f"{SET_UP}app/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert "<svg" in page
    before = client.session.session_key
    answer = client.post(f"{SET_UP}app/", {"code": code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, f"{SET_UP}reserv/")
    assert client.session.session_key != before, "a new key at the new step"
    assert client.get("/").get("Location") != SET_UP
    assert len(re.findall(r"<code>", client.get(f"{SET_UP}reserv/").content.decode())) == 10


def test_a_wrong_first_code_connects_nothing(client):
    log_in(client, staff())
    client.get(f"{SET_UP}app/")
    answer = client.post(f"{SET_UP}app/", {"code": "000000"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
    assert client.get("/")["Location"] == SET_UP


def test_at_the_next_login_the_code_is_asked_for_before_anything_is_opened(client):
    someone = staff()
    secret = with_app(someone)
    assert log_in(client, someone)["Location"] == "/konto/tvasteg/kod/"
    assert client.get("/")["Location"].startswith("/konto/logga-in/")
    answer = client.post("/konto/tvasteg/kod/", {"code": code(secret)})
    assert answer["Location"] == "/konto/tvasteg/enhet/"
    answer = client.post("/konto/tvasteg/enhet/")
    assert answer["Location"] == "/"
    assert settings.MFA_TRUST_COOKIE_NAME not in answer.cookies
    assert client.get("/").get("Location") != SET_UP


def test_a_wrong_or_used_code_lets_nobody_in(client):
    someone = staff()
    secret = with_app(someone)
    now = code(secret)
    log_in(client, someone)
    assert client.post("/konto/tvasteg/kod/", {"code": "000000"}).status_code == 200
    client.post("/konto/tvasteg/kod/", {"code": now})
    other = Client()
    log_in(other, someone)
    assert other.post("/konto/tvasteg/kod/", {"code": now}).status_code == 200, "used already"


def test_codes_cannot_be_tried_without_end(client):
    someone = staff()
    secret = with_app(someone)
    log_in(client, someone)
    for _ in range(5):
        client.post("/konto/tvasteg/kod/", {"code": "000000"})
    assert client.post("/konto/tvasteg/kod/", {"code": code(secret)}).status_code == 200


def test_a_remembered_device_needs_no_code_for_twelve_hours_and_helps_nobody_else(client):
    someone, colleague = staff(), staff()
    secret = with_app(someone)
    with_app(colleague)
    log_in(client, someone)
    client.post("/konto/tvasteg/kod/", {"code": code(secret)})
    answer = client.post("/konto/tvasteg/enhet/", {"action": "trust"})
    cookie = answer.cookies[settings.MFA_TRUST_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (43200, True, "Lax")
    client.post("/konto/logga-ut/")
    client.cookies[settings.MFA_TRUST_COOKIE_NAME] = cookie.value
    assert log_in(client, someone)["Location"] == "/"
    assert client.get("/").get("Location") != SET_UP
    client.post("/konto/logga-ut/")
    client.cookies[settings.MFA_TRUST_COOKIE_NAME] = cookie.value
    assert log_in(client, colleague)["Location"] == "/konto/tvasteg/kod/"


def test_a_forged_cookie_of_a_device_is_worth_nothing(client):
    someone = staff()
    with_app(someone)
    client.cookies[settings.MFA_TRUST_COOKIE_NAME] = "WyJhIiwxXQ:forged"
    assert log_in(client, someone)["Location"] == "/konto/tvasteg/kod/"


def test_after_the_app_is_disconnected_persons_are_closed_again(client):
    someone = staff()
    secret = with_app(someone)
    log_in(client, someone)
    client.post("/konto/tvasteg/kod/", {"code": code(secret)})
    client.post("/konto/tvasteg/enhet/")
    client.post("/konto/tvasteg/app/ta-bort/")
    assert client.get("/")["Location"] == SET_UP


def test_the_secret_of_an_app_is_sealed_in_the_database():
    someone = staff()
    secret = with_app(someone)
    held = Authenticator.objects.get(user=someone).data["secret"]
    assert secret not in held
    assert held.count(".") == 1
    assert DataKey.objects.count() == 0, "no user's context opens its key"


def test_users_of_the_demo_try_it_without_a_second_step_on_this_machine_only(client, place):
    someone = staff()
    someone.is_demo = True
    someone.save()
    log_in(client, someone)
    assert client.get("/").get("Location") != SET_UP
    assert client.get("/", **ELSEWHERE)["Location"] == SET_UP


def test_users_of_the_demo_need_it_once_the_program_stands_behind_tls(client, settings):
    someone = staff()
    someone.is_demo = True
    someone.save()
    log_in(client, someone)
    settings.HTTPS = True
    assert client.get("/")["Location"] == SET_UP


def test_nobody_without_a_role_is_asked(client):
    log_in(client, user())
    assert client.get("/").status_code == 200
