"""What is asked, when, and what was answered; every model of the area is imported here."""

from stegvis.surveys.models.asked import Asked
from stegvis.surveys.models.collected import Answer, Response, UnlinkedCount
from stegvis.surveys.models.instruments import Instrument, InstrumentUse
from stegvis.surveys.models.invitations import AnswerDraft, Invitation
from stegvis.surveys.models.occasions import NotAnswered
from stegvis.surveys.models.own_words import FirstAnswers, OwnWords
from stegvis.surveys.models.rounds import YearlyRound
from stegvis.surveys.models.told import HelpText, Recording
from stegvis.surveys.models.unlinked import (
    AssociationCount,
    CollectionLength,
    UsedKey,
    WaitingForm,
)

__all__ = (
    "Answer",
    "AnswerDraft",
    "Asked",
    "AssociationCount",
    "CollectionLength",
    "FirstAnswers",
    "HelpText",
    "Instrument",
    "InstrumentUse",
    "Invitation",
    "NotAnswered",
    "OwnWords",
    "Recording",
    "Response",
    "UnlinkedCount",
    "UsedKey",
    "WaitingForm",
    "YearlyRound",
)
