"""Emergency access opens one participation for an hour, with a reason and a witness."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stegvis.access import context
from stegvis.access.models import Emergency, EmergencyReason, ReadLogEntry, User
from stegvis.access.roles import INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import emergencies
from stegvis.casework.actions.emergencies import Closed, Door
from stegvis.casework.models import Participation
from stegvis.casework.reviewing import REASONS
from tests.access.entering import PASSWORD
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
REASON = "Deltagaren är här och mår mycket dåligt"
DOOR = "/west/nodatkomst/"


@pytest.fixture
def here():
    """A participation at a site of the owner; staff of another site of the same owner."""
    with context.acting(Scope(everything=True)):
        made = intervention(association=association(slug="west"))
        return participation(made)


@pytest.fixture
def colleague(here) -> User:
    return user_with(INTERVENTION_STAFF, site(intervention=here.intervention))


@pytest.fixture
def manager(here) -> User:
    return user_with(OWNER_MANAGER, here.owner)


def ask(client, here, **changes):
    form = {"code": here.participant.code, "reason": REASON, "proof": PASSWORD}
    return client.post(DOOR, form | changes)


def opened_by(someone: User, here) -> Emergency:
    with context.acting(scope_of(someone)):
        return emergencies.open_door(
            door=Door(here.association, here.participant.code),
            reason=REASON,
            by=someone,
            now=timezone.now(),
        )


def page(client, here):
    return client.get(f"/west/deltagare/{here.pk}/")


def test_the_door_opens_with_a_reason_and_the_password(client, here, colleague, manager):
    client.force_login(colleague)
    assert page(client, here).status_code == 404
    answer = ask(client, here)
    assert answer["Location"] == f"/west/deltagare/{here.pk}/"
    shown = page(client, here)
    assert shown.status_code == 200
    assert here.participant.code in shown.content.decode()
    opened = Emergency.objects.get()
    assert opened.until - opened.opened_at == timedelta(minutes=60)
    assert ReadLogEntry.objects.get(participations=[here.pk]).purpose == "emergency"


def test_after_the_hour_it_is_shut(client, here, colleague, manager):
    client.force_login(colleague)
    ask(client, here)
    now = timezone.now()
    Emergency.objects.update(
        opened_at=now - timedelta(minutes=61), until=now - timedelta(minutes=1)
    )
    assert page(client, here).status_code == 404


def test_it_can_be_given_back_before(client, here, colleague, manager):
    client.force_login(colleague)
    ask(client, here)
    client.post(f"{DOOR}{Emergency.objects.get().pk}/stang/")
    assert page(client, here).status_code == 404


def test_the_database_too_opens_this_one_row_and_no_other(here, colleague, manager):
    with context.acting(Scope(everything=True)):
        participation(here.intervention)
    opened = opened_by(colleague, here)
    assert opened.participation_id == here.pk
    with context.acting(scope_of(User.objects.get(pk=colleague.pk))):
        assert [each.pk for each in Participation.objects.all()] == [here.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(until=timezone.now() + timedelta(hours=3))


@pytest.mark.parametrize(
    "changes",
    [{"reason": "bråttom"}, {"proof": "wrong"}, {"proof": ""}, {"code": "FINNSINTE"}],
)
def test_without_reason_password_or_participant_it_stays_shut(
    client, here, colleague, manager, changes
):
    client.force_login(colleague)
    assert ask(client, here, **changes).status_code == 422
    assert page(client, here).status_code == 404
    assert not Emergency.objects.exists()


def test_nobody_of_another_organisation_can_open_it(client, here, manager):
    other = intervention(association=here.association)
    stranger = user_with(INTERVENTION_STAFF, other)
    user_with(OWNER_MANAGER, other.owner)
    client.force_login(stranger)
    assert ask(client, here).status_code == 422
    assert not Emergency.objects.exists()


def test_without_a_second_person_it_stays_shut(here, colleague):
    with pytest.raises(Closed):
        opened_by(colleague, here)


def test_whom_one_reaches_anyhow_needs_no_emergency(here, manager):
    user_with(OWNER_MANAGER, here.owner)
    with pytest.raises(Closed, match="You reach"):
        opened_by(manager, here)


@pytest.fixture
def at_the_door(client, colleague):
    client.force_login(colleague)
    return client


def test_the_second_person_is_told_by_letter_without_a_word_about_whom(
    at_the_door, here, manager, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(at_the_door, here)
    (letter,) = mailoutbox
    assert letter.to == [manager.email]
    for word in (here.participant.code, here.reference, REASON, Emergency.objects.get().user.name):
        assert word not in letter.subject + letter.body


@pytest.mark.usefixtures("manager")
def test_a_letter_that_cannot_be_sent_does_not_shut_the_door(
    at_the_door, here, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(at_the_door, here).status_code == 302


def test_the_manager_reads_the_reason_in_the_review_and_confirms_it(
    client, here, colleague, manager
):
    client.force_login(colleague)
    ask(client, here)
    page(client, here)
    opened = Emergency.objects.get()
    client.force_login(manager)
    review = client.get("/west/logguppfoljning/")
    assert REASON in review.content.decode()
    (line,) = review.context["by_rule"]
    assert REASONS["emergency"] in line.reasons
    client.post(f"/west/logguppfoljning/nodatkomst/{opened.pk}/sedd/")
    opened.refresh_from_db()
    assert opened.seen_by == manager


def test_who_opened_it_cannot_confirm_it(here, colleague, manager):
    opened = opened_by(colleague, here)
    with pytest.raises(Closed):
        emergencies.acknowledge(opened=opened, by=colleague, now=timezone.now())


def test_the_reason_is_sealed_for_the_owner_and_the_one_who_wrote_it(here, colleague, manager):
    opened_by(colleague, here)
    with context.acting(scope_of(manager)):
        kept = EmergencyReason.objects.select_related("key").get()
        assert kept.texts == {"reason": REASON}
        assert REASON.encode() not in bytes(kept.sealed)
    stranger = user_with(INTERVENTION_STAFF, intervention())
    with context.acting(scope_of(stranger)):
        assert not EmergencyReason.objects.exists()
