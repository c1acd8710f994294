"""Instruments are kept by version; what somebody may have read never changes."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, OWNER_MANAGER
from stegvis.surveys import shipping
from stegvis.surveys.actions import instruments, uses
from stegvis.surveys.actions.instruments import Refused
from stegvis.surveys.actions.uses import Plan
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.rules.questionnaire import Section
from stegvis.surveys.rules.versions import following
from tests.factories import surveys
from tests.factories.people import user, user_with
from tests.factories.places import association, intervention

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
OTHER = Section((replace(surveys.SCALE, text={"sv": "Hur har du det?"}),))


@pytest.fixture
def place():
    return association()


@pytest.fixture
def office(place):
    return user_with(ASSOCIATION_OFFICE, place)


@pytest.fixture
def made(place):
    return intervention(association=place)


@pytest.fixture
def manager(made):
    return user_with(OWNER_MANAGER, made.owner)


def test_what_is_shipped_is_stored_once_and_in_one_query_after_that(
    django_assert_num_queries,
):
    shipping.ensure()
    assert Instrument.objects.filter(association=None).count() == 5
    with django_assert_num_queries(1):
        shipping.ensure((shipping.shipped()[0],))
    assert Instrument.objects.filter(association=None).count() == 5


def test_a_shipped_version_with_other_words_is_refused():
    shipping.ensure()
    reworded = replace(shipping.shipped()[0], sections=(OTHER,))
    with pytest.raises(shipping.Reworded):
        shipping.ensure((reworded,))
    shipping.ensure((replace(reworded, version="2"),))
    assert Instrument.objects.filter(code=reworded.code).count() == 2


def test_the_same_form_twice_is_kept_once(place, office):
    form = surveys.form()
    first = instruments.add(form=form, association=place, by=office)
    assert instruments.add(form=form, association=place, by=office) == first
    assert Instrument.objects.get(code=form.code).questionnaire == form


def test_a_version_with_other_words_is_refused_and_a_new_version_kept(place, office):
    form = surveys.form()
    instruments.add(form=form, association=place, by=office)
    changed = replace(form, sections=(OTHER,))
    with pytest.raises(Refused):
        instruments.add(form=changed, association=place, by=office)
    newer = replace(changed, version="2")
    assert instruments.add(form=newer, association=place, by=office).version == "2"


def test_a_form_with_problems_is_refused_with_all_of_them(place, office):
    with pytest.raises(Refused) as refused:
        instruments.add(form=surveys.form(title={}, respondent="x"), association=place, by=office)
    assert len(refused.value.problems) >= 2


def test_the_code_of_a_shipped_form_is_refused(place, office):
    with pytest.raises(Refused):
        instruments.add(form=surveys.form(code="violence"), association=place, by=office)


def test_the_code_of_an_interventions_survey_is_its_own(place, office, made, manager):
    form = surveys.form()
    instruments.add(form=form, association=place, intervention=made, by=manager)
    with pytest.raises(Refused):
        instruments.add(form=replace(form, version="2"), association=place, by=office)


def test_the_office_keeps_the_associations_and_the_manager_her_interventions(
    place, office, made, manager
):
    with pytest.raises(PermissionError):
        instruments.add(form=surveys.form(), association=place, by=manager)
    with pytest.raises(PermissionError):
        instruments.add(form=surveys.form(), association=place, intervention=made, by=office)
    for nobody in (user(), user_with(BOARD, place), user_with(OWNER_MANAGER, intervention().owner)):
        with pytest.raises(PermissionError):
            instruments.add(form=surveys.form(), association=place, by=nobody)
    with pytest.raises(PermissionError):
        instruments.add(
            form=surveys.form(), association=association(), intervention=made, by=manager
        )


def test_a_survey_nobody_is_asked_with_changes_in_place(made, manager):
    stored = surveys.instrument(intervention=made)
    kept = instruments.rewrite(
        instrument=stored, form=surveys.form(sections=(OTHER,)), on=TODAY, by=manager
    )
    assert (kept.pk, kept.version) == (stored.pk, "1")
    assert kept.questionnaire.sections == (OTHER,)
    assert kept.questionnaire.code == stored.code


def test_a_survey_in_use_gets_a_new_version_that_is_asked_from_today(made, manager):
    used = surveys.use(made, every_months=3)
    kept = instruments.rewrite(
        instrument=used.instrument, form=surveys.form(sections=(OTHER,)), on=TODAY, by=manager
    )
    assert kept.version == "2"
    used.refresh_from_db()
    later = InstrumentUse.objects.get(instrument=kept)
    assert (used.used_to, later.used_from, later.every_months) == (date(2026, 3, 1), TODAY, 3)


def test_a_use_that_has_not_begun_moves_to_the_new_version(made, manager):
    used = surveys.use(made, used_from=TODAY)
    kept = instruments.rewrite(
        instrument=used.instrument, form=surveys.form(sections=(OTHER,)), on=TODAY, by=manager
    )
    assert [each.instrument for each in made.instruments_in_use.all()] == [kept]


def test_a_version_that_is_taken_is_passed_over(made, manager):
    used = surveys.use(made)
    surveys.instrument(intervention=made, code=used.instrument.code, version="2")
    kept = instruments.rewrite(
        instrument=used.instrument, form=surveys.form(sections=(OTHER,)), on=TODAY, by=manager
    )
    assert kept.version == "3"


def test_saving_without_a_change_makes_no_version(made, manager):
    used = surveys.use(made)
    same = used.instrument.questionnaire
    kept = instruments.rewrite(instrument=used.instrument, form=same, on=TODAY, by=manager)
    assert kept == used.instrument


def test_a_licensed_form_is_never_rewritten_and_only_followed_by_a_locked_one(place, office):
    form = surveys.form(locked=True)
    stored = instruments.add(form=form, association=place, by=office)
    with pytest.raises(Refused):
        instruments.rewrite(instrument=stored, form=form, on=TODAY, by=office)
    with pytest.raises(Refused):
        instruments.add(form=replace(form, version="2", locked=False), association=place, by=office)
    newer = replace(form, version="2", sections=(OTHER,))
    assert instruments.add(form=newer, association=place, by=office).version == "2"


@pytest.mark.parametrize("locked", [True, False])
def test_not_even_a_query_changes_a_fixed_wording(made, locked):
    stored = surveys.instrument(intervention=made, locked=locked)
    if not locked:
        surveys.use(made, stored)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.filter(pk=stored.pk).update(wording="other")
    assert Instrument.objects.filter(pk=stored.pk).update(retired_at="2026-01-01T00:00Z") == 1


def test_a_retired_form_cannot_be_taken_into_use(made, manager):
    stored = surveys.instrument(intervention=made)
    instruments.retire(instrument=stored, by=manager)
    stored.refresh_from_db()
    with pytest.raises(uses.Refused):
        uses.plan(intervention=made, instrument=stored, plan=Plan(TODAY), by=manager)


def test_nobody_retires_what_is_shipped(office, manager):
    shipping.ensure()
    for someone in (office, manager):
        with pytest.raises(PermissionError):
            instruments.retire(instrument=Instrument.objects.first(), by=someone)


def test_a_plan_is_kept_and_changed(made, manager):
    stored = surveys.instrument(intervention=made)
    plan = Plan(TODAY, every_months=6, months_after=(12, 6), shows_first=True)
    first = uses.plan(intervention=made, instrument=stored, plan=plan, by=manager)
    assert (first.months_after, first.shows_first) == ([6, 12], True)
    again = uses.plan(intervention=made, instrument=stored, plan=Plan(TODAY), by=manager)
    assert (again.pk, again.months_after) == (first.pk, [])


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(TODAY, at_start=False, at_exit=False), "at_start"),
        (Plan(TODAY, used_to=date(2026, 1, 1)), "used_to"),
        (Plan(TODAY, months_after=(25,)), "months_after"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(made, manager, plan, field):
    stored = surveys.instrument(intervention=made)
    with pytest.raises(uses.Refused) as refused:
        uses.plan(intervention=made, instrument=stored, plan=plan, by=manager)
    assert refused.value.field == field


def test_another_interventions_or_associations_form_cannot_be_used(place, made, manager):
    sister = surveys.instrument(intervention=intervention(association=place))
    foreign = surveys.instrument(association())
    for stored in (sister, foreign):
        with pytest.raises(uses.Refused):
            uses.plan(intervention=made, instrument=stored, plan=Plan(TODAY), by=manager)


def test_the_office_does_not_plan_for_the_owner(made, office):
    stored = surveys.instrument(intervention=made)
    with pytest.raises(PermissionError):
        uses.plan(intervention=made, instrument=stored, plan=Plan(TODAY), by=office)


@pytest.mark.parametrize(
    ("version", "after"), [("1", "2"), ("2026-b9", "2026-b10"), ("vår", "vår-2")]
)
def test_the_version_after(version, after):
    assert following(version) == after
