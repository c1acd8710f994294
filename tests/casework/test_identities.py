"""Who someone is: stored sealed, found again by her own owner only, gone when it must be."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from stegvis.access import vault
from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import identities
from stegvis.casework.actions.identities import Details, NumberTaken
from stegvis.casework.models import Identity, Participant
from stegvis.core.identity_numbers import parse
from tests.factories.identities import TODAY, identity
from tests.factories.people import participation, user_with
from tests.factories.places import intervention, organisation

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)
TOLVAN = parse("19121212-1212", today=TODAY)
ANNA = Details(first_name="Anna", last_name="Lind", number=TOLVAN, phone="070-1234567")


@pytest.fixture
def owner():
    return organisation()


@pytest.fixture
def at(owner):
    return intervention(owner=owner)


@pytest.fixture
def staff(at):
    return user_with(INTERVENTION_STAFF, at)


def person(place, **fields) -> Participant:
    with acting(EVERYTHING):
        return participation(place, **fields).participant


def stored(participant, staff, details=ANNA) -> Identity:
    with acting(scope_of(staff)):
        return identities.store(participant=participant, details=details, by=staff)


def test_what_is_stored_is_read_again_by_the_staff(at, staff):
    anna = person(at)
    stored(anna, staff)
    with acting(scope_of(staff)):
        said = Identity.objects.get(participant=anna).details
    assert (said["first_name"], said["number"], said["number_kind"]) == (
        *("Anna", "191212121212"),
        "personnummer",
    )


def test_storing_again_replaces_what_was_known_and_keeps_the_key(at, staff):
    anna = person(at)
    first = stored(anna, staff)
    again = stored(anna, staff, Details(first_name="Ann", label="Ann 1"))
    assert (again.pk, again.key_id) == (first.pk, first.key_id)
    with acting(EVERYTHING):
        now = Identity.objects.get(participant=anna)
        assert (now.texts["first_name"], now.number_print) == ("Ann", None)


def test_the_same_number_twice_at_one_owner_is_refused_with_whom_it_is(at, staff):
    anna, other = person(at), person(at)
    stored(anna, staff)
    with pytest.raises(NumberTaken) as refused:
        stored(other, staff)
    assert refused.value.participant == anna


def test_of_a_person_in_another_intervention_no_more_is_said_than_that_the_number_is_taken(
    owner, at, staff
):
    elsewhere = intervention(owner=owner, association=at.association)
    stored(person(elsewhere), user_with(INTERVENTION_STAFF, elsewhere))
    mine = person(at)
    with pytest.raises(NumberTaken) as refused:
        stored(mine, staff)
    assert refused.value.participant is None
    with acting(EVERYTHING):
        assert not Identity.objects.filter(participant=mine).exists()


def test_a_number_known_at_another_owner_changes_nothing(at, staff):
    theirs = intervention(association=at.association)
    stored(person(theirs), user_with(INTERVENTION_STAFF, theirs))
    made = stored(person(at), staff)
    with acting(EVERYTHING):
        prints = {bytes(each.number_print) for each in Identity.objects.all()}
    assert bytes(made.number_print) in prints
    assert len(prints) == 2


def test_of_a_number_that_has_changed_nothing_is_left(at, staff):
    anna = person(at)
    stored(anna, staff, Details(number=parse("19900161-2382", today=TODAY)))
    now = stored(anna, staff)
    with acting(scope_of(staff)):
        assert identities.find(TOLVAN, owner=at.owner_id) == now
        former = parse("19900161-2382", today=TODAY)
        assert identities.find(former, owner=at.owner_id) is None
        assert "199001612382" not in str(now.details)


def test_a_number_stored_under_an_older_master_key_is_noticed(owner, at, staff, settings):
    first, second = {1: "a" * 64}, {1: "a" * 64, 2: "b" * 64}
    settings.STEGVIS_MASTER_KEYS = first
    elsewhere = intervention(owner=owner, association=at.association)
    stored(person(elsewhere), user_with(INTERVENTION_STAFF, elsewhere))
    settings.STEGVIS_MASTER_KEYS = second
    with pytest.raises(NumberTaken):
        stored(person(at), staff)
    made = stored(person(at), staff, Details(number=parse("199001012385", today=TODAY)))
    assert made.number_master == 2


def test_a_stranger_can_store_nothing(at):
    stranger = user_with(INTERVENTION_STAFF, intervention(owner=at.owner))
    with pytest.raises(PermissionError):
        stored(person(at), stranger)


def test_the_database_shows_an_identity_to_those_who_reach_the_participation_only(owner, at, staff):
    anna = person(at)
    stored(anna, staff)
    elsewhere = user_with(INTERVENTION_STAFF, intervention(owner=owner))
    manager = user_with(OWNER_MANAGER, owner)
    seen = {}
    for name, user in {"staff": staff, "elsewhere": elsewhere, "manager": manager}.items():
        with acting(scope_of(user)):
            seen[name] = Identity.objects.count()
    assert seen == {"staff": 1, "elsewhere": 0, "manager": 1}
    assert Identity.objects.count() == 0


def test_no_address_is_stored_for_the_protected(at, staff):
    anna = person(at)
    with acting(EVERYTHING):
        Participant.objects.filter(pk=anna.pk).update(protected=True)
        anna.refresh_from_db()
    made = stored(anna, staff, Details(first_name="Anna", address="Storgatan 1"))
    assert made.address is None


def test_the_database_refuses_an_address_of_the_protected(at):
    anna = person(at)
    with acting(EVERYTHING):
        Participant.objects.filter(pk=anna.pk).update(protected=True)
        anna.refresh_from_db()
        no_address = pytest.raises(IntegrityError, match="identity_protected_has_no_address")
        with no_address, transaction.atomic():
            identity(anna, address="Storgatan 1")


def test_the_address_is_gone_in_the_statement_that_protects(at, staff):
    anna = person(at)
    made = stored(anna, staff, Details(first_name="Anna", address="Storgatan 1"))
    with acting(EVERYTHING):
        assert Identity.objects.get(pk=made.pk).details["address"] == "Storgatan 1"
        Participant.objects.filter(pk=anna.pk).update(protected=True)
        now = Identity.objects.get(pk=made.pk)
        assert (now.protected, now.address) == (True, None)


def test_an_identity_cannot_stand_with_another_owner_than_its_participant(at):
    anna = person(at)
    with acting(EVERYTHING):
        identity(anna)
        Identity.objects.filter(participant=anna).update(owner=organisation())
        tied = pytest.raises(DatabaseError, match="identity_of_participant")
        with tied, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        Identity.objects.filter(participant=anna).update(owner_id=anna.owner_id)


def test_a_participant_who_follows_to_another_owner_is_found_there(at, staff):
    anna = person(at)
    made = stored(anna, staff)
    new = organisation()
    with acting(EVERYTHING):
        at.sites.update(owner=new)
        anna.participations.update(owner=new)
        anna.owner = new
        anna.save()
        identities.follow_owner(anna)
        now = Identity.objects.select_related("key").get(pk=made.pk)
        assert (now.owner_id, now.key.owner_id) == (new.pk, new.pk)
        assert identities.find(TOLVAN, owner=new.pk) == now
        assert identities.find(TOLVAN, owner=at.owner_id) is None


def test_a_dictionary_of_all_numbers_is_worth_nothing_without_the_key(at, staff, settings):
    made = stored(person(at), staff)
    own = vault.fingerprint(TOLVAN.text, purpose=f"identity number {at.owner_id}")
    assert bytes(made.number_print) == own
    settings.STEGVIS_MASTER_KEYS = {made.number_master: "another secret" * 5}
    guessed = vault.fingerprint(TOLVAN.text, purpose=f"identity number {at.owner_id}")
    assert guessed != own
