"""Occupation and hours."""

ROWS = """
    ended_on   | occupation_start    | occupation_end | hours_start | hours_end
    2022-03-01 | none                | work:50        | 0           | 20
    2022-04-01 | work:25, studies:25 | studies:100    | 10          | 40
    2022-05-01 | job_seeking         |                | 2.5         |
    """


def test_occupation_before_and_after(spec):
    """The share of exits with an occupation at the start or at the exit, among those known."""
    spec(
        ROWS,
        measure="occupation.before",
        by=("occupation_start",),
        expect="""
        occupation_start | numerator | denominator
        work             | 1         | 3
        studies          | 1         | 3
        job_seeking      | 1         | 3
        none             | 1         | 3
        """,
    )
    spec(
        ROWS,
        measure="occupation.after",
        expect="""
        value | numerator | denominator | left_out
        1     | 2         | 2           | 1
        """,
    )


def test_weekly_hours(spec):
    """Hours a week, on average for the exits whose hours are known."""
    spec(
        ROWS,
        measure="hours.start",
        expect="""
        value | numerator | denominator
        25/6  | 25/2      | 3
        """,
    )
    spec(
        ROWS,
        measure="hours.end",
        expect="""
        value | numerator | denominator | left_out
        30    | 60        | 2           | 1
        """,
    )
