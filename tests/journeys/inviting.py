"""Invitations for journeys of answering; what they leave is gone when the journey is over."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from playwright.sync_api import Page

from stegvis.access.context import acting
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.actions import invitations
from stegvis.surveys.actions.invitations import Made
from stegvis.surveys.models import Answer, Instrument, InstrumentUse, Invitation, Response
from tests.factories import surveys
from tests.factories.people import participation
from tests.journeys.world import EVERYTHING, World


@contextmanager
def invitation(world: World, asked: Instrument | None = None) -> Iterator[Made]:
    """Somebody new is invited to `asked`, the self-assessment where none is named."""
    with acting(EVERYTHING):
        person = participation(world.open_one.site, started_on=clock.today())
        made = again(world, person, asked)
    try:
        yield made
    finally:
        with acting(EVERYTHING):
            Response.objects.filter(participation=person).delete()
            Invitation.objects.filter(participation=person).delete()
            Participation.objects.filter(pk=person.pk).delete()


def again(world: World, person: Participation, asked: Instrument | None = None) -> Made:
    """A fresh link and code for somebody; needs a context."""
    return invitations.invite(
        participation=person,
        instrument=used(world, asked).instrument,
        occasion="start",
        due_on=person.started_on,
        by=world.users["staff"],
        now=timezone.now(),
        today=clock.today(),
    )


def used(world: World, asked: Instrument | None = None) -> InstrumentUse:
    """The use of an instrument by the first intervention; needs a context."""
    shipping.ensure()
    asked = asked or Instrument.objects.get(code="self-assessment")
    place = world.open_one.intervention
    found = InstrumentUse.objects.filter(intervention=place, instrument=asked).first()
    return found or surveys.use(place, asked)


def stored(made: Made) -> list[tuple[str, str]]:
    """The answers of who was invited, as they came."""
    with acting(EVERYTHING):
        rows = Answer.objects.filter(response__participation=made.invitation.participation)
        return list(rows.order_by("pk").values_list("item", "value"))


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()
