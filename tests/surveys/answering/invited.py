"""Invitations for tests of answering: to an instrument, on an occasion, in a manner."""

from datetime import UTC, datetime

from django.test import Client

from stegvis.access import context
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.surveys.actions import invitations
from stegvis.surveys.actions.invitations import ALONE, Made
from stegvis.surveys.models import Instrument
from stegvis.surveys.rules.questionnaire import Item, Kind, Section
from tests.factories import surveys
from tests.factories.people import participation, user_with

EVERYTHING = Scope(everything=True)
NOW = datetime.now(UTC)  # the database looks at its own clock
TOLD = Item("told", Kind.TEXT, {"sv": "Vill du berätta mer?"})


def asked_in_words(place) -> Instrument:
    """A survey of one scale and one question in free text."""
    sections = (Section((surveys.SCALE, TOLD)),)
    return surveys.instrument(intervention=place, sections=sections)


def invited(place, asked: Instrument | None = None, *, occasion="start", manner=ALONE, **plan):
    """A fresh invitation for a new participation; everything is made that is not given."""
    with context.acting(EVERYTHING):
        use = surveys.use(place, asked, **plan)
        person = participation(place, started_on=clock.today())
        return invitation(person, use.instrument, occasion=occasion, manner=manner)


def invitation(
    person: Participation, asked: Instrument, *, occasion="start", due_on=None, manner=ALONE
) -> Made:
    """An invitation of `person`, made by somebody of the staff; needs a context."""
    due_on = due_on or (person.ended_on if occasion == "exit" else person.started_on)
    return invitations.invite(
        participation=person,
        instrument=asked,
        occasion=occasion,
        due_on=due_on,
        by=user_with(INTERVENTION_STAFF, person.site),
        now=NOW,
        today=clock.today(),
        manner=manner,
    )


def text(answer) -> str:
    return answer.content.decode()


def opened(made: Made, *, language: str = "sv") -> Client:
    """A browser that has opened the link."""
    client = Client(headers={"accept-language": language})
    assert client.get(f"/e/o/{made.token}/").status_code == 302
    return client


def say(client: Client, number: int, item: str, value: str, **pressed):
    """Answer one question and press a button, «next» where none is named."""
    said = {"item": item, "answer": value} | (pressed or {"next": ""})
    return client.post(f"/e/fraga/{number}/", said)
