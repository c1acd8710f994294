"""Exits."""

REASONS = """
    gender | ended_on   | exit_reason
    woman  | 2022-03-01 | work
    woman  | 2022-04-01 | studies
    woman  | 2022-05-01 | job_seeking
    man    | 2022-05-02 | illness
    man    | 2022-06-01 | transferred
    woman  | 2022-06-02 | unknown
    woman  |            |
    """


def test_exits_by_reason_count_them_all(spec):
    """A count by reason holds every exit; what a share would leave out are groups of their own."""
    spec(
        REASONS,
        measure="exits.reason",
        by=("exit_reason",),
        expect="""
        exit_reason | value
        work        | 1
        studies     | 1
        job_seeking | 1
        illness     | 1
        transferred | 1
        unknown     | 1
        """,
    )


def test_shares_leave_out_transfers_and_the_unknown(spec):
    """A transfer is no outcome and an unknown reason tells nothing: both are left out of the
    denominator, and the figure says how many they were."""
    spec(
        REASONS,
        measure="exits.to_work_or_studies",
        expect="""
        value | numerator | denominator | left_out | persons
        1/2   | 2         | 4           | 2        | 2
        """,
    )
    spec(
        REASONS,
        measure="exits.to_work_studies_or_seeking",
        expect="""
        value | numerator | denominator | left_out
        3/4   | 3         | 4           | 2
        """,
    )


def test_a_gender_without_any_gets_its_row(spec):
    """None of the men went to work or studies: 0 of 1 is shown, not left out."""
    spec(
        REASONS,
        measure="exits.to_work_or_studies",
        by=("gender",),
        expect="""
        gender | value | numerator | denominator | left_out
        woman  | 2/3   | 2         | 3           | 1
        man    | 0     | 0         | 1           | 1
        """,
    )


STEPS = """
    gender | ended_on   | next_steps
    woman  | 2022-03-01 | work_training:started, other_intervention:planned
    woman  | 2022-04-01 | studies:started
    man    | 2022-05-01 | work:ready
    woman  | 2022-05-02 | none:started
    man    | 2022-06-01 |
    """


def test_next_steps_are_mentions(spec):
    """Who went on to two things is mentioned twice; whose next step is not known is in the group
    `unknown`. Divided by state the table says which steps are started, planned or only ready."""
    spec(
        STEPS,
        measure="exits.next_step",
        by=("next_step",),
        expect="""
        next_step          | value
        work               | 1
        studies            | 1
        work_training      | 1
        other_intervention | 1
        none               | 1
        unknown            | 1
        """,
    )
    spec(
        STEPS,
        measure="exits.next_step",
        expect="""
        value | persons
        6     | 5
        """,
    )
    spec(
        STEPS,
        measure="exits.next_step",
        by=("step_state",),
        expect="""
        step_state | value
        started    | 3
        planned    | 1
        ready      | 1
        unknown    | 1
        """,
    )


def test_the_share_that_went_on_to_some_steps(spec):
    """`exits.to_any` is about the steps that the filter names, all of one mention; without a
    filter, about any step but none. The denominator stays the exits with a known next step."""
    spec(
        STEPS,
        measure="exits.to_any",
        where=("next_step=studies", "next_step=work", "next_step=work_training"),
        expect="""
        value | numerator | denominator | left_out
        3/4   | 3         | 4           | 1
        """,
    )
    spec(
        STEPS,
        measure="exits.to_any",
        where=("next_step=work", "next_step=work_training", "step_state=started"),
        expect="""
        value | numerator | denominator
        1/4   | 1         | 4
        """,
    )
    spec(
        STEPS,
        measure="exits.to_any",
        expect="""
        value | numerator | denominator
        3/4   | 3         | 4
        """,
    )


def test_divided_by_step_every_gender_gets_a_row(spec):
    """The steps divide the numerator alone; each step that occurs has a row for every gender."""
    spec(
        STEPS,
        measure="exits.to_any",
        by=("next_step", "gender"),
        where=("next_step=work", "next_step=studies"),
        expect="""
        next_step | gender | numerator | denominator
        work      | woman  | 0         | 3
        work      | man    | 1         | 1
        studies   | woman  | 1         | 3
        studies   | man    | 0         | 1
        """,
    )


def test_ready_with_nothing_arranged(spec):
    """Ready for a next step, and none started or planned."""
    spec(
        STEPS,
        measure="exits.ready_not_started",
        expect="""
        value | numerator | denominator | left_out
        1/4   | 1         | 4           | 1
        """,
    )


def test_completed_and_left_early(spec):
    """Shares of the exits for which it is known, those to whom it does not apply among them."""
    rows = """
        ended_on   | completed
        2022-03-01 | completed
        2022-03-01 | completed
        2022-04-01 | left_early
        2022-05-01 | not_applicable
        2022-06-01 | unknown
        """
    spec(
        rows,
        measure="exits.completed",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 2         | 4           | 1
        """,
    )
    spec(
        rows,
        measure="exits.left_early",
        expect="""
        value | numerator | denominator | left_out
        1/4   | 1         | 4           | 1
        """,
    )


OCCUPATIONS = """
    ended_on   | occupation_start    | occupation_end
    2022-03-01 | none                | work:50
    2022-03-01 | work:25, studies:25 | studies:50
    2022-04-01 | work:50             | work:25, studies:50
    2022-05-01 | job_seeking         | job_seeking
    2022-06-01 | none                | work
    2022-06-01 |                     | work:100
    2022-06-01 | none                |
    """


def test_in_work_or_studies_whatever_the_reason(spec):
    """Occupied with work or studies at the exit, to any extent."""
    spec(
        OCCUPATIONS,
        measure="exits.in_work_or_studies",
        expect="""
        value | numerator | denominator | left_out
        5/6   | 5         | 6           | 1
        """,
    )


def test_started_or_increased(spec):
    """The per cent of work and studies together is higher at the exit than at the start. Known at
    both moments is who has an occupation there, and an extent where it is work or studies."""
    spec(
        OCCUPATIONS,
        measure="exits.started_or_increased_work_or_studies",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 2         | 4           | 3
        """,
    )
