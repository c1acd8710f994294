"""Drafts through the pages: kept, opened, gone once saved, carried past a login."""

import time

import pytest
from django.utils import timezone

from stegvis.access import carrying, drafts, sessions
from stegvis.access.context import acting
from stegvis.access.drafts import Draft
from stegvis.access.models import DataKey, ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from tests.factories.people import user_with

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
FORM = "/west/deltagare/ny/"
OPEN = f"{FORM}?protected=no"


@pytest.fixture
def site(place):
    return place.sites.get()


def sent(user, address=FORM, **typed):
    return {drafts.MARK: carrying.mark(user), drafts.ADDRESS: address} | typed


def answers(site) -> dict[str, str]:
    return {
        "site": str(site.pk),
        "gender": "woman",
        "birth_year": "1984",
        "referrer": "fk",
        "started_on": "2022-05-20",
        "kind": "enrolled",
        "origin": "unknown",
        "education": "unknown",
        "time_in_support": "unknown",
    }


def stored() -> list[Draft]:
    with acting(EVERYTHING):
        return list(Draft.objects.select_related("key"))


def test_the_form_says_where_drafts_go_and_whose_it_is(browser, staff):
    said = browser.get(OPEN).content.decode()
    assert 'data-keep="/utkast/spara/"' in said
    assert f'name="{drafts.MARK}"' in said


def test_what_is_typed_is_stored_sealed_and_told_with_its_time(browser, staff):
    answer = browser.post("/utkast/spara/", sent(staff, gender="woman", note="Hemligt"))
    now = timezone.localtime()
    assert answer.json()["saved"] in (
        f"{now:%H:%M}",
        f"{now - timezone.timedelta(minutes=1):%H:%M}",
    )
    assert abs(answer.json()["ends"] - time.time() - sessions.IDLE) < 90
    [draft] = stored()
    assert draft.pairs == [("gender", "woman"), ("note", "Hemligt")]
    assert b"Hemligt" not in bytes(draft.sealed)


def test_the_form_offers_the_draft_until_it_is_saved(browser, staff, site):
    browser.post("/utkast/spara/", sent(staff, gender="woman"))
    assert "You have a draft from" in browser.get(OPEN).content.decode()
    answer = browser.post(FORM, sent(staff) | answers(site))
    assert answer.status_code == 302
    assert stored() == []
    with acting(EVERYTHING):
        assert DataKey.objects.count() == 0
    assert "You have a draft from" not in browser.get(OPEN).content.decode()


def test_a_form_that_could_not_be_saved_keeps_its_draft(browser, staff):
    browser.post("/utkast/spara/", sent(staff, gender="woman"))
    answer = browser.post(FORM, sent(staff, gender="woman"))
    assert answer.status_code == 422
    assert "You have a draft from" not in answer.content.decode()
    assert len(stored()) == 1


def test_the_draft_is_opened_with_every_field_as_it_was(browser, staff):
    browser.post("/utkast/spara/", sent(staff, gender="woman", target_groups=["a", "b"]))
    opened = browser.post("/utkast/hamta/", sent(staff))
    assert opened.json() == {
        "pairs": [["gender", "woman"], ["target_groups", "a"], ["target_groups", "b"]]
    }
    assert browser.post("/utkast/hamta/", sent(staff, "/west/min-dag/")).status_code == 404


def test_the_draft_of_a_participation_opens_while_she_is_reached_and_is_logged(
    browser, staff, registered
):
    made = registered()
    form = f"/west/deltagare/{made.pk}/andra/"
    browser.post("/utkast/spara/", sent(staff, form, gender="woman"))
    assert browser.post("/utkast/hamta/", sent(staff, form)).status_code == 200
    with acting(EVERYTHING):
        assert ReadLogEntry.objects.latest("id").object_ids == [made.participant_id]
    staff.grants.update(revoked_at=timezone.now())
    staff.__dict__.pop("_scope", None)
    assert browser.post("/utkast/hamta/", sent(staff, form)).status_code == 404


def test_the_draft_of_somebody_else_does_not_exist(browser, staff, client, place):
    browser.post("/utkast/spara/", sent(staff, gender="woman"))
    other = user_with(INTERVENTION_STAFF, place)
    client.force_login(other)
    assert client.post("/utkast/hamta/", sent(other)).status_code == 404


