"""The exit in the browser's eyes: form, scores, handover and the closing document."""

import html
import re
from datetime import date

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.actions import outcomes
from stegvis.casework.actions.outcomes import Handed
from stegvis.casework.models import Consent, Participation
from stegvis.interventions.models import Intervention

EVERYTHING = Scope(everything=True)
EXIT = {
    "ended_on": "2022-09-30",
    "exit_reason": "work",
    "completed": "completed",
    "next_steps": ["work", "other_intervention"],
    "next_steps-work": "started",
    "next_steps-other_intervention": "ready",
    "occupation_end": ["work"],
    "occupation_end-work": "50",
    "support_end": ["wages", "sickness_benefit"],
    "support_end-wages": "50",
    "support_end-sickness_benefit": "50",
    "scored": ["work", "health"],
    "scored-work": "reached",
    "scored-health": "",
    "receiver": "af",
    "from_day": "3/10 2022",
    "text": "Förstärkt stöd på arbetsplatsen.",
    "version": "1",
}


def text_of(page) -> str:
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(plain).split())


@pytest.fixture
def person(registered):
    return registered(started_on=date(2022, 3, 1), referrers=["fk"])


def path(person, page) -> str:
    return f"/west/deltagare/{person.pk}/{page}/"


def test_an_exit_is_stored_with_everything_that_stands_in_the_form(browser, person):
    answer = browser.post(path(person, "avsluta"), EXIT)
    assert answer.status_code == 302
    with acting(EVERYTHING):
        ended = Participation.objects.get()
        assert ended.exit_reason == "work"
        assert ended.next_steps == [
            {"code": "work", "state": "started"},
            {"code": "other_intervention", "state": "ready"},
        ]
        assert ended.occupation_end == [{"code": "work", "percent": 50}]
        assert dict(ended.wanted_outcomes.values_list("code", "score")) == {
            "work": "reached",
            "health": "",
        }
        assert ended.handover.texts == {"text": "Förstärkt stöd på arbetsplatsen."}


def test_outcomes_chosen_at_the_start_are_ticked_in_the_form_for_the_exit(browser, person):
    browser.post(path(person, "onskade-resultat"), {"wanted": ["studies"]})
    page = browser.get(path(person, "avsluta")).content.decode()
    (box,) = re.findall(r'<input[^>]*id="id_scored_studies"[^>]*>', page)
    assert "checked" in box
    (other,) = re.findall(r'<input[^>]*id="id_scored_work"[^>]*>', page)
    assert "checked" not in other


def test_choosing_again_keeps_a_score(browser, person, staff):
    with acting(EVERYTHING):
        outcomes.want(participation=person, scores={"work": "partly"}, by=staff)
    browser.post(path(person, "onskade-resultat"), {"wanted": ["work", "health"]})
    with acting(EVERYTHING):
        assert dict(person.wanted_outcomes.values_list("code", "score")) == {
            "work": "partly",
            "health": "",
        }


def test_an_exit_that_cannot_be_is_shown_again_with_what_was_written(browser, person):
    answer = browser.post(path(person, "avsluta"), EXIT | {"ended_on": "2022-02-01"})
    assert answer.status_code == 422
    assert "Förstärkt stöd på arbetsplatsen." in answer.content.decode()
    assert "before the first day" in text_of(answer)


def test_the_closing_document_tells_what_is_registered(browser, person):
    with acting(EVERYTHING):
        Intervention.objects.filter(pk=person.intervention_id).update(name="Promise")
    browser.post(path(person, "avsluta"), EXIT | {"next_intervention": "promise"})
    shown = text_of(browser.get(path(person, "avslutsdokument")))
    for said in (
        "To Social Insurance Agency",
        "1 March 2022 – 30 September 2022",
        "Exit reason Work",
        "Occupation not known Work 50",
        "Wages 50",
        "Work Reached",
        "Better health not scored",
        "Ready, nothing arranged",
        "Next intervention Promise",
        "Taken over by Public Employment Service",
        "3 October 2022",
        "Förstärkt stöd på arbetsplatsen.",
    ):
        assert said in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_the_closing_document_warns_until_secrecy_is_lifted(browser, person, staff):
    browser.post(path(person, "avsluta"), EXIT)
    warning = "No valid consent to lift secrecy is registered."
    assert warning in text_of(browser.get(path(person, "avslutsdokument")))
    with acting(EVERYTHING):
        Consent.objects.create(
            association=person.association,
            owner=person.owner,
            participant=person.participant,
            kind="secrecy",
            given_on=date(2022, 3, 1),
            how="paper",
            kept_at="referrer",
            recorded_by=staff,
        )
    assert warning not in text_of(browser.get(path(person, "avslutsdokument")))


