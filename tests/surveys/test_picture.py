"""A participant's own change: the four classes, the pictures, and who may look."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access import context
from stegvis.access.actions import grants
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import ASSOCIATION_OFFICE, INTERVENTION_STAFF, PlaceKind
from stegvis.access.scope import Scope
from stegvis.casework.models import Change as Moved
from stegvis.casework.models import StatusPeriod
from stegvis.interventions.models import Intervention
from stegvis.surveys import drawing
from stegvis.surveys.drawing import Mark, Move, Point, Scale
from stegvis.surveys.models import Answer, NotAnswered
from stegvis.surveys.rules.change import Change, Pair, Said, change, paired, position, steps
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Section
from stegvis.surveys.values import of_value
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention, site

EVERYTHING = Scope(everything=True)
DAY = date(2022, 1, 10)
SCALE = surveys.SCALE  # 1 to 6, where 4 to 6 are positive


def pair(first: object, last: object) -> Pair:
    return Pair(Said(DAY, str(first)), Said(date(2022, 6, 1), str(last)))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2, 3, Change.IMPROVED),
        (5, 6, Change.IMPROVED),
        (6, 6, Change.KEPT_HIGH),
        (6, 4, Change.KEPT_HIGH),
        (4, 3, Change.WORSE),
        (3, 2, Change.WORSE),
        (3, 3, Change.UNCHANGED),
    ],
)
def test_those_who_begin_high_and_stay_there_are_neither_unchanged_nor_worse(first, last, expected):
    assert change(SCALE, pair(first, last)) is expected


def item(kind: Kind, **said) -> Item:
    return Item("q", kind, {"sv": "Hur?"}, **said)


WORST_LAST = item(
    Kind.CHOICE,
    options=tuple(Option(value, {"sv": value.title()}) for value in ("never", "seldom", "often")),
    positive=("never",),
    better=-1,
)


def test_lower_is_better_where_the_item_says_so():
    assert change(WORST_LAST, pair("often", "seldom")) is Change.IMPROVED
    assert change(WORST_LAST, pair("never", "never")) is Change.KEPT_HIGH
    assert steps(WORST_LAST, pair("never", "often")) == Decimal(-2)


@pytest.mark.parametrize(
    ("asked", "value", "where"),
    [
        (item(Kind.NUMBER, highest=80), "12.5", Decimal("12.5")),
        (item(Kind.NUMBER), "many", None),
        (item(Kind.NUMBER), "NaN", None),
        (item(Kind.YES_NO), "yes", Decimal(1)),
        (item(Kind.YES_NO), "perhaps", None),
        (WORST_LAST, "seldom", Decimal(1)),
        (WORST_LAST, "gone", None),
        (item(Kind.SPLIT), "wages:100", None),
    ],
)
def test_an_answer_stands_somewhere_only_where_answers_have_an_order(asked, value, where):
    assert position(asked, value) == where


WITHOUT_DIRECTION = item(
    Kind.CHOICES,
    options=tuple(Option(value, {"sv": value}) for value in ("none", "some", "much")),
    positive=("some", "much"),
)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("none", "some", Change.IMPROVED),
        ("some", "some much", Change.KEPT_HIGH),
        ("much", "none", Change.WORSE),
        ("none", "none", Change.UNCHANGED),
    ],
)
def test_where_no_direction_is_named_an_answer_that_becomes_positive_is_better(
    first, last, expected
):
    assert change(WITHOUT_DIRECTION, pair(first, last)) is expected


def test_an_answer_that_the_item_does_not_have_is_compared_with_nothing():
    assert position(SCALE, "7") is None
    assert change(SCALE, pair(7, 3)) is None


def test_nobody_can_tell_better_from_worse_where_the_item_does_not():
    assert change(item(Kind.YES_NO), pair("no", "yes")) is None
    assert change(item(Kind.SPLIT, better=1), pair("wages:50", "wages:100")) is None


@given(st.permutations([3, 5, 1, 4]))
def test_first_and_last_go_by_day_and_not_by_the_order_they_came_in(order):
    said = [Said(date(2022, month, 1), str(month)) for month in order]
    found = paired(said)
    assert found is not None
    assert (found.first.value, found.last.value) == ("1", "5")
    assert paired(said[:1]) is None


def test_on_one_day_the_start_comes_before_the_exit():
    found = paired([Said(DAY, "2", "exit", order=7), Said(DAY, "5", "start", order=8)])
    assert found is not None
    assert (found.first.value, found.last.value) == ("5", "2")


def test_two_answers_of_one_day_keep_the_order_in_which_they_were_given():
    found = paired([Said(DAY, "2", order=8), Said(DAY, "5", order=7)])
    assert found is not None
    assert (found.first.value, found.last.value) == ("5", "2")


@given(st.integers(1, 4), st.integers(1, 4), st.text("abc ", min_size=1, max_size=90))
def test_marks_of_a_dumbbell_stand_on_its_track(first, last, label):
    for drawn in drawing.dumbbells([Move(label, Scale(1, 4, 3), first, last, "1 → 2")]):
        (row,) = drawn.rows
        assert row.left <= min(row.first_x, row.last_x) <= max(row.first_x, row.last_x) <= row.right
        assert (first < last) == (row.first_x < row.last_x)
        assert row.moves == (first != last)
        assert 0 < row.y < drawn.height
        assert row.told.x < drawn.width
        assert len(row.ticks) == 4


def test_what_happened_outside_the_answers_is_cut_off():
    points = [Point(date(2022, 1, 1), 2, "2"), Point(date(2022, 7, 1), 5, "5")]
    marks = [
        Mark("A", date(2021, 1, 1), date.max),
        Mark("B", date(2022, 4, 1)),
        Mark("C", date(2022, 9, 1), date.max),
    ]
    drawn = drawing.lines([points], scale=Scale(1, 6, 5), marks=marks)
    first, last = drawn.lines[0].dots
    whole, day = drawn.spans
    assert (whole.letter, whole.x, whole.x + whole.width) == ("A", first.x, last.x)
    assert (day.letter, day.width) == ("B", 0)
    assert first.x < day.x < last.x
    assert first.y > last.y
    assert (first.text, last.text) == ("2", "5")
    assert drawn.top < last.y < first.y < drawn.bottom < drawn.letter_y < drawn.days_y
    alone = drawing.lines([points], scale=Scale(1, 6, 5))
    assert alone.height < drawn.height


def test_the_texts_of_two_lines_stand_on_either_side():
    high, low = ([Point(DAY, value, str(value))] for value in (5, 4))
    drawn = drawing.lines([low, high], scale=Scale(1, 6))
    lower, upper = (line.dots[0] for line in drawn.lines)
    assert lower.text_y > lower.y
    assert upper.text_y < upper.y


def test_coded_answers_are_read_in_words():
    choices = item(Kind.CHOICES, options=(Option("a", {"sv": "Ett"}), Option("b", {"sv": "Två"})))
    assert of_value(choices, "a b", "sv") == "Ett, Två"
    split = item(Kind.SPLIT, options=(Option("wages", {"sv": "Lön"}),))
    assert (
        of_value(split, "wages:50 rest:50", "sv")
        == "Lön 50\N{NO-BREAK SPACE}%, rest 50\N{NO-BREAK SPACE}%"
    )
    assert of_value(item(Kind.NUMBER), "2.5", "sv") == "2,5"
    assert of_value(item(Kind.YES_NO), "yes", "sv") == "Ja"
    assert of_value(SCALE, "4", "sv") == "4"


# The page.

pytestmark = pytest.mark.django_db
HEALTH, SLEEP = (
    Item(
        code,
        Kind.SCALE,
        {"sv": text},
        highest=6,
        low_label={"sv": "Inte alls"},
        high_label={"sv": "Helt"},
        positive=("4", "5", "6"),
        better=1,
    )
    for code, text in (("health", "Jag mår bra."), ("sleep", "Jag sover bra."))
)


@pytest.fixture
def place():
    return association()


@pytest.fixture
def made(place):
    return intervention(association=place, name="Stegen")


@pytest.fixture
def staff(client, made):
    client.force_login(user_with(INTERVENTION_STAFF, made))
    client.cookies["stegvis_language"] = "en"
    return client


@pytest.fixture
def asked(place):
    return surveys.instrument(
        place, title={"sv": "Så har du det"}, sections=(Section((HEALTH, SLEEP)),)
    )


def answered(instrument, someone, on: date, values: dict[str, int], **said):
    response = surveys.answer(instrument, someone, answered_on=on, **said)
    for code, value in values.items():
        Answer.objects.create(response=response, item=code, value=str(value))
    return response


def page(client, place, someone) -> str:
    answer = client.get(f"/{place.slug}/deltagare/{someone.pk}/enkater/over-tid/")
    assert answer.status_code == 200
    return answer.content.decode()


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(markup)).split())


def test_first_and_latest_stand_beside_each_other_as_picture_and_as_table(
    staff, place, asked, made
):
    with context.acting(EVERYTHING):
        someone = participation(made)
        answered(asked, someone, date(2022, 1, 10), {"health": 2, "sleep": 5})
        answered(asked, someone, date(2022, 6, 1), {"health": 4, "sleep": 5}, occasion="exit")
    markup = page(staff, place, someone)
    told = words(markup)
    assert "1 of 2 answers are better than the first time" in told
    assert "1 better · 1 still high" in told
    assert "2 → 4 better" in told
    assert "Jag mår bra. 2 4 ▲ better" in told
    assert "At start 2022-01-10 At exit 2022-06-01" in told
    assert "All answers: Så har du det, version 1" in told
    assert markup.count('role="img"') == 2  # wide and narrow; two answers make no line
    assert "compared" not in told


def test_before_there_are_answers_the_page_says_what_will_come(staff, place, made):
    with context.acting(EVERYTHING):
        someone = participation(made)
    assert "No answers yet" in words(page(staff, place, someone))


def test_a_single_answer_is_compared_with_nothing(staff, place, asked, made):
    with context.acting(EVERYTHING):
        someone = participation(made)
        answered(asked, someone, DAY, {"health": 2})
    told = words(page(staff, place, someone))
    assert "Answered once. There is nothing to compare with yet." in told
    assert "Since the first time" not in told


def test_versions_are_never_compared_without_saying_so(staff, place, asked, made):
    with context.acting(EVERYTHING):
        newer = surveys.instrument(
            place, code=asked.code, version="2", sections=(Section((HEALTH,)),)
        )
        someone = participation(made)
        answered(asked, someone, date(2022, 1, 10), {"health": 2})
        answered(newer, someone, date(2022, 6, 1), {"health": 6})
    told = words(page(staff, place, someone))
    assert told.count("Answered once") == 2
    assert told.count("Answers to different versions are not compared.") == 2


def test_staff_have_a_line_of_their_own_and_what_happened_is_marked(staff, place, asked, made):
    with context.acting(EVERYTHING):
        someone = participation(made, started_on=date(2022, 1, 1))
        participation(
            intervention(association=place, owner=made.owner, name="Grön väg"),
            participant=someone.participant,
            started_on=date(2022, 2, 1),
            ended_on=date(2022, 4, 1),
        )
        StatusPeriod.objects.create(
            participation=someone, status="paused", starts_on=date(2022, 3, 1)
        )
        for month, value in ((1, 2), (4, 3), (6, 5)):
            day = date(2022, month, 10)
            answered(asked, someone, day, {"health": value})
            answered(asked, someone, day, {"health": value - 1}, respondent="caseworker")
    staff.force_login(everywhere(place))
    told = words(page(staff, place, someone))
    assert "Intervention staff" in told
    assert "Participant: 2022-01-10 2, 2022-04-10 3, 2022-06-10 5. Intervention staff:" in told
    assert "A Took part in Grön väg at the same time, 1 February 2022 – 1 April 2022" in told
    assert "B Paused, 1 March 2022" in told


def everywhere(place):
    """Staff of every intervention of the association."""
    found = user_with(INTERVENTION_STAFF, *Intervention.objects.filter(association=place)[:1])
    for each in Intervention.objects.filter(association=place)[1:]:
        grants.give(
            role=INTERVENTION_STAFF,
            to=found,
            kind=PlaceKind.INTERVENTION,
            place_id=each.pk,
            by=None,
        )
    return found


def test_what_she_does_elsewhere_is_not_told_to_those_who_do_not_work_there(
    staff, place, asked, made
):
    with context.acting(EVERYTHING):
        someone = participation(made, started_on=date(2022, 1, 1))
        elsewhere = intervention(association=place, owner=made.owner, name="Grön väg")
        participation(elsewhere, participant=someone.participant, started_on=date(2022, 2, 1))
        for month in (1, 4, 6):
            answered(asked, someone, date(2022, month, 10), {"health": month})
    assert "Grön väg" not in page(staff, place, someone)


def test_a_transfer_to_another_site_goes_on_with_the_same_answers(staff, place, asked, made):
    with context.acting(EVERYTHING):
        north = site(intervention=made, slug="norr", name="Norr", owner=made.owner)
        before = participation(
            made, started_on=date(2022, 1, 1), ended_on=date(2022, 3, 31), exit_reason="transferred"
        )
        after = participation(north, participant=before.participant, started_on=date(2022, 4, 1))
        by = user_with(INTERVENTION_STAFF, made)
        Moved.objects.create(
            participation=before,
            counterpart=after,
            kind="transfer",
            effective_on=date(2022, 4, 1),
            state="applied",
            proposed_by=by,
            decided_by=by,
            decided_at="2022-04-01T08:00Z",
        )
        answered(asked, before, date(2022, 1, 10), {"health": 2})
        answered(asked, after, date(2022, 6, 1), {"health": 5})
    told = words(page(staff, place, after))
    assert "2 → 5 better" in told
    assert "Went on in Norr, with other staff" in told


def test_occasions_that_passed_say_why(staff, place, asked, made):
    with context.acting(EVERYTHING):
        someone = participation(made)
        NotAnswered.objects.create(
            association=place,
            participation=someone,
            instrument=asked,
            occasion="exit",
            due_on=date(2022, 6, 1),
            reason="declined",
            noted_by=user_with(INTERVENTION_STAFF, made),
        )
    assert "1 June 2022, did not want to answer" in words(page(staff, place, someone))


def test_who_may_not_see_the_participation_sees_no_picture(client, staff, place, asked, made):
    with context.acting(EVERYTHING):
        someone = participation(made)
        answered(asked, someone, DAY, {"health": 2})
    assert "Jag mår bra." in page(staff, place, someone)
    address = f"/{place.slug}/deltagare/{someone.pk}/enkater/over-tid/"
    for stranger in (
        user_with(INTERVENTION_STAFF, intervention(association=place)),
        user_with(ASSOCIATION_OFFICE, place),
    ):
        client.force_login(stranger)
        assert client.get(address).status_code == 404


def test_one_reading_is_logged_and_three_items_take_no_more_queries_than_one(
    staff, place, asked, made
):
    with context.acting(EVERYTHING):
        someone, another = participation(made), participation(made)
        answered(asked, someone, DAY, {"health": 2})
        for month in (1, 3, 6):
            answered(asked, another, date(2022, month, 10), {"health": month, "sleep": 2})
    page(staff, place, someone)
    counts = []
    for one in (someone, another):
        with CaptureQueriesContext(connection) as captured:
            page(staff, place, one)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    with context.acting(EVERYTHING):
        logged = ReadLogEntry.objects.filter(action="measurements.picture")
        assert logged.count() == 3


def test_the_page_of_a_participation_leads_there_once_there_is_an_answer(staff, place, asked, made):
    surveys.use(made, asked)
    with context.acting(EVERYTHING):
        someone = participation(made)
    address = f"/{place.slug}/deltagare/{someone.pk}/"
    assert "over-tid" not in staff.get(address).content.decode()
    with context.acting(EVERYTHING):
        answered(asked, someone, someone.started_on, {"health": 2})
    assert f"{address}enkater/over-tid/" in staff.get(address).content.decode()
