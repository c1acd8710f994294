"""What is asked, when, and what was answered; every model of the area is imported here."""

from stegvis.surveys.models.collected import Answer, Response, UnlinkedCount
from stegvis.surveys.models.instruments import Instrument, InstrumentUse

__all__ = ("Answer", "Instrument", "InstrumentUse", "Response", "UnlinkedCount")
