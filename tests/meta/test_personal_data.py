"""Nobody has to remember: every field is classed, every table with persons is walled off."""

import pytest
from django.apps import apps
from django.db import connection

from stegvis.config.personal import ABOUT_PARTICIPANTS, MODELS, holds

OURS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model.__module__.startswith("stegvis.")
]


def test_every_model_of_ours_is_classed_and_no_other():
    assert {model._meta.label_lower for model in OURS} == set(MODELS)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_exception_names_a_field_that_exists(model):
    names = {each.name for each in model._meta.get_fields()}
    assert set(MODELS[model._meta.label_lower].but) <= names


def test_the_class_of_a_field_is_that_of_its_model_unless_excepted():
    assert holds("casework.participation", "exit_reason") == "about a person who is known by a code"
    assert holds("casework.participation", "intervention") == "not about persons"


@pytest.mark.django_db
def test_every_table_about_participants_has_forced_row_level_security():
    about = [model for model in OURS if MODELS[model._meta.label_lower].holds in ABOUT_PARTICIPANTS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relkind = 'r'"
        )
        walled = {row[0] for row in cursor.fetchall()}
    assert about
    assert {model._meta.db_table for model in about} == walled


@pytest.mark.django_db
def test_every_unique_key_of_a_table_with_persons_begins_inside_one_owner():
    """No unique index spans owners: it would tell one owner that another knows the person."""
    allowed = {
        *("id", "owner_id", "participation_id", "participant_id", "response_id"),
        *("intervention_id", "referral_id"),
    }
    tables = [
        model._meta.db_table
        for model in OURS
        if MODELS[model._meta.label_lower].holds in ABOUT_PARTICIPANTS
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
            " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
            " WHERE i.indisunique AND t.relname = ANY(%s)",
            [tables],
        )
        first_columns = cursor.fetchall()
    assert first_columns
    assert [row for row in first_columns if row[1] not in allowed] == []
