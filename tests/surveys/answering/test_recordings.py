"""Recordings: named for a text, played to who answers, also in parts, and never by a guess."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stegvis.access import context
from stegvis.access.roles import OWNER_MANAGER
from stegvis.core import clock
from stegvis.surveys import recordings, shipping
from stegvis.surveys.actions import recordings as actions
from stegvis.surveys.models import Instrument, Recording
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Section
from stegvis.surveys.rules.recordings import LARGEST, Slot, kind_of, slot_of, slots
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention
from tests.surveys.answering.invited import EVERYTHING, invitation, opened, text

pytestmark = pytest.mark.django_db
SOUND = b"ID3" + bytes(range(100))
CHOICE = Item(
    "mood",
    Kind.CHOICE,
    {"sv": "Hur är det?", "en": "How is it?"},
    options=(Option("a", {"sv": "Bra", "en": "Good"}, audio={"sv": "bra.ogg"}),),
)


@pytest.fixture
def asked():
    place = intervention()
    return surveys.instrument(
        intervention=place, title={"sv": "A", "en": "B"}, sections=(Section((CHOICE,)),)
    )


@pytest.fixture
def manager(asked):
    return user_with(OWNER_MANAGER, asked.intervention.owner)


def test_every_text_has_a_name_the_forms_own_or_one_of_code_and_language(asked):
    assert list(slots(asked.questionnaire)) == [
        Slot("mood", "", "sv", "mood.sv"),
        Slot("mood", "a", "sv", "bra.ogg"),
        Slot("mood", "", "en", "mood.en"),
        Slot("mood", "a", "en", "mood.a.en"),
    ]


@pytest.mark.parametrize(
    ("file", "name"),
    [("mood.sv.mp3", "mood.sv"), ("bra.ogg", "bra.ogg"), ("mood.a.en.m4a", "mood.a.en")],
)
def test_a_file_is_for_the_text_that_its_name_says(asked, file, name):
    assert slot_of(file, asked.questionnaire).name == name


@pytest.mark.parametrize("file", ["mood.mp3", "other.sv.mp3", "", "../mood.sv"])
def test_another_name_is_for_no_text(asked, file):
    assert slot_of(file, asked.questionnaire) is None


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (SOUND, "audio/mpeg"),
        (b"OggS", "audio/ogg"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_the_type_is_what_the_bytes_say(start, kind):
    assert kind_of(start) == kind


def test_what_is_no_sound_or_too_large_is_refused(asked, manager):
    for sound in (b"<svg onload=alert(1)>", SOUND + bytes(LARGEST)):
        with pytest.raises(actions.Refused):
            actions.add(instrument=asked, file="mood.sv.mp3", sound=sound, by=manager)
    assert Recording.objects.count() == 0


def test_a_later_file_takes_the_place_of_the_earlier(asked, manager):
    for sound in (SOUND, SOUND + b"x"):
        actions.add(instrument=asked, file="mood.sv.mp3", sound=sound, by=manager)
    assert bytes(Recording.objects.get().sound) == SOUND + b"x"
    actions.remove(instrument=asked, name="mood.sv", by=manager)
    assert Recording.objects.count() == 0


def test_who_does_not_keep_the_survey_adds_nothing(asked):
    stranger = user_with(OWNER_MANAGER, intervention().owner)
    with pytest.raises(PermissionError):
        actions.add(instrument=asked, file="mood.sv.mp3", sound=SOUND, by=stranger)


def test_the_page_of_the_question_has_the_address_in_the_language_that_is_read(asked, manager):
    actions.add(instrument=asked, file="mood.sv.mp3", sound=SOUND, by=manager)
    with context.acting(EVERYTHING):
        surveys.use(asked.intervention, asked)
        made = invitation(participation(asked.intervention, started_on=clock.today()), asked)
    address = recordings.address_of(Recording.objects.get().pk)
    page = text(opened(made).get("/e/fraga/1/"))
    assert page.count(f'data-sound="{address}"') == 1
    assert f'<audio controls preload="none" src="{address}"></audio>' in page
    assert "autoplay" not in page
    assert address not in text(opened(made, language="en").get("/e/fraga/1/"))


def test_phones_that_ask_for_parts_get_parts(asked, manager, client):
    made = actions.add(instrument=asked, file="mood.sv.mp3", sound=SOUND, by=manager)
    address = recordings.address_of(made.pk)
    whole = client.get(address)
    assert (whole.content, whole["Content-Type"]) == (SOUND, "audio/mpeg")
    assert whole["X-Content-Type-Options"] == "nosniff"
    part = client.get(address, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"ID")
    assert part["Content-Range"] == f"bytes 0-1/{len(SOUND)}"
    rest = client.get(address, headers={"range": "bytes=100-"})
    assert rest.content == SOUND[100:]
    assert client.get(address, headers={"range": "bytes=900-"}).content == SOUND


def test_no_address_is_guessed(asked, manager, client):
    made = actions.add(instrument=asked, file="mood.sv.mp3", sound=SOUND, by=manager)
    for token in (str(made.pk), f"{made.pk}.x", "x" * 22):
        assert client.get(f"/e/l/{token}/").status_code == 404


def test_the_owner_adds_and_removes_on_the_page(asked, manager, client):
    client.force_login(manager)
    path = f"/{asked.association.slug}/enkater/{asked.pk}/inspelningar/"
    files = [SimpleUploadedFile(name, SOUND) for name in ("mood.sv.mp3", "wrong.mp3")]
    page = text(client.post(path, {"files": files}, follow=True))
    assert "wrong.mp3: Ingen fråga" in page or "wrong.mp3: No question" in page
    assert page.count("<audio") == 1
    client.post(path, {"remove": "mood.sv"})
    assert Recording.objects.count() == 0


def test_what_the_program_ships_is_read_by_nobody_but_the_phone(asked, manager, client):
    shipping.ensure()
    shipped = Instrument.objects.get(code="start")
    client.force_login(manager)
    path = f"/{asked.association.slug}/enkater/{shipped.pk}/inspelningar/"
    assert 'type="file"' not in text(client.get(path))
    assert client.post(path, {"remove": "x"}).status_code == 404
