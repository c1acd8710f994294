"""Collection periods: how long they are, when a change holds, and who has sent what."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access import context
from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, OWNER_MANAGER
from stegvis.access.scope import Scope
from stegvis.core.periods import Period
from stegvis.surveys import collecting, jobs
from stegvis.surveys.actions import collection as actions
from stegvis.surveys.actions import unlinked
from stegvis.surveys.actions.collection import Refused
from stegvis.surveys.models import AssociationCount, UnlinkedCount, WaitingForm
from stegvis.surveys.rules import collection
from stegvis.surveys.rules.collection import Chosen
from tests.factories import surveys
from tests.factories.people import user_with
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
TODAY = date(2022, 3, 3)
AFTER = date(2022, 7, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LENGTHS = st.sampled_from((*collection.LENGTHS, collection.YEAR))


@pytest.fixture
def home():
    """An association whose interim period is half a year: halves and quarters divide it."""
    made = association()
    made.interim_from, made.interim_to = 1, 6
    made.save()
    return made


@pytest.fixture
def place(home):
    made = intervention(association=home, name="Skogen")
    surveys.use_unlinked(made)
    return made


@pytest.fixture
def office(home):
    return user_with(ASSOCIATION_OFFICE, home)


def submit(place, number: int, *, gender: str = "woman", today: date = TODAY) -> None:
    surveys.submit_unlinked(place, number, gender=gender, today=today)


def on(day: date, monkeypatch) -> None:
    monkeypatch.setattr("stegvis.core.clock.today", lambda: day)


def text(answer) -> str:
    return answer.content.decode()


@given(DAYS, LENGTHS, LENGTHS)
def test_a_change_begins_a_period_of_both_lengths_within_a_year(day, old, new):
    found = collection.changes_on(day, old=old, new=new)
    assert day < found <= date(day.year + 1, 1, 1)
    for months in (old, new):
        assert collection.period_of(found, months=months).first == found


@given(DAYS, LENGTHS, LENGTHS)
def test_periods_before_and_after_a_change_follow_one_another_without_gap_or_overlap(day, old, new):
    chosen = Chosen(new, old, collection.changes_on(day, old=old, new=new))
    at, end = collection.period_of(day, months=old).first, date(day.year + 2, 1, 1)
    while at < end:
        period = collection.period_of(at, months=chosen.on(at))
        assert period.first == at
        assert collection.period_of(period.last, months=chosen.on(period.last)) == period
        at = period.last + timedelta(days=1)
    assert at == end


def test_where_no_length_divides_the_interim_period_the_year_is_one_period():
    assert collection.usual((1, 7)) == collection.YEAR
    assert collection.in_force(None, (1, 9), on=TODAY) == collection.QUARTER


@pytest.mark.django_db
def test_the_first_length_that_divides_the_interim_period_holds_until_one_is_chosen(home, office):
    assert unlinked.months_of(home, on=TODAY) == 6
    made = actions.choose(association=home, months=3, by=office, today=TODAY)
    assert made == Chosen(3, 6, date(2022, 7, 1))
    assert unlinked.months_of(home, on=date(2022, 6, 30)) == 6
    assert unlinked.months_of(home, on=date(2022, 7, 1)) == 3


@pytest.mark.django_db
def test_a_change_that_is_taken_back_before_it_holds_never_was(home, office):
    actions.choose(association=home, months=3, by=office, today=TODAY)
    assert actions.choose(association=home, months=6, by=office, today=TODAY) == Chosen(6)


@pytest.mark.django_db
def test_a_length_that_cuts_the_interim_period_is_refused(home, office):
    with pytest.raises(Refused):
        actions.choose(association=home, months=4, by=office, today=TODAY)


@pytest.mark.django_db
def test_only_the_associations_office_chooses(home, place):
    manager = user_with(OWNER_MANAGER, place.owner)
    with pytest.raises(PermissionError):
        actions.choose(association=home, months=3, by=manager, today=TODAY)


@pytest.mark.django_db
def test_a_change_never_cuts_a_period_that_counts_are_stored_for(home, place, office):
    with context.acting(EVERYTHING):
        UnlinkedCount.objects.create(
            association=home,
            intervention=place,
            instrument="violence",
            collected_from=date(2022, 7, 1),
            collected_to=date(2022, 12, 31),
            pattern={"q1": "yes"},
            count=9,
        )
        made = actions.choose(association=home, months=3, by=office, today=TODAY)
    assert made.holds_from == date(2023, 1, 1)


@pytest.mark.django_db
def test_another_interim_period_cuts_no_period_that_has_begun(home, place):
    with context.acting(EVERYTHING):
        actions.settle(today=TODAY)
    home.interim_to = 8
    home.save()
    assert unlinked.months_of(home, on=TODAY) == 6
    with context.acting(EVERYTHING):
        actions.settle(today=TODAY)
        actions.settle(today=TODAY)
    assert unlinked.chosen_by(home) == Chosen(4, 6, date(2023, 1, 1))


@pytest.mark.django_db
def test_an_association_that_collects_nothing_has_no_length(home):
    intervention(association=home)
    with context.acting(EVERYTHING):
        actions.settle(today=TODAY)
    assert unlinked.chosen_by(home) is None


def collected(home, place, *, today: date = TODAY):
    return collecting.collected(
        home, Period(date(2022, 1, 1), date(2022, 6, 30)), among=[place], today=today
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "state", "told"),
    [(0, "none", None), (1, "few", None), (4, "few", None), (5, "counted", 5), (8, "counted", 5)],
)
def test_a_number_is_told_from_five_forms_on_and_not_when_a_single_one_comes(
    home, place, number, state, told
):
    submit(place, number)
    (row,) = collected(home, place).rows
    assert (row.state, row.number) == (state, told)


@pytest.mark.django_db
def test_after_the_close_few_and_none_are_the_same(home, place):
    submit(place, 3)
    quiet = intervention(association=home)
    surveys.use_unlinked(quiet)
    with context.acting(EVERYTHING):
        assert not collected(home, place, today=AFTER).closed
        unlinked.close(today=AFTER)
    for each in (place, quiet):
        found = collected(home, each, today=AFTER)
        assert found.closed
        assert [row.state for row in found.rows] == ["too_few"]
        assert (found.kept.state, found.kept.number) == ("few", None)


def test_the_nightly_job_settles_closes_and_mixes(committed, home, place, monkeypatch):
    submit(place, 7)
    on(AFTER, monkeypatch)
    jobs.mix_unlinked_forms.func(0)
    assert unlinked.chosen_by(home) == Chosen(6)
    with context.acting(EVERYTHING):
        assert WaitingForm.objects.count() == 0
        assert AssociationCount.objects.count() == 0
        assert sum(UnlinkedCount.objects.values_list("count", flat=True)) == 7


@pytest.mark.django_db
def test_the_office_sees_who_has_sent_what_and_no_number_below_five(
    client, home, place, office, monkeypatch
):
    on(TODAY, monkeypatch)
    submit(place, 12)
    few = intervention(association=home, name="Verkstaden")
    submit(few, 3, gender="man")
    client.force_login(office)
    page = text(client.get(f"/{home.slug}/enkater/insamling/", headers={"accept-language": "en"}))
    table = page[page.index("<tbody>") : page.index("</table>")]
    assert re.findall(r">\s*(\d+)\s*<", table) == ["10", "10"]  # Skogen, and all of them
    assert "fewer than 5, waiting" in table


@pytest.mark.django_db
def test_the_office_chooses_the_length_on_the_page(client, home, place, office, monkeypatch):
    on(TODAY, monkeypatch)
    client.force_login(office)
    address = f"/{home.slug}/enkater/insamling/"
    assert client.post(address, {"months": "3"}).status_code == 302
    assert unlinked.chosen_by(home) == Chosen(3, 6, date(2022, 7, 1))
    assert client.post(address, {"months": "4"}).status_code == 422


@pytest.mark.django_db
def test_a_manager_sees_her_own_interventions_and_chooses_nothing(client, home, place):
    other = intervention(association=home, name="Verkstaden")
    surveys.use_unlinked(other)
    client.force_login(user_with(OWNER_MANAGER, place.owner))
    address = f"/{home.slug}/enkater/insamling/"
    page = text(client.get(address))
    assert "Skogen" in page
    assert "Verkstaden" not in page
    assert 'name="months"' not in page
    assert client.post(address, {"months": "3"}).status_code == 404


@pytest.mark.django_db
def test_the_board_has_no_such_page(client, home):
    client.force_login(user_with(BOARD, home))
    assert client.get(f"/{home.slug}/enkater/insamling/").status_code == 404


@pytest.mark.django_db
def test_outside_the_page_nobody_without_a_site_reads_a_count(home, place, office):
    submit(place, 6)
    assert collected(home, place).rows[0].number == 5
    assert not UnlinkedCount.objects.exists()
    assert not WaitingForm.objects.exists()
