"""Participations."""

ROWS = """
    started_on | ended_on
    2021-03-01 | 2021-12-31
    2021-03-01 | 2022-05-20
    2021-09-01 |
    2022-02-01 | 2022-10-07
    2022-11-02 |
    """


def test_in_and_out_of_a_year(spec):
    """Carried in plus new is current, current less ended is remaining, and movements are new plus
    ended: the five figures of the office's table."""
    for measure, value in (
        ("participations.carried_in", 2),
        ("participations.new", 2),
        ("participations.current", 4),
        ("participations.ended", 2),
        ("participations.remaining", 2),
        ("participations.movements", 4),
    ):
        spec(ROWS, measure=measure, expect=f"value\n{value}")


def test_who_starts_and_ends_in_the_period_moves_twice(spec):
    """Movements count starts and exits: a participation may be both, its person is one."""
    spec(
        """
        started_on | ended_on
        2022-02-01 | 2022-02-20
        """,
        measure="participations.movements",
        by=("month",),
        expect="""
        month   | value | persons
        2022-02 | 2     | 1
        """,
    )


def test_the_mean_weighs_every_day(spec):
    """The days that participations lasted within the period, first and last included, over the
    period's days: 31 + 16 + 1 days in a January of 31."""
    spec(
        """
        started_on | ended_on
        2021-12-01 |
        2022-01-16 | 2022-02-05
        2021-12-01 | 2022-01-01
        """,
        measure="participations.mean",
        period="2022-01",
        expect="""
        value | numerator | denominator
        48/31 | 48        | 31
        """,
    )
