"""The pages of referrals: the officer's, the staff's, the group's, and who sees none of them."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import consents, joint_meetings, referral_starts, referrals
from stegvis.casework.actions.participations import Registration
from stegvis.casework.actions.referrals import Answer
from stegvis.casework.models import AgendaItem, Consent, JointMeeting, Participation, Referral
from stegvis.core import clock
from stegvis.interventions.models import Agreement
from tests.factories.people import user_with
from tests.factories.places import intervention
from tests.factories.referrals import NUMBER, PAPER, draft, member, officer, sent, taken_up

EVERYTHING = Scope(everything=True)
NAME = "Tolvan Tolvansson"
WHOLE = {
    "protected": "no",
    "first_name": "Tolvan",
    "last_name": "Tolvansson",
    "number": "19121212-1212",
    "gender": "woman",
    "birth_year": "1984",
    "referrer": "fk",
    "situations": ["sick_listed"],
    "situation": "Sjukskriven sedan i höstas.",
    "at_af": "no",
    "support": ["sickness_benefit"],
    "support-sickness_benefit": "100",
    "time_in_support": "up_to_1_year",
    "contacts": ["primary_care"],
    "contacts_text": "Rehabkoordinator på vårdcentralen.",
    "interpreter": "som",
    "three_party": "planned",
    "wanted_outcomes": ["work"],
    "purpose": "Prova hur mycket hon orkar.",
    "signed_on": "idag",
    "consent_how": "paper",
    "kept_at": "referrer",
}


@pytest.fixture
def fk(place):
    return officer(place.association, name="Olle Officer")


def window(user):
    """A browser of its own, logged in as `user`, in English."""
    client = Client()
    client.force_login(user)
    client.cookies["stegvis_language"] = "en"
    return client


def words(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def today():
    return clock.today()


def referred(place, *, by, **changes):
    """Sent today: what a group sees follows the database's own day."""
    return sent(place, by=by, today=today(), signed_on=today() - timedelta(days=1), **changes)


def stored(referral):
    with acting(EVERYTHING):
        return Referral.objects.get(pk=referral.pk)


def answered(referral, status, *, by, **said):
    with acting(scope_of(by)):
        return referrals.answer(
            referral=stored(referral), answer=Answer(status, **said), by=by, today=today()
        )


def test_the_officer_writes_looks_through_and_sends(place, fk):
    mine = window(fk)
    site = place.sites.get(is_default=True).pk
    assert "You have no referrals yet" in words(mine.get("/west/mina-remisser/"))
    begun = mine.post(
        "/west/mina-remisser/ny/", {"site": site, "protected": "no", "number": "19121212-1212"}
    )
    assert begun.status_code == 302
    edit = begun["Location"]
    review = edit.replace("andra", "granska")
    assert "6 things are missing" not in words(mine.get(edit))
    looked = words(mine.get(review))
    assert "Write the person's name." in looked
    assert "Send the referral" not in looked
    page = mine.get(edit)
    version = page.context["form"].initial["version"]
    saved = mine.post(edit, {**WHOLE, "site": site, "version": version, "review": "1"})
    assert saved.status_code == 302, saved.context["form"].errors
    looked = mine.get(review)
    assert "Send the referral" in words(looked)
    for said in (NAME, "19121212-1212", "Somali", "Sickness benefit 100", "Signed on paper"):
        assert said in words(looked).replace("\N{NO-BREAK SPACE}%", ""), said
    gone = mine.post(review, {"version": looked.context["referral"].version}, follow=True)
    assert "You shall have an answer by" in words(gone)
    with acting(EVERYTHING):
        assert Referral.objects.get().status == "sent"
        assert NAME.split()[1] not in str(Referral.objects.values())


def test_an_earlier_referral_of_the_same_number_is_shown_before_a_new_one(place, fk):
    referred(place, by=fk)
    mine = window(fk)
    asked = {
        "site": place.sites.get().pk,
        "protected": "no",
        "number": NUMBER,
    }
    page = mine.post("/west/mina-remisser/ny/", asked)
    assert (page.status_code, "You have referred this person before" in words(page)) == (200, True)
    with acting(EVERYTHING):
        assert Referral.objects.count() == 1
    assert mine.post("/west/mina-remisser/ny/", asked | {"anyway": "1"}).status_code == 302
    with acting(EVERYTHING):
        assert Referral.objects.count() == 2


