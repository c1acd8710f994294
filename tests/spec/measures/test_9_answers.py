"""Answers and change."""

PEOPLE = """
    row | gender | ended_on   | exit_reason
    1   | woman  | 2022-06-30 | work
    2   | woman  | 2022-06-30 | own_request
    3   | man    | 2022-06-30 | studies
    4   | man    | 2022-06-30 | transferred
    5   | man    |            |
    """
ANSWERS = """
    row | answered_on | occasion | item   | value
    1   | 2022-01-10  | start    | health | 2
    1   | 2022-01-10  | start    | pain   | 5
    1   | 2022-03-10  | ongoing  | health | 1
    1   | 2022-06-20  | exit     | health | 4
    1   | 2022-06-20  | exit     | pain   | 3
    2   | 2022-01-12  | start    | health | 3
    3   | 2022-02-01  | start    | health | 5
    3   | 2022-06-28  | exit     | health | 4
    """


def test_who_answered_what(spec):
    """Every answer given in the period counts, on whatever occasion; a figure says how many
    different persons are behind it. In these examples health, from 1 to 5, is better the higher
    it is and positive from 4; pain is better the lower it is and positive up to 2."""
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="answers.distribution",
        by=("question", "answer"),
        where=("question=health",),
        expect="""
        question | answer | value | persons
        health   | 1      | 1     | 1
        health   | 2      | 1     | 1
        health   | 3      | 1     | 1
        health   | 4      | 2     | 2
        health   | 5      | 1     | 1
        """,
    )


def test_the_share_of_positive_answers(spec):
    """What is positive the instrument says. An item without positive answers is left out."""
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="answers.positive",
        by=("question", "occasion"),
        expect="""
        question | occasion | value | numerator | denominator
        health   | start    | 1/3   | 1         | 3
        health   | ongoing  | 0     | 0         | 1
        health   | exit     | 1     | 2         | 2
        pain     | start    | 0     | 0         | 1
        pain     | exit     | 0     | 0         | 1
        """,
    )
    spec(
        PEOPLE,
        answers="""
        row | item   | value
        1   | health | 5
        1   | name   | 3
        """,
        measure="answers.positive",
        expect="""
        value | numerator | denominator | left_out
        1     | 1         | 1           | 1
        """,
    )


def test_occasions_that_nobody_answered(spec):
    """The staff say why there is no answer; the occasion counts when it was due."""
    spec(
        PEOPLE,
        unanswered="""
        row | due_on     | reason
        2   | 2022-06-30 | declined
        4   | 2022-06-30 | not_reached
        5   | 2021-06-30 | not_reached
        """,
        measure="answers.missing",
        by=("no_answer", "gender"),
        expect="""
        no_answer   | gender | value
        not_reached | man    | 1
        declined    | woman  | 1
        """,
    )


def test_change_is_from_the_first_answer_to_the_last(spec):
    """What was said between does not matter, and one who answered once has not changed. Better is
    what the instrument says: less pain is better."""
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="change.improved",
        by=("question",),
        expect="""
        question | value | numerator | denominator | persons
        health   | 1/2   | 1         | 2           | 1
        pain     | 1     | 1         | 1           | 1
        """,
    )


def test_who_was_well_and_is_well_has_kept_high(spec):
    """A start so high that it can hardly be bettered is no failure: a positive answer both times
    that is not better has kept high, even where it is one step lower. So the four shares add to
    1."""
    answers = """
        row | answered_on | item   | value
        1   | 2022-01-10  | health | 5
        1   | 2022-06-10  | health | 4
        2   | 2022-01-10  | health | 4
        2   | 2022-06-10  | health | 3
        3   | 2022-01-10  | health | 3
        3   | 2022-06-10  | health | 3
        4   | 2022-01-10  | health | 4
        4   | 2022-06-10  | health | 5
        5   | 2022-01-10  | health | 5
        5   | 2022-06-10  | health | 5
        """
    for measure, numerator in (
        ("change.improved", 1),
        ("change.kept_high", 2),
        ("change.unchanged", 1),
        ("change.worse", 1),
    ):
        spec(
            PEOPLE,
            answers=answers,
            measure=measure,
            expect=f"""
            value         | numerator   | denominator
            {numerator}/5 | {numerator} | 5
            """,
        )


def test_positive_at_first_and_at_last_are_of_the_same_persons(spec):
    """Among those who answered twice; who answered only once stands in neither."""
    answers = """
        row | answered_on | item   | value
        1   | 2022-01-10  | health | 2
        1   | 2022-06-10  | health | 5
        2   | 2022-01-10  | health | 4
        2   | 2022-06-10  | health | 3
        3   | 2022-01-10  | health | 1
        3   | 2022-06-10  | health | 5
        4   | 2022-06-10  | health | 5
        """
    for measure, numerator in (("change.positive_first", 1), ("change.positive_last", 2)):
        spec(
            PEOPLE,
            answers=answers,
            measure=measure,
            expect=f"""
            value         | numerator   | denominator
            {numerator}/3 | {numerator} | 3
            """,
        )


