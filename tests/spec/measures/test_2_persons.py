"""Persons."""


def test_a_person_counts_once(spec):
    """Participations and persons are different measures: who takes part twice is one person."""
    spec(
        """
        person | started_on | ended_on
        1      | 2022-01-10 | 2022-03-31
        1      | 2022-09-01 |
        2      | 2022-02-01 |
        """,
        measure="persons.current",
        expect="""
        value | at_least | at_most
        2     | 2        | 2
        """,
    )


def test_unrecognised_persons_make_a_span(spec):
    """A registration without a code may be somebody who also stands elsewhere. Then there is no
    single number, but the least and the most that the persons can be."""
    spec(
        """
        person | identified
        1      | yes
        2      | yes
        3      | no
        4      | no
        """,
        measure="persons.current",
        expect="""
        value | at_least | at_most
        -     | 2        | 4
        """,
    )


def test_who_comes_back_in_another_year_is_one_person_of_both_years(spec):
    """How often somebody counts follows from the period: once in each of two years, and once in
    the two years together."""
    came_back = """
        person | started_on | ended_on
        1      | 2021-02-01 | 2021-05-31
        1      | 2022-09-01 | 2022-11-30
        2      | 2021-12-01 | 2022-01-31
        2      | 2022-03-01 |
        """
    for period, number in (("2021", 2), ("2022", 2), ("2021-01-01..2022-12-31", 2)):
        spec(
            came_back,
            measure="persons.current",
            period=period,
            expect=f"""
            value | at_least | at_most
            {number}     | {number}        | {number}
            """,
        )