def test_a_number_stands_in_no_address_and_a_wrong_one_is_told(place, fk):
    mine = window(fk)
    asked = {"site": place.sites.get().pk, "protected": "no", "number": "19121212-1213"}
    page = mine.post("/west/mina-remisser/ny/", asked)
    assert page.status_code == 422
    assert "wrong check digit" in words(page)
    begun = mine.post("/west/mina-remisser/ny/", asked | {"number": NUMBER})
    assert "1212" not in begun["Location"]


def test_somebody_protected_is_asked_for_no_number_and_stored_without_a_name(place, fk):
    mine = window(fk)
    site = place.sites.get().pk
    begun = mine.post("/west/mina-remisser/ny/", {"site": site, "protected": "yes"})
    edit = begun["Location"]
    version = mine.get(edit).context["form"].initial["version"]
    mine.post(edit, {**WHOLE, "site": site, "version": version, "protected": "yes"})
    page = words(mine.get(edit.replace("andra/", "")))
    assert NAME.split()[1] not in page
    assert "Yes – no name or number is given" in page


def test_a_form_that_somebody_else_has_saved_since_is_not_saved_over(place, fk):
    made = draft(place, by=fk)
    mine = window(fk)
    path = f"/west/mina-remisser/{made.pk}/andra/"
    said = {**WHOLE, "site": place.sites.get().pk, "version": made.version}
    assert mine.post(path, said).status_code == 302
    page = mine.post(path, said | {"purpose": "Något annat."})
    assert page.status_code == 422
    assert "Someone else has changed this" in words(page)


def test_a_draft_is_removed_and_a_referral_taken_back_with_a_reason(place, fk):
    mine = window(fk)
    first, second = draft(place, by=fk), referred(place, by=fk)
    mine.post(f"/west/mina-remisser/{first.pk}/kasta/")
    path = f"/west/mina-remisser/{second.pk}/avsluta/"
    assert mine.get(path).status_code == 200
    said = {"version": second.version, "what": "withdrawn"}
    assert "Choose why." in words(mine.post(path, said))
    assert mine.post(path, said | {"reason": "moved"}).status_code == 302
    assert stored(second).status == "withdrawn"
    assert mine.get(path).status_code == 404
    with acting(EVERYTHING):
        assert not Referral.objects.filter(pk=first.pk).exists()


def test_the_officer_sees_the_answer_and_when_the_person_is_expected(place, staff, fk):
    made = referred(place, by=fk)
    answered(made, "waiting", by=staff, note="Välkommen.", expected_start_on=today())
    page = words(window(fk).get(f"/west/mina-remisser/{made.pk}/"))
    assert "The intervention answers On the waiting list" in page
    assert "Välkommen." in page
    assert "Expected start" in page
    listed = words(window(fk).get("/west/mina-remisser/"))
    assert f"{today():%Y-%m-%d} On the waiting list" in listed


def test_paper_forms_blank_and_filled(place, staff, fk, browser):
    made = referred(place, by=fk)
    blank = words(window(fk).get("/west/mina-remisser/blankett/"))
    assert "Referral form" in blank
    assert "☐ Sick-listed" in blank
    for page in (
        window(fk).get(f"/west/mina-remisser/{made.pk}/papper/"),
        browser.get(f"/west/remisser/{made.pk}/papper/"),
    ):
        assert "Last name Tolvansson" in words(page)
        assert "The person's signature" in words(page)


def test_every_page_of_the_officers_is_missing_for_another_officer_and_for_staff(
    place, staff, fk, browser
):
    made = referred(place, by=fk)
    other = window(officer(place.association))
    for path in ("", "andra/", "granska/", "avsluta/", "papper/", "kasta/"):
        address = f"/west/mina-remisser/{made.pk}/{path}"
        assert other.get(address).status_code in (404, 405)
        assert other.post(address).status_code in (404, 405)
        assert browser.get(address).status_code in (404, 405)
    assert NAME not in words(other.get("/west/mina-remisser/"))


