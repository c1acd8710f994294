"""The office's words on where help is and what happens next, by municipality and language."""

import pytest
from django.test import Client

from stegvis.access import context
from stegvis.access.roles import ASSOCIATION_OFFICE, OWNER_MANAGER
from stegvis.core import clock
from stegvis.organisations.models import Municipality
from stegvis.surveys import helping, shipping
from stegvis.surveys.actions import helping as writing
from stegvis.surveys.helping import Place
from stegvis.surveys.models import HelpText, Instrument
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention
from tests.surveys.answering.invited import EVERYTHING, invitation, opened, say, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    made = association()
    made.municipalities.set(Municipality.objects.filter(code__in=["1497", "1472"]))
    return made


@pytest.fixture
def office(home):
    client = Client()
    client.force_login(user_with(ASSOCIATION_OFFICE, home))
    return client


def write(home, *, where="", after="", language="sv", town=None):
    HelpText.objects.create(
        association=home,
        municipality_id=town,
        language=language,
        where_help_is=where,
        what_happens_next=after,
    )


def shown(home, language="sv", town=None):
    return helping.shown(Place(home.pk, town), form=surveys.form(), language=language)


def test_without_a_text_of_the_office_the_program_says_where_help_is(home):
    assert "1177" in shown(home).where
    assert "Personalen i insatsen kan se dina svar." in shown(home).after


def test_a_municipality_goes_before_the_association_and_both_before_the_program(home):
    write(home, where="Ring förbundet.", after="Vi ses.")
    write(home, where="Ring Hjo.", town="1497")
    assert shown(home, town="1497") == helping.Help("Ring Hjo.", "Vi ses.")
    assert shown(home, town="1472") == helping.Help("Ring förbundet.", "Vi ses.")


def test_a_language_without_a_text_of_its_own_gets_the_programs_words(home):
    write(home, where="Ring förbundet.")
    assert shown(home, "sv-easy").where == "Ring förbundet."
    assert "1177" in shown(home, "ar").where


def test_the_end_page_shows_the_texts_of_where_she_takes_part(home):
    write(home, where="Ring Hjo.\nÖppet jämt.", after="Vi ringer dig.", town="1497")
    with context.acting(EVERYTHING):
        place = intervention(association=home)
        place.sites.update(municipality_id="1497")
        use = surveys.use(place)
        person = participation(place, started_on=clock.today())
        made = invitation(person, use.instrument)
    client = opened(made)
    say(client, 1, "q1", "4")
    client.post("/e/klar/", {"send": ""})
    page = text(client.get("/e/tack/"))
    assert "Ring Hjo.<br>Öppet jämt." in page
    assert "Vi ringer dig." in page


def test_help_stands_beside_sensitive_questions_and_not_beside_others(home):
    write(home, where="Ring kvinnojouren.")
    shipping.ensure()
    place = intervention(association=home)
    use = surveys.use(place, Instrument.objects.get(code="violence"))
    client = Client()
    first = client.get(f"/e/i/{counting.token_of(use)}/", follow=True)
    page = client.post("/e/i/", {"state": first.context["state"], "next": ""})
    assert "Ring kvinnojouren." in text(page)
    with context.acting(EVERYTHING):
        asked = surveys.use(place).instrument
        made = invitation(participation(place, started_on=clock.today()), asked)
    assert "Ring kvinnojouren." not in text(opened(made).get("/e/fraga/1/"))


def test_an_unlinked_form_is_of_a_municipality_where_all_sites_share_it(home):
    place = intervention(association=home)
    assert helping.place_of_all(place) == Place(home.pk, None)
    place.sites.update(municipality_id="1497")
    assert helping.place_of_all(place) == Place(home.pk, "1497")
    place.sites.create(slug="two", name="Två", owner=place.owner, municipality_id="1472")
    assert helping.place_of_all(place) == Place(home.pk, None)


def test_the_office_writes_and_empties_the_texts(home, office):
    path = f"/{home.slug}/enkater/hjalp/1497/"
    said = {"where_help_is-sv": "Ring Hjo.", "what_happens_next-ar": "نتصل بك."}
    assert office.post(path, said).status_code == 302
    assert set(HelpText.objects.values_list("language", "municipality")) == {
        ("sv", "1497"),
        ("ar", "1497"),
    }
    page = text(office.get(path))
    assert "Ring Hjo.</textarea>" in page
    assert "Svenska, العربية" in page
    office.post(path, {})
    assert HelpText.objects.count() == 0


def test_a_text_that_is_too_long_is_refused_and_kept_in_its_box(home, office):
    path = f"/{home.slug}/enkater/hjalp/"
    answer = office.post(path, {"where_help_is-sv": "x" * 1501})
    assert answer.status_code == 422
    assert HelpText.objects.count() == 0


def test_nobody_writes_for_a_foreign_municipality_or_association(home, office):
    assert office.get(f"/{home.slug}/enkater/hjalp/0180/").status_code == 404
    manager = Client()
    place = intervention(association=home)
    manager.force_login(user_with(OWNER_MANAGER, place.owner))
    assert manager.get(f"/{home.slug}/enkater/hjalp/").status_code == 404


@pytest.mark.django_db
def test_nobody_but_the_office_writes_them():
    home = association()
    manager = user_with(OWNER_MANAGER, intervention(association=home).owner)
    with context.acting(EVERYTHING), pytest.raises(PermissionError):
        writing.write(association=home, municipality=None, texts={}, by=manager)
