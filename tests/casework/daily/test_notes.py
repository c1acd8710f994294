"""Notes: short, sealed, signed, and corrected by a new version."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework.actions import notes as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.models import Note
from stegvis.casework.views.notes import shown_notes
from tests.casework.daily.conftest import EVERYTHING, TODAY, read_log, text

DAY = timedelta(days=1)
WORDS = "Ringde om mötet på torsdag"


@pytest.fixture
def person(registered):
    return registered()


def write(person, by, words=WORDS, day=TODAY) -> Note:
    return actions.write(participation=person, day=day, text=words, by=by, today=TODAY)


def correct(note, by, words, day=TODAY) -> Note:
    return actions.correct(note=note, day=day, text=words, by=by, today=TODAY)


def test_a_note_is_signed_and_sealed(acts, person):
    made = write(person, acts)
    assert (made.author, made.day, made.texts) == (acts, TODAY, {"text": WORDS})
    assert WORDS.encode() not in bytes(made.sealed)


@pytest.mark.parametrize(
    ("words", "day", "fields"),
    [
        ("x" * 1_000, TODAY, []),
        ("x" * 1_001, TODAY, ["text"]),
        ("x" * 1_001, TODAY + DAY, ["day", "text"]),
    ],
)
def test_a_note_is_short_and_about_a_day_that_has_come(acts, person, words, day, fields):
    try:
        write(person, acts, words, day)
        refused = []
    except Refused as problem:
        refused = [each.field for each in problem.problems]
    assert refused == fields


def test_a_correction_is_a_new_version_and_the_old_one_is_kept(acts, person):
    first = write(person, acts)
    second = correct(first, acts, "Ringde om mötet på fredag")
    third = correct(second, acts, "Ringde om mötet på måndag")
    (shown,) = shown_notes(person)
    assert shown.note == third
    assert [each.text for each in shown.earlier] == ["Ringde om mötet på fredag", WORDS]
    assert Note.objects.get(pk=first.pk).texts == {"text": WORDS}


def test_a_note_is_corrected_once(acts, person):
    first = write(person, acts)
    correct(first, acts, "Fredag")
    with pytest.raises(Refused):
        correct(first, acts, "Lördag")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(
            participation=person, corrects=first, key=first.key, day=TODAY, author=acts
        )


def test_notes_stand_with_the_latest_day_first(acts, person):
    write(person, acts, "Tidigare", TODAY - DAY)
    write(person, acts, "Senast")
    write(person, acts, "Först", TODAY - 2 * DAY)
    assert [each.text for each in shown_notes(person)] == ["Senast", "Tidigare", "Först"]


def test_nobody_writes_where_she_does_not_work(acts, person, stranger):
    with pytest.raises(PermissionError):
        write(person, stranger)


def test_the_database_hides_notes_from_those_who_work_elsewhere(person, staff, stranger):
    with acting(scope_of(staff)):
        write(person, staff)
    with acting(scope_of(stranger)):
        assert Note.objects.count() == 0


# --- Pages -----------------------------------------------------------------------------------


def path(person, rest: str = "") -> str:
    return f"/west/deltagare/{person.pk}/anteckningar/{rest}"


def test_the_page_says_what_does_not_belong_there(browser, person):
    page = text(browser.get(path(person)))
    assert "Diagnoses, crimes, other people's names" in page
    assert "No note has been written." in page
    assert read_log("notes.show") == [[person.participant_id]]


def test_a_note_is_written_and_corrected_on_its_page(browser, person, staff):
    page = browser.post(path(person), {"text": WORDS, "day": "idag"}, follow=True)
    assert WORDS in text(page)
    assert f"Written by {staff.name}" in text(page)
    (rest,) = re.findall(r'href="[^"]*anteckningar/([0-9a-f-]{36}/)', page.content.decode())
    assert WORDS in browser.get(path(person, rest)).content.decode()
    sent = {"text": "Ringde på fredag", "day": "idag"}
    page = text(browser.post(path(person, rest), sent, follow=True))
    assert "Ringde på fredag" in page
    assert "What it said before" in page
    again = browser.post(path(person, rest), {"text": "En gång till", "day": "idag"})
    assert again.status_code == 422
    assert "Someone has corrected this note already." in text(again)


def test_an_empty_note_is_not_saved(browser, person):
    page = browser.post(path(person), {"text": " ", "day": "idag"})
    assert page.status_code == 422
    assert "Write the note, or go back without saving." in text(page)


def test_the_page_of_a_participation_counts_notes_but_does_not_quote_them(browser, person):
    browser.post(path(person), {"text": WORDS, "day": "idag"})
    page = text(browser.get(f"/west/deltagare/{person.pk}/"))
    assert "1 note, about" in page
    assert WORDS not in page


def test_a_note_is_missing_to_those_who_work_elsewhere(client, browser, person, stranger):
    browser.post(path(person), {"text": WORDS, "day": "idag"})
    with acting(EVERYTHING):
        note = Note.objects.get()
    client.force_login(stranger)
    for rest in ("", f"{note.pk}/"):
        assert client.get(path(person, rest)).status_code == 404
