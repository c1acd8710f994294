"""The statistical job: ten tables of every association and year, as an analyst orders them.

Participations and the persons behind them are different numbers, and every table has both.
"""

from dataclasses import dataclass

Tables = dict[str, list[tuple]]


@dataclass(frozen=True)
class Table:
    """A measure by association, year and `by`; `numbers` are the columns that are compared."""

    name: str
    measure: str
    by: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ("numerator", "persons")


SHARE = ("numerator", "denominator", "left_out", "persons")
JOB = (
    Table("current", "participations.current", ("gender", "age_group")),
    Table("new", "participations.new", ("gender", "referrer_formal")),
    Table("ended", "participations.ended", ("gender", "age_group")),
    Table("mean", "participations.mean", ("gender",)),
    Table("persons", "persons.current", ("gender",), ("numerator", "unidentified")),
    Table("reasons", "exits.reason", ("exit_reason", "gender")),
    Table("steps", "exits.next_step", ("next_step", "gender")),
    Table("to_work", "exits.to_work_or_studies", ("gender", "education"), SHARE),
    Table(
        "weeks",
        "stay.weeks_median",
        ("gender", "age_group"),
        ("numerator", "denominator", "persons"),
    ),
    Table("support", "support.after", ("support_end", "gender")),
)
