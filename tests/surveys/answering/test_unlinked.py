"""Unlinked forms become counts, and nothing orders them or joins them to anybody."""

from collections import Counter
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection, connections

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.core.periods import Period
from stegvis.surveys import shipping
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import (
    AssociationCount,
    Instrument,
    UnlinkedCount,
    UsedKey,
    WaitingForm,
)
from stegvis.surveys.rules import collection
from tests.factories import surveys
from tests.factories.places import intervention

TODAY = date(2022, 3, 3)
AFTER = date(2022, 5, 1)
EVERYTHING = Scope(everything=True)


def violence() -> Instrument:
    shipping.ensure()
    return Instrument.objects.get(code="violence")


def submit(place, *, key: str = "", today: date = TODAY, **said) -> None:
    unlinked.submit(
        intervention=place,
        instrument=said.pop("instrument", None) or violence(),
        key=key or unlinked.key(today=today),
        today=today,
        **{"gender": "woman", "occasion": "first", "answers": {"q1": "yes", "q2": "no"}} | said,
    )


def counts(model=UnlinkedCount) -> Counter:
    with context.acting(EVERYTHING):
        return Counter({(each.gender, each.occasion): each.count for each in model.objects.all()})


def waiting() -> int:
    with context.acting(EVERYTHING):
        return WaitingForm.objects.count()


@pytest.mark.django_db
def test_five_forms_of_a_gender_reach_the_counts_together():
    place = intervention()
    for number in range(1, 5):
        submit(place)
        assert (waiting(), counts()) == (number, Counter())
    submit(place, gender="man")
    assert (waiting(), counts()) == (5, Counter())
    submit(place)
    assert (waiting(), counts()) == (1, Counter({("woman", "first"): 5}))


@pytest.mark.django_db
def test_a_repeated_post_counts_once():
    place, key = intervention(), unlinked.key(today=TODAY)
    for _each in range(10):
        submit(place, key=key)
    assert waiting() == 1


def test_two_hundred_parallel_posts_count_once(committed):
    place, key = intervention(), unlinked.key(today=TODAY)
    asked = violence()

    def post() -> None:
        for _each in range(10):
            submit(place, key=key, instrument=asked)
        connections.close_all()

    threads = [Thread(target=post) for _each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (waiting(), counts()) == (1, Counter())


def test_parallel_forms_are_all_counted(committed):
    place, asked = intervention(), violence()

    def post() -> None:
        for _each in range(5):
            submit(place, instrument=asked)
        connections.close_all()

    threads = [Thread(target=post) for _each in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (waiting(), counts()) == (0, Counter({("woman", "first"): 50}))


@pytest.mark.django_db
def test_a_key_that_is_too_old_or_made_elsewhere_counts_nothing():
    place = intervention()
    old = unlinked.key(today=TODAY - timedelta(days=2))
    for key in (old, "made-up"):
        with pytest.raises(unlinked.Refused):
            submit(place, key=key)
    assert waiting() == 0
    submit(place, key=unlinked.key(today=TODAY - timedelta(days=1)))
    assert waiting() == 1


@pytest.mark.django_db
def test_a_linked_form_and_an_answer_it_does_not_have_are_refused():
    place = intervention()
    linked = surveys.instrument(intervention=place)
    with pytest.raises(unlinked.Refused):
        submit(place, instrument=linked)
    with pytest.raises(unlinked.Refused):
        submit(place, answers={"q1": "perhaps"})
    assert waiting() == 0


@pytest.mark.django_db
def test_what_is_left_goes_to_the_intervention_where_five_are_kept_else_to_the_association():
    place = intervention()
    for _each in range(7):
        submit(place)
    for _each in range(4):
        submit(place, gender="man")
    with context.acting(EVERYTHING):
        assert unlinked.close(today=date(2022, 4, 30)) == 0
        assert unlinked.close(today=AFTER) == 6
    assert waiting() == 0
    assert counts() == Counter({("woman", "first"): 7})
    assert counts(AssociationCount) == Counter({("man", "first"): 4})


@pytest.mark.django_db
def test_few_forms_of_several_interventions_are_one_count_of_the_association():
    first = intervention()
    second = intervention(association=first.association)
    for place in (first, second):
        for _each in range(2):
            submit(place, gender="other")
    with context.acting(EVERYTHING):
        unlinked.close(today=AFTER)
    assert counts(AssociationCount) == Counter({("other", "first"): 4})
    assert counts() == Counter()


@pytest.mark.django_db
def test_ids_of_waiting_forms_are_new_and_random_each_time_one_comes():
    place = intervention()
    submit(place)
    with context.acting(EVERYTHING):
        before = WaitingForm.objects.get().pk
    submit(place)
    with context.acting(EVERYTHING):
        ids = set(WaitingForm.objects.values_list("pk", flat=True))
    assert len(ids) == 2
    assert before not in ids
    assert {each.version for each in ids} == {4}


def physical(table: str) -> list[tuple[str, str]]:
    with context.acting(EVERYTHING), connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text FROM {table} ORDER BY ctid")
        return cursor.fetchall()


def test_counts_of_a_period_share_a_transaction_and_stand_in_random_order(committed):
    """Ten different patterns in the same order of coming do not stand in the order they came."""
    place, asked = intervention(), violence()
    orders = set()
    for _round in range(4):
        for number in range(5):
            said = {f"q{number + 1}": "yes"}
            submit(place, instrument=asked, answers=said)
        with context.acting(EVERYTHING):
            rows = UnlinkedCount.objects.order_by("pk").values_list("pattern", flat=True)
            orders.add(str(list(rows)))
    assert len({xmin for _ctid, xmin in physical("surveys_unlinkedcount")}) == 1
    assert len(orders) > 1


@pytest.mark.django_db
def test_keys_are_forgotten_on_the_second_day():
    place = intervention()
    submit(place)
    for day, left in ((0, 1), (1, 1), (2, 0)):
        with context.acting(EVERYTHING):
            unlinked.mix(today=TODAY + timedelta(days=day))
        assert UsedKey.objects.count() == left


@pytest.mark.django_db
def test_without_a_form_nobody_sees_what_waits():
    place = intervention()
    submit(place)
    assert WaitingForm.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "months", "first", "last"),
    [
        (date(2022, 8, 31), 4, date(2022, 5, 1), date(2022, 8, 31)),
        (date(2022, 9, 1), 4, date(2022, 9, 1), date(2022, 12, 31)),
        (date(2024, 2, 29), 3, date(2024, 1, 1), date(2024, 3, 31)),
        (date(2022, 7, 1), 6, date(2022, 7, 1), date(2022, 12, 31)),
        (date(2022, 7, 1), 12, date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_day_is_in_one_collection_period(day, months, first, last):
    assert collection.period_of(day, months=months) == Period(first, last)
