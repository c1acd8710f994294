"""What of a question decides its statement; its places, times and values stand in tables."""

from dataclasses import dataclass

from stegvis.measures.measure import Measure, Side


@dataclass(frozen=True)
class Shape:
    """The dimensions that a question divides by and filters by, but for place and time."""

    by: tuple[str, ...] = ()
    where: frozenset[str] = frozenset()

    def names(self, code: str) -> bool:
        return code in self.by or code in self.where

    def names_any(self, codes: tuple[str, ...]) -> bool:
        return any(map(self.names, codes))

    def without(self, side: Side | None) -> "Shape":
        """The shape of the denominator, which the dimensions of `side` do not touch."""
        aside = side.dimensions if side else ()
        return Shape(
            by=tuple(code for code in self.by if code not in aside),
            where=self.where.difference(aside),
        )


def side_of(measure: Measure, shape: Shape) -> Side | None:
    """The side that the question names, else the measure's first; None if it has none."""
    named = (side for side in measure.sides if shape.names_any(side.dimensions))
    return next(named, next(iter(measure.sides), None))


def the_side(measure: Measure, shape: Shape) -> Side:
    """The side of a measure that has one."""
    (side,) = filter(None, [side_of(measure, shape)])
    return side


def group(code: str) -> str:
    """The column that holds the group of the dimension `code`."""
    return f"by_{code}"
