"""The cases with known answers: imported, asked as anybody asks, and equal to what is printed."""

import csv

import pytest

from stegvis.core.periods import parse
from stegvis.measures import figures
from stegvis.measures.question import Question
from tests.measures.conftest import CASES


def ask(association: str, measure: str, period: str, *by: str, **rest):
    """The value of each group, by its values; of the only one, the value itself."""
    question = Question(measure, association, parse(period), by=by, **rest)
    answer = figures.ask(question, audience="owner")
    if not by:
        return answer.figure.value
    return {" ".join(figure.group.values()): figure.value for figure in answer.rows}


def hjo(measure: str, period: str, *by: str):
    return ask("skaraborg", f"participations.{measure}", period, *by)


def test_promise_hjo_in_and_out_of_the_year(imported):
    imported("promise-hjo-2022")

    assert hjo("current", "2022", "gender") == {"woman": 18, "man": 6}
    assert hjo("current", "2022") == 24
    assert hjo("carried_in", "2022") == 13
    assert hjo("new", "2022") == 11
    assert hjo("ended", "2022", "gender") == {"woman": 13, "man": 5}
    assert hjo("remaining", "2022") == 6
    assert hjo("current", "2022-01-01..2022-08-12") == 20
    assert hjo("ended", "2022-01-01..2022-08-12") == 14
    assert ask("skaraborg", "persons.current", "2022") == 24


def test_promise_hjo_month_by_month(imported):
    imported("promise-hjo-2022")

    assert hjo("new", "2022", "month") == {
        "2022-03": 2, "2022-05": 3, "2022-06": 1, "2022-07": 1, "2022-09": 1, "2022-10": 2,
        "2022-11": 1,
    }  # fmt: skip
    assert hjo("ended", "2022", "month") == {
        "2022-01": 3, "2022-05": 8, "2022-06": 1, "2022-07": 2, "2022-09": 1, "2022-10": 2,
        "2022-12": 1,
    }  # fmt: skip


def test_promise_hjo_referrers_and_next_steps(imported):
    imported("promise-hjo-2022")

    assert hjo("ended", "2022", "referrer_combination") == {
        "fk": 9, "municipality": 8, "fk+municipality": 1,
    }  # fmt: skip
    assert hjo("ended", "2022", "referrer") == {"fk": 10, "municipality": 9}
    assert ask("skaraborg", "exits.next_step", "2022", "next_step") == {
        "work_training": 4, "other_intervention": 2, "back_to_referrer": 8, "studies": 2,
        "illness": 2, "lss": 1,
    }  # fmt: skip
    question = Question("exits.next_step", "skaraborg", parse("2022"))
    assert figures.ask(question, audience="owner").figure.value == 19
    assert figures.ask(question, audience="owner").figure.persons == 18


def test_violence_forms_by_place_gender_and_question(imported):
    imported("violence-2022-h1")

    question = Question("forms.any_yes", "skaraborg", parse("2022-T2"), by=("intervention",))
    found = figures.ask(question, audience="owner").rows
    assert {f.group["intervention"]: (f.numerator, f.denominator) for f in found} == {
        "elings-ark": (10, 14), "promise-hjo": (3, 7), "gullspang": (2, 9),
        "cresco-creare-tidaholm": (18, 24), "skovde": (4, 6),
    }  # fmt: skip
    tidaholm = Question(
        "forms.any_yes",
        "skaraborg",
        parse("2022"),
        interventions=("cresco-creare-tidaholm",),
        by=("gender",),
    )
    found = figures.ask(tidaholm, audience="owner").rows
    assert {f.group["gender"]: (f.numerator, f.denominator) for f in found} == {
        "woman": (12, 16), "man": (6, 8),
    }  # fmt: skip
    skovde = Question(
        "forms.yes", "skaraborg", parse("2022"), interventions=("skovde",), by=("question",)
    )
    found = figures.ask(skovde, audience="owner").rows
    assert {f.group["question"]: (f.numerator, f.denominator) for f in found} == {
        "q1": (0, 6), "q2": (2, 6), "q3": (2, 6), "q4": (0, 6), "q5": (2, 6), "q6": (0, 6),
        "q7": (0, 6),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "items"),
    [
        ("forms.in_close_relation", {"q1", "q2", "q3", "q4"}),
        ("forms.other_violence", {"q5"}),
        ("forms.witnessed", {"q6"}),
        ("forms.own_use", {"q7"}),
    ],
)
def test_violence_forms_by_kind_of_violence_place_and_gender(imported, measure, items):
    imported("violence-2022-h1")
    with (CASES / "violence-2022-h1" / "responses.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["item"] in items]
    place_of = {row["response_id"]: f"{row['intervention']} {row['gender']}" for row in rows}
    yes = {row["response_id"] for row in rows if row["value"] == "yes"}

    question = Question(measure, "skaraborg", parse("2022-T2"), by=("intervention", "gender"))
    found = figures.ask(question, audience="owner").rows

    assert {" ".join(f.group.values()): (f.numerator, f.denominator) for f in found} == {
        place: (
            sum(form in yes for form, own in place_of.items() if own == place),
            list(place_of.values()).count(place),
        )
        for place in place_of.values()
    }


def test_the_annex_of_2015_with_totals_that_add_up(imported):
    imported("bilaga-2-2015")

    printed = _printed()
    for column, measure in (("current", "participations.current"), ("new", "participations.new"),
                            ("ended", "participations.ended")):  # fmt: skip
        found = ask("botkyrka-huddinge-salem", measure, "2015", "intervention")
        assert found == {
            slug: int(row[column]) for slug, row in printed.items() if row[column] != "0"
        }
    assert ask("botkyrka-huddinge-salem", "participations.current", "2015", "gender") == {
        "woman": 425, "man": 303,
    }  # fmt: skip
    totals = {
        "participations.current": 728, "participations.new": 501, "participations.ended": 215,
    }  # fmt: skip
    for measure, value in totals.items():
        assert ask("botkyrka-huddinge-salem", measure, "2015") == value
    reasons = ask("botkyrka-huddinge-salem", "exits.reason", "2015", "exit_reason")
    assert reasons["work"] + reasons.get("studies", 0) == 98
    assert reasons["job_seeking"] == 24


def test_the_annex_of_2015_shares_of_exits(imported):
    imported("bilaga-2-2015")

    question = Question(
        "exits.to_work_or_studies", "botkyrka-huddinge-salem", parse("2015"), by=("intervention",)
    )
    found = figures.ask(question, audience="owner").rows
    assert {f.group["intervention"]: (f.numerator, f.denominator) for f in found} == {
        slug: (int(row["to_work_or_studies"]), int(row["ended"]))
        for slug, row in _printed().items()
        if row["ended"] != "0"
    }


def _printed() -> dict[str, dict[str, str]]:
    path = CASES / "bilaga-2-2015" / "expected_participants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {_slug(row["intervention"]): row for row in rows}


def _slug(name: str) -> str:
    return name.lower().replace("ä", "a").replace(" ", "-")
