"""The history of changes as a page, and its button that puts a value back."""

import re

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import participations
from stegvis.casework.models import Participation
from stegvis.core import clock
from tests.factories.people import user_with
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)


def changed(one, staff, **changes) -> str:
    with acting(scope_of(staff)):
        now = Participation.objects.get(pk=one.pk)
        participations.correct(participation=now, changes=changes, by=staff, today=clock.today())
    return f"/west/deltagare/{one.pk}/andringar/"


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_says_what_it_said_what_it_became_who_and_logs_the_reading(
    browser, registered, staff
):
    one = registered(education="compulsory", referrers=["fk"])
    page = changed(one, staff, education="upper_secondary")
    said = text(browser.get(page))
    assert f"Compulsory school Put back Upper secondary {staff.name}" in said
    reading = ReadLogEntry.objects.latest("id")
    assert (reading.action, reading.participations) == ("participation.history", [one.pk])


def test_the_button_puts_the_value_back_and_can_be_undone(browser, registered, staff):
    one = registered(education="compulsory", referrers=["fk"])
    page = changed(one, staff, education="upper_secondary")
    found = re.search(r'name="revision" value="(\d+)"', browser.get(page).content.decode())
    sent = {"revision": found[1], "field": "education"}
    answer = browser.post(f"{page}aterstall/", sent, follow=True)
    assert "The value is put back." in text(answer)
    assert "Undo" in text(answer)
    with acting(EVERYTHING):
        assert Participation.objects.get(pk=one.pk).education == "compulsory"
    again = browser.post(f"{page}aterstall/", sent, follow=True)
    assert "The value has been changed since then" in text(again)
    assert browser.post(f"{page}aterstall/", sent | {"field": "site"}).status_code == 404


def test_a_stranger_finds_no_history(browser, client, registered, staff):
    page = changed(registered(referrers=["fk"]), staff, education="compulsory")
    assert browser.get(page).status_code == 200
    client.force_login(user_with(INTERVENTION_STAFF, intervention()))
    assert client.get(page).status_code == 404
