"""Who has been asked with an unlinked form: staff's tick by year, and the pages for it."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from stegvis.access import context
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import ASSOCIATION_OFFICE, INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions.participations import Refused
from stegvis.surveys.actions import asked as actions
from stegvis.surveys.actions.asked import Asking
from stegvis.surveys.models import Asked
from stegvis.surveys.rules import asked as rules
from stegvis.surveys.rules.asked import AGAIN, FIRST, Taking, Tick
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
TODAY = date(2022, 10, 3)
HERE = Taking(date(2022, 3, 1), None)
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("stegvis.core.clock.today", lambda: TODAY)


@pytest.fixture
def place():
    made = intervention()
    surveys.use_unlinked(made)
    return made


@pytest.fixture
def staff(place):
    return user_with(INTERVENTION_STAFF, place.sites.get())


@pytest.fixture
def client(client, staff):
    client.force_login(staff)
    return client


def enrolled(place, number: int = 1, **said):
    with context.acting(EVERYTHING):
        return [participation(place, **said) for _each in range(number)]


def address(place) -> str:
    return f"/{place.association.slug}/insatser/{place.slug}/tillfragade/?form=violence&year=2022"


def ticks() -> list[tuple[int, str, str]]:
    with context.acting(EVERYTHING):
        return list(Asked.objects.order_by("pk").values_list("year", "occasion", "outcome"))


def text(answer) -> str:
    return answer.content.decode()


def note(person, said: dict[str, str], *, by, year: int = 2022):
    with context.acting(scope_of(by)):
        return actions.note(
            asking=Asking("violence", year),
            participations=[person],
            said={(person.pk, occasion): outcome for occasion, outcome in said.items()},
            by=by,
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ([], (FIRST, date(2022, 3, 29))),
        ([Tick(2022, FIRST, "asked")], (AGAIN, date(2022, 8, 31))),
        ([Tick(2022, FIRST, "declined")], (AGAIN, date(2022, 8, 31))),
        ([Tick(2022, FIRST, "not_suitable")], None),
        ([Tick(2022, FIRST, "asked"), Tick(2022, AGAIN, "not_suitable")], None),
        ([Tick(2022, FIRST, "asked"), Tick(2022, AGAIN, "asked")], None),
    ],
)
def test_the_first_time_is_due_four_weeks_after_the_start_and_again_after_six_months(said, due):
    assert rules.due_on(HERE, said, used_from=LONG_AGO, today=TODAY) == due


def test_whom_it_did_not_suit_is_asked_the_year_after():
    said = [Tick(2021, FIRST, "not_suitable")]
    long_here = Taking(date(2021, 3, 1), None)
    found = rules.due_on(long_here, said, used_from=LONG_AGO, today=TODAY)
    assert found == (FIRST, date(2022, 1, 29))


def test_nobody_is_asked_before_the_start_or_after_the_end():
    for taking in (Taking(date(2022, 11, 1), None), Taking(date(2022, 3, 1), date(2022, 9, 1))):
        assert rules.due_on(taking, [], used_from=LONG_AGO, today=TODAY) is None


def test_a_form_taken_into_use_later_is_due_four_weeks_after_that():
    found = rules.due_on(HERE, [], used_from=date(2022, 9, 1), today=TODAY)
    assert found == (FIRST, date(2022, 9, 29))


def test_a_tick_is_set_changed_and_taken_away(place, staff):
    (person,) = enrolled(place)
    assert note(person, {FIRST: "declined"}, by=staff) == {(person.pk, FIRST): ("", "declined")}
    note(person, {FIRST: "asked", AGAIN: "asked"}, by=staff)
    assert ticks() == [(2022, FIRST, "asked"), (2022, AGAIN, "asked")]
    assert note(person, {FIRST: "asked"}, by=staff) == {}
    note(person, {FIRST: "", AGAIN: ""}, by=staff)
    assert ticks() == []


def test_nobody_is_asked_again_who_was_not_asked_before(place, staff):
    (person,) = enrolled(place, started_on=date(2021, 3, 1))
    with pytest.raises(Refused):
        note(person, {AGAIN: "asked"}, by=staff)
    note(person, {FIRST: "asked"}, by=staff, year=2021)
    note(person, {AGAIN: "asked"}, by=staff)
    with pytest.raises(Refused):
        note(person, {FIRST: ""}, by=staff, year=2021)
    assert ticks() == [(2021, FIRST, "asked"), (2022, AGAIN, "asked")]


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_year_outside_the_participation_has_no_tick(place, staff, year):
    (person,) = enrolled(place)
    with pytest.raises(Refused):
        note(person, {FIRST: "asked"}, by=staff, year=year)


@pytest.mark.parametrize(("occasion", "outcome"), [("start", "asked"), (FIRST, "answered")])
def test_what_no_box_of_the_page_can_say_is_an_error(place, staff, occasion, outcome):
    (person,) = enrolled(place)
    with pytest.raises(ValueError, match=r"There is no box|Nobody can be"):
        note(person, {occasion: outcome}, by=staff)


def test_staff_elsewhere_tick_nobody(place):
    (person,) = enrolled(place)
    other = user_with(INTERVENTION_STAFF, intervention(association=place.association).sites.get())
    with context.acting(EVERYTHING), pytest.raises(PermissionError):
        actions.note(
            asking=Asking("violence", 2022),
            participations=[person],
            said={(person.pk, FIRST): "asked"},
            by=other,
            today=TODAY,
        )


def test_the_database_keeps_one_tick_of_a_year_and_occasion(place, staff):
    (person,) = enrolled(place)
    note(person, {FIRST: "asked"}, by=staff)
    with context.acting(EVERYTHING):
        row = Asked.objects.get()
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_tick_is_seen_where_its_participation_is(place, staff):
    (person,) = enrolled(place)
    note(person, {FIRST: "asked"}, by=staff)
    assert len(ticks()) == 1
    other = user_with(INTERVENTION_STAFF, intervention(association=place.association).sites.get())
    with context.acting(scope_of(other)):
        assert Asked.objects.count() == 0


def test_a_whole_group_is_ticked_on_one_screen_and_undone(client, place):
    people = enrolled(place, 3)
    first, second, third = (each.pk for each in people)
    sent = {f"first-{first}": "asked", f"first-{second}": "declined", f"first-{third}": ""}
    page = text(client.post(address(place), sent))
    assert ticks() == [(2022, FIRST, "asked"), (2022, FIRST, "declined")]
    undo = re.search('name="undo" value="([^"]+)"', page)[1]
    assert client.post(address(place), {"undo": undo}).status_code == 200
    assert ticks() == []


def test_the_others_are_filled_in_as_asked_and_nothing_is_stored_before_the_save(client, place):
    first, second = (each.pk for each in enrolled(place, 2))
    page = text(client.post(address(place), {f"first-{first}": "declined", "fill": "asked"}))
    chosen = dict(
        re.findall(r'name="first-(\d+)".*?<option value="(\w+)" selected', page, flags=re.DOTALL)
    )
    assert chosen == {str(first): "declined", str(second): "asked"}
    assert ticks() == []


def test_a_box_that_someone_else_has_changed_meanwhile_is_asked_again(client, place, staff):
    (person,) = enrolled(place)
    note(person, {FIRST: "declined"}, by=staff)
    sent = {f"first-{person.pk}": "asked", f"seen-first-{person.pk}": ""}
    assert client.post(address(place), sent).status_code == 422
    assert ticks() == [(2022, FIRST, "declined")]


def test_what_has_been_changed_since_is_not_undone(client, place, staff):
    (person,) = enrolled(place)
    page = text(client.post(address(place), {f"first-{person.pk}": "asked"}))
    note(person, {FIRST: "declined"}, by=staff)
    undo = re.search('name="undo" value="([^"]+)"', page)[1]
    client.post(address(place), {"undo": undo})
    assert ticks() == [(2022, FIRST, "declined")]


def test_an_undo_of_somebody_else_or_of_another_year_opens_nothing(client, place):
    (person,) = enrolled(place)
    page = text(client.post(address(place), {f"first-{person.pk}": "asked"}))
    undo = re.search('name="undo" value="([^"]+)"', page)[1]
    elsewhere = address(place).replace("2022", "2021")
    assert client.post(elsewhere, {"undo": undo}).status_code == 404
    assert client.post(address(place), {"undo": undo[:-1]}).status_code == 404
    client.force_login(user_with(INTERVENTION_STAFF, place.sites.get()))
    assert client.post(address(place), {"undo": undo}).status_code == 404
    assert len(ticks()) == 1


@pytest.mark.parametrize(("number", "shown"), [(19, False), (20, True)])
def test_sums_are_shown_only_where_twenty_take_part(client, place, staff, number, shown):
    people = enrolled(place, number)
    note(people[0], {FIRST: "asked"}, by=staff)
    page = text(client.get(address(place), headers={"accept-language": "en"}))
    assert (f"1 of {number} have been asked" in page) is shown


def test_one_person_and_twenty_take_the_same_number_of_queries(client, place):
    enrolled(place)
    client.get(address(place))
    with CaptureQueriesContext(connection) as one:
        client.get(address(place))
    enrolled(place, 19)
    with CaptureQueriesContext(connection) as twenty:
        client.get(address(place))
    assert len(twenty) == len(one)


def test_who_opens_the_group_is_logged_with_everyone_in_it(client, place):
    people = enrolled(place, 2)
    client.get(address(place))
    with context.acting(EVERYTHING):
        entry = ReadLogEntry.objects.get(action="asked.group")
    assert sorted(entry.participations) == [each.pk for each in people]


def test_the_office_and_staff_of_another_intervention_find_no_such_page(client, place):
    assert client.get(address(place)).status_code == 200
    elsewhere = intervention(association=place.association)
    for user in (
        user_with(ASSOCIATION_OFFICE, place.association),
        user_with(INTERVENTION_STAFF, elsewhere.sites.get()),
    ):
        client.force_login(user)
        assert client.get(address(place)).status_code == 404


def test_an_intervention_without_unlinked_forms_says_so(client, place):
    place.instruments_in_use.all().delete()
    surveys.use(place)
    page = text(client.get(address(place), headers={"accept-language": "en"}))
    assert "The intervention collects no form that is tied to nobody" in page


def test_the_tick_stands_on_the_participations_page_and_timeline(client, place, staff):
    (person,) = enrolled(place)
    note(person, {FIRST: "not_suitable"}, by=staff)
    page = text(client.get(f"/{place.association.slug}/deltagare/{person.pk}/"))
    told = "2022, första gången: passade inte då"
    assert page.count(told) == 2
    one = client.get(f"/{place.association.slug}/deltagare/{person.pk}/tillfragad/?form=violence")
    assert one.status_code == 200


def test_my_day_asks_for_the_ticks_of_a_group_in_one_line(client, place, staff):
    people = enrolled(place, 3)
    day = f"/{place.association.slug}/min-dag/"
    line = f"{place.association.slug}/insatser/{place.slug}/tillfragade/?form=violence"
    assert text(client.get(day)).count(line) == 1
    for each in people:
        note(each, {FIRST: "asked", AGAIN: "asked"}, by=staff)
    assert line not in text(client.get(day))
