"""Every other text about a person that pages may show: beside a change, at the end, in answers."""

from stegvis.casework.keys import key_of
from stegvis.casework.models import Change, ChangeNote, Handover, Participation
from stegvis.surveys.models import Instrument, OwnWords
from tests.factories import surveys

WORDS = ("changenote", "handover", "ownwords")


def write(taking_part: Participation, change: Change, asked: Instrument, *marks: str) -> None:
    """One row of each kind about `taking_part`, with the marks in the order of WORDS; sealed."""
    of_change, of_handover, of_words = marks
    key = key_of(taking_part.participant)
    note = ChangeNote(change=change, key=key)
    note.say(text=of_change)
    note.save()
    handed = Handover(participation=taking_part, key=key, receiver="af")
    handed.say(text=of_handover)
    handed.save()
    said = OwnWords(response=surveys.answer(asked, taking_part), item="q1", key=key)
    said.say(text=of_words)
    said.save()
