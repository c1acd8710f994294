"""Publication: what each audience is told, alone and beside what else it is told."""

from collections.abc import Sequence
from datetime import date

import pytest

from stegvis.core.periods import parse
from stegvis.measures import audiences, told
from stegvis.measures.answer import Answer
from stegvis.measures.disclosure import Row
from stegvis.measures.engine import answer
from stegvis.measures.faults import NotForAudience
from stegvis.measures.publication import _row, protected
from stegvis.measures.question import Question
from stegvis.measures.sums import name, party_of, sums
from tests.measures.world import Intervention, Participation, World, open_world

TODAY = date(2026, 11, 23)


def asked(measure: str, *by: str, period: str = "2022", **rest) -> Question:
    return Question(measure, "test", parse(period), by=by, **rest)


def published(world: World, *questions: Question, audience: str = "public") -> list[Answer]:
    snapshot = open_world(world)

    def ask(question: Question) -> Answer:
        return answer(question, snapshot=snapshot, today=TODAY)

    answers = [ask(question) for question in questions]
    return protected(answers, audience=audience, ask=ask)


def shown(found: Answer) -> dict[str, int | None]:
    return {" ".join(figure.group.values()): figure.value for figure in found.rows}


def people(**groups: int) -> list[dict]:
    """So many of each gender."""
    return [{"gender": gender} for gender, count in groups.items() for _ in range(count)]


def world(rows: Sequence[dict], **rest) -> World:
    numbered = (
        Participation(row=number, person=number, **row) for number, row in enumerate(rows, start=1)
    )
    return World(tuple(numbered), **rest)


# Who may ask what


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (asked("exits.reason", period="2022-01-01..2022-08-12"), "does not hold whole months"),
        (asked("exits.reason", "gender", "site", "origin"), "at most 2 dimensions, not by gender,"),
        (asked("exits.reason", where=(("gender", "man"),)), "not filtered by «gender», only by"),
    ],
)
@pytest.mark.parametrize("audience", ["public", "association"])
def test_protected_figures_have_their_limits(question: Question, says: str, audience: str):
    with pytest.raises(NotForAudience) as refused:
        audiences.check(question, audience)

    assert says in str(refused.value)
    audiences.check(question, "owner")


def test_what_is_within_the_limits_may_be_asked():
    for question in (
        asked("exits.reason", "gender", "exit_reason", where=(("intervention", "a"),)),
        asked("exits.reason", period="start..2022-08"),
    ):
        audiences.check(question, "public")


def test_the_association_is_told_its_volumes_exactly_for_whole_months():
    exact = asked("participations.new", "gender", "site", "month", where=(("start_year", "2022"),))

    assert audiences.is_exact(exact, "association")
    audiences.check(exact, "association")
    assert not audiences.is_exact(exact, "public")
    assert not audiences.is_exact(asked("participations.new", "age_group"), "association")
    assert not audiences.is_exact(asked("exits.completed", "gender"), "association")
    days = asked("participations.new", period="2022-01-01..2022-08-12")
    assert not audiences.is_exact(days, "association")
    assert audiences.is_exact(days, "owner")


# What is suppressed


def test_a_small_count_is_suppressed_with_a_partner():
    (found,) = published(
        world(people(woman=18, man=6, other=2)), asked("participations.current", "gender")
    )

    assert shown(found) == {"woman": 18, "man": None, "other": None}
    assert [figure.suppressed for figure in found.rows] == [False, True, True]


def test_a_count_that_another_measure_gives_away_is_suppressed():
    """Carried in 9 of 12 current tells that 3 are new; ended and remaining add up as well."""
    rows = [{"started_on": date(2021, 5, 1)}] * 9 + [{"started_on": date(2022, 5, 1)}] * 3
    names = ("current", "carried_in", "new")

    found = published(world(rows), *(asked(f"participations.{measure}") for measure in names))

    current, carried_in, new = (each.figure.value for each in found)
    assert new is None
    assert current is None or carried_in is None


def test_a_share_with_few_is_suppressed_and_one_with_enough_is_shown():
    rows = [
        {"gender": gender, "ended_on": date(2022, 5, 1), "exit_reason": reason}
        for gender, reasons in (
            ("woman", ["work"] * 8 + ["illness"] * 9),
            ("man", ["work"] * 2 + ["illness"] * 9),
        )
        for reason in reasons
    ]
    (whole,) = published(world(rows), asked("exits.to_work_or_studies"))
    assert whole.figure.numerator == 10

    (parts,) = published(world(rows), asked("exits.to_work_or_studies", "gender"))
    assert [figure.suppressed for figure in parts.rows] == [True, True]


