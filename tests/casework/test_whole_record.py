"""The whole record of one participant: everything about her, nothing about anybody else."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db.models import BinaryField

from stegvis.access.context import acting
from stegvis.access.models import DataKey, ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework import whole_record
from stegvis.casework.actions import changes, stripping
from stegvis.casework.actions.changes import Proposal
from stegvis.casework.choices.changes import PAUSE
from stegvis.casework.rules.changes import Asked
from stegvis.config import personal
from stegvis.core import clock
from stegvis.surveys.models import Answer, OwnWords
from tests.casework.working import manager_of, staff_of
from tests.factories import daily, identities, leaving, surveys
from tests.factories.people import participation
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
# One word for each kind of text, so that a missing one is seen.
WORDS = ("namn", "gata", "mal", "steg", "anteckning", "overlamning", "vila", "egna")


def whole(place, *, mark: str):
    """Somebody about whom something stands in many tables, every text with `mark`."""
    with acting(EVERYTHING):
        one = leaving.left(place)
        manager = manager_of(place)
        identities.identity(one.participant, first_name=f"namn{mark}", address=f"gata{mark}")
        daily.step(daily.plan(one, f"mal{mark}"), f"steg{mark}")
        daily.note(one, manager, f"anteckning{mark}")
        daily.meeting(one)
        leaving.closed(one, f"overlamning{mark}")
        leaving.tried(one, by=manager)
        running = participation(place, participant=one.participant, started_on=date(2026, 1, 1))
        changes.propose(
            participation=running,
            proposal=Proposal(Asked(PAUSE, clock.today()), text=f"vila{mark}"),
            by=manager,
            today=clock.today(),
        )
        asked = surveys.use(place).instrument
        response = surveys.answer(asked, one)
        Answer.objects.create(response=response, item="q1", value="5")
        words = OwnWords(response=response, item="q2", key=DataKey.made(owner_id=one.owner_id))
        words.say(text=f"egna{mark}")
        words.save(force_insert=True)
        return one


@pytest.fixture
def place():
    return intervention()


def test_every_text_about_her_is_in_it_and_none_about_another(place):
    her, other = whole(place, mark="hennes"), whole(place, mark="annans")
    told = whole_record.of(her.participant, by=manager_of(place), today=clock.today())
    text = json.dumps(told, default=str)
    assert {word for word in WORDS if f"{word}hennes" in text} == {*WORDS}
    assert "annans" not in text
    assert other.participant.code not in text
    assert told["tables"]["surveys.answer"] == [
        {"id": told["tables"]["surveys.answer"][0]["id"], "item": "q1", "value": "5"}
        | {"response": told["tables"]["surveys.response"][0]["id"]}
    ]
    (stay, _running) = told["tables"]["casework.participation"]
    assert stay["intervention"] == str(place)
    assert stay["started_on"] == her.started_on


def test_every_field_that_is_classed_as_hers_is_told_wherever_she_stands(place):
    her = whole(place, mark="x")
    tables = whole_record.of(her.participant, by=manager_of(place), today=clock.today())["tables"]
    assert len(tables) >= 12
    for label, rows in tables.items():
        model = apps.get_model(label)
        hers = {
            field.name
            for field in model._meta.concrete_fields
            if personal.about_participants(label, field.name)
            and not isinstance(field, BinaryField)
            and field.name not in (*whole_record.PLACES, "key", "id")
        }
        assert all(hers <= row.keys() for row in rows), label


def test_no_table_with_a_path_to_her_is_forgotten():
    labels = {model._meta.label_lower for model in stripping.models_about()}
    assert labels - personal.MODELS.keys() == set()
    assert set(whole_record.LEFT_OUT) <= labels


def test_no_hash_or_key_is_told(place):
    her = whole(place, mark="x")
    tables = whole_record.of(her.participant, by=manager_of(place), today=clock.today())["tables"]
    names = {name for rows in tables.values() for row in rows for name in row}
    assert names.isdisjoint({"sealed", "key", "number_print", "link_print", "code_print"})


def test_only_the_owners_manager_takes_it_along_and_it_is_logged(place, client):
    her = whole(place, mark="hennes")
    path = f"/{place.association.slug}/deltagare/{her.pk}/registerutdrag/"
    client.force_login(staff_of(place))
    assert client.get(path).status_code in (403, 404)
    client.force_login(manager_of(intervention(association=place.association)))
    assert client.get(path).status_code == 404
    client.force_login(manager_of(place))
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer.json()["participant"] == her.participant.code
    assert "namnhennes" in answer.content.decode()
    with acting(EVERYTHING):
        entry = ReadLogEntry.objects.get(action="record.extract")
    assert entry.participations == [her.pk]


def test_the_page_of_a_participation_leads_there(place, client):
    her = whole(place, mark="x")
    client.force_login(manager_of(place))
    page = client.get(f"/{place.association.slug}/deltagare/{her.pk}/").content.decode()
    assert f"/deltagare/{her.pk}/lasningar/" in page
    extract = client.get(f"/{place.association.slug}/deltagare/{her.pk}/lasningar/")
    assert f"/deltagare/{her.pk}/registerutdrag/" in extract.content.decode()
