"""The nouns of casework; every model of the area is imported here, where Django looks for it."""

from stegvis.casework.models.changes import Change, ChangeNote, StatusPeriod
from stegvis.casework.models.consents import Consent
from stegvis.casework.models.follow_ups import FollowUp, FollowUpAttempt
from stegvis.casework.models.hours import WeekHours
from stegvis.casework.models.identities import Identity
from stegvis.casework.models.joint_meetings import (
    AgendaItem,
    JointAttendance,
    JointMeeting,
)
from stegvis.casework.models.meetings import Meeting
from stegvis.casework.models.notes import Note
from stegvis.casework.models.outcomes import Handover, WantedOutcome
from stegvis.casework.models.participations import Participation, ParticipationQuerySet
from stegvis.casework.models.people import HeadCount, Participant
from stegvis.casework.models.plans import Plan, PlanGoal
from stegvis.casework.models.referrals import Referral, ReferralStep, ReferralText
from stegvis.casework.models.retention import Erasure, LegalHold, RetentionRule
from stegvis.casework.models.revisions import Revision
from stegvis.casework.models.sessions import Attendance, Session

__all__ = (
    "AgendaItem",
    "Attendance",
    "Change",
    "ChangeNote",
    "Consent",
    "Erasure",
    "FollowUp",
    "FollowUpAttempt",
    "Handover",
    "HeadCount",
    "Identity",
    "JointAttendance",
    "JointMeeting",
    "LegalHold",
    "Meeting",
    "Note",
    "Participant",
    "Participation",
    "ParticipationQuerySet",
    "Plan",
    "PlanGoal",
    "Referral",
    "ReferralStep",
    "ReferralText",
    "RetentionRule",
    "Revision",
    "Session",
    "StatusPeriod",
    "WantedOutcome",
    "WeekHours",
)
