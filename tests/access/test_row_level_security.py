"""The second wall: what the database itself gives the program's role."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import NOTHING, Scope, scope_of
from stegvis.casework.models import HeadCount, Participant, Participation
from tests.factories.people import participation, user_with
from tests.factories.places import intervention, site

pytestmark = pytest.mark.django_db

EVERYTHING = Scope(everything=True)
# Run with their owner's rights: none of them tells its caller a row. Two note that figures are to
# be made anew, one compares the roles of a user before another is stored.
PAST_THE_POLICIES: dict[str, set[str]] = {
    "views": set(),
    "functions": {"access_roles_apart", "stegvis_note_change", "surveys_note_change_of"},
}


@pytest.fixture
def here():
    with context.acting(EVERYTHING):
        made = intervention()
        participation(made)
    return made


def test_without_a_context_no_row_of_a_personal_table_is_visible(here):
    with context.acting(EVERYTHING):
        assert Participation.objects.count() == 1
    assert Participation.objects.count() == 0
    assert Participant.objects.count() == 0
    with context.acting(NOTHING):
        assert Participation.objects.count() == 0


def test_staff_reach_the_rows_of_their_own_sites_only(here):
    with context.acting(EVERYTHING):
        elsewhere = intervention(association=here.association)
        participation(elsewhere)
        second = site(intervention=here)
        participation(second)
    staff = user_with(INTERVENTION_STAFF, second)
    with context.acting(scope_of(staff)):
        assert [each.site_id for each in Participation.objects.all()] == [second.pk]
    manager = user_with(OWNER_MANAGER, here.owner)
    with context.acting(scope_of(manager)):
        assert {each.intervention_id for each in Participation.objects.all()} == {here.pk}


def test_without_a_context_nothing_can_be_written(here):
    with context.acting(EVERYTHING):
        owner, association = here.owner, here.association
    with pytest.raises(ProgrammingError), transaction.atomic():
        HeadCount.objects.create(
            association=association, intervention=here, owner=owner, year=2022, gender="man"
        )


def test_the_context_ends_with_its_block_and_with_its_transaction(here):
    with context.acting(EVERYTHING):
        with context.acting(NOTHING):
            assert Participation.objects.count() == 0
        assert Participation.objects.count() == 1
    assert Participation.objects.count() == 0


@pytest.mark.parametrize("what", ["views", "functions"])
def test_nothing_in_the_database_reads_rows_past_the_policies(what):
    """A view runs with its owner's rights unless it says otherwise; a function by its list."""
    asked = {
        "views": "SELECT relname FROM pg_class WHERE relkind = 'v'"
        " AND relnamespace = 'public'::regnamespace"
        " AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}'",
        "functions": "SELECT proname FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[what])
        assert {row[0] for row in cursor.fetchall()} == PAST_THE_POLICIES[what]


def test_resetting_the_role_gains_nothing(here):
    with connection.cursor() as cursor:
        for statement in ("RESET ROLE", "SET ROLE NONE", "RESET SESSION AUTHORIZATION"):
            cursor.execute(statement)
            cursor.execute("SELECT count(*) FROM casework_participation")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("role", ["stegvis_owner", "stegvis_figures", "postgres", "stegvis_admin"])
def test_the_program_cannot_become_another_role(role):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")


def test_the_programs_role_is_weak_and_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("stegvis_app", False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
            " WHERE r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_a_participation_cannot_lie_at_a_site_of_another_owner(here):
    with context.acting(EVERYTHING):
        other = intervention(association=here.association)
        made = participation(here, started_on=date(2023, 1, 1))
        made.site = other.sites.get()
        made.save()
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        made.site = here.sites.get()
        made.save()


def test_the_read_log_can_only_grow():
    for statement in (
        "UPDATE access_readlogentry SET action = ''",
        "DELETE FROM access_readlogentry",
        "TRUNCATE access_readlogentry",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
