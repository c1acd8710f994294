"""Becoming protected: nothing of the person remains, and no figure of a whole year moves."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, connections, transaction

from stegvis.access import drafts, readlog
from stegvis.access.context import acting
from stegvis.access.models import DataKey, ReadLogEntry
from stegvis.access.scope import Scope, scope_of
from stegvis.access.vault import Destroyed
from stegvis.casework.actions import changes, head_counts, protection, stripping
from stegvis.casework.actions.changes import Proposal
from stegvis.casework.actions.head_counts import Counted
from stegvis.casework.actions.protection import WrongCode
from stegvis.casework.choices.changes import PAUSE
from stegvis.casework.models import ChangeNote, HeadCount, Participant, Participation
from stegvis.casework.rules.changes import Asked
from stegvis.core.periods import parse
from stegvis.measures import figures, snapshots
from stegvis.measures.question import Question
from stegvis.surveys.models import Answer, Response
from tests.casework.working import TODAY, manager_of, staff_of
from tests.factories.people import participation
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
MEASURES = ("current", "new", "ended", "carried_in", "remaining")
SPLITS = ((), ("gender",), ("intervention",), ("kind",))
YEARS = ("2020", "2021", "2022", "2020-01-01..2022-12-31")


@pytest.fixture
def place(committed):
    snapshots._open.clear()
    return intervention(association=association(slug="forbund"), slug="garden")


@pytest.fixture
def person(place) -> Participant:
    """Someone with a stay that ended and one that runs, in two interventions."""
    other = intervention(association=place.association, owner=place.owner, slug="stegen")
    with acting(EVERYTHING):
        first = participation(
            place,
            started_on=date(2020, 3, 1),
            ended_on=date(2021, 4, 1),
            exit_reason="work",
            referrers=["fk"],
            reference="hemlig-1",
        )
        first.participant.code = "KODKODKO"
        first.participant.save()
        participation(other, participant=first.participant, started_on=date(2021, 9, 1))
        for gender in ("woman", "man"):
            participation(place, started_on=date(2021, 1, 1), gender=gender, referrers=["af"])
        HeadCount.objects.create(
            association=place.association,
            intervention=place,
            owner=place.owner,
            year=2021,
            gender="woman",
            new=2,
        )
        return first.participant


def strip(person, *, by, typed="kodkodko "):
    with acting(scope_of(by)):
        return protection.strip(participant=person, typed=typed, by=by, today=TODAY)


def whole_years() -> dict:
    found = {}
    for measure, by, years in product(MEASURES, SPLITS, YEARS):
        question = Question(f"participations.{measure}", "forbund", parse(years), by=by)
        rows = figures.ask(question, audience="owner", today=date(2026, 1, 1)).rows
        for row in rows:
            if row.value:
                found[measure, years, *sorted(row.group.items())] = row.value
    return found


def test_figures_of_whole_years_stay_exactly_as_they_were(place, person):
    staff = staff_of(place)
    with acting(scope_of(staff)):
        counted = Counted(place, place.owner_id, "woman")
        head_counts.carry_over(counted=counted, year=2022)
    before = whole_years()
    assert before["current", "2021"] == 6
    assert before["current", "2022", ("intervention", "stegen")] == 1
    strip(person, by=staff)
    assert whole_years() == before


def test_her_stays_are_counted_by_year_and_she_is_in_no_list(place, person):
    done = strip(person, by=staff_of(place))
    assert done.counted == 2
    assert done.rows["casework.Participation"] == 2
    with acting(EVERYTHING):
        assert not Participant.objects.filter(pk=person.pk).exists()
        assert set(
            HeadCount.objects.values_list(
                "intervention__slug", "year", "carried_in", "new", "ended"
            )
        ) == {
            ("garden", 2020, 0, 1, 0),
            ("garden", 2021, 1, 2, 1),
            ("garden", 2022, 2, 0, 0),
            ("stegen", 2021, 0, 1, 0),
            ("stegen", 2022, 1, 0, 0),
        }


def everywhere() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, with its table."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
    with acting(EVERYTHING), connection.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT has_table_privilege(current_user, %s, 'SELECT')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                yield from ((table, text) for (text,) in cursor.fetchall())


def fill(person, *, by) -> dict[str, list]:
    """Rows about the person in many tables; the keys by the column that names her."""
    with acting(EVERYTHING):
        one = person.participations.order_by("id").last()
        change = changes.propose(
            participation=one,
            proposal=Proposal(Asked(PAUSE, TODAY), text="KODKODKO vilar"),
            by=by,
            today=TODAY,
        )
        response = Response.objects.create(
            association=one.association,
            owner=one.owner,
            participation=one,
            reference="svar-hemligt",
            instrument="eq5d",
            occasion="start",
            answered_on=TODAY,
        )
        Answer.objects.create(response=response, item="q1", value="1")
        return {
            "casework_change": [change.pk],
            "surveys_response": [response.pk],
            "casework_participation": [one.pk],
        }


def test_nothing_of_her_is_left_in_any_table(place, person):
    staff = manager_of(place)
    fill(person, by=staff)
    words = ("kodkodko", "hemlig-1", "svar-hemligt")
    assert {word for _table, text in everywhere() for word in words if word in text.lower()} == {
        *words
    }
    strip(person, by=staff)
    left = [(table, word) for table, text in everywhere() for word in words if word in text.lower()]
    assert left == []
    with acting(EVERYTHING):
        for model in stripping.models_about() - {Participant}:
            for field in model._meta.get_fields():
                about = getattr(field, "related_model", None) in (Participant, Participation)
                if field.concrete and about:
                    pointed_at = model._meta.base_manager.values_list(field.attname, flat=True)
                    assert set(pointed_at) - {None} <= _living(field.related_model)


def _living(model) -> set:
    return set(model._meta.base_manager.values_list("pk", flat=True))


def test_the_keys_of_her_texts_are_emptied_and_nobody_elses(place, person):
    staff = manager_of(place)
    fill(person, by=staff)
    with acting(EVERYTHING):
        note = ChangeNote.objects.select_related("key").get()
        other = DataKey.made(owner_id=place.owner_id)
    strip(person, by=staff)
    with acting(EVERYTHING):
        note.key.refresh_from_db()
        other.refresh_from_db()
        assert bytes(note.key.wrapped) == b""
        assert bytes(other.wrapped) != b""
        with pytest.raises(Destroyed):
            note.texts  # noqa: B018


def test_drafts_about_her_are_gone_and_others_stay(place, person):
    staff = staff_of(place)
    with acting(EVERYTHING):
        pk = person.participations.order_by("id").first().pk
        page = f"/forbund/deltagare/{pk}/andra/"
        drafts.keep(user=staff, address=page, pairs=[("gender", "woman")])
        drafts.keep(user=staff, address="/forbund/deltagare/ny/", pairs=[("x", "KodKodKo")])
        drafts.keep(user=staff, address="/forbund/annat/", pairs=[("x", "någon annan")])
    strip(person, by=staff)
    with acting(EVERYTHING):
        assert drafts.find(user=staff, address=page) is None
        assert drafts.find(user=staff, address="/forbund/deltagare/ny/") is None
        assert drafts.find(user=staff, address="/forbund/annat/") is not None


def test_the_snapshots_of_the_association_are_deleted(place, person, settings, tmp_path):
    settings.VAR = tmp_path
    snapshots._open.clear()
    snapshots.current("forbund")
    assert list(tmp_path.rglob("*.parquet"))
    strip(person, by=staff_of(place))
    assert list(tmp_path.rglob("*.parquet")) == []


@pytest.mark.parametrize("typed", ["", "KODKODK", "annan"])
def test_nothing_happens_before_the_code_is_typed_once_more(place, person, typed):
    with pytest.raises(WrongCode):
        strip(person, by=staff_of(place), typed=typed)
    with acting(EVERYTHING):
        assert person.participations.count() == 2


def test_who_does_not_work_where_she_takes_part_strips_nobody(place, person):
    stranger = staff_of(intervention())
    with pytest.raises(PermissionError):
        strip(person, by=stranger)
    with acting(EVERYTHING):
        assert person.participations.count() == 2


def test_her_stays_elsewhere_at_the_same_owner_go_too(place, person):
    staff = staff_of(place)
    with acting(scope_of(staff)):
        assert person.participations.count() == 1
    strip(person, by=staff)
    with acting(EVERYTHING):
        assert Participation.objects.filter(participant_id=person.pk).count() == 0


def test_who_read_her_page_stays_in_the_read_log_as_a_number(place, person):
    staff = staff_of(place)
    with acting(scope_of(staff)):
        readlog.record(
            readlog.Reader(user_id=staff.pk),
            action="participation.show",
            kind="participant",
            ids=[person.pk],
        )
    strip(person, by=staff)
    with acting(EVERYTHING):
        assert ReadLogEntry.objects.get(action="participation.show").object_ids == [person.pk]


def test_a_table_that_the_walk_does_not_reach_stops_everything(place, person):
    staff = staff_of(place)
    with acting(scope_of(staff)):
        doomed = stripping.rows_about(person)
        kept = {model: rows for model, rows in doomed.items() if model is not Participation}
        with pytest.raises(IntegrityError), transaction.atomic():
            stripping.delete(kept)


# Numbers that may name a participant or participation without a foreign key, and why they stay.
NUMBERS = {
    "access.readlogentry.object_ids": "who read what stays; the number then names nobody",
    "access.readlogentry.participations": "as above",
    "access.emergency.participation_id": "who opened what in an emergency stays",
}
# Columns that only sound as if they did.
COUNTS = {
    "interventions.agreement.planned_participants",
    "interventions.intervention.participant_word",
}


def test_every_column_that_may_name_a_participant_is_a_foreign_key_or_named_here():
    loose = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("stegvis.")
        for field in model._meta.get_fields()
        if field.concrete
        and not field.is_relation
        and any(part in field.name for part in ("participa", "object_id", "person_id"))
    }
    assert loose - COUNTS == set(NUMBERS)


def test_every_model_with_a_path_to_a_participant_is_emptied_or_named_as_kept():
    """By foreign keys alone, found in another way than the walk does."""
    about, found = set(), {Participant}
    while found - about:
        about |= found
        found = {
            model
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.get_fields()
            if field.concrete and field.is_relation and field.related_model in about
        } | about
    labels = {model._meta.label_lower for model in stripping.models_about()}
    assert labels | set(stripping.KEPT) >= {model._meta.label_lower for model in about}
    assert "surveys.answer" in labels
