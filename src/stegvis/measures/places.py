"""Interventions as figures see them: what is part of what, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stegvis.measures.faults import UnknownPlace


@dataclass(frozen=True)
class Place:
    """An intervention; `part_of` is empty for a whole.

    `starts_on` is its first day, else its first participation's; `collected_since` is before every
    form collected there. Each is None where there is nothing to date it by.
    """

    slug: str
    part_of: str
    starts_on: date | None
    collected_since: date | None


Places = Mapping[str, Place]


def shown(places: Places, asked: Iterable[str]) -> dict[str, str]:
    """For each intervention that is asked for or part of one asked for: what it is shown as.

    That is the topmost of those asked for that it is part of; without any asked for, the topmost
    of all. Raises UnknownPlace for a slug that is not registered.
    """
    chosen = set(asked) or set(places)
    for slug in chosen.difference(places):
        known = ", ".join(sorted(places)) or "none"
        raise UnknownPlace(f"There is no intervention «{slug}». There are: {known}.")
    found = {slug: [each for each in wholes(places, slug) if each in chosen] for slug in places}
    return {slug: above[-1] for slug, above in sorted(found.items()) if above}


def wholes(places: Places, slug: str) -> list[str]:
    """`slug` itself, what it is part of, and so on upwards."""
    above = [slug]
    while (whole := places[above[-1]].part_of) in places and whole not in above:
        above.append(whole)
    return above
