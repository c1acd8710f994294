"""At the last measurement the first answers are shown, where the intervention has chosen so."""

import pytest

from stegvis.access import context
from stegvis.casework.rules.follow_ups import months_after
from stegvis.core import clock
from stegvis.surveys import asking
from stegvis.surveys.models import FirstAnswers, Response
from stegvis.surveys.rules.questionnaire import Item, Kind, Option
from tests.factories import surveys
from tests.factories.people import participation
from tests.factories.places import intervention
from tests.surveys.answering.invited import EVERYTHING, invitation, opened, say, text

pytestmark = pytest.mark.django_db
TEXT = {"sv": "Fråga"}
OPTIONS = (Option("a", {"sv": "Alfa"}), Option("b", {"sv": "Beta"}))
LINE = "Första gången svarade du: 3"


def last_of(*, shows_first: bool, occasion: str = "exit", version: str = "1", **plan):
    """The invitation to the last measurement of somebody who first answered 3."""
    with context.acting(EVERYTHING):
        place = intervention()
        use = surveys.use(place, shows_first=shows_first, **plan)
        day = clock.today()
        person = participation(place, started_on=day, ended_on=day)
        first = surveys.answer(use.instrument, person)
        first.answers.create(item="q1", value="3")
        Response.objects.filter(pk=first.pk).update(version=version)
        return invitation(person, use.instrument, occasion=occasion)


def question(made) -> str:
    return text(opened(made).get("/e/fraga/1/"))


def test_the_first_answer_stands_beside_the_question():
    assert LINE in question(last_of(shows_first=True))


def test_it_does_not_where_the_intervention_has_not_chosen_so():
    assert "Första gången" not in question(last_of(shows_first=False))


def test_it_does_not_after_the_exit_where_the_exit_is_the_last():
    for at_exit, is_shown in ((True, False), (False, True)):
        with context.acting(EVERYTHING):
            use = surveys.use(intervention(), shows_first=True, at_exit=at_exit, months_after=[3])
            left = months_after(clock.today(), -3)
            person = participation(use.intervention, started_on=left, ended_on=left)
            surveys.answer(use.instrument, person).answers.create(item="q1", value="3")
            asked = use.instrument
            made = invitation(person, asked, occasion="follow_up", due_on=months_after(left, 3))
        assert (LINE in question(made)) is is_shown


def test_answers_to_another_version_are_not_shown_as_if_the_question_were_the_same():
    assert "Första gången" not in question(last_of(shows_first=True, version="0"))


@pytest.mark.parametrize("shows_first", [True, False])
def test_the_response_says_whether_the_first_answers_were_seen(shows_first):
    made = last_of(shows_first=shows_first)
    client = opened(made)
    say(client, 1, "q1", "5")
    client.post("/e/klar/", {"send": ""})
    with context.acting(EVERYTHING):
        assert Response.objects.get(occasion="exit").first_shown is shows_first


def test_they_are_copied_sealed_and_the_link_opens_no_response():
    made = last_of(shows_first=True)
    with context.acting(EVERYTHING):
        row = FirstAnswers.objects.select_related("key").get()
        assert row.texts == {"q1": "3"}
        assert b"q1" not in bytes(row.sealed)
    client = opened(made)
    say(client, 1, "q1", "5")
    client.post("/e/klar/", {"send": ""})
    assert LINE not in text(client.get("/e/fraga/1/"))


@pytest.mark.parametrize(
    ("item", "value", "said"),
    [
        (Item("q", Kind.YES_NO, TEXT), "no", "Nej"),
        (Item("q", Kind.CHOICES, TEXT, options=OPTIONS), "a b", "Alfa, Beta"),
        (Item("q", Kind.SPLIT, TEXT, options=OPTIONS), "a:40 b:60", "Alfa 40 %, Beta 60 %"),
        (Item("q", Kind.NUMBER, TEXT), "7.5", "7.5"),
        (surveys.SCALE, "3", "3"),
    ],
)
def test_an_answer_is_said_in_the_words_of_its_question(item, value, said):
    assert asking.in_words(item, value, "sv") == said
