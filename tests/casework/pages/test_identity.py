"""The page with personal details, names in lists, and searching by name."""

import logging

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.casework.models import Identity, Participant
from tests.factories.identities import identity
from tests.factories.people import user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
NUMBER = "19121212-1212"


@pytest.fixture
def anna(registered):
    made = registered()
    with acting(EVERYTHING):
        identity(
            made.participant,
            first_name="Anna",
            last_name="Lindcanary",
            number=NUMBER,
            phone="070-7654321",
        )
    return made


def page(taking_part, rest="personuppgifter/"):
    return f"/{taking_part.association.slug}/deltagare/{taking_part.pk}/{rest}"


def text(answer) -> str:
    return answer.content.decode()


def readings() -> list[tuple[str, list[int]]]:
    with acting(EVERYTHING):
        return list(ReadLogEntry.objects.order_by("id").values_list("action", "object_ids"))


def test_the_staff_read_who_she_is_and_it_is_logged(browser, anna):
    answer = browser.get(page(anna))
    assert answer.status_code == 200
    for said in ("Anna", "Lindcanary", NUMBER, "070-7654321"):
        assert said in text(answer)
    assert readings() == [("identity.show", [anna.participant_id])]


@pytest.mark.parametrize("role", [ASSOCIATION_OFFICE, BOARD])
def test_the_association_finds_no_such_page(client, anna, role):
    client.force_login(user_with(role, anna.association))
    for rest in ("personuppgifter/", "personuppgifter/andra/"):
        answer = client.get(page(anna, rest))
        assert answer.status_code == 404
        assert "lindcanary" not in text(answer).lower()
    assert readings() == []


def test_staff_of_another_intervention_of_the_same_owner_find_no_such_page(client, anna):
    other = intervention(association=anna.association, owner=anna.owner)
    client.force_login(user_with(INTERVENTION_STAFF, other))
    assert client.get(page(anna)).status_code == 404


def test_the_owners_manager_reads_it(client, anna):
    client.force_login(user_with(OWNER_MANAGER, anna.owner))
    assert "Lindcanary" in text(client.get(page(anna)))


def test_the_page_of_a_participation_leads_there_and_is_headed_by_the_name(browser, anna):
    said = text(browser.get(page(anna, "")))
    assert "<h1>Anna L." in said
    assert page(anna) in said
    assert "Lindcanary" not in said


def test_what_is_written_is_stored_in_one_spelling(browser, registered):
    made = registered()
    answer = browser.post(
        page(made, "personuppgifter/andra/"),
        {"first_name": "Bo", "last_name": "Ek", "number": "121212+1212", "email": "bo@example.org"},
    )
    assert (answer.status_code, answer["Location"]) == (302, page(made))
    with acting(EVERYTHING):
        said = Identity.objects.get(participant=made.participant).details
    assert (said["first_name"], said["number"], said["email"]) == (
        *("Bo", "191212121212"),
        "bo@example.org",
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"number": "121212-1213"}, "wrong check digit"),
        ({"number": "1.91212E+11"}, "shortened by a spreadsheet"),
        ({"label": "121212-1212"}, "is an identity number"),
        ({"label": "Anna Andersson"}, "at most 12 characters"),
        ({"email": "anna"}, "Write an e-mail address"),
    ],
)
def test_what_cannot_be_stored_is_told_at_its_field(browser, registered, sent, sentence):
    answer = browser.post(page(registered(), "personuppgifter/andra/"), sent)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_number_that_stands_with_another_is_told_with_a_link_to_her(browser, anna, registered):
    answer = browser.post(page(registered(), "personuppgifter/andra/"), {"number": NUMBER})
    assert answer.status_code == 422
    assert f'<a href="{page(anna, "")}">{anna.participant.code}</a>' in text(answer)
    assert "Lindcanary" not in text(answer)


def test_of_a_number_in_another_intervention_only_that_it_is_known_is_told(
    browser, place, registered
):
    elsewhere = intervention(association=place.association, owner=place.owner)
    hidden = registered(at=elsewhere)
    with acting(EVERYTHING):
        identity(hidden.participant, first_name="Dold", number=NUMBER)
    answer = browser.post(page(registered(), "personuppgifter/andra/"), {"number": NUMBER})
    assert answer.status_code == 422
    assert "Ask your manager" in text(answer)
    assert hidden.participant.code not in text(answer)


def test_a_number_known_at_another_owner_is_answered_as_one_that_nobody_has(
    browser, place, registered
):
    there = registered(at=intervention(association=place.association))
    with acting(EVERYTHING):
        identity(there.participant, number=NUMBER)
    known, unknown = (
        browser.post(page(registered(), "personuppgifter/andra/"), {"number": number})
        for number in (NUMBER, "19900101-2385")
    )
    assert (known.status_code, unknown.status_code) == (302, 302)


def test_of_the_protected_neither_address_nor_label_is_asked_for(browser, registered):
    made = registered()
    with acting(EVERYTHING):
        Participant.objects.filter(pk=made.participant_id).update(protected=True)
    said = text(browser.get(page(made, "personuppgifter/andra/")))
    assert 'name="first_name"' in said
    assert 'name="address"' not in said
    assert 'name="label"' not in said


def test_names_stand_in_the_list_with_their_code_and_one_reading(browser, anna, registered):
    other = registered()
    said = text(browser.get(page(anna, "").rsplit("/", 2)[0] + "/?period=2022"))
    assert "Anna L.</a>" in said
    assert anna.participant.code in said
    assert f">{other.participant.code}</a>" in said
    assert "Lindcanary" not in said
    assert readings() == [
        ("participations.list", sorted([anna.participant_id, other.participant_id]))
    ]


def test_names_stand_on_the_start_page(browser, anna):
    said = text(browser.get(f"/{anna.association.slug}/min-dag/"))
    assert "Anna L." in said
    assert "Lindcanary" not in said


def test_a_name_is_searched_in_all_periods_and_never_in_an_address(
    browser, anna, registered, caplog
):
    other = registered()
    caplog.set_level(logging.DEBUG)
    answer = browser.post(f"/{anna.association.slug}/deltagare/", {"name": "lindcanary"})
    said = text(answer)
    assert "1 participation by that name" in said
    assert "Anna L.</a>" in said
    assert other.participant.code not in said
    assert "lindcanary" not in " ".join(answer.headers.values()).lower()
    assert "lindcanary" not in caplog.text.lower()
    assert "=lindcanary" not in said.lower()
    assert readings() == [("participations.list", [anna.participant_id])]


def test_a_search_without_a_hit_says_so(browser, anna):
    answer = browser.post(f"/{anna.association.slug}/deltagare/", {"name": "Nobody"})
    assert "None of your participants has that name" in text(answer)


def test_the_list_asks_as_much_with_three_names_as_with_one(
    browser, registered, django_assert_max_num_queries
):
    path = f"/{registered().association.slug}/deltagare/?period=2022"
    counts = []
    for number in range(3):
        with acting(EVERYTHING):
            identity(registered().participant, first_name=f"Namn{number}")
        with django_assert_max_num_queries(40) as asked:
            browser.get(path)
        counts.append(len(asked.captured_queries))
    assert len(set(counts[1:])) == 1
    with django_assert_max_num_queries(40) as asked:
        assert "Namn2" in text(browser.post(path, {"name": "namn"}))
    assert len(asked.captured_queries) <= counts[-1] + 3
