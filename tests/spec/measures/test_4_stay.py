"""Time in the intervention."""

ROWS = """
    started_on | ended_on
    2022-01-03 | 2022-01-09
    2022-01-03 | 2022-01-16
    2022-01-03 | 2022-02-20
    2022-01-03 | 2023-02-20
    """


def test_weeks_from_start_to_exit(spec):
    """Days from start to exit, both included, divided by 7: 1, 2 and 7 weeks; only those whose
    participation ended in the period."""
    spec(
        ROWS,
        measure="stay.weeks_mean",
        expect="""
        value | numerator | denominator
        10/3  | 10        | 3
        """,
    )
    spec(
        ROWS,
        measure="stay.weeks_median",
        expect="""
        value | denominator
        2     | 3
        """,
    )


def test_between_two_middle_stays(spec):
    """With an even number of exits the median lies half-way between the two in the middle."""
    spec(
        """
        started_on | ended_on
        2022-01-03 | 2022-01-09
        2022-01-03 | 2022-01-10
        """,
        measure="stay.weeks_median",
        expect="""
        value
        15/14
        """,
    )
