"""An agency's login is let in by issuer and subject, when everything it says can be believed."""

import json
import logging
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from stegvis.access import agencies, invitations
from stegvis.access.models import Invitation, User
from stegvis.access.roles import INTERVENTION_STAFF
from tests.access import issuer as issuers
from tests.access.issuer import CLIENT, asked_for
from tests.factories.people import user, user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running():
    with issuers.running() as issuer:
        yield issuer


def entry(issuer, *, name: str = "kommunen") -> dict:
    return {
        "id": name,
        "name": "Kommunen",
        "issuer": issuer.url,
        "client_id": CLIENT,
        "secret": "a secret",
        "acr": ["loa3", "loa4"],
    }


@pytest.fixture
def issuer(running, settings, tmp_path):
    running.claims, running.signing, running.kid, running.asked = {}, "RS256", "one", []
    file = tmp_path / "agencies.json"
    file.write_text(json.dumps([entry(running), entry(running, name="regionen")]))
    settings.SOCIALACCOUNT_PROVIDERS = {"agency": {"APPS": agencies.apps(str(file))}}
    cache.clear()
    return running


def log_in(client, issuer, *, agency: str = "kommunen"):
    """The whole round: to the agency and back."""
    sent = client.post(f"/konto/myndighet/{agency}/")
    asked = asked_for(sent["Location"])
    issuer.nonce = issuer.claims.pop("other nonce", asked["nonce"])
    back = {"code": "c", "state": asked["state"]}
    return client.get(f"/konto/myndighet/{agency}/svar/", back)


def known(issuer, *, agency: str = "kommunen", subject: str = "subject-1", **fields) -> User:
    made = user(**fields)
    SocialAccount.objects.create(user=made, provider=agency, uid=f"{issuer.url} {subject}")
    return made


def who(client) -> int | None:
    number = client.session.get("_auth_user_id")
    return None if number is None else int(number)


def test_the_browser_is_sent_with_nonce_state_proof_key_and_the_level_wanted(client, issuer):
    asked = asked_for(client.post("/konto/myndighet/kommunen/")["Location"])
    assert (asked["client_id"], asked["scope"], asked["response_type"]) == (
        CLIENT,
        "openid",
        "code",
    )
    assert asked["acr_values"] == "loa3 loa4"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 43


def test_a_known_subject_is_logged_in_and_counts_as_two_steps(client, issuer):
    someone = known(issuer)
    assert log_in(client, issuer).status_code == 302
    assert who(client) == someone.pk
    assert client.session["second_factor"] is True


def test_a_higher_level_than_asked_is_enough(client, issuer):
    someone = known(issuer)
    issuer.claims = {"acr": "loa4"}
    log_in(client, issuer)
    assert who(client) == someone.pk


@pytest.mark.parametrize(
    "spoiled",
    [
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"acr": "loa2"},
        {"acr": None},
        {"acr": ["loa3"]},
    ],
    ids=str,
)
def test_a_token_that_says_anything_else_is_refused_and_logged(client, issuer, spoiled, caplog):
    known(issuer)
    issuer.claims = spoiled
    with caplog.at_level(logging.WARNING, logger="stegvis.access.federation"):
        answer = log_in(client, issuer)
    assert answer.status_code == 401
    assert who(client) is None
    assert "refused" in caplog.text
    assert "subject-1" not in caplog.text


@pytest.mark.parametrize("signing", ["none", "HS256", "another key"])
def test_a_token_signed_in_another_way_is_refused(client, issuer, signing):
    known(issuer)
    issuer.signing = signing
    assert log_in(client, issuer).status_code == 401
    assert who(client) is None


def test_a_token_signed_with_an_unknown_key_is_refused(client, issuer):
    known(issuer)
    issuer.kid = "two"
    assert log_in(client, issuer).status_code == 401


def test_an_answer_is_used_once_and_only_by_the_browser_that_asked(client, issuer):
    known(issuer)
    asked = asked_for(client.post("/konto/myndighet/kommunen/")["Location"])
    issuer.nonce = asked["nonce"]
    back = {"code": "c", "state": asked["state"]}
    stranger = Client()
    assert stranger.get("/konto/myndighet/kommunen/svar/", back).status_code == 401
    assert who(stranger) is None
    client.get("/konto/myndighet/kommunen/svar/", back)
    client.post("/konto/logga-ut/")
    assert client.get("/konto/myndighet/kommunen/svar/", back).status_code == 401