def test_net_steps_of_the_group(spec):
    """Steps up less steps down, towards the better, with the pairs they are of: 2 up in health by
    one and 1 down by another, 2 down in pain."""
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="change.net_steps",
        by=("question",),
        expect="""
        question | value | numerator | denominator | persons
        health   | 1     | 1         | 2           | 2
        pain     | 2     | 2         | 1           | 1
        """,
    )


def test_two_versions_are_never_compared(spec):
    """The same question in another version is another question, and in another instrument too."""
    spec(
        PEOPLE,
        answers="""
        row | answered_on | version | instrument      | value
        1   | 2022-01-10  | 1       | self-assessment | 2
        1   | 2022-06-20  | 2       | self-assessment | 4
        2   | 2022-01-10  | 1       | self-assessment | 2
        2   | 2022-03-10  | 1       | self-assessment | 3
        2   | 2022-06-10  | 1       | bip             | 1
        """,
        measure="change.improved",
        expect="""
        value | numerator | denominator
        1     | 1         | 1
        """,
    )


def test_what_the_staff_and_what_the_person_say_are_two_series(spec):
    """Answers are compared with earlier ones by the same respondent."""
    spec(
        PEOPLE,
        answers="""
        row | answered_on | respondent  | value
        1   | 2022-01-10  | participant | 2
        1   | 2022-01-11  | caseworker  | 4
        1   | 2022-06-10  | participant | 3
        1   | 2022-06-11  | caseworker  | 3
        """,
        measure="change.improved",
        by=("respondent",),
        expect="""
        respondent  | value | numerator | denominator
        participant | 1     | 1         | 1
        caseworker  | 0     | 0         | 1
        """,
    )


def test_a_change_is_counted_where_and_when_the_last_answer_was_given(spec):
    """A person who goes on to another intervention is one person with one first and one last
    answer, however many participations she has. Her change counts in 2023, in b."""
    moved = """
        row | person | intervention | started_on | ended_on   | exit_reason
        1   | 7      | a            | 2022-01-01 | 2022-08-31 | transferred
        2   | 7      | b            | 2022-09-01 | 2023-06-30 | work
        """
    answers = """
        row | answered_on | value
        1   | 2022-01-10  | 2
        1   | 2022-08-10  | 3
        2   | 2023-06-10  | 5
        """
    spec(
        moved,
        answers=answers,
        measure="change.net_steps",
        period="2022-01..2023-12",
        by=("intervention",),
        expect="""
        intervention | value | denominator
        b            | 3     | 1
        """,
    )
    spec(
        moved,
        answers=answers,
        measure="change.net_steps",
        period="2022",
        expect="""
        value | denominator
        0     | 0
        """,
    )


def test_answers_of_one_day_come_in_the_order_of_their_occasions(spec):
    """Out of order in the file, in order by the day; on one day the start before the exit."""
    spec(
        PEOPLE,
        answers="""
        row | answered_on | occasion | value
        1   | 2022-06-20  | exit     | 4
        1   | 2022-06-20  | start    | 2
        2   | 2022-06-20  | start    | 4
        2   | 2022-01-20  | exit     | 5
        """,
        measure="change.net_steps",
        expect="""
        value | denominator | persons
        1     | 2           | 2
        """,
    )


def test_one_value_names_what_may_be_added_together(spec):
    """An item is a question of one version, as one kind of respondent answered it."""
    spec(
        PEOPLE,
        answers="""
        row | version | respondent  | value
        1   | 1       | participant | 4
        1   | 2       | participant | 3
        1   | 1       | caseworker  | 3
        """,
        measure="answers.positive",
        where=("item=participant|self-assessment|1|health",),
        expect="""
        value | denominator
        1     | 1
        """,
    )


def test_who_is_missing_among_those_who_ended(spec):
    """Of those who ended, where questionnaires are used: who has answered so that a change can be
    seen. Divided by gender and reason for the exit it says who is missing. The transferred are
    left out."""
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="change.response_rate",
        expect="""
        value | numerator | denominator | left_out
        2/3   | 2         | 3           | 1
        """,
    )
    spec(
        PEOPLE,
        answers=ANSWERS,
        measure="change.response_rate",
        by=("exit_reason",),
        expect="""
        exit_reason | value | numerator | denominator
        work        | 1     | 1         | 1
        studies     | 1     | 1         | 1
        own_request | 0     | 0         | 1
        transferred | -     | 0         | 0
        """,
    )


def test_an_intervention_without_questionnaires_misses_no_answers(spec):
    """Where no questionnaire is used and nobody has answered, nobody is missing."""
    spec(
        """
        row | intervention | ended_on   | exit_reason
        1   | a            | 2022-06-30 | work
        2   | b            | 2022-06-30 | work
        3   | c            | 2022-06-30 | work
        """,
        uses="""
        intervention | instrument
        b            | self-assessment
        """,
        answers="""
        row | answered_on | value
        1   | 2022-01-10  | 2
        1   | 2022-06-10  | 3
        """,
        measure="change.response_rate",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 1         | 2           | 1
        """,
    )
