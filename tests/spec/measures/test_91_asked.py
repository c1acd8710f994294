"""Who was asked, and how many forms there are."""

PEOPLE = """
    row | person | gender | started_on | ended_on
    1   | 1      | woman  | 2021-09-01 | 2022-05-31
    2   | 2      | woman  | 2022-01-01 |
    3   | 3      | woman  | 2022-09-01 |
    4   | 4      | man    | 2022-01-01 | 2022-03-31
    5   | 5      | man    | 2021-09-01 |
    6   | 6      | man    | 2023-01-01 |
    """
TICKS = """
    row | year | occasion | outcome
    1   | 2021 | first    | asked
    1   | 2022 | again    | asked
    2   | 2022 | first    | declined
    3   | 2022 | first    | not_suitable
    5   | 2022 | first    | asked
    5   | 2023 | again    | asked
    """


def test_asked_at_least_once(spec):
    """A tick by the staff, which the form itself never writes. Who did not want to answer was
    asked; whom it did not suit was not. Of a tick only the year is known."""
    spec(
        PEOPLE,
        asked=TICKS,
        measure="asked.once",
        expect="""
        value | numerator | denominator | left_out
        3/5   | 3         | 5           | 0
        """,
    )
    spec(
        PEOPLE,
        asked=TICKS,
        measure="asked.once",
        period="2021",
        expect="""
        value | numerator | denominator
        1/2   | 1         | 2
        """,
    )


def test_asked_twice_among_those_who_have_taken_part_for_six_months(spec):
    """Who ended before, or began late, is left out."""
    spec(
        PEOPLE,
        asked=TICKS,
        measure="asked.twice",
        by=("gender",),
        expect="""
        gender | value | numerator | denominator | left_out
        woman  | 1/2   | 1         | 2           | 1
        man    | 0     | 0         | 1           | 1
        """,
    )


def test_forms_for_each_person(spec):
    """The number of forms and the number asked are two numbers: here forms are divided by the
    different persons with a current participation. The ratio may exceed 1; forms of no
    intervention have no persons of their own."""
    forms = """
        intervention | gender | count | answers
        a            | woman  | 6     | q1:no
        a            | man    | 1     | q1:no
        -            | man    | 2     | q1:no
        """
    spec(
        PEOPLE,
        forms=forms,
        measure="forms.coverage",
        by=("gender",),
        expect="""
        gender | value | numerator | denominator
        woman  | 2     | 6         | 3
        man    | 3/2   | 3         | 2
        """,
    )
    spec(
        PEOPLE,
        forms=forms,
        measure="forms.coverage",
        by=("intervention",),
        expect="""
        intervention | value | numerator | denominator
        a            | 7/5   | 7         | 5
        unknown      | -     | 2         | 0
        """,
    )
