"""Two associations full of canaries, and one user of each role in the first."""

from dataclasses import dataclass, field
from typing import Any

from stegvis.access import context
from stegvis.access.models import User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    BOARD,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
    PROJECT_LEADER,
)
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.interventions.models import Intervention
from stegvis.reports.models import Report
from tests.factories import daily, leaving, referrals
from tests.factories.identities import identity
from tests.factories.people import participation, user, user_with
from tests.factories.places import association, intervention, organisation

EVERYTHING = Scope(everything=True)
WHO = ("firstname", "lastname", "phone", "address", "contact")
REFERRED = ("referred", "purpose")
LEFT = ("leftreference", "leftcode", "handover")
PERSONAL = ("reference", "code", "goal", "step", "note", "title", *LEFT, *REFERRED, *WHO)


@dataclass
class Side:
    """One association with an intervention, a participation and a report, all marked."""

    mark: str
    objects: dict[str, Any] = field(default_factory=dict)

    def canary(self, name: str) -> str:
        return f"{self.mark}{name}canary".lower()

    def build(self) -> "Side":
        place = association(slug=self.canary("association"), name=self.canary("associationname"))
        made = intervention(
            association=place,
            owner=organisation(name=self.canary("owner")),
            slug=self.canary("intervention"),
            name=self.canary("interventionname"),
            background=self.canary("background"),
        )
        taking_part = participation(made, reference=self.canary("reference"))
        taking_part.participant.code = self.canary("code")
        taking_part.participant.save()
        who = {name: self.canary(name) for name in ("phone", "address", "contact")}
        identity(
            taking_part.participant,
            first_name=self.canary("firstname"),
            last_name=self.canary("lastname"),
            number="19121212-1212",
            **who,
        )
        report = Report.objects.create(
            association=place, kind="annual", period="2022", problem=self.canary("problem")
        )
        self.objects = {
            "association": place,
            "intervention": made,
            "participation": taking_part,
            "report": report,
            **self._daily(taking_part),
            "left": self._left(made),
            **self._referred(made),
        }
        return self

    def _referred(self, place: Intervention) -> dict[str, Any]:
        """A referral that a joint meeting has taken up."""
        said = {"last_name": self.canary("referred"), "purpose": self.canary("purpose")}
        staff = user_with(INTERVENTION_STAFF, place)
        made = referrals.sent(place, by=referrals.officer(place.association), **said)
        meeting = referrals.taken_up(made, by=staff)
        return {"referral": made, "joint_meeting": meeting}

    def _daily(self, taking_part: Participation) -> dict[str, Any]:
        """A meeting, a group session, a plan with a step and a note of the participation."""
        plan = daily.plan(taking_part, self.canary("goal"))
        return {
            "meeting": daily.meeting(taking_part),
            "session": daily.session(taking_part.site, title=self.canary("title")),
            "step": daily.step(plan, self.canary("step")),
            "note": daily.note(taking_part, user(), self.canary("note")),
        }

    def _left(self, place: Intervention) -> Participation:
        """Someone who left a year ago, what is handed over, and an attempt to follow her up."""
        made = leaving.left(place, reference=self.canary("leftreference"))
        made.participant.code = self.canary("leftcode")
        made.participant.save()
        leaving.closed(made, self.canary("handover"))
        leaving.tried(made, by=user())
        return made

    @property
    def place_canaries(self) -> list[str]:
        names = ("association", "associationname", "intervention", "interventionname", "background")
        return [self.canary(name) for name in names]

    @property
    def person_canaries(self) -> list[str]:
        return [self.canary(name) for name in PERSONAL]


@dataclass
class World:
    mine: Side
    foreign: Side
    users: dict[str, User | None]


def world() -> World:
    with context.acting(EVERYTHING):
        mine, foreign = Side("mine").build(), Side("foreign").build()
        colleague = intervention(association=mine.objects["association"])
    at = mine.objects
    return World(
        mine=mine,
        foreign=foreign,
        users={
            "anonymous": None,
            "no role": user(),
            "staff": user_with(INTERVENTION_STAFF, at["intervention"]),
            "staff elsewhere": user_with(INTERVENTION_STAFF, colleague),
            "manager": user_with(OWNER_MANAGER, at["intervention"].owner),
            "leader": user_with(PROJECT_LEADER, at["association"]),
            "office": user_with(ASSOCIATION_OFFICE, at["association"]),
            "board": user_with(BOARD, at["association"]),
        },
    )