def test_a_mean_over_few_is_suppressed():
    rows = [{"ended_on": date(2022, 2, 1), "gender": g} for g in ["woman"] * 10 + ["man"] * 5]
    (whole,) = published(world(rows), asked("stay.weeks_mean"))
    (median,) = published(world(rows[:9]), asked("stay.weeks_median"))

    assert whole.figure.value is not None
    assert median.figure.suppressed


def test_few_persons_behind_many_participations_are_not_told_of():
    rows = [Participation(row=n, person=n % 3, ended_on=date(2022, 1, n)) for n in range(1, 10)]
    (found,) = published(World(tuple(rows)), asked("participations.ended"))

    assert found.figure.value == 9
    assert found.figure.persons is None


def test_parts_cannot_be_worked_out_from_their_whole():
    """The whole is 12 and its large part 9: the small one would be known to be 3."""
    rows = [{"intervention": "north"}] * 9 + [{"intervention": "south"}] * 3
    rows += [{"intervention": "garden"}] * 20
    places = (
        Intervention("whole"),
        Intervention("north", part_of="whole"),
        Intervention("south", part_of="whole"),
        Intervention("garden"),
    )
    by_whole, by_part = published(
        world(rows, interventions=places),
        asked("participations.current", "intervention"),
        asked("participations.current", "part"),
    )

    assert shown(by_part)["south"] is None
    assert None in (shown(by_whole)["whole"], shown(by_part)["north"])


# What the association is told exactly


def by_referrer(**genders: Sequence[int]) -> list[dict]:
    """So many of each gender from each of four referrers."""
    return [
        {"gender": gender, "referrers": (referrer,)}
        for gender, numbers in genders.items()
        for referrer, number in zip(("af", "fk", "school", "region"), numbers, strict=True)
        for _ in range(number)
    ]


REFERRED = by_referrer(woman=[20, 30, 12, 9], man=[10, 11, 16, 22], unknown=[1, 1, 2, 0])


def test_a_gender_of_which_the_association_knows_that_there_are_four_is_not_divided():
    question = asked("participations.current", "gender", "referrer_formal")
    (found,) = published(world(REFERRED), question, audience="association")

    assert found.pieces_withheld == ({"gender": "unknown"},)
    # A dash for each referrer, also for those that referred nobody of unknown gender.
    unknown = [figure for figure in found.rows if figure.group["gender"] == "unknown"]
    assert [figure.group["referrer_formal"] for figure in unknown] == [
        figure.group["referrer_formal"] for figure in found.rows if figure.group["gender"] == "man"
    ]
    assert all(figure.suppressed for figure in unknown)
    assert any(not figure.suppressed for figure in found.rows)


def test_the_public_is_not_told_how_many_there_are_of_a_small_gender():
    question = asked("participations.current", "gender", "referrer_formal")
    (found,) = published(world(REFERRED), question, audience="public")

    assert found.pieces_withheld == ()
    assert len([f for f in found.rows if f.group["gender"] == "unknown"]) == 3


def test_an_intervention_of_three_is_not_divided_and_the_others_are():
    rows = [{"intervention": "garden", **row} for row in by_referrer(woman=[1, 2, 0, 0])]
    rows += [{"intervention": "north", **row} for row in by_referrer(woman=[20, 19, 18, 17])]
    rows += [{"intervention": "south", **row} for row in by_referrer(woman=[20, 19, 18, 17])]
    places = tuple(map(Intervention, ("garden", "north", "south")))
    question = asked("participations.current", "intervention", "referrer_formal")
    (found,) = published(world(rows, interventions=places), question, audience="association")

    assert found.pieces_withheld == ({"intervention": "garden"},)
    assert not found.withheld
    assert any(not figure.suppressed for figure in found.rows)


def test_of_a_withheld_table_not_even_the_groups_are_told():
    rows = by_referrer(woman=[1, 1, 1, 0])
    (found,) = published(
        world(rows), asked("participations.current", "referrer_formal"), audience="association"
    )

    assert found.withheld
    assert found.rows == ()


def test_exits_by_gender_are_known_to_be_the_ended_participations():
    question = asked("exits.reason", "gender", "exit_reason")
    rows = [
        {"gender": gender, "ended_on": date(2022, 5, 1), "exit_reason": reason}
        for gender, reason, number in (
            ("woman", "work", 12), ("woman", "illness", 14), ("man", "work", 9),
            ("man", "illness", 11), ("other", "work", 1), ("other", "illness", 2),
        )
        for _ in range(number)
    ]  # fmt: skip
    (found,) = published(world(rows), question, audience="association")

    assert found.withheld or {"gender": "other"} in found.pieces_withheld


