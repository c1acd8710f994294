"""Follow-ups."""

from datetime import date

HEARD = """
    gender | ended_on   | exit_reason | follow_ups               | plans
    woman  | 2021-03-01 | work        | 6:work, 12:work          | 12:carried_out
    woman  | 2021-04-01 | studies     | 6:not_reached, 12:none   | 12:partly
    man    | 2021-05-02 | illness     | 12:unknown               | 12:no_plan
    man    | 2021-06-01 | work        | 12:not_reached           |
    woman  | 2021-07-01 | own_request |                          |
    man    | 2021-08-01 | transferred |                          |
    woman  | 2022-02-01 | work        |                          |
    woman  |            |             |                          |
    """


def test_a_follow_up_is_due_a_year_after_the_exit_whether_or_not_anybody_wrote_of_it(spec):
    """Of the exits of 2021 five are to be followed up in 2022; three were reached. The
    transferred one is left out, and the exit of 2022 is not due until 2023."""
    spec(
        HEARD,
        measure="followup.reached",
        expect="""
        value | numerator | denominator | left_out | persons
        3/5   | 3         | 5           | 1        | 3
        """,
    )


def test_after_half_a_year_the_same_is_asked(spec):
    """Divided by follow-up both intervals are told; what is due in 2021 after half a year."""
    spec(
        HEARD,
        measure="followup.reached",
        period="2021",
        by=("follow_up",),
        expect="""
        follow_up | value | numerator | denominator | left_out
        6         | 1/4   | 1         | 4           | 0
        """,
    )
    spec(
        HEARD,
        measure="followup.reached",
        where=("follow_up=6",),
        expect="""
        value | numerator | denominator | left_out
        0     | 0         | 2           | 1
        """,
    )


def test_the_share_in_work_or_studies_leaves_out_whom_nobody_reached(spec):
    """Two were reached and said what they do. Of the six that are due four are left out: one not
    known, one not reached, one nobody wrote of, one transferred."""
    spec(
        HEARD,
        measure="followup.in_work_or_studies",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 1         | 2           | 4
        """,
    )


def test_the_share_whose_plan_was_carried_out_is_of_those_who_had_one(spec):
    """Who had no plan, or was not asked about it, is left out."""
    spec(
        HEARD,
        measure="followup.carried_out_plan",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 1         | 2           | 4
        """,
    )


def test_who_is_to_be_left_alone_is_left_out(spec):
    """Whoever took back her consent to be contacted, is protected, or has died."""
    spec(
        """
        ended_on   | exit_reason       | follow_ups | left_alone
        2021-03-01 | work              | 12:work    | yes
        2021-03-01 | deceased          |            |
        2021-03-01 | consent_withdrawn |            |
        2021-03-01 | work              | 12:work    |
        """,
        measure="followup.reached",
        expect="""
        value | numerator | denominator | left_out
        1     | 1         | 1           | 3
        """,
    )


def test_the_last_day_of_a_longer_month_falls_due_on_the_last_of_a_shorter(spec):
    """Half a year after the last of August is the last of February."""
    spec(
        """
        ended_on   | exit_reason | follow_ups
        2021-08-31 | work        | 6:work
        """,
        measure="followup.reached",
        period="2022-02",
        where=("follow_up=6",),
        expect="""
        value | numerator | denominator
        1     | 1         | 1
        """,
    )


def test_a_follow_up_that_has_not_come_due_is_not_missing(spec):
    """In the middle of the year only what is due so far counts, and the figure is preliminary."""
    spec(
        HEARD,
        measure="followup.reached",
        today=date(2022, 4, 15),
        preliminary=True,
        expect="""
        value | numerator | denominator | left_out
        1     | 2         | 2           | 0
        """,
    )
