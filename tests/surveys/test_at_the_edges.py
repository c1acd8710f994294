"""What surveys refuse or pass over at the edges of what they are for."""

from datetime import date

import pytest

from stegvis.access import context
from stegvis.access.roles import BOARD, INTERVENTION_STAFF
from stegvis.access.scope import Scope, scope_of
from stegvis.surveys import shipping
from stegvis.surveys.actions import instruments, occasions
from stegvis.surveys.actions.occasions import Refused
from stegvis.surveys.models import Instrument, NotAnswered
from stegvis.surveys.rules.answers import Unfit, checked
from stegvis.surveys.rules.occasions import LONGEST, ONGOING, Taking, Use, dues
from stegvis.surveys.rules.questionnaire import Item, Kind, Option
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

TODAY = date(2022, 3, 2)
PARTS = tuple(Option(value, {"sv": value}) for value in ("a", "b"))


@pytest.mark.django_db
def test_a_form_is_rewritten_by_nobody_else():
    made = surveys.instrument(association())
    reader = user_with(BOARD, made.association)
    with pytest.raises(PermissionError):
        instruments.rewrite(instrument=made, form=made.questionnaire, on=TODAY, by=reader)


@pytest.mark.django_db
def test_what_is_shipped_is_fixed_once_somebody_has_answered_it_anywhere():
    shipping.ensure()
    shipped = Instrument.objects.filter(association=None).first()
    assert not instruments.is_fixed(shipped)
    with context.acting(Scope(everything=True)):
        surveys.answer(shipped, participation(intervention()))
        assert instruments.is_fixed(shipped)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reason", "due_on"),
    [("no_such_reason", date(2022, 3, 1)), ("interpreter_missing", date(2020, 1, 1))],
)
def test_nothing_is_written_without_a_reason_of_the_list_or_an_occasion(reason, due_on):
    made = intervention()
    used, staff = surveys.use(made), user_with(INTERVENTION_STAFF, made)
    with context.acting(Scope(everything=True)):
        someone = participation(made, started_on=date(2022, 3, 1))
    with context.acting(scope_of(staff)), pytest.raises(Refused):
        occasions.pass_by(
            participation=someone,
            instrument=used.instrument,
            occasion="start",
            due_on=due_on,
            reason=reason,
            by=staff,
            today=TODAY,
        )
    assert not NotAnswered.objects.exists()


@pytest.mark.django_db
def test_a_reason_is_taken_back_by_those_who_register_there_only():
    made = intervention()
    used, stranger = surveys.use(made), user_with(INTERVENTION_STAFF, intervention())
    with context.acting(Scope(everything=True)):
        someone = participation(made)
    with context.acting(scope_of(stranger)), pytest.raises(PermissionError):
        occasions.take_back(
            participation=someone, instrument=used.instrument, occasion="start", by=stranger
        )


def test_somebody_who_stays_for_ever_is_measured_so_many_times_and_no_more():
    monthly = Use(1, "health", date(1990, 1, 1), every_months=1)
    long_stay = Taking("enrolled", date(1990, 1, 1), ended_on=date(2026, 1, 1), exit_reason="work")
    measured = [each for each in dues(monthly, long_stay) if each.occasion == ONGOING]
    assert len(measured) == LONGEST


def test_a_split_between_parts_that_are_not_offered_is_no_answer():
    split = Item("split", Kind.SPLIT, {"sv": "Hur?"}, options=PARTS)
    assert checked(split, "a:40 b:60") == "a:40 b:60"
    with pytest.raises(Unfit):
        checked(split, "a:40 z:60")