def test_the_address_in_a_token_links_nothing(client, issuer):
    someone = user_with(INTERVENTION_STAFF, intervention(), email="nora@example.org")
    issuer.claims = {"email": someone.email, "email_verified": True, "sub": "stranger"}
    assert log_in(client, issuer).status_code == 403
    assert who(client) is None
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1, "and nobody signs up"


def test_two_agencies_that_name_the_same_subject_are_two_identities(client, issuer):
    known(issuer)
    assert log_in(client, issuer, agency="regionen").status_code == 403
    assert who(client) is None


def test_an_invited_account_is_tied_at_its_first_login_and_the_code_is_used_up(client, issuer):
    someone = user()
    code = invitations.invite(user=someone, by=None, now=timezone.now())
    assert client.post("/konto/inbjudan/", {"code": code.lower()}).status_code == 302
    log_in(client, issuer)
    assert who(client) == someone.pk
    assert Invitation.objects.get().used_at is not None
    account = SocialAccount.objects.get()
    assert account.uid == f"{issuer.url} subject-1"
    assert account.extra_data == {"issuer": issuer.url, "acr": "loa3"}, "nothing else is kept"
    other = Client()
    log_in(other, issuer)
    assert who(other) == someone.pk, "the next login needs no code"


def test_an_invitation_lets_one_choose_a_password_instead(client, issuer):
    someone = user()
    code = invitations.invite(user=someone, by=None, now=timezone.now())
    client.post("/konto/inbjudan/", {"code": code})
    assert client.post("/konto/inbjudan/valj/", {"password": "short"}).status_code == 422
    answer = client.post("/konto/inbjudan/valj/", {"password": "four words in line"})
    assert answer.status_code == 302
    assert who(client) == someone.pk
    assert client.post("/konto/inbjudan/", {"code": code}).status_code == 422


@pytest.mark.parametrize("spoil", ["used", "old", "replaced", "closed", "wrong"])
def test_a_code_that_does_not_hold_opens_nothing(client, issuer, spoil):
    someone, now = user(), timezone.now()
    code = invitations.invite(user=someone, by=None, now=now)
    if spoil == "used":
        Invitation.objects.update(used_at=now)
    if spoil == "old":
        Invitation.objects.update(valid_until=now - timedelta(seconds=1))
    if spoil == "replaced":
        invitations.invite(user=someone, by=None, now=now)
    if spoil == "closed":
        User.objects.update(is_active=False)
    if spoil == "wrong":
        code = code[:-1] + ("B" if code[-1] != "B" else "C")
    assert client.post("/konto/inbjudan/", {"code": code}).status_code == 422
    assert client.get("/konto/inbjudan/valj/").status_code == 302


def test_a_closed_account_stays_out_by_its_agency_too(client, issuer):
    someone = known(issuer)
    someone.is_active = False
    someone.save()
    log_in(client, issuer)
    assert who(client) is None


def test_nobody_adds_another_login_to_the_account_she_is_in(client, issuer):
    someone = user()
    client.force_login(someone)
    client.post("/konto/myndighet/kommunen/?process=connect")
    log_in(client, issuer)
    assert not SocialAccount.objects.filter(user=someone).exists()


def test_an_unknown_agency_is_a_missing_page(client, issuer):
    assert client.post("/konto/myndighet/finns-inte/").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [({"acr": []}, "lacks acr"), ({"algorithms": ["HS256"]}, "may not sign by HS256")],
)
def test_an_agency_that_is_not_safe_to_trust_is_refused_at_start(tmp_path, change, said):
    file = tmp_path / "agencies.json"
    listed = {
        "id": "a",
        "name": "A",
        "issuer": "https://a.example",
        "client_id": "c",
        "secret": "s",
        "acr": ["loa3"],
    }
    file.write_text(json.dumps([listed | change]))
    with pytest.raises(agencies.AgencyFault, match=said):
        agencies.apps(str(file))
