"""Unlinked forms."""

FORMS = """
    gender | count | answers
    woman  | 2     | q1:yes, q5:yes
    woman  | 3     | q1:no, q5:no
    man    | 1     | q1:no, q5:yes
    man    | 1     | q1:unknown, q5:unknown
    """


def test_forms_are_counted_by_what_they_say(spec):
    """Forms are counts of equal answers, tied to no person: a figure of forms has no persons."""
    spec(
        forms=FORMS,
        measure="forms.count",
        by=("gender",),
        expect="""
        gender | value | persons
        woman  | 5     | -
        man    | 2     | -
        """,
    )


def test_any_yes(spec):
    """Forms with at least one yes, among those with an answer to anything."""
    spec(
        forms=FORMS,
        measure="forms.any_yes",
        expect="""
        value | numerator | denominator | left_out
        1/2   | 3         | 6           | 1
        """,
    )


def test_yes_by_question(spec):
    """Divided by question: forms with yes, among those with an answer to it. Undivided it counts
    answers."""
    spec(
        forms=FORMS,
        measure="forms.yes",
        by=("question",),
        expect="""
        question | value | numerator | denominator | left_out
        q1       | 1/3   | 2         | 6           | 1
        q5       | 1/2   | 3         | 6           | 1
        """,
    )
    spec(
        forms=FORMS,
        measure="forms.yes",
        expect="""
        value | numerator | denominator
        5/12  | 5         | 12
        """,
    )


def test_exposed_in_a_close_relation(spec):
    """Questions 1 to 4 are about somebody close; 5 to 7 are not, and a yes to them does not
    count here."""
    spec(
        forms=FORMS,
        measure="forms.in_close_relation",
        expect="""
        value | numerator | denominator | left_out
        1/3   | 2         | 6           | 1
        """,
    )


def test_other_violence_what_was_witnessed_and_own_use_are_kept_apart(spec):
    """Question 5 is about anybody who is not close, 6 about what she saw as a child and 7 about
    what she has done herself: none of them is added to another."""
    forms = """
        gender | count | answers
        woman  | 3     | q1:yes, q5:no, q6:yes, q7:no
        woman  | 2     | q1:no, q5:yes, q6:no, q7:no
        man    | 4     | q1:no, q5:no, q6:no, q7:yes
        man    | 1     | q1:no
        """
    for measure, value, numerator in (
        ("forms.other_violence", "2/9", 2),
        ("forms.witnessed", "1/3", 3),
        ("forms.own_use", "4/9", 4),
    ):
        spec(
            forms=forms,
            measure=measure,
            expect=f"""
            value   | numerator   | denominator | left_out
            {value} | {numerator} | 9           | 1
            """,
        )


def test_forms_of_which_there_were_too_few_belong_to_the_association_alone(spec):
    """Fewer than five forms of a gender in a period are not kept by intervention. They count in
    the whole association and in no single intervention; divided by it they are `unknown`, so that
    the table adds up."""
    forms = """
        intervention | gender | count | answers
        a            | woman  | 6     | q1:yes
        b            | woman  | 5     | q1:no
        -            | man    | 4     | q1:no
        -            | man    | 3     | q1:yes
        """
    spec(
        forms=forms,
        measure="forms.any_yes",
        expect="""
        value | numerator | denominator
        1/2   | 9         | 18
        """,
    )
    spec(
        forms=forms,
        measure="forms.count",
        by=("intervention",),
        expect="""
        intervention | value
        a            | 6
        b            | 5
        unknown      | 7
        """,
    )
    spec(
        forms=forms,
        measure="forms.count",
        interventions=("a",),
        by=("gender",),
        expect="""
        gender | value
        woman  | 6
        """,
    )


def test_forms_of_other_groups_are_told_by_who_answered(spec):
    """Referrers, managers and the board answer forms that are tied to nobody: who is asked with
    it the instrument says. What is positive it says as well."""
    forms = """
        instrument | respondent | count | answers
        referring  | referrer   | 6     | clear:yes, quick:no
        referring  | referrer   | 2     | clear:no, quick:unknown
        steering   | board      | 4     | clear:yes
        """
    spec(
        forms=forms,
        measure="forms.positive",
        by=("respondent", "question"),
        expect="""
        respondent | question | value | numerator | denominator | left_out
        referrer   | clear    | 3/4   | 6         | 8           | 0
        referrer   | quick    | 0     | 0         | 6           | 2
        board      | clear    | 1     | 4         | 4           | 0
        """,
    )
    spec(
        forms=forms,
        measure="forms.distribution",
        by=("question", "answer"),
        where=("respondent=referrer",),
        expect="""
        question | answer | value
        clear    | no     | 2
        clear    | yes    | 6
        quick    | no     | 6
        """,
    )


def test_a_collection_is_never_cut(spec):
    """Forms collected as one lot are counted whole. A question whose period holds only some of
    their days is refused with the reason, never estimated."""
    spec(
        forms=FORMS,
        measure="forms.count",
        period="2022-T2",
        expect="""
        value
        7
        """,
    )
    spec(
        forms=FORMS,
        measure="forms.count",
        period="2022-08",
        refused="The period 2022-08 cuts the forms of a that were collected as one lot from "
        "2022-05-01 to 2022-08-31.",
    )