def test_a_denominator_is_told_with_the_volume_that_it_is_part_of():
    rows = [
        {"ended_on": date(2022, 5, 1), "exit_reason": reason}
        for reason in ["work"] * 8 + ["illness"] * 9 + ["transferred"] * 2 + ["unknown"] * 4
    ]
    snapshot = open_world(world(rows))

    def ask(question: Question) -> Answer:
        return answer(question, snapshot=snapshot, today=TODAY)

    found = ask(asked("exits.to_work_or_studies"))
    known = told.beside([found], audience="association", ask=ask)
    assert [one.question.measure for one in known] == ["participations.ended"]
    (known_sum,) = told.volumes([found], known)
    assert (known_sum.whole.part, known_sum.parts[0].part) == ("numerator", "denominator")
    # 6 of 23 are left out: enough to hide which.
    assert len(known_sum.parts) == 2
    assert told.beside([found], audience="public", ask=ask) == []


# What disclosure control is told


@pytest.mark.parametrize(
    ("measure", "row"),
    [
        ("participations.current", Row({}, 3, None)),
        ("participations.mean", Row({}, None, 3)),
        ("exits.to_work_or_studies", Row({}, 1, 3)),
        ("stay.weeks_mean", Row({}, None, 3)),
        ("stay.weeks_median", Row({}, None, 3)),
        ("support.person_shares", Row({}, None, 3)),
        ("support.change", Row({}, 2, 3)),
        ("persons.current", Row({}, 3, None)),
    ],
)
def test_sums_of_amounts_are_judged_by_those_behind_them(measure: str, row: Row):
    ended = [
        {
            "ended_on": date(2022, 5, 1),
            "exit_reason": reason,
            "support_start": (("wages", 50.0),),
            "support_end": (("wages" if reason == "work" else "none", 50.0),),
        }
        for reason in ("work", "illness", "illness")
    ]
    found = answer(asked(measure), snapshot=open_world(world(ended)), today=TODAY)

    assert _row(found, found.figure) == row


def test_of_a_span_the_small_end_counts():
    def span(known: int, unknown: int) -> int | None:
        rows = [{}] * known + [{"identified": False}] * unknown
        snapshot = open_world(world(rows))
        found = answer(asked("persons.current"), snapshot=snapshot, today=TODAY)
        return _row(found, found.figure).numerator

    assert span(9, 2) == 11
    assert span(3, 4) == 3


def test_questions_that_differ_in_what_they_divide_by_or_how_days_are_written_have_one_name():
    assert name(asked("exits.reason")) == name(asked("exits.reason", "gender"))
    assert name(asked("exits.reason")) == name(asked("exits.reason", period="2022-01..2022-12"))
    assert name(asked("exits.reason")) != name(asked("exits.reason", period="2021"))
    # Participants without a record count as ended but have no reason.
    assert name(asked("exits.reason")) != name(asked("participations.ended"))


def test_every_referrer_has_one_party():
    assert party_of("psychiatry") == "region"
    assert party_of("self") == "other"
    assert party_of("unknown") == "unknown"


def test_months_add_up_to_their_quarters_where_they_do():
    rows = [{"started_on": date(2022, month, 1)} for month in (1, 1, 2, 5)]
    snapshot = open_world(world(rows))

    def known(measure: str) -> list[tuple[int, int]]:
        answers = [
            answer(asked(measure, by), snapshot=snapshot, today=TODAY)
            for by in ("month", "quarter")
        ]
        return sorted(
            (dict(each.whole.cell.group)["quarter"], len(each.parts))
            for each in sums(answers)
            if each.whole.part == "numerator"
            and all(part.cell.question == each.whole.cell.question for part in each.parts)
        )

    assert known("participations.new") == [("2022-Q1", 2), ("2022-Q2", 1)]
    assert known("participations.current") == []


def test_a_part_that_does_not_occur_is_known_to_be_none():
    """Nobody was carried in: all that are current are new."""
    snapshot = open_world(world([{"started_on": date(2022, 1, 1)}] * 3))
    answers = [
        answer(asked(f"participations.{measure}", "gender"), snapshot=snapshot, today=TODAY)
        for measure in ("current", "carried_in", "new")
    ]
    of_current = [each for each in sums(answers) if len(each.parts) == 1]

    assert [each.parts[0].cell.question for each in of_current] == [name(answers[2].question)]
