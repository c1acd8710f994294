"""The owner's manager decides, sees what falls due, holds, and erases one person."""

from datetime import date

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.models import Erasure, LegalHold, Participant, RetentionRule
from tests.casework.working import manager_of, staff_of
from tests.factories.people import participation
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.STEGVIS_ERASURES = tmp_path / "erasures"


@pytest.fixture
def place(committed):
    return intervention(association=association(slug="forbund"), name="Trädgården")


@pytest.fixture
def person(place):
    with acting(EVERYTHING):
        return participation(place, started_on=date(2015, 3, 14), ended_on=date(2016, 4, 7))


def rule(place, **changes):
    return {
        "owner": place.owner_id,
        "kind": "participation",
        "months": "24",
        "document": "KS 2026/114",
        "decided_on": "2020-01-12",
    } | changes


def test_a_rule_is_stored_with_its_decision_and_the_plan_counts_what_falls_due(
    client, place, person
):
    client.force_login(manager_of(place))
    assert "Trädgården</th>" not in client.get("/forbund/gallring/").content.decode()
    refused = client.post("/forbund/gallring/regel/", rule(place, document=""))
    assert (refused.status_code, RetentionRule.objects.count()) == (422, 0)
    assert client.post("/forbund/gallring/regel/", rule(place)).status_code == 302
    shown = client.get("/forbund/gallring/").content.decode()
    assert ("KS 2026/114" in shown, "Trädgården</th>" in shown) == (True, True)
    assert person.participant.code not in shown


def test_one_person_is_erased_by_a_decision_and_her_code(client, place, person):
    client.force_login(manager_of(place))
    path = f"/forbund/deltagare/{person.pk}/gallra/"
    sent = {"document": "KS 1", "decided_on": "2020-01-12", "code": "other"}
    assert person.participant.code in client.get(path).content.decode()
    assert client.post(path, sent).status_code == 422
    assert client.post(path, sent | {"code": person.participant.code}).status_code == 302
    assert client.get(path).status_code == 404
    with acting(EVERYTHING):
        assert not Participant.objects.filter(pk=person.participant_id).exists()
        assert Erasure.objects.get().document == "KS 1"
        assert ReadLogEntry.objects.filter(action="participation.erase").exists()


def test_what_is_held_is_not_erased_until_it_is_lifted(client, place, person):
    client.force_login(manager_of(place))
    client.post(f"/forbund/deltagare/{person.pk}/bevara/", {"document": "Dom 7"})
    path = f"/forbund/deltagare/{person.pk}/gallra/"
    sent = {"document": "KS 1", "decided_on": "2020-01-12", "code": person.participant.code}
    assert client.post(path, sent).status_code == 422
    with acting(EVERYTHING):
        held = LegalHold.objects.get()
    assert "Dom 7" in client.get("/forbund/gallring/").content.decode()
    assert client.post("/forbund/gallring/hav/", {"hold": held.pk}).status_code == 302
    assert client.post(path, sent).status_code == 302


def test_an_intervention_is_held_by_the_owner_who_decides_for_it(client, place, person):
    client.force_login(manager_of(place))
    sent = {"owner": place.owner_id, "intervention": place.pk, "document": "Dom 8"}
    other = intervention(association=place.association)
    wrong = client.post("/forbund/gallring/bevara/", sent | {"intervention": other.pk})
    assert wrong.status_code == 422
    assert client.post("/forbund/gallring/bevara/", sent).status_code == 302
    with acting(EVERYTHING):
        assert LegalHold.objects.get().intervention_id == place.pk


def test_staff_who_do_not_decide_reach_none_of_it(client, place, person):
    client.force_login(staff_of(place))
    for path in ("gallring/", f"deltagare/{person.pk}/gallra/"):
        assert client.get(f"/forbund/{path}").status_code == 404
