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
