"""The nouns of casework; every model of the area is imported here, where Django looks for it."""

from stegvis.casework.models.hours import WeekHours
from stegvis.casework.models.identities import Identity
from stegvis.casework.models.meetings import Meeting
from stegvis.casework.models.notes import Note
from stegvis.casework.models.participations import Participation, ParticipationQuerySet
from stegvis.casework.models.people import HeadCount, Participant
from stegvis.casework.models.plans import Plan, PlanGoal
from stegvis.casework.models.sessions import Attendance, Session

__all__ = (
    "Attendance",
    "HeadCount",
    "Identity",
    "Meeting",
    "Note",
    "Participant",
    "Participation",
    "ParticipationQuerySet",
    "Plan",
    "PlanGoal",
    "Session",
    "WeekHours",
)
