"""Made-up people: who they are, and which of them an owner has met before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from stegvis.casework.actions.participations import CODE_LETTERS
from stegvis.demo.draw import happens, weighted
from stegvis.demo.plan import Profile, Weights

# Days from one stay in an intervention to the next of the same person.
PAUSE = timedelta(days=60)
AT_ONCE = 2  # interventions of one owner that a person takes part in at the same time
YOUNGEST_STUDENT = 21


@dataclass(frozen=True)
class Opening:
    """A stay that somebody may take: where, with which owner, and from day to day."""

    intervention: str
    owner: str
    first: date
    last: date


@dataclass(eq=False)
class Person:
    """A person as one owner knows her; `stays` are (intervention, first day, last day)."""

    code: str
    gender: str
    birth_year: int | None
    origin: str
    education: str
    residence: str
    identified: bool = True
    age_known: int = 40  # her age when she was first met, also where the year of birth is not
    met_on: date = date.min
    stays: list[tuple[str, date, date]] = field(default_factory=list)

    def age(self, day: date) -> int:
        """Whole years by calendar year, as figures count age at the start."""
        return self.age_known + day.year - self.met_on.year

    def may_take(self, opening: Opening) -> bool:
        """Whether her stay would neither overlap nor follow too soon upon another one there."""
        at_once = sum(
            began <= opening.last and opening.first <= ended for _, began, ended in self.stays
        )
        return at_once < AT_ONCE and all(
            slug != opening.intervention
            or ended + PAUSE < opening.first
            or opening.last + PAUSE < began
            for slug, began, ended in self.stays
        )


class Register:
    """The people of one association, each known to one owner."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._codes: set[str] = set()
        self._of_owner: dict[str, list[Person]] = defaultdict(list)
        self._been: dict[tuple[str, str], list[Person]] = defaultdict(list)

    def code(self) -> str:
        """A code that nobody has yet: letters that spell no word and survive being read aloud."""
        while True:
            code = "".join(self._chance.choices(CODE_LETTERS, k=8))
            if code not in self._codes:
                self._codes.add(code)
                return code

    def stays(self, person: Person, opening: Opening) -> None:
        """Note that she takes part; people without identity are nobody that one meets again."""
        person.stays.append((opening.intervention, opening.first, opening.last))
        if person.identified:
            self._been[opening.owner, opening.intervention].append(person)

    def returning(self, chance: Random, opening: Opening) -> Person | None:
        """Someone who has been in this intervention before, if one is found."""
        been = _some(chance, self._been[opening.owner, opening.intervention])
        return next((person for person in been if person.may_take(opening)), None)

    def known(self, chance: Random, opening: Opening, profile: Profile) -> Person | None:
        """Someone whom the owner has met in another intervention only, if one is found."""
        youngest, _, oldest = profile.ages
        return next(
            (
                person
                for person in _some(chance, self._of_owner[opening.owner])
                if person.identified
                and youngest <= person.age(opening.first) <= oldest
                and opening.intervention not in {slug for slug, _, _ in person.stays}
                and person.may_take(opening)
            ),
            None,
        )

    def new(
        self, chance: Random, profile: Profile, owner: str, day: date, homes: Weights
    ) -> Person:
        """A person who is met for the first time on `day`."""
        age = _age(chance, profile)
        person = Person(
            code=self.code(),
            gender=_gender(chance, profile.women),
            birth_year=None if happens(chance, 0.015) else day.year - age,
            origin=_origin(chance, profile.abroad),
            education=_education(chance, profile, age),
            residence="" if happens(chance, 0.02) else weighted(chance, homes),
            age_known=age,
            met_on=day,
        )
        self._of_owner[owner].append(person)
        return person


def _some(chance: Random, people: list[Person]) -> list[Person]:
    """A few of them to ask, in no order: all of them would take long in a large place."""
    return chance.sample(people, k=min(len(people), 15))


def _age(chance: Random, profile: Profile) -> int:
    """Mostly near the commonest age, now and then anywhere between youngest and oldest."""
    youngest, commonest, oldest = profile.ages
    if happens(chance, 0.15):
        return chance.randint(youngest, oldest)
    return round(chance.triangular(youngest, oldest, commonest))


def _gender(chance: Random, women: float) -> str:
    rest = {"other": 0.004, "unknown": 0.004}
    return weighted(chance, {"woman": women, "man": 1 - women, **rest})


def _origin(chance: Random, abroad: float) -> str:
    return weighted(chance, {"abroad": abroad, "sweden_nordic": 0.95 - abroad, "unknown": 0.05})


def _education(chance: Random, profile: Profile, age: int) -> str:
    level = weighted(chance, profile.education)
    too_young = level in ("higher", "post_secondary") and age < YOUNGEST_STUDENT
    return "upper_secondary" if too_young else level
