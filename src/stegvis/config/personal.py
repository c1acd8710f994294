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
    "access.readlogentry": Classed(Holds.STAFF, but={"object_ids": Holds.PSEUDONYM}),
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
    "casework.participant": Classed(Holds.PSEUDONYM),
    "casework.participation": Classed(Holds.PSEUDONYM),
    "casework.headcount": Classed(Holds.COUNT),
    "surveys.unlinkedcount": Classed(Holds.COUNT),
    "surveys.response": Classed(Holds.PSEUDONYM),
    "surveys.answer": Classed(Holds.PSEUDONYM),
    "economy.funding": Classed(Holds.NOTHING),
    "economy.budgetversion": Classed(Holds.NOTHING),
    "economy.budgetline": Classed(Holds.NOTHING),
    "goals.goal": Classed(Holds.NOTHING),
    "reports.report": Classed(Holds.NOTHING, but={"ordered_by": Holds.STAFF}),
}

ABOUT_PARTICIPANTS = (Holds.PERSON, Holds.PSEUDONYM, Holds.COUNT)


def holds(model: str, name: str) -> Holds:
    """What the field `name` of `model` ("area.model", lower case) holds."""
    if name in PLACES:
        return Holds.NOTHING
    classed = MODELS[model]
    return classed.but.get(name, classed.holds)
