"""Roles are held at places; sight of persons and an association's office never meet."""

import pytest
from django.db import IntegrityError, transaction

from stegvis.access.actions import grants
from stegvis.access.models import Grant
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    BOARD,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
    ROLES,
    Permission,
    PlaceKind,
)
from stegvis.access.scope import NOTHING, scope_of
from tests.factories.people import user, user_with
from tests.factories.places import intervention, organisation, site

pytestmark = pytest.mark.django_db


def test_staff_of_a_site_reach_that_site_and_see_persons_there():
    made = intervention()
    second = site(intervention=made)
    scope = scope_of(user_with(INTERVENTION_STAFF, second))
    assert scope.sites_with_persons == {second.pk}
    assert scope.places(Permission.SEE_INTERVENTIONS, "interventions") == {made.pk}
    assert scope.associations == {made.association_id}


def test_an_owner_reaches_every_site_it_owns_in_every_association():
    owner = organisation()
    first, second, foreign = intervention(owner=owner), intervention(owner=owner), intervention()
    scope = scope_of(user_with(OWNER_MANAGER, owner))
    assert scope.sites_with_persons == {first.sites.get().pk, second.sites.get().pk}
    assert scope.owners_with_persons == {owner.pk}
    assert foreign.association_id not in scope.associations


def test_the_office_reaches_its_association_and_no_person():
    made = intervention()
    scope = scope_of(user_with(ASSOCIATION_OFFICE, made.association))
    assert scope.permits(Permission.ORDER_REPORTS, association=made.association_id)
    assert scope.sites_with_persons == frozenset()
    assert not scope.sees_persons


def test_a_role_in_one_association_gives_nothing_in_another():
    made, foreign = intervention(), intervention()
    scope = scope_of(user_with(BOARD, made.association))
    assert not scope.permits(Permission.SEE_FIGURES, association=foreign.association_id)


def test_an_association_without_interventions_is_reached_all_the_same():
    made = intervention().association
    made.interventions.all()[0].sites.all().delete()
    made.interventions.all().delete()
    assert scope_of(user_with(BOARD, made)).associations == {made.pk}


def test_a_user_without_grants_reaches_nothing():
    assert scope_of(user()).reaches == ()
    assert scope_of(None) == NOTHING


def test_the_same_grant_given_twice_is_one():
    made = intervention()
    holder = user_with(BOARD, made.association)
    grants.give(
        role=BOARD, to=holder, kind=PlaceKind.ASSOCIATION, place_id=made.association_id, by=None
    )
    assert Grant.objects.filter(user=holder).count() == 1


def test_a_role_is_refused_at_a_kind_of_place_it_does_not_know():
    made = intervention()
    with pytest.raises(grants.GrantRefused):
        user_with(BOARD, made)


@pytest.mark.parametrize("office", [ASSOCIATION_OFFICE, BOARD])
def test_association_staff_cannot_also_see_persons(office):
    made = intervention()
    holder = user_with(office, made.association)
    with pytest.raises(grants.GrantRefused):
        grants.give(
            role=INTERVENTION_STAFF,
            to=holder,
            kind=PlaceKind.INTERVENTION,
            place_id=made.pk,
            by=None,
        )


def test_the_database_refuses_the_same_when_the_action_is_passed_by():
    made = intervention()
    holder = user_with(BOARD, made.association)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            user=holder,
            role=INTERVENTION_STAFF.code,
            place_kind=PlaceKind.INTERVENTION,
            place_id=made.pk,
            sees_persons=True,
        )


def test_after_revoking_the_other_kind_of_role_can_be_given():
    made = intervention()
    holder = user_with(BOARD, made.association)
    grants.revoke(grant=holder.grants.get(), by=holder)
    given = grants.give(
        role=INTERVENTION_STAFF, to=holder, kind=PlaceKind.INTERVENTION, place_id=made.pk, by=None
    )
    assert given.sees_persons


def test_no_role_at_an_association_sees_persons():
    at_associations = [role for role in ROLES.values() if PlaceKind.ASSOCIATION in role.places]
    assert at_associations
    assert [role.code for role in at_associations if role.sees_persons] == []
