"""Answers in free text are sealed, read by the staff of the intervention, and go with her."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from stegvis.access import context
from stegvis.access.models import DataKey
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import erasure
from stegvis.casework.actions.erasure import Gone
from stegvis.core import clock
from stegvis.exchange.extract import Extract
from stegvis.surveys import exchange_tables
from stegvis.surveys.actions import answering
from stegvis.surveys.models import (
    Answer,
    AnswerDraft,
    FirstAnswers,
    InstrumentUse,
    Invitation,
    OwnWords,
    Response,
)
from stegvis.surveys.rules.answers import LONGEST, Unfit, given
from tests.factories.people import user_with
from tests.factories.places import intervention
from tests.surveys.answering.invited import (
    EVERYTHING,
    NOW,
    TOLD,
    asked_in_words,
    invitation,
    invited,
    opened,
    say,
    text,
)

pytestmark = pytest.mark.django_db
HERS = (Response, Answer, OwnWords, Invitation, FirstAnswers, AnswerDraft)
SAID = "Jag sover bättre nu.\nTack."


@pytest.fixture
def sent():
    """Somebody has answered one question by a number and one in her own words."""
    place = intervention()
    made = invited(place, asked_in_words(place))
    client = opened(made)
    say(client, 1, "q1", "4")
    say(client, 2, "told", SAID)
    assert client.post("/e/klar/", {"send": ""}).status_code == 302
    return made.invitation


def page_of(user, participation) -> object:
    client = Client()
    client.force_login(user)
    home = f"/{participation.association.slug}/deltagare/{participation.pk}"
    return client.get(f"{home}/enkater/egna-ord/")


def test_a_question_in_own_words_has_a_box_and_says_who_reads_it():
    place = intervention()
    client = opened(invited(place, asked_in_words(place)))
    say(client, 1, "q1", "4")
    page = text(client.get("/e/fraga/2/"))
    assert "<textarea" in page
    assert "Bara personalen i insatsen läser det du skriver." in page
    assert "Fråga 2 av 2" in page


def test_what_was_written_is_there_again_on_the_way_back():
    place = intervention()
    client = opened(invited(place, asked_in_words(place)))
    say(client, 2, "told", SAID, back="")
    assert f"{SAID}</textarea>" in text(client.get("/e/fraga/2/"))


def test_it_is_stored_sealed_and_never_as_a_coded_answer(sent):
    with context.acting(EVERYTHING):
        assert list(Answer.objects.values_list("item", "value")) == [("q1", "4")]
        row = OwnWords.objects.select_related("key").get()
        assert row.texts == {"text": SAID}
        assert SAID.encode() not in bytes(row.sealed)
        assert (row.item, row.response.participation_id) == ("told", sent.participation_id)


def test_who_has_the_link_cannot_read_it_back(sent):
    visit = answering.Visit(bytes(sent.link_print).hex(), uuid.uuid4())
    with answering.reached(visit):
        assert (OwnWords.objects.count(), DataKey.objects.count()) == (0, 0)


def test_the_staff_of_the_intervention_read_it_and_it_is_logged(sent):
    participation = sent.participation
    page = page_of(user_with(INTERVENTION_STAFF, participation.site), participation)
    assert "<p>Jag sover bättre nu.<br>Tack.</p>" in text(page)
    assert TOLD.text["sv"] in text(page)


@pytest.mark.parametrize("role", [INTERVENTION_STAFF, OWNER_MANAGER])
def test_nobody_of_another_intervention_reads_it(sent, role):
    other = intervention(association=sent.association)
    place = other.owner if role is OWNER_MANAGER else other
    stranger = user_with(role, place)
    assert page_of(stranger, sent.participation).status_code == 404
    with context.acting(scope_of(stranger)):
        assert OwnWords.objects.count() == 0


def test_it_is_in_no_file_of_the_exchange_format(sent):
    with context.acting(EVERYTHING):
        extract = Extract(sent.association)
        rows = list(exchange_tables.RESPONSES.read(extract))
    assert [row["item"] for row in rows] == ["q1"]
    assert SAID not in str(rows)


def test_with_her_go_answers_own_words_invitations_drafts_and_their_keys(sent, settings, tmp_path):
    settings.STEGVIS_ERASURES = tmp_path / "erasures"
    person = sent.participation
    with context.acting(EVERYTHING):
        InstrumentUse.objects.filter(instrument=sent.instrument).update(shows_first=True)
        person.ended_on = clock.today()
        person.save()
        last = invitation(person, sent.instrument, occasion="exit")
    say(opened(last), 1, "q1", "5")
    with context.acting(EVERYTHING):
        keys = [each.objects.get().key_id for each in (OwnWords, FirstAnswers)]
        gone = Gone()
        erasure.erase(person.participant, gone=gone, today=clock.today() + timedelta(days=400))
        assert [each.objects.count() for each in HERS] == [0] * len(HERS)
        assert {bytes(each.wrapped) for each in DataKey.objects.filter(pk__in=keys)} == {b""}
    assert {each._meta.label for each in HERS if each is not AnswerDraft} <= set(gone.rows)


def test_too_long_a_text_is_said_to_be_so_and_not_cut():
    assert given(TOLD, ["x" * LONGEST]) == "x" * LONGEST
    with pytest.raises(Unfit):
        given(TOLD, ["x" * (LONGEST + 1)])
    assert given(TOLD, [" a\r\nb "]) == "a\nb"


def test_a_link_adds_no_key_for_another_owner(sent):
    place = intervention()
    made = invited(place, asked_in_words(place))
    visit = answering.by_link(made.token, now=NOW)
    with answering.reached(visit):
        DataKey.made(owner_id=made.invitation.owner_id)
    with pytest.raises(DatabaseError, match="row-level security"), answering.reached(visit):
        DataKey.made(owner_id=sent.owner_id)


def test_without_a_link_nobody_adds_a_key():
    place = intervention()
    with pytest.raises(DatabaseError, match="row-level security"), context.acting(Scope()):
        DataKey.made(owner_id=place.owner_id)
