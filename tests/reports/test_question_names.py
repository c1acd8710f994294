"""The questions of forms tied to nobody, in words where there can be no doubt which they are."""

from stegvis.reports.instruments import Form, question_names

OURS = ("violence", "1")


def form(code: str, *, linked: bool = False, **items: str) -> Form:
    return Form(code, "1", title=code, items=items, linked=linked)


def test_a_question_stands_with_its_number_and_its_words():
    forms = [form("violence", q1="Har någon slagit dig?", comment="Något mer?")]
    assert question_names(forms, [OURS]) == {
        "q1": "1. Har någon slagit dig?",
        "comment": "Något mer?",
    }


def test_two_forms_that_ask_otherwise_with_one_code_leave_the_number_alone():
    forms = [
        form("violence", q1="Har någon slagit dig?", q2="Hur ofta?"),
        form("board", q1="Nöjd?"),
    ]
    assert question_names(forms, [OURS, ("board", "1")]) == {"q2": "2. Hur ofta?"}


def test_forms_collected_with_a_survey_that_nobody_has_here_have_no_words():
    forms = [form("violence", q1="Har någon slagit dig?")]
    assert question_names(forms, [OURS, ("violence-nns-7", "1")]) == {}


def test_what_is_tied_to_persons_is_another_thing():
    assert question_names([form("violence", linked=True, q1="Hur mår du?")], [OURS]) == {}
    assert question_names([], []) == {}
