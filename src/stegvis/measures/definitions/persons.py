"""How many different people take part, which is not how many participations there are."""

from stegvis.measures import during, heads
from stegvis.measures.definitions import words
from stegvis.measures.dimensions import Text
from stegvis.measures.measure import Kind, Measure

MEASURES = (
    Measure(
        code="persons.current",
        name=Text("Unika personer", "Different persons"),
        definition=Text(
            "Olika personer med ett aktuellt deltagande; går några inte att känna igen anges det "
            "minsta och det största antal de kan vara.",
            "Different persons with a current participation; where some cannot be recognised, the "
            "least and the most they can be.",
        ),
        numerator=Text(
            "Olika personer med ett aktuellt deltagande",
            "Different persons with a current participation",
        ),
        unit=words.PERSONS,
        kind=Kind.SPAN,
        when=during.current,
        dimensions=words.DIMENSIONS,
        # A person has one gender but may be in several interventions, at several ages.
        additive=("gender",),
        heads=heads.current,
        exact_for_association=True,
        source=words.RULES,
    ),
)
