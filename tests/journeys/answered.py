"""Links to answer by for the journeys, and the pages of who answers and of who invites."""

from dataclasses import dataclass

from django.utils import timezone

from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.surveys import shipping
from stegvis.surveys.actions import invitations
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.people import participation

# Change something, send a sound, or send on to another page.
NO_PAGE = {
    *("answer_form", "recording", "leave_answering", "stay_on_tablet", "end_tablet"),
    *("answer_here", "interview", "revoke_answer_links"),
    # Pages that only whoever has opened a link sees: each is looked at in test_answering_looks.
    *("answer_welcome", "answer_practice", "answer_question", "answer_done", "answer_thanks"),
    "wipe_tablet",
}


@dataclass(frozen=True)
class Answered:
    """What there is, by the words of addresses."""

    link: str
    form: str
    poster: int


def build(place: Intervention, *, staff: User) -> Answered:
    """An invitation to the self-assessment that nobody answers, and an unlinked form."""
    shipping.ensure()
    asked = Instrument.objects.get(code="self-assessment")
    surveys.use(place, asked)
    made = invitations.invite(
        participation=_person(place),
        instrument=asked,
        occasion="start",
        due_on=clock.today(),
        by=staff,
        now=timezone.now(),
        today=clock.today(),
    )
    use = _unlinked(place)
    form = f"/e/i/{counting.token_of(use)}/"
    return Answered(f"/e/o/{made.token}/", form, use.pk)


def _person(place: Intervention) -> Participation:
    return participation(place, started_on=clock.today(), reference="svarar")


def _unlinked(place: Intervention) -> InstrumentUse:
    asked = Instrument.objects.get(code="violence")
    found = place.instruments_in_use.filter(instrument=asked).first()
    return found or surveys.use(place, asked)


def stops(here: str, person: str, made: Answered, period: str) -> list[tuple[str, str, str]]:
    """Name, role and path of each page."""
    uses = f"{here}/insatser/promise/enkater/"
    return [
        ("answer_code", "", "/e/"),
        ("answer_link", "", made.link),
        ("answer_step", "", made.form),
        ("help_texts", "office", f"{here}/enkater/hjalp/{period}"),
        ("help_texts_of", "office", f"{here}/enkater/hjalp/1497/{period}"),
        ("form_to_print", "staff", f"{uses}{made.poster}/lank/{period}"),
        ("answer_tablet", "staff", f"{uses}surfplatta/{period}"),
        ("own_words", "staff", f"{person}enkater/egna-ord/{period}"),
    ]


def read_aloud(here: str, instrument: int, period: str) -> tuple[str, str, str]:
    """The page of recordings of one instrument."""
    return ("read_aloud", "owner", f"{here}/enkater/{instrument}/inspelningar/{period}")
