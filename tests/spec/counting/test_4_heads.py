"""Participants without a record of their own."""

HEADS = """
    year | gender | carried_in | new | ended
    2021 | woman  | 1          | 2   | 1
    2022 | woman  | 2          | 3   | 4
    2022 | man    | 0          | 1   | 0
    """
ROWS = """
    gender
    woman
    """


def test_head_counts_count_in_whole_years(spec):
    """Who takes part without consent, or with a protected identity, is a head count by year: it
    counts in the volumes of whole calendar years, by gender, intervention, part and kind."""
    spec(
        ROWS,
        head_counts=HEADS,
        measure="participations.current",
        by=("gender",),
        expect="""
        gender | value | persons
        woman  | 6     | 1
        man    | 1     | 0
        """,
    )
    spec(
        ROWS,
        head_counts=HEADS,
        measure="participations.remaining",
        period="2021-01..2022-12",
        expect="""
        value
        3
        """,
    )


def test_elsewhere_the_answer_says_how_many_it_leaves_out(spec):
    """In other periods, other divisions, persons and outcomes the answer says how many it does
    not include."""
    spec(
        ROWS,
        head_counts=HEADS,
        measure="participations.current",
        period="2022-H1",
        not_included=6,
        expect="""
        value
        1
        """,
    )
    spec(
        head_counts=HEADS,
        measure="exits.to_work_or_studies",
        not_included=4,
        expect="""
        value | denominator
        -     | 0
        """,
    )