def test_the_staff_read_answer_and_start(place, staff, fk, browser):
    made = referred(place, by=fk)
    listed = words(browser.get("/west/remisser/"))
    assert NAME in listed
    page = words(browser.get(f"/west/remisser/{made.pk}/"))
    assert "Prova hur mycket hon orkar arbeta." in page
    path = f"/west/remisser/{made.pk}/svara/"
    said = {"version": made.version, "status": "declined"}
    assert "Choose why." in words(browser.post(path, said))
    said = {"version": made.version, "status": "accepted", "note": "Välkommen."}
    assert browser.post(path, said).status_code == 302
    start = f"/west/remisser/{made.pk}/starta/"
    form = browser.get(start).context["form"]
    assert form["gender"].value() == "woman"
    assert form["referrer"].value() == "fk"
    began = {
        "site": place.sites.get().pk,
        "gender": "woman",
        "birth_year": "1984",
        "referrer": "fk",
        "started_on": "idag",
    }
    assert browser.post(start, began | {"started_on": "32/1"}).status_code == 422
    done = browser.post(start, began, follow=True)
    assert "has started" in words(done)
    with acting(EVERYTHING):
        participation = Participation.objects.get()
    page = words(browser.get(f"/west/deltagare/{participation.pk}/"))
    assert "Olle Officer" in page
    assert "Referral: sent" in page
    assert "Consent: lift secrecy" in page
    assert browser.get(start).status_code == 404
    assert "Started" in words(window(fk).get(f"/west/mina-remisser/{made.pk}/"))


def test_somebody_protected_is_counted_with_one_button(place, staff, fk, browser):
    made = referred(place, by=fk, protected=True)
    answered(made, "accepted", by=staff)
    path = f"/west/remisser/{made.pk}/starta/"
    assert "Count as new" in words(browser.get(path))
    done = browser.post(path, follow=True)
    assert "is counted as new" in words(done)
    with acting(EVERYTHING):
        assert Participation.objects.count() == 0


def test_a_paper_referral_is_written_in_by_the_staff(place, fk, browser):
    path = "/west/remisser/pa-papper/"
    assert browser.get(path).status_code == 200
    said = {**WHOLE, "site": place.sites.get().pk, "officer_name": "Pia Papper"}
    assert browser.post(path, said | {"purpose": ""}).status_code == 422
    done = browser.post(path, said, follow=True)
    assert "is registered." in words(done)
    assert "Pia Papper" in words(done)


def test_the_same_person_is_pointed_out_to_the_staff(place, staff, fk, browser):
    first, _second = referred(place, by=fk), referred(place, by=officer(place.association))
    page = words(browser.get(f"/west/remisser/{first.pk}/"))
    assert "The same person has more referrals to you" in page


def test_a_late_answer_is_pointed_out_and_stands_on_the_start_page(place, fk, browser):
    made = sent(place, by=fk)
    assert "The answer is late" in words(browser.get(f"/west/remisser/{made.pk}/"))
    assert f"Answer the referral {made.reference}" in words(browser.get("/west/min-dag/"))


def test_the_waiting_list_tells_place_and_free_places(place, staff, fk, browser):
    assert "Nobody is waiting." in words(browser.get("/west/vantelista/"))
    with acting(EVERYTHING):
        Agreement.objects.create(
            intervention=place, starts_on=today(), places=4, place_quotas={"fk": 2}
        )
    answered(referred(place, by=fk), "waiting", by=staff, since=today() - timedelta(days=9))
    page = words(browser.get("/west/vantelista/"))
    assert "1 is waiting" in page
    assert "4 of 4 places are free." in page
    assert "Social Insurance Agency: 2 of 2 places are free." in page
    assert NAME in page


def test_a_joint_meeting_from_plan_to_numbers(place, staff, fk, browser):
    made = referred(place, by=fk)
    group = member(place, name="Gull Grupp")
    planned = browser.post(
        "/west/utokade-moten/nytt/", {"intervention": place.pk, "held_on": "idag"}, follow=True
    )
    assert NAME in words(planned)
    with acting(EVERYTHING):
        meeting = JointMeeting.objects.get()
    path = f"/west/utokade-moten/{meeting.pk}/"
    assert "Nothing has been taken up yet" in words(window(group).get("/west/remissgrupp/"))
    browser.post(f"{path}dagordning/", {"referral": made.pk})
    assert stored(made).status == "joint_meeting"
    browser.post(f"{path}dagordning/", {"referral": made.pk, "off": "1"})
    assert stored(made).status == "received"
    browser.post(f"/west/remisser/{made.pk}/ta-upp/", {"meeting": meeting.pk})
    assert stored(made).status == "joint_meeting"
    assert NAME in words(window(group).get("/west/remissgrupp/"))
    decide = f"{path}beslut/?referral={made.pk}"
    assert "On the waiting list" in words(browser.get(decide))
    said = {
        "version": stored(made).version,
        "status": "waiting",
        "plan": "FK kallar i augusti.",
        "expected_start_on": "idag",
    }
    assert browser.post(decide, said).status_code == 302
    present = {"kind-0": "fk", "role-0": "officer", "count-0": "2"}
    shown = browser.post(f"{path}deltog/", present, follow=True)
    assert "Social Insurance Agency, Officer: 2" in words(shown)
    listed = words(browser.get("/west/utokade-moten/", {"period": str(today().year)}))
    assert "Referrals taken up: 1" in listed
    page = words(window(group).get(f"/west/remissgrupp/{made.pk}/"))
    assert "FK kallar i augusti." in page
    assert "On the waiting list" in page


