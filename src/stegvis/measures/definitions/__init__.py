"""Every measure there is, by its name in the exchange format; one small file per family."""

from collections.abc import Mapping

from stegvis.measures.definitions import (
    answers,
    asked,
    change,
    exits,
    follow_ups,
    forms,
    hours,
    occupation,
    participations,
    persons,
    stay,
    support,
)
from stegvis.measures.faults import UnknownMeasure
from stegvis.measures.measure import Measure

FAMILIES = (
    participations, persons, exits, stay, support, occupation, hours, forms, follow_ups, answers,
    change, asked,
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {
    measure.code: measure for family in FAMILIES for measure in family.MEASURES
}


def find(code: str) -> Measure:
    """The measure called `code`; raises UnknownMeasure with the names there are."""
    try:
        return MEASURES[code]
    except KeyError:
        known = ", ".join(MEASURES)
        raise UnknownMeasure(f"There is no measure «{code}». There are: {known}.") from None
