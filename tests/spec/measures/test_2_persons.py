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
