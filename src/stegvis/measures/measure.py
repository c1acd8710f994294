"""What a measure is: its words and its conditions, as data; nothing here computes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from stegvis.measures import heads
from stegvis.measures.dimensions import Text
from stegvis.measures.heads import Heads

if TYPE_CHECKING:
    import ibis.expr.types as ir

Condition = Callable[["ir.Table"], "ir.BooleanValue"]
Amount = Callable[["ir.Table"], "ir.NumericValue"]


class Kind(StrEnum):
    """How a value is made from the rows that are counted."""

    COUNT = "count"  # the sum of the rows, or of their amounts
    SHARE = "share"  # rows that meet a condition / rows for which it is known
    CHANGE = "change"  # the difference of two shares of the same rows
    MEAN = "mean"  # the sum of amounts / rows that have one
    MEDIAN = "median"  # the middle amount
    PER_DAY = "per_day"  # the sum of amounts / days of the period
    NET = "net"  # the sum of amounts that may be less than 0, told with the rows it is made of
    RATIO = "ratio"  # one measure / another, of the same place and period
    SPAN = "span"  # different persons: a number, or the two it lies between


class Rows(StrEnum):
    """What is counted one by one."""

    PARTICIPATIONS = "participations"
    FORMS = "forms"
    FOLLOW_UPS = "follow_ups"
    ANSWERS = "answers"  # one item answered on one occasion
    PAIRS = "pairs"  # one item answered at first and at last by the same person
    UNANSWERED = "unanswered"  # one occasion without an answer
    ASKED = "asked"  # participations, with the ticks of having been asked


# Of these a participation may have several, so a figure may rest on fewer persons than rows.
SEVERAL_EACH = frozenset({Rows.ANSWERS, Rows.PAIRS, Rows.UNANSWERED})


@dataclass(frozen=True)
class Side:
    """Dimensions of the numerator alone: which of its mentions a row is counted for.

    `source` holds the mentions; `default` says which count when the question names none of the
    dimensions. With `weight` a mention counts for what that column holds instead of once.
    """

    source: str
    dimensions: tuple[str, ...]
    default: Condition
    weight: str = ""


def every(rows: "ir.Table") -> "ir.BooleanValue":
    """Every row that lies in the period."""
    return rows["row"].notnull()


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure: words that people read, and conditions on the rows it counts.

    `when` says which rows the period holds, `having` which of them the numerator counts, `among`
    which the denominator does; the others of the period are `left_out`. An `amount` is a whole
    number of units so small that sums are exact: `per` of them make one. `sides` are tried in
    order: the first that the question names, else the first. `reads` are the columns that the
    conditions need besides the days of start and exit.

    `numerator`, `denominator` and `unit` are the words people read. `additive` are the dimensions
    whose rows add up to the same question without them. `heads` says how participants without a
    record count and `counts_heads` whether they do, or are only told of. `exact_for_association`
    is the audience rule of the exchange format. `least_rows` in the period are needed for a figure
    to be told to anybody. `ratio` names the two measures that a ratio is made of.
    """

    code: str
    name: Text
    definition: Text
    numerator: Text
    denominator: Text | None = None
    unit: Text
    kind: Kind
    when: Condition
    having: Condition = every
    among: Condition = every
    amount: Amount | None = None
    per: int = 1
    sides: tuple[Side, ...] = ()
    mentions: str = ""
    rows: Rows = Rows.PARTICIPATIONS
    dimensions: tuple[str, ...]
    additive: tuple[str, ...] = ()
    heads: Heads = field(default=heads.none)
    counts_heads: bool = False
    exact_for_association: bool = False
    least_rows: int = 0
    ratio: tuple[str, str] | None = None
    reads: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    source: str

    @property
    def has_denominator(self) -> bool:
        """Whether a figure is made from a denominator that leaves some rows out."""
        return self.kind not in (Kind.COUNT, Kind.SPAN)
