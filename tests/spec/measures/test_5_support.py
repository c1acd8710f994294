"""Support."""

ROWS = """
    gender | ended_on   | support_start                      | support_end
    woman  | 2022-03-01 | sickness_benefit:100               | wages:50, sickness_benefit:50
    woman  | 2022-04-01 | social_assistance:100              | social_assistance:100
    man    | 2022-05-01 | sickness_benefit:75, wages:25      | wages:100
    man    | 2022-06-01 | social_assistance                  |
    man    |            | social_assistance:100              |
    """


def test_support_before_and_after(spec):
    """The share of exits with a source of support at the start or at the exit, among those whose
    support is known; each source that occurs has a row for every gender."""
    spec(
        ROWS,
        measure="support.before",
        by=("support_start",),
        expect="""
        support_start     | numerator | denominator | left_out
        sickness_benefit  | 2         | 4           | 0
        social_assistance | 2         | 4           | 0
        wages             | 1         | 4           | 0
        """,
    )
    spec(
        ROWS,
        measure="support.after",
        by=("support_end", "gender"),
        expect="""
        support_end       | gender | numerator | denominator | left_out
        sickness_benefit  | woman  | 1         | 2           | 0
        sickness_benefit  | man    | 0         | 1           | 1
        social_assistance | woman  | 1         | 2           | 0
        social_assistance | man    | 0         | 1           | 1
        wages             | woman  | 1         | 2           | 0
        wages             | man    | 1         | 1           | 1
        """,
    )


def test_change_of_support(spec):
    """The share after less the share before, among those for whom both are known; `support_end`
    names the source."""
    spec(
        ROWS,
        measure="support.change",
        by=("support_end",),
        expect="""
        support_end       | value | numerator | denominator
        sickness_benefit  | -1/3  | -1        | 3
        social_assistance | 0     | 0         | 3
        wages             | 1/3   | 1         | 3
        """,
    )


def test_support_in_whole_persons(spec):
    """The sources' per cent divided by 100: at the exit, or at the start when that is asked for.
    A source without a per cent adds nothing."""
    spec(
        ROWS,
        measure="support.person_shares",
        by=("support_end",),
        expect="""
        support_end       | value
        sickness_benefit  | 1/2
        social_assistance | 1
        wages             | 3/2
        """,
    )
    spec(
        ROWS,
        measure="support.person_shares",
        by=("support_start",),
        expect="""
        support_start     | value
        sickness_benefit  | 7/4
        social_assistance | 1
        wages             | 1/4
        """,
    )
