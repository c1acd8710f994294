"""The nouns of casework; every model of the area is imported here, where Django looks for it."""

from stegvis.casework.models.identities import Identity
from stegvis.casework.models.participations import Participation, ParticipationQuerySet
from stegvis.casework.models.people import HeadCount, Participant

__all__ = ("HeadCount", "Identity", "Participant", "Participation", "ParticipationQuerySet")
