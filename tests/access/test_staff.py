"""Who may give and take which role: never more than she holds, never to herself."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from stegvis.access.actions.grants import GrantRefused
from stegvis.access.models import Grant, User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    AUDITOR,
    BOARD,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
    REFERRAL_GROUP,
    REFERRING_OFFICER,
    PlaceKind,
)
from stegvis.access.scope import scope_of
from stegvis.organisations.models import Membership
from stegvis.staffing.actions import staff as actions
from stegvis.staffing.rights import Seat, seats
from tests.factories.people import user, user_with
from tests.factories.places import association, intervention, organisation, site

# Of 25 steps each: 10,000 steps in the long form.
WALKS = 400 if os.environ.get("STEGVIS_LONG") else 8
NOW = datetime(2026, 11, 23, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def fresh(someone: User) -> User:
    """The same user as at her next request."""
    return User.objects.get(pk=someone.pk)


@pytest.fixture
def place():
    return intervention(association=association(slug="west"))


@pytest.fixture
def manager(place):
    return user_with(OWNER_MANAGER, place.owner)


def at(place, role=INTERVENTION_STAFF) -> Seat:
    return Seat(role, PlaceKind(type(place).__name__.lower()), place.pk)


def test_a_manager_gives_roles_at_her_own_interventions_sites_and_organisation(place, manager):
    second = site(intervention=place, name="Tibro")
    given = {(each.role.code, each.kind.value, each.place_id) for each in seats(manager)}
    assert given == {
        ("owner_manager", "organisation", place.owner_id),
        ("intervention_staff", "intervention", place.pk),
        ("referral_group", "intervention", place.pk),
        ("intervention_staff", "site", second.pk),
        ("referral_group", "site", second.pk),
    }


def test_where_sites_have_several_owners_each_manager_gives_her_own_sites_only(place, manager):
    foreign = site(intervention=place, owner=organisation())
    given = {each.key for each in seats(manager)}
    assert at(place).key not in given
    assert at(foreign).key not in given
    assert at(place.sites.get(is_default=True)).key in given


def test_a_manager_lets_officers_of_the_parties_send_referrals(place, manager):
    party = organisation()
    Membership.objects.create(association=place.association, organisation=party)
    officer = user()
    actions.give(to=officer, seat=at(party, REFERRING_OFFICER), by=manager)
    assert scope_of(fresh(officer)).associations == {place.association_id}


def test_nobody_gets_into_the_account_of_another_authoritys_officer(place, manager):
    party = organisation()
    Membership.objects.create(association=place.association, organisation=party)
    officer = user_with(REFERRING_OFFICER, party)
    assert actions.invite_again(user=officer, by=manager, now=NOW), "a code that was lost"
    officer.last_login = NOW
    officer.save()
    for act in (actions.deactivate, actions.reactivate):
        with pytest.raises(actions.NotYours):
            act(user=officer, by=manager)
    with pytest.raises(actions.NotYours):
        actions.invite_again(user=officer, by=manager, now=NOW)
    actions.take(grant=officer.grants.get(), by=manager)


@pytest.mark.parametrize("role", [AUDITOR, BOARD, ASSOCIATION_OFFICE])
def test_the_office_gives_roles_of_its_association(place, role):
    office = user_with(ASSOCIATION_OFFICE, place.association)
    holder = user()
    actions.give(to=holder, seat=at(place.association, role), by=office)
    assert holder.grants.get().role == role.code


def test_the_office_gives_no_role_that_sees_persons(place):
    office = user_with(ASSOCIATION_OFFICE, place.association)
    assert {each.role.sees_persons for each in seats(office)} == {False}
    with pytest.raises(actions.NotYours):
        actions.give(to=user(), seat=at(place), by=office)


@pytest.mark.parametrize("role", [OWNER_MANAGER, INTERVENTION_STAFF, REFERRAL_GROUP])
def test_nobody_gives_herself_a_role(place, manager, role):
    where = place.owner if role is OWNER_MANAGER else place
    with pytest.raises(actions.NotYours):
        actions.give(to=manager, seat=at(where, role), by=manager)
    with pytest.raises(actions.NotYours):
        actions.deactivate(user=manager, by=manager)


def test_staff_give_nothing(place):
    staff = user_with(INTERVENTION_STAFF, place)
    assert seats(staff) == []
    with pytest.raises(actions.NotYours):
        actions.give(to=user(), seat=at(place), by=staff)


def test_a_manager_of_another_owner_takes_nothing_here(place, manager):
    other = user_with(OWNER_MANAGER, intervention(association=place.association).owner)
    staff = user_with(INTERVENTION_STAFF, place)
    with pytest.raises(actions.NotYours):
        actions.take(grant=staff.grants.get(), by=other)
    with pytest.raises(actions.NotYours):
        actions.deactivate(user=staff, by=other)
    actions.take(grant=staff.grants.get(), by=manager)
    assert scope_of(fresh(staff)).reaches == ()


def test_someone_with_roles_elsewhere_too_is_not_closed_by_one_of_her_managers(place, manager):
    staff = user_with(INTERVENTION_STAFF, place)
    elsewhere = intervention()
    Grant.objects.create(
        user=staff,
        role=INTERVENTION_STAFF.code,
        place_kind=PlaceKind.INTERVENTION,
        place_id=elsewhere.pk,
        sees_persons=True,
    )
    with pytest.raises(actions.NotYours):
        actions.deactivate(user=staff, by=manager)
    assert fresh(staff).is_active


def test_an_invited_person_gets_an_account_without_password_and_a_code(place, manager):
    made = actions.invite(email="Ny@Example.org", name="Ny", seat=at(place), by=manager, now=NOW)
    assert (made.user.email, made.user.has_usable_password()) == ("ny@example.org", False)
    assert len(made.code) == 29
    again = actions.invite(email="ny@example.org", name="Ny", seat=at(place), by=manager, now=NOW)
    assert (again.user, again.code) == (made.user, "")


def test_the_page_gives_a_role_shows_the_code_once_and_takes_the_role_again(client, place, manager):
    client.force_login(manager)
    seat = f"intervention_staff-intervention-{place.pk}"
    form = {"name": "Nora Ny", "email": "nora@example.org", "seat": seat}
    answer = client.post("/west/medarbetare/", form)
    assert answer.status_code == 200
    code = answer.context["invited"].code
    assert code in answer.content.decode()
    page = client.get("/west/medarbetare/").content.decode()
    assert "Nora Ny" in page
    assert code not in page
    grant = Grant.objects.get(user__email="nora@example.org")
    client.post(f"/west/medarbetare/roll/{grant.pk}/ta-bort/")
    assert "Nora Ny" not in client.get("/west/medarbetare/").content.decode()


def test_the_page_closes_and_opens_an_account_and_gives_a_new_code(client, place, manager):
    staff = user_with(INTERVENTION_STAFF, place)
    client.force_login(manager)
    client.post(f"/west/medarbetare/{staff.pk}/stang/")
    assert not fresh(staff).is_active
    client.post(f"/west/medarbetare/{staff.pk}/oppna/")
    assert fresh(staff).is_active
    assert client.post(f"/west/medarbetare/{staff.pk}/kod/").context["invited"].code


def test_the_page_knows_nobody_of_another_owner(client, place, manager):
    other = intervention(association=place.association)
    stranger = user_with(INTERVENTION_STAFF, other, name="Okänd Främling")
    client.force_login(manager)
    assert b"Fr\xc3\xa4mling" not in client.get("/west/medarbetare/").content
    for path in (f"{stranger.pk}/stang", f"roll/{stranger.grants.get().pk}/ta-bort"):
        assert client.post(f"/west/medarbetare/{path}/").status_code == 404
    assert fresh(stranger).is_active


class Granting(RuleBasedStateMachine):
    """Random walks over give and take: nobody's reach grows beyond what the first managers hold."""

    people = Bundle("people")

    @initialize(target=people)
    def begin(self):
        self.first = intervention()
        self.second = intervention(association=self.first.association)
        self.shared = site(intervention=self.first, owner=self.second.owner)
        self.managers = {
            self.first.owner_id: user_with(OWNER_MANAGER, self.first.owner),
            self.second.owner_id: user_with(OWNER_MANAGER, self.second.owner),
        }
        self.office = user_with(ASSOCIATION_OFFICE, self.first.association)
        return self.managers[self.first.owner_id]

    @rule(target=people)
    def a_newcomer(self):
        return user()

    @rule(target=people, which=st.sampled_from(["second", "office"]))
    def another_with_rights(self, which):
        return self.office if which == "office" else self.managers[self.second.owner_id]

    def _anywhere(self) -> list[Seat]:
        first, second = self.first, self.second
        return [
            *(at(each) for each in (first, second, self.shared)),
            *(at(each, REFERRAL_GROUP) for each in (first, second)),
            *(at(each.owner, OWNER_MANAGER) for each in (first, second)),
            *(at(first.association, role) for role in (ASSOCIATION_OFFICE, BOARD)),
        ]

    @rule(by=people, to=people, number=st.integers(0, 8))
    def give(self, by, to, number):
        seat = self._anywhere()[number]
        before = self._sites(by), self._roles(by)
        giver, self_before = fresh(by), self._roles(to)
        may = seat.key in {each.key for each in seats(giver)}
        try:
            actions.give(to=fresh(to), seat=seat, by=giver)
        except (actions.NotYours, GrantRefused):
            assert self._roles(to) == self_before
            return
        assert may
        assert by.pk != to.pk
        assert (self._sites(by), self._roles(by)) == before, "giving changes nothing of one's own"
        if seat.role.sees_persons and seat.role is not REFERRAL_GROUP:
            gained = scope_of(fresh(to)).sites_with_persons
            assert gained <= self._sites(by) | self._held_before(to, self_before)

    @rule(by=people, of=people)
    def take(self, by, of):
        grant = Grant.objects.filter(user=of, revoked_at=None).first()
        if grant is None:
            return
        own = self._roles(by)
        try:
            actions.take(grant=grant, by=fresh(by))
        except actions.NotYours:
            return
        assert by.pk != of.pk
        assert self._roles(by) == own

    @invariant()
    def both_kinds_of_role_never_meet(self):
        for grant in Grant.objects.filter(revoked_at=None):
            kinds = Grant.objects.filter(user=grant.user_id, revoked_at=None)
            assert len(set(kinds.values_list("sees_persons", flat=True))) == 1

    def _sites(self, someone) -> frozenset[int]:
        return scope_of(fresh(someone)).sites_with_persons

    def _roles(self, someone) -> set[tuple[str, str, int]]:
        running = Grant.objects.filter(user=someone, revoked_at=None)
        return set(running.values_list("role", "place_kind", "place_id"))

    def _held_before(self, someone, roles) -> frozenset[int]:
        kept = {
            reach_site
            for reach, key in zip(
                scope_of(fresh(someone)).reaches,
                Grant.objects.filter(user=someone, revoked_at=None)
                .order_by("id")
                .values_list("role", "place_kind", "place_id"),
                strict=True,
            )
            if key in roles
            for reach_site in reach.sites
        }
        return frozenset(kept)


@pytest.mark.django_db
def test_random_walks_over_giving_and_taking_never_exceed_what_the_givers_hold():
    run_state_machine_as_test(
        Granting,
        settings=hypothesis_settings(max_examples=WALKS, stateful_step_count=25, deadline=None),
    )
