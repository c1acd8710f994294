"""Answers on their way from the database to figures."""

from datetime import date
from fractions import Fraction

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.core.periods import parse
from stegvis.exchange import importing
from stegvis.exchange.importing import Request
from stegvis.measures import figures, snapshots
from stegvis.measures.question import Question
from stegvis.surveys import shipping
from stegvis.surveys.models import (
    Answer,
    Asked,
    AssociationCount,
    Instrument,
    NotAnswered,
    UnlinkedCount,
)
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Section
from tests.factories import people, surveys
from tests.measures import registered

WORDS = {"sv": "Fråga"}
ITEMS = (
    surveys.SCALE,
    Item("pain", Kind.SCALE, WORDS, low_label=WORDS, high_label=WORDS, better=-1),
    Item(
        "home",
        Kind.CHOICE,
        WORDS,
        options=(Option("none", WORDS), Option("some", WORDS), Option("good", WORDS)),
        positive=("good",),
        better=1,
    ),
    Item("alone", Kind.YES_NO, WORDS, better=-1),
    Item("safe", Kind.YES_NO, WORDS, positive=("yes",)),
    Item("hours", Kind.NUMBER, WORDS, lowest=0, highest=40, better=1),
    Item(
        "help",
        Kind.CHOICES,
        WORDS,
        options=(Option("friend", WORDS), Option("office", WORDS)),
        positive=("friend",),
    ),
)


@pytest.fixture(autouse=True)
def anew(committed):
    snapshots._open.clear()


def asked(measure: str, *by: str, **rest):
    question = Question(measure, "forbund", parse("2022"), by=by, **rest)
    return {
        " ".join(figure.group.values()): figure
        for figure in figures.ask(question, audience="owner").rows
    }


def values(measure: str, *by: str) -> dict[str, object]:
    return {group: figure.value for group, figure in asked(measure, *by).items()}


def say(participation, instrument: Instrument, day: date, occasion: str = "start", **said: str):
    """A response with these answers, committed."""
    with acting(Scope(everything=True)):
        response = surveys.answer(instrument, participation, answered_on=day, occasion=occasion)
        Answer.objects.bulk_create(
            Answer(response=response, item=item, value=value) for item, value in said.items()
        )
    return response


def test_what_is_better_and_what_is_positive_the_instrument_says():
    place = registered.intervention()
    form = surveys.instrument(intervention=place, sections=(Section(ITEMS),))
    row = registered.participation(place)
    first, last = date(2022, 3, 1), date(2022, 9, 1)
    say(row, form, first, q1="2", pain="4", home="none", alone="yes", safe="no", hours="7.5",
        help="office")  # fmt: skip
    say(row, form, last, "exit", q1="5", pain="1", home="good", alone="no", safe="yes",
        hours="20", help="friend office")  # fmt: skip

    assert values("change.net_steps", "question") == {
        "q1": 3, "pain": 3, "home": 2, "alone": 1, "safe": 1, "hours": 12.5, "help": 1,
    }  # fmt: skip
    positive = asked("answers.positive", "question")
    assert {name: figure.denominator for name, figure in positive.items()} == {
        "q1": 2, "home": 2, "safe": 2, "help": 2, "pain": 0, "alone": 0, "hours": 0,
    }  # fmt: skip
    assert positive["help"].numerator == 1


def test_an_answer_that_its_question_does_not_have_is_unknown():
    """Nor are the words of a person ever a group of a table."""
    place = registered.intervention()
    form = surveys.instrument(intervention=place, sections=(Section(ITEMS),))
    row = registered.participation(place)
    say(row, form, date(2022, 3, 1), q1="9", home="a castle", hours="-1", safe="Anna says no")

    assert values("answers.distribution", "question", "answer") == {
        "home unknown": 1, "hours unknown": 1, "q1 unknown": 1, "safe unknown": 1,
    }  # fmt: skip
    assert asked("answers.positive")[""].denominator == 0


def test_answers_to_an_instrument_that_the_database_does_not_have_are_counted_only():
    place = registered.intervention()
    row = registered.participation(place)
    old = Instrument(code="paper", version="1")
    say(row, old, date(2022, 3, 1), mood="3", why="Because of Anna", alone="no")
    say(row, old, date(2022, 9, 1), "exit", mood="5")

    assert values("answers.distribution", "question", "answer") == {
        "alone no": 1, "mood 3": 1, "mood 5": 1, "why unknown": 1,
    }  # fmt: skip
    change = asked("change.improved")[""]
    assert (change.value, change.denominator, change.left_out) == (None, 0, 1)


def test_an_own_instrument_stands_before_one_that_is_shipped_under_the_same_name():
    shipping.ensure()
    place = registered.intervention()
    own = surveys.instrument(
        place.association,
        code="self-assessment",
        sections=(Section((Item("activity", Kind.YES_NO, WORDS, positive=("no",)),)),),
    )
    row = registered.participation(place)
    say(row, own, date(2022, 3, 1), activity="no")

    assert asked("answers.positive")[""].value == 1