def test_a_form_left_open_by_somebody_else_is_not_kept(browser, staff, place):
    other = user_with(INTERVENTION_STAFF, place)
    assert browser.post("/utkast/spara/", sent(other, gender="woman")).status_code == 409
    assert browser.post("/utkast/spara/", {drafts.ADDRESS: FORM}).status_code == 409
    assert stored() == []


def test_a_discarded_draft_is_gone_and_the_form_is_empty_again(browser, staff):
    browser.post("/utkast/spara/", sent(staff, gender="woman"))
    answer = browser.post("/utkast/kasta/", sent(staff))
    assert (answer.status_code, answer["Location"]) == (302, FORM)
    assert stored() == []


@pytest.mark.parametrize(
    "address", ["", "https://example.org/", "//example.org/", "/finns/inte/alls/"]
)
def test_an_address_that_is_none_of_ours_is_refused(browser, staff, address):
    for path in ("spara", "hamta", "kasta"):
        assert browser.post(f"/utkast/{path}/", sent(staff, address)).status_code == 404


def test_a_form_sent_after_the_session_has_ended_is_carried_through_the_login(client, staff, site):
    # Given a form that was opened while logged in, and a session that is over
    form = sent(staff) | answers(site)
    # When it is sent
    answer = client.post(FORM, form)
    assert (answer.status_code, answer["Location"]) == (
        *(302, "/konto/logga-in/?next=/utkast/fortsatt/"),
    )
    # Then what stands in the session is sealed, and nothing has been registered
    kept = client.session[carrying.CARRIED]
    assert "2022-05-20" not in repr(dict(client.session))
    assert kept["address"] == FORM
    with acting(EVERYTHING):
        assert Participation.objects.count() == 0
    # And after the login it is one click from being saved
    client.force_login(staff)
    page = client.get("/utkast/fortsatt/").content.decode()
    assert f'action="{FORM}"' in page
    for name, value in answers(site).items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert client.post(FORM, form).status_code == 302
    with acting(EVERYTHING):
        assert Participation.objects.get().started_on.isoformat() == "2022-05-20"
    assert carrying.CARRIED not in client.session


def test_what_was_carried_is_for_the_one_who_wrote_it(client, staff, site, place):
    client.post(FORM, sent(staff) | answers(site))
    client.force_login(user_with(INTERVENTION_STAFF, place))
    assert client.get("/utkast/fortsatt/")["Location"] == "/"


def test_the_form_itself_leads_to_what_was_carried(client, staff, site):
    client.cookies["stegvis_language"] = "en"
    client.post(FORM, sent(staff) | answers(site))
    client.force_login(staff)
    assert 'href="/utkast/fortsatt/"' in client.get(OPEN).content.decode()


def test_a_form_sent_while_the_screen_is_locked_is_one_click_away_after_unlocking(
    browser, staff, site
):
    session = browser.session
    session[sessions.LOCKED] = True
    session.save()
    form = sent(staff) | answers(site)
    assert browser.post(FORM, form)["Location"] == "/konto/las-upp/"
    unlocked = browser.post("/konto/las-upp/", {"proof": "test password"})
    assert (unlocked.status_code, unlocked["Location"]) == (302, "/utkast/fortsatt/")
    assert f'action="{FORM}"' in browser.get("/utkast/fortsatt/").content.decode()


def test_a_form_that_this_server_has_not_marked_is_not_carried(client, site):
    for mark in ("", "7:forged:mark"):
        client.post(FORM, answers(site) | {drafts.MARK: mark})
        assert carrying.CARRIED not in client.session


def test_a_page_in_the_way_is_no_sign_that_the_form_was_saved(browser, staff, site):
    browser.post("/utkast/spara/", sent(staff, gender="woman"))
    browser.logout()
    browser.post(FORM, sent(staff) | answers(site))
    assert len(stored()) == 1


def test_a_session_tells_when_it_ends_and_gives_the_forms_a_token(browser, staff):
    said = browser.get("/utkast/inloggad/").json()
    assert abs(said["ends"] - time.time() - sessions.IDLE) < 90
    assert len(said["token"]) > 30


def test_nobody_who_is_logged_out_keeps_or_opens_anything(client, staff):
    for path in ("spara", "hamta", "kasta"):
        answer = client.post(f"/utkast/{path}/", {drafts.ADDRESS: FORM})
        assert answer["Location"].startswith("/konto/logga-in/")
    assert stored() == []
