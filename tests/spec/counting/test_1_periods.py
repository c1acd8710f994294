"""The days of a period."""

from datetime import date


def test_first_and_last_day_belong_to_the_period(spec):
    """Who leaves on the period's first day, or starts on its last, is current in it."""
    spec(
        """
        started_on | ended_on
        2021-05-01 | 2021-12-31
        2021-05-01 | 2022-01-01
        2022-12-31 |
        2023-01-01 |
        """,
        measure="participations.current",
        expect="""
        value
        2
        """,
    )


def test_a_future_end_is_planned(spec):
    """An end after the day of computation is planned: the participation is still running. Figures
    for a period that reaches past that day are marked preliminary."""
    spec(
        """
        started_on | ended_on
        2022-01-10 | 2022-06-15
        2022-01-10 | 2022-06-16
        """,
        measure="participations.remaining",
        today=date(2022, 6, 15),
        preliminary=True,
        expect="""
        value
        1
        """,
    )


def test_from_the_start_begins_with_each_intervention(spec):
    """`start..2022-08` begins with each intervention's own first day: who was there before it, or
    registered in another intervention, is not new."""
    spec(
        """
        intervention | started_on
        garden       | 2020-02-01
        garden       | 2019-12-01
        kitchen      | 2020-02-01
        """,
        places="""
        slug    | starts_on
        garden  | 2020-01-01
        kitchen | 2021-01-01
        """,
        measure="participations.new",
        period="start..2022-08",
        expect="""
        value
        1
        """,
    )


def test_months_stand_for_themselves(spec):
    """Divided by month or quarter, starts and exits belong to the month of their day. Current,
    carried in, remaining, persons and means are the measure for each month, and do not add up."""
    rows = """
        started_on | ended_on
        2022-01-20 | 2022-03-05
        2022-02-01 |
        """
    spec(
        rows,
        measure="participations.new",
        by=("month",),
        expect="""
        month   | value
        2022-01 | 1
        2022-02 | 1
        """,
    )
    spec(
        rows,
        measure="participations.current",
        period="2022-Q1",
        by=("month",),
        expect="""
        month   | value
        2022-01 | 1
        2022-02 | 2
        2022-03 | 2
        """,
    )


def test_a_filter_on_months_narrows_the_period(spec):
    """A filter on months that follow upon each other asks about those months as one stretch."""
    spec(
        """
        started_on | ended_on
        2022-01-20 | 2022-03-05
        2022-02-01 |
        """,
        measure="participations.current",
        where=("month=2022-04", "month=2022-05"),
        expect="""
        value
        1
        """,
    )