def test_responses_are_in_the_order_of_their_days_across_a_persons_participations():
    place = registered.intervention()
    form = surveys.instrument(intervention=place)
    later = registered.participation(place, started_on=date(2022, 6, 1))
    earlier = registered.participation(
        place,
        participant=later.participant,
        started_on=date(2022, 1, 1),
        ended_on=date(2022, 5, 1),
    )
    say(later, form, date(2022, 8, 1), "exit", q1="5")
    say(earlier, form, date(2022, 1, 5), q1="2")
    say(later, form, date(2022, 8, 1), "start", q1="6")

    assert values("change.net_steps") == {"": 3}


def test_the_next_figure_holds_an_answer_that_is_written_changed_or_taken_away():
    place = registered.intervention()
    form = surveys.instrument(intervention=place)
    row = registered.participation(place)
    response = say(row, form, date(2022, 3, 1))
    assert values("answers.distribution", "answer") == {}

    with acting(Scope(everything=True)):
        Answer.objects.create(response=response, item="q1", value="2")
    assert values("answers.distribution", "answer") == {"2": 1}

    with acting(Scope(everything=True)):
        Answer.objects.update(value="4")
    assert values("answers.distribution", "answer") == {"4": 1}

    with acting(Scope(everything=True)):
        Answer.objects.all().delete()
    assert values("answers.distribution", "answer") == {}


def test_reasons_why_there_is_no_answer_are_figures():
    place = registered.intervention()
    form = surveys.instrument(intervention=place)
    row = registered.participation(place)
    with acting(Scope(everything=True)):
        NotAnswered.objects.create(
            association=place.association,
            participation=row,
            instrument=form,
            occasion="exit",
            due_on=date(2022, 5, 1),
            reason="declined",
            noted_by=people.user(),
        )

    assert values("answers.missing", "no_answer", "occasion") == {"declined exit": 1}


def test_imported_answers_are_compared_as_their_instrument_says(tmp_path):
    """The shipped self-assessment, six steps, positive from four: counted by hand."""
    shipping.ensure()
    (tmp_path / "participations.csv").write_text(
        "association,intervention,participation_id,gender,started_on,ended_on,exit_reason\n"
        "forbund,garden,1,woman,2022-01-01,2022-06-30,work\n"
        "forbund,garden,2,man,2022-01-01,2022-06-30,own_request\n"
        "forbund,garden,3,man,2022-01-01,2022-06-30,studies\n"
    )
    said = [
        ("1", "start", "2022-01-05", "2"), ("1", "exit", "2022-06-20", "5"),
        ("2", "start", "2022-01-05", "3"),
        ("3", "exit", "2022-06-20", "5"), ("3", "start", "2022-01-05", "6"),
    ]  # fmt: skip
    (tmp_path / "responses.csv").write_text(
        "response_id,association,instrument,intervention,participation_id,occasion,answered_on,"
        "item,value\n"
        + "".join(
            f"{row}-{occasion},forbund,self-assessment,garden,{row},{occasion},{day},"
            f"perceived_health,{value}\n"
            for row, occasion, day, value in said
        )
    )
    for name in ("participations", "responses"):
        assert not list(importing.run(Request(path=tmp_path / f"{name}.csv")).faults)

    assert values("change.improved") == {"": Fraction(1, 2)}
    assert values("change.kept_high") == {"": Fraction(1, 2)}
    assert values("change.net_steps") == {"": 2}
    assert values("change.response_rate", "exit_reason") == {
        "work": 1, "studies": 1, "own_request": 0,
    }  # fmt: skip
    assert values("answers.positive", "occasion") == {"start": Fraction(1, 3), "exit": 1}


def test_ticks_of_having_been_asked_are_figures():
    place = registered.intervention()
    rows = [registered.participation(place, started_on=date(2022, 1, 1)) for _ in range(20)]
    by = people.user()
    with acting(Scope(everything=True)):
        for row, occasion, outcome in (
            (rows[0], "first", "asked"),
            (rows[0], "again", "asked"),
            (rows[1], "first", "declined"),
            (rows[2], "first", "not_suitable"),
        ):
            Asked.objects.create(
                association=place.association,
                participation=row,
                instrument="violence",
                year=2022,
                occasion=occasion,
                outcome=outcome,
                noted_by=by,
                noted_on=date(2022, 5, 1),
            )

    assert values("asked.once") == {"": Fraction(2, 20)}
    assert values("asked.twice") == {"": Fraction(1, 20)}


def test_forms_too_few_for_their_intervention_count_in_the_whole_association():
    place = registered.intervention()
    form = surveys.use_unlinked(place).instrument
    days = {"collected_from": date(2022, 1, 1), "collected_to": date(2022, 4, 30)}
    kept = {"instrument": form.code, "version": form.version, **days}
    with acting(Scope(everything=True)):
        UnlinkedCount.objects.create(
            association=place.association,
            intervention=place,
            gender="woman",
            pattern={"q1": "yes"},
            count=6,
            **kept,
        )
        AssociationCount.objects.create(
            association=place.association,
            gender="man",
            occasion="first",
            pattern={"q1": "no", "q5": "yes"},
            count=2,
            **kept,
        )

    assert values("forms.count", "intervention") == {"garden": 6, "unknown": 2}
    assert asked("forms.in_close_relation")[""].value == Fraction(3, 4)
    assert asked("forms.other_violence")[""].denominator == 2
    assert values("forms.distribution", "respondent", "version") == {"participant 1": 8 + 2}
