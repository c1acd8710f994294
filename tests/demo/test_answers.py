"""What the demo's participants say of themselves: plausible, and the same for the same seed."""

from collections import Counter
from functools import lru_cache

from stegvis.demo.answers import EXPERIENCE, SELF_ASSESSMENT, STEPS, Given, given, own, uses
from stegvis.demo.story import SEED
from stegvis.surveys.rules.checks import problems
from stegvis.surveys.shipping import shipped
from tests.demo.drawn import counted, drawn, plan


@lru_cache
def said() -> tuple[Given, ...]:
    return tuple(given(plan(), drawn(), seed=SEED))


def answered(instrument: str, occasion: str) -> dict[str, Given]:
    return {
        one.participation: one
        for one in said()
        if (one.instrument, one.occasion, one.respondent) == (instrument, occasion, "participant")
    }


def test_the_associations_own_questionnaire_is_one_that_could_be_imported():
    assert problems(own()) == ()


def test_six_or_seven_of_ten_answer_when_they_leave():
    asked = {use.intervention: use.used_from for use in uses(plan())}
    left = [
        one
        for one in counted(drawn())
        if one.intervention in asked
        and one.ended_on
        and one.ended_on >= asked[one.intervention]
        and one.fields["exit_reason"] not in ("transferred", "deceased")
    ]
    share = sum(one.reference in answered(EXPERIENCE, "exit") for one in left) / len(left)
    assert 0.6 <= share <= 0.75


def test_more_are_better_than_worse_and_some_began_at_the_top():
    first, last = answered(SELF_ASSESSMENT, "start"), answered(SELF_ASSESSMENT, "exit")
    change = Counter()
    for who in first.keys() & last.keys():
        for item, value in last[who].answers.items():
            before = first[who].answers.get(item, value)
            change["better" if value > before else "worse" if value < before else "same"] += 1
    total = change.total()
    assert 0.4 <= change["better"] / total <= 0.7
    assert 0.05 <= change["worse"] / total <= 0.3
    assert any(set(one.answers.values()) == {"6"} for one in first.values())


def test_answers_are_among_those_of_their_questions_and_within_the_participation():
    forms = {form.code: form for form in (*shipped(), own())}
    records = {record.reference: record for record in drawn()}
    for one in said():
        record = records[one.participation]
        assert record.started_on <= one.answered_on <= (record.ended_on or plan().last)
        for item, value in one.answers.items():
            assert value in forms[one.instrument].by_code[item].values


def test_where_the_staff_rate_too_there_are_several_occasions_of_both():
    by = Counter((one.participation, one.respondent) for one in said() if one.instrument == STEPS)
    assert max(count for (_who, respondent), count in by.items() if respondent == "caseworker") >= 3
    assert len({respondent for _who, respondent in by}) == 2
