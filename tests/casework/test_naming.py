"""Display names for the persons' own staff, and searching by name."""

import pytest
from django.utils import translation

from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework import naming
from stegvis.casework.models import Participation
from tests.factories.identities import TODAY, identity
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)


@pytest.fixture
def at():
    return intervention()


@pytest.fixture
def staff(at):
    return user_with(INTERVENTION_STAFF, at)


def person(place, **said):
    with acting(EVERYTHING):
        made = participation(place)
        identity(made.participant, **said)
        return made.participant


def names(people, by) -> list[str]:
    with acting(scope_of(by)):
        found = naming.names_of(people, by=by)
    return [found[each.pk] for each in people]


def test_a_name_is_the_first_name_and_an_initial(at, staff):
    people = [
        person(at, first_name="Anna", last_name="Lind"),
        person(at, first_name="Åsa"),
        person(at, last_name="Lind"),
        person(at, first_name="Bo", last_name="Ek", label="Bosse"),
    ]
    assert names(people, staff) == ["Anna L.", "Åsa", people[2].code, "Bosse"]


def test_without_an_identity_the_code_is_shown(at, staff):
    with acting(EVERYTHING):
        bare = participation(at).participant
    assert names([bare], staff) == [bare.code]
    assert names([], staff) == []


def test_the_protected_are_never_named(at, staff):
    with acting(EVERYTHING):
        hidden = participation(at).participant
        hidden.protected = True
        hidden.save()
        identity(hidden, first_name="Anna", last_name="Lind", label="Anna")
    assert names([hidden], staff) == [hidden.code]
    with acting(scope_of(staff)):
        assert naming.search("anna", among=Participation.objects.all(), by=staff) == set()


def test_an_intervention_may_keep_names_out_of_its_lists(at, staff):
    anna = person(at, first_name="Anna", last_name="Lind")
    assert names([anna], staff) == ["Anna L."]
    at.shows_names = False
    at.save()
    assert names([anna], staff) == [anna.code]


def test_staff_of_another_intervention_see_no_name(at):
    anna = person(at, first_name="Anna", last_name="Lind")
    elsewhere = user_with(INTERVENTION_STAFF, intervention(owner=at.owner))
    assert names([anna], elsewhere) == [anna.code]
    assert names([anna], user_with(OWNER_MANAGER, at.owner)) == ["Anna L."]


def test_the_erased_are_called_by_their_code_and_found_by_no_name(at, staff):
    anna = person(at, first_name="Anna", last_name="Lind")
    with acting(EVERYTHING):
        DataKey.objects.update(wrapped=b"")
    assert names([anna], staff) == [anna.code]
    with acting(scope_of(staff)):
        assert naming.search("anna", among=Participation.objects.all(), by=staff) == set()


def test_the_number_of_questions_does_not_grow_with_the_page(at, staff, django_assert_num_queries):
    people = [person(at, first_name=f"Namn{number}") for number in range(3)]
    scope_of(staff)
    with acting(EVERYTHING):
        for some in (people[:1], people):
            with django_assert_num_queries(1):
                naming.names_of(some, by=staff)


@pytest.mark.parametrize(
    "word", ["anna", "ANNA", "lind", "  anna   lind ", "ann", "Lind Anna", "ANNÁ"]
)
def test_a_search_minds_neither_case_nor_accents_nor_order(at, staff, word):
    anna = person(at, first_name="Anna", last_name="Lind")
    person(at, first_name="Bo", last_name="Ek")
    with acting(scope_of(staff)):
        assert naming.search(word, among=Participation.objects.all(), by=staff) == {anna.pk}


@pytest.mark.parametrize(
    ("word", "found"), [("asa", True), ("ÅSA", True), ("ost", True), ("x", False)]
)
def test_letters_with_rings_and_dots_are_found_by_plain_ones(at, staff, word, found):
    asa = person(at, first_name="Åsa", last_name="Öst")
    with acting(scope_of(staff)):
        hits = naming.search(word, among=Participation.objects.all(), by=staff)
    assert hits == ({asa.pk} if found else set())


def test_a_search_finds_a_label_and_the_beginning_of_a_code(at, staff):
    bosse = person(at, first_name="Bo", label="Bosse")
    with acting(scope_of(staff)):
        reached = Participation.objects.all()
        assert naming.search("boss", among=reached, by=staff) == {bosse.pk}
        assert naming.search(bosse.code.lower(), among=reached, by=staff) == {bosse.pk}


def test_nobody_is_found_in_an_intervention_of_others(at):
    person(at, first_name="Anna")
    other = user_with(INTERVENTION_STAFF, intervention())
    with acting(scope_of(other)):
        assert naming.search("anna", among=Participation.objects.all(), by=other) == set()


@pytest.mark.parametrize("label", ["Anna", "Anna L", "Ann-Marie K", "Bosse  E", ""])
def test_a_short_word_is_a_label(label):
    assert naming.check_label(label, today=TODAY) == " ".join(label.split())


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Anna Andersson", "at most 12 characters; this one has 14"),
        ("191212121212", "is an identity number"),
        ("121212-1212", "is an identity number"),
        ("1212121212", "is an identity number"),
        ("121212 1212", "is an identity number"),
    ],
)
def test_a_long_text_or_an_identity_number_is_no_label(label, sentence):
    with translation.override("en"), pytest.raises(naming.LabelFault, match=sentence):
        naming.check_label(label, today=TODAY)
