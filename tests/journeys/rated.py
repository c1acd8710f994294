"""Answers for the journeys: start, on the way and exit, by participants and about one by staff."""

from datetime import date, timedelta

from stegvis.casework.models import Participation
from stegvis.surveys.models import Answer, InstrumentUse
from tests.factories import surveys

MONTHS = (2, 4, 6)


def build(use: InstrumentUse) -> None:
    """Everyone has answered at the start, and most of those who left at the exit."""
    rows = Participation.objects.filter(intervention=use.intervention).order_by("pk")
    for number, one in enumerate(rows):
        _answer(use, one, "start", one.started_on, 1 + number % 5)
        if one.ended_on and number % 4:
            _answer(use, one, "exit", one.ended_on, 2 + number % 5)
        if one.ended_on is None:
            _series(use, one)


def _series(use: InstrumentUse, one: Participation) -> None:
    """Who is still there has been measured every other month, by herself and by the staff."""
    for number, months in enumerate(MONTHS):
        day = min(one.started_on + timedelta(days=30 * months), date(2022, 12, 31))
        _answer(use, one, "ongoing", day, 2 + number)
        _answer(use, one, "ongoing", day, 1 + number, respondent="caseworker")


def _answer(
    use: InstrumentUse, one: Participation, occasion: str, on: date, value: int, **said: str
):
    response = surveys.answer(use.instrument, one, occasion=occasion, answered_on=on, **said)
    Answer.objects.create(response=response, item="q1", value=str(min(6, value)))