def test_a_meeting_whose_day_has_come_stands_on_the_start_page(place, staff, browser):
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=today(), by=staff)
    said = "Joint meeting of Promise: note decisions and who took part"
    assert said in words(browser.get("/west/min-dag/"))
    with acting(scope_of(staff)):
        joint_meetings.hold(meeting=meeting, present=[], by=staff)
    assert said not in words(browser.get("/west/min-dag/"))


def test_a_member_who_has_left_the_group_sees_nothing_any_more(place, staff, fk):
    made = referred(place, by=fk)
    leaving = member(place)
    taken_up(made, by=staff, today=today())
    group = window(leaving)
    assert NAME in words(group.get("/west/remissgrupp/"))
    with acting(EVERYTHING):
        grants.revoke(grant=leaving.grants.get(), by=staff)
    assert group.get(f"/west/remissgrupp/{made.pk}/").status_code == 404
    with acting(Scope(user_id=leaving.pk)):
        assert Referral.objects.count() == 0


def test_a_meeting_is_cancelled_and_its_referrals_are_received_again(place, staff, fk, browser):
    made = referred(place, by=fk)
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=today(), by=staff)
        joint_meetings.take_up(meeting=meeting, referral=made, by=staff, today=today())
    browser.post(f"/west/utokade-moten/{meeting.pk}/stall-in/")
    assert stored(made).status == "received"
    page = words(browser.get(f"/west/utokade-moten/{meeting.pk}/"))
    assert "Cancelled" in page
    assert "Note who took part" not in page


def test_the_group_loses_sight_of_a_referral_when_consent_is_withdrawn(place, staff, fk):
    made = referred(place, by=fk)
    group = window(member(place))
    with acting(scope_of(staff)):
        meeting = joint_meetings.plan(intervention=place, held_on=today(), by=staff)
        joint_meetings.take_up(meeting=meeting, referral=made, by=staff, today=today())
        assert AgendaItem.objects.count() == 1
    path = f"/west/remissgrupp/{made.pk}/"
    assert group.get(path).status_code == 200
    with acting(scope_of(staff)):
        consents.withdraw(consent=Consent.objects.get(), on=today(), by=staff, today=today())
    assert group.get(path).status_code == 404
    assert NAME not in words(group.get("/west/remissgrupp/"))


def test_officer_and_staff_withdraw_the_consent_of_a_referral_and_record_another(
    place, staff, fk, browser
):
    made = referred(place, by=fk)
    taken_up(made, by=staff, today=today())
    group, mine = window(member(place)), window(fk)
    path = f"/west/mina-remisser/{made.pk}/samtycke/"
    assert "The joint group no longer sees" in words(mine.get(path))
    mine.post(path, {"on": "idag"})
    assert group.get(f"/west/remissgrupp/{made.pk}/").status_code == 404
    path = f"/west/remisser/{made.pk}/samtycke/"
    assert "No consent holds." in words(browser.get(path))
    assert browser.post(path, {"given_on": "idag", "how": "paper"}).status_code == 422
    signed = {"given_on": "idag", "how": "electronic", "signature": "bf2a-77c1-9e"}
    assert browser.post(path, signed).status_code == 302
    assert group.get(f"/west/remissgrupp/{made.pk}/").status_code == 200


def test_a_new_consent_of_the_participant_keeps_her_referral_open_to_the_group(
    place, staff, fk, browser
):
    made = referred(place, by=fk)
    taken_up(made, by=staff, today=today())
    accepted = answered(made, "accepted", by=staff)
    site = place.sites.get()
    with acting(scope_of(staff)):
        given = Registration(site=site, started_on=today(), gender="woman", referrers=("fk",))
        started = referral_starts.start(
            referral=accepted, registration=given, by=staff, today=today()
        )
        consents.withdraw(consent=Consent.objects.get(), on=today(), by=staff, today=today())
    assert stored(made).shared_until is None
    said = {"kind": "secrecy", "given_on": "idag", "how": "paper", "kept_at": "archive"}
    browser.post(f"/west/deltagare/{started.pk}/samtycken/", said)
    assert stored(made).shared_until == today() + timedelta(days=365)