def test_a_running_participation_has_no_document_yet(browser, person):
    page = browser.get(path(person, "avslutsdokument"))
    assert page.status_code == 200
    assert "still running" in text_of(page)


def test_an_exit_without_more_makes_a_document_that_says_what_is_missing(browser, registered):
    bare = registered(ended_on=date(2022, 9, 30), exit_reason="unknown")
    shown = text_of(browser.get(path(bare, "avslutsdokument")))
    assert "Exit reason not known" in shown
    assert "None were chosen." in shown
    assert "No next step is registered." in shown
    assert "Nothing is agreed." in shown


def test_scores_and_handover_can_be_changed_after_the_exit(browser, person):
    browser.post(path(person, "avsluta"), EXIT)
    page = browser.get(path(person, "overlamning")).content.decode()
    assert "Förstärkt stöd på arbetsplatsen." in page
    answer = browser.post(
        path(person, "overlamning"),
        {"scored": ["work"], "scored-work": "partly", "receiver": "", "from_day": "", "text": ""},
    )
    assert answer.headers["Location"].endswith("/avslutsdokument/")
    with acting(EVERYTHING):
        assert dict(person.wanted_outcomes.values_list("code", "score")) == {"work": "partly"}
        assert not hasattr(Participation.objects.get(pk=person.pk), "handover")


def test_a_handover_that_cannot_be_read_is_shown_again(browser, person):
    answer = browser.post(path(person, "overlamning"), {"from_day": "32/1", "text": "Kvar."})
    assert answer.status_code == 422
    assert "Kvar." in answer.content.decode()


def test_the_document_stands_in_the_read_log_once(browser, person):
    browser.post(path(person, "avsluta"), EXIT)
    before = ReadLogEntry.objects.count()
    browser.get(path(person, "avslutsdokument"))
    (entry,) = ReadLogEntry.objects.order_by("pk")[before:]
    assert (entry.action, entry.object_ids) == (
        "participation.closing_document",
        [person.participant_id],
    )


def test_the_page_of_a_participation_leads_to_outcomes_and_document(browser, person, staff):
    page = browser.get(path(person, "").replace("//", "/")).content.decode()
    assert path(person, "onskade-resultat") in page
    with acting(EVERYTHING):
        outcomes.hand_over(
            participation=person, handed=Handed("af", date(2022, 10, 3), "X"), by=staff
        )
    browser.post(path(person, "avsluta"), EXIT)
    page = browser.get(path(person, "").replace("//", "/")).content.decode()
    assert path(person, "avslutsdokument") in page
    assert path(person, "overlamning") in page
    assert "The next authority takes over" in page


def test_a_struck_out_participation_shows_no_outcomes(browser, registered):
    struck = registered(voided=True)
    page = browser.get(f"/west/deltagare/{struck.pk}/").content.decode()
    assert path(struck, "onskade-resultat") not in page


def test_two_who_write_a_handover_at_once_are_shown_both_versions(browser, person):
    browser.post(path(person, "avsluta"), EXIT)
    page = browser.get(path(person, "overlamning")).content.decode()
    mine = {"mark": re.search(r'name="mark" value="(\w+)"', page)[1]}
    assert browser.post(path(person, "overlamning"), mine | {"text": "Tar nya tag."}).status_code
    answer = browser.post(path(person, "overlamning"), mine | {"text": "Tar det lugnt."})
    assert answer.status_code == 422
    assert "What they take over Tar nya tag. Tar det lugnt." in text_of(answer)
