"""The association that the journeys go through: real rows, the same every time."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stegvis.access.actions import grants
from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    BOARD,
    INTERVENTION_STAFF,
    NATIONAL_ANALYST,
    OWNER_MANAGER,
    PlaceKind,
)
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.interventions.models import Agreement, Intervention
from stegvis.organisations.models import Association, Municipality, Organisation
from stegvis.reports.models import Report
from tests.factories.people import participation, user, user_with
from tests.factories.places import intervention, organisation, site
from tests.factories.referrals import member, officer
from tests.journeys import answered, changing, daily_work, leaving, referred, surveying
from tests.journeys.answered import Answered
from tests.journeys.changing import Changing
from tests.journeys.daily_work import DailyWork
from tests.journeys.referred import Referred
from tests.journeys.surveying import Surveyed

EVERYTHING = Scope(everything=True)
FIRST_YEAR, YEAR = 2020, 2022
NAMES = ("Promise Hjo", "Stegen", "Grön väg", "Unga framåt", "Samverkansteam våld")
# Some so seldom that they are withheld from all but the staff.
REFERRERS = (
    *("fk",) * 6,
    *("af",) * 4,
    *("municipal_social_services",) * 4,
    *("primary_care", "psychiatry"),
)
REASONS = ("work", "studies", "continued_rehabilitation", "illness", "job_seeking")
STEPS = ("work", "studies", "work_training", "back_to_referrer", "job_seeking")


@dataclass(frozen=True)
class World:
    """What there is, by the names the journeys use."""

    association: Association
    interventions: list[Intervention]
    users: dict[str, User]
    open_one: Participation
    ended_one: Participation
    report: Report
    referred: Referred
    daily: DailyWork
    changing: Changing
    surveyed: Surveyed
    answered: Answered
    leaving: Participation

    @property
    def slug(self) -> str:
        return self.association.slug


def build() -> World:
    """Five interventions, some three hundred participations from 2020 to 2022, one user a role."""
    with acting(EVERYTHING):
        place = Association.objects.create(slug="vattern", name="Samordningsförbundet Vättern")
        place.municipalities.set(Municipality.objects.filter(code__in=["1497", "1472"]))
        owner = organisation(slug="hjo", name="Hjo kommun")
        made = [_intervention(place, owner, name) for name in NAMES]
        rows = [row for each in made[:-1] for row in _participations(each)]
        users = _users(place, owner, made)
        open_one = next(r for r in rows if r.ended_on is None and r.intervention == made[0])
        return World(
            association=place,
            interventions=made,
            users=users,
            open_one=open_one,
            ended_one=next(r for r in rows if r.ended_on and r.intervention == made[0]),
            report=Report.objects.create(association=place, kind="annual", period=str(YEAR)),
            referred=referred.build(made[0], open_one, fk=users["officer"], staff=users["staff"]),
            daily=daily_work.build(open_one, staff=users["staff"]),
            changing=changing.build(open_one, staff=users["staff"]),
            surveyed=surveying.build(made[0]),
            answered=answered.build(made[0], staff=users["staff"]),
            leaving=leaving.build(made[0], staff=users["staff"]),
        )


def _intervention(place: Association, owner: Organisation, name: str) -> Intervention:
    structural = name.endswith("våld")
    made = intervention(
        association=place,
        owner=owner,
        slug=name.split(maxsplit=1)[0].lower().replace("ö", "o"),
        name=name,
        orientation="structural" if structural else "individual",
        starts_on=date(2019, 1, 1),
        purpose="Deltagarna ska komma närmare arbete eller studier.",
        target_groups=["mental_ill_health"],
        contact_name="Exempel Exempelsson",
    )
    made.parties.set([owner])
    Agreement.objects.create(intervention=made, starts_on=date(2021, 1, 1), places=20, weeks=26)
    if name == "Unga framåt":
        for town in ("Hjo", "Tibro"):
            site(intervention=made, slug=town.lower(), name=town, owner=owner)
    return made


def _participations(place: Intervention) -> list[Participation]:
    chance = Random(place.slug)
    return [_one(place, chance, number) for number in range(75)]


def _one(place: Intervention, chance: Random, number: int) -> Participation:
    start = date(FIRST_YEAR, 1, 1) + timedelta(days=chance.randrange(3 * 365 - 20))
    end = start + timedelta(days=chance.randrange(60, 400))
    ended = end <= date(YEAR, 12, 31)
    return participation(
        chance.choice(list(place.sites.order_by("id"))),
        reference=f"{place.slug}-{number}",
        gender=chance.choice(["woman", "woman", "woman", "man", "man"]),
        birth_year=chance.randrange(1965, 2003) if chance.random() < 0.8 else None,
        started_on=start,
        planned_end_on=start + timedelta(days=180),
        ended_on=end if ended else None,
        referred_on=start - timedelta(days=20),
        referrers=[chance.choice(REFERRERS)],
        exit_reason=chance.choice(REASONS) if ended else "",
        completed="completed" if ended else "unknown",
        next_steps=[{"code": chance.choice(STEPS), "state": "started"}] if ended else [],
        education=chance.choice(["compulsory", "upper_secondary", "unknown"]),
    )


def _users(place: Association, owner: Organisation, made: list[Intervention]) -> dict[str, User]:
    staff = user_with(INTERVENTION_STAFF, made[0], name="Pim Personal", email="pim@example.org")
    grants.give(
        role=INTERVENTION_STAFF,
        to=staff,
        kind=PlaceKind.INTERVENTION,
        place_id=made[1].pk,
        by=None,
    )
    analyst = user(name="Anna Analytiker")
    grants.give(role=NATIONAL_ANALYST, to=analyst, kind=PlaceKind.NATION, place_id=0, by=None)
    return {
        "staff": staff,
        "analyst": analyst,
        "owner": user_with(OWNER_MANAGER, owner, name="Alex Ägare"),
        "officer": officer(place, name="Olle Officer"),
        "group": member(made[0], name="Gull Grupp"),
        "office": user_with(ASSOCIATION_OFFICE, place, name="Kim Kansli"),
        "board": user_with(BOARD, place, name="Sam Styrelse"),
        "nobody": user(name="Noor Nyanställd"),
    }