def test_staff_elsewhere_and_the_office_find_no_page_of_a_referral(place, fk):
    made = referred(place, by=fk)
    elsewhere = intervention(association=place.association, owner=place.owner)
    colleague = window(user_with(INTERVENTION_STAFF, elsewhere))
    manager = window(user_with(OWNER_MANAGER, place.owner))
    for path in ("", "svara/", "starta/", "papper/"):
        address = f"/west/remisser/{made.pk}/{path}"
        assert colleague.get(address).status_code == 404
        assert manager.get(address).status_code in (200, 404)
    assert NAME not in words(colleague.get("/west/remisser/"))
    assert NAME in words(manager.get("/west/remisser/"))


def test_reading_a_referral_leaves_one_row_with_its_id(place, fk, browser):
    made = referred(place, by=fk)
    browser.get(f"/west/remisser/{made.pk}/")
    entry = ReadLogEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.object_kind, entry.object_ids) == (
        *("referral.show", "referral"),
        [made.pk],
    )


@pytest.mark.parametrize("path", ["/west/remisser/", "/west/vantelista/"])
def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(place, staff, fk, browser, path):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        return len(asked)

    answered(referred(place, by=fk), "waiting", by=staff)
    queries()
    one = queries()
    for number in ("198507099805", "196408233234"):
        answered(referred(place, by=fk, number=number), "waiting", by=staff)
    assert queries() == one


def test_the_officers_list_of_three_costs_as_many_queries_as_one(place, staff, fk):
    mine = window(fk)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            mine.get("/west/mina-remisser/")
        return len(asked)

    answered(referred(place, by=fk), "waiting", by=staff)
    queries()
    one = queries()
    for number in ("198507099805", "196408233234"):
        answered(referred(place, by=fk, number=number), "waiting", by=staff)
    assert queries() == one


def test_consents_are_recorded_with_evidence_and_withdrawn_with_their_effect(
    place, registered, browser
):
    made = registered()
    path = f"/west/deltagare/{made.pk}/samtycken/"
    said = {"kind": "survey_message", "given_on": "idag", "how": "paper"}
    assert "Choose where the signed paper is kept." in words(browser.post(path, said))
    browser.post(path, said | {"kept_at": "archive"})
    with acting(EVERYTHING):
        consent = Consent.objects.get()
    assert "In the owner's archive".lower() in words(browser.get(path)).lower()
    away = f"{path}ta-tillbaka/?consent={consent.pk}"
    assert "No surveys are sent as messages any more" in words(browser.get(away))
    browser.post(away, {"on": "idag"})
    with acting(EVERYTHING):
        assert Consent.objects.get().withdrawn_on == today()
    assert browser.get(away).status_code == 404
    assert "withdrawn" in words(browser.get(f"/west/deltagare/{made.pk}/"))


def test_without_consent_to_be_registered_she_is_only_counted(place, staff, registered, browser):
    made = registered(started_on=today() - timedelta(days=30))
    with acting(scope_of(staff)):
        consent = consents.give(
            kind="registration",
            given_on=today(),
            evidence=PAPER,
            participant=made.participant,
            by=staff,
            today=today(),
        )
    away = f"/west/deltagare/{made.pk}/samtycken/ta-tillbaka/?consent={consent.pk}"
    assert "This cannot be undone." in words(browser.get(away))
    wrong = browser.post(away, {"on": "idag", "typed": "FEL"})
    assert "The code is not right" in words(wrong)
    with acting(EVERYTHING):
        assert Consent.objects.get().withdrawn_on is None
    done = browser.post(away, {"on": "idag", "typed": made.participant.code}, follow=True)
    assert "The person is only counted" in words(done)
    with acting(EVERYTHING):
        assert Participation.objects.count() == Consent.objects.count() == 0


def test_a_consent_that_ends_soon_stands_on_the_start_page(place, staff, registered, browser):
    made = registered(started_on=today() - timedelta(days=30))
    with acting(scope_of(staff)):
        consents.give(
            kind="registration",
            given_on=today() - timedelta(days=20),
            evidence=consents.Evidence("paper", "archive", valid_to=today() + timedelta(days=3)),
            participant=made.participant,
            by=staff,
            today=today(),
        )
    assert "Consent ends: be registered" in words(browser.get("/west/min-dag/"))
