"""What every field holds, for those who must answer for it: person, pseudonym or neither.

Each model is classed once, its exceptions by field; a meta test fails for a model that is not
here and checks that every table with persons is behind forced row-level security. `tracked` says
whether changes are kept in a history (design section 4, change history).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Holds(StrEnum):
    """What a field says about whom."""

    PERSON = "names a person"
    PSEUDONYM = "about a person who is known by a code"
    COUNT = "counts of persons, possibly small"
    STAFF = "about someone who works with the program"
    NOTHING = "not about persons"


@dataclass(frozen=True)
class Classed:
    """A model's class, with the fields that hold something else."""

    holds: Holds
    tracked: bool = False
    but: dict[str, Holds] = field(default_factory=dict)


# Where a row belongs says nothing about the person in it.
PLACES = ("id", "association", "intervention", "site", "owner", "owner_id")

MODELS: dict[str, Classed] = {
    "access.user": Classed(Holds.STAFF),
    "access.grant": Classed(Holds.STAFF),
    "access.datakey": Classed(Holds.PERSON),
    "access.draft": Classed(Holds.PERSON),
    "access.invitation": Classed(Holds.STAFF),
    "access.emergency": Classed(Holds.STAFF, but={"participation_id": Holds.PSEUDONYM}),
    "access.emergencyreason": Classed(Holds.PERSON),
    "access.readlogentry": Classed(
        Holds.STAFF, but=dict.fromkeys(("object_ids", "participations"), Holds.PSEUDONYM)
    ),
    "access.erasedid": Classed(Holds.NOTHING),
    "access.logseal": Classed(Holds.NOTHING),
    "access.logreview": Classed(Holds.STAFF),
    "organisations.municipality": Classed(Holds.NOTHING),
    "organisations.association": Classed(Holds.NOTHING),
    "organisations.organisation": Classed(Holds.NOTHING),
    "organisations.membership": Classed(Holds.NOTHING),
    "organisations.code": Classed(Holds.NOTHING),
    "organisations.change": Classed(Holds.NOTHING),
    "interventions.intervention": Classed(
        Holds.NOTHING,
        but=dict.fromkeys(("contact_name", "contact_phone", "contact_email"), Holds.STAFF),
    ),
    "interventions.site": Classed(Holds.NOTHING),
    "interventions.agreement": Classed(Holds.NOTHING),
    "casework.participant": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.identity": Classed(Holds.PERSON, tracked=True),
    "casework.participation": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.headcount": Classed(Holds.COUNT, but={"confirmed_by": Holds.STAFF}),
    "casework.statusperiod": Classed(Holds.PSEUDONYM),
    "casework.change": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("proposed_by", "decided_by"), Holds.STAFF)
    ),
    "casework.changenote": Classed(Holds.PERSON),
    "casework.revision": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("by", "request_id", "at"), Holds.STAFF)
    ),
    "casework.wantedoutcome": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.handover": Classed(Holds.PERSON, tracked=True),
    "casework.followup": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.followupattempt": Classed(
        Holds.PSEUDONYM, but={"noted_by": Holds.STAFF, "noted_at": Holds.STAFF}
    ),
    "casework.meeting": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.session": Classed(Holds.PSEUDONYM),
    "casework.attendance": Classed(Holds.PSEUDONYM),
    "casework.weekhours": Classed(Holds.PSEUDONYM, tracked=True),
    "casework.plan": Classed(Holds.PSEUDONYM, tracked=True, but={"sealed": Holds.PERSON}),
    "casework.plangoal": Classed(
        Holds.PSEUDONYM,
        tracked=True,
        but={"sealed": Holds.PERSON, "reached_by": Holds.STAFF},
    ),
    "casework.note": Classed(Holds.PSEUDONYM, but={"sealed": Holds.PERSON, "author": Holds.STAFF}),
    "surveys.instrument": Classed(Holds.NOTHING),
    "surveys.instrumentuse": Classed(Holds.NOTHING),
    "casework.consent": Classed(
        Holds.PSEUDONYM,
        tracked=True,
        but=dict.fromkeys(("recorded_by", "recorded_at"), Holds.STAFF),
    ),
    "casework.referral": Classed(Holds.PSEUDONYM, but={"officer": Holds.STAFF}),
    "casework.referraltext": Classed(Holds.PERSON),
    "casework.referralstep": Classed(
        Holds.PSEUDONYM, but={"sealed": Holds.PERSON, "by": Holds.STAFF, "at": Holds.STAFF}
    ),
    "casework.jointmeeting": Classed(Holds.NOTHING),
    "casework.agendaitem": Classed(
        Holds.PSEUDONYM, but={"sealed": Holds.PERSON, "decided_by": Holds.STAFF}
    ),
    "casework.jointattendance": Classed(Holds.NOTHING),
    "casework.retentionrule": Classed(Holds.NOTHING, but={"entered_by": Holds.STAFF}),
    "casework.legalhold": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("placed_by", "lifted_by"), Holds.STAFF)
    ),
    "casework.erasure": Classed(Holds.COUNT, but={"ordered_by": Holds.STAFF}),
    "surveys.unlinkedcount": Classed(Holds.COUNT),
    "surveys.response": Classed(Holds.PSEUDONYM),
    "surveys.answer": Classed(Holds.PSEUDONYM),
    "surveys.notanswered": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("noted_by", "noted_at"), Holds.STAFF)
    ),
    "surveys.invitation": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("made_by", "revoked_at"), Holds.STAFF)
    ),
    "surveys.answerdraft": Classed(Holds.PSEUDONYM),
    "surveys.ownwords": Classed(Holds.PSEUDONYM, but={"sealed": Holds.PERSON}),
    "surveys.firstanswers": Classed(Holds.PSEUDONYM),
    "surveys.helptext": Classed(Holds.NOTHING),
    "surveys.recording": Classed(Holds.NOTHING),
    "surveys.collectionlength": Classed(Holds.NOTHING),
    "surveys.yearlyround": Classed(Holds.NOTHING, but={"opened_by": Holds.STAFF}),
    "surveys.usedkey": Classed(Holds.NOTHING),
    "surveys.waitingform": Classed(Holds.COUNT),
    "surveys.associationcount": Classed(Holds.COUNT),
    "surveys.asked": Classed(
        Holds.PSEUDONYM, but=dict.fromkeys(("noted_by", "noted_on"), Holds.STAFF)
    ),
    "economy.funding": Classed(Holds.NOTHING),
    "economy.budgetversion": Classed(Holds.NOTHING),
    "economy.budgetline": Classed(Holds.NOTHING),
    "goals.goal": Classed(Holds.NOTHING),
    "reports.report": Classed(Holds.NOTHING, but={"ordered_by": Holds.STAFF}),
}

ABOUT_PARTICIPANTS = (Holds.PERSON, Holds.PSEUDONYM, Holds.COUNT)


def about_participants(model: str, name: str) -> bool:
    """Whether the field says something about participants."""
    return holds(model, name) in ABOUT_PARTICIPANTS


def holds(model: str, name: str) -> Holds:
    """What the field `name` of `model` ("area.model", lower case) holds."""
    if name in PLACES:
        return Holds.NOTHING
    classed = MODELS[model]
    return classed.but.get(name, classed.holds)
