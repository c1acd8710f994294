"""The real cases come in whole: what the reports count is what the database holds."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Q

from stegvis.casework.models import Participation
from stegvis.economy.models import BudgetLine, Funding
from stegvis.exchange import exporting
from stegvis.organisations.models import Association
from stegvis.surveys.models import UnlinkedCount
from tests.exchange.content import content, emptied
from tests.exchange.files import imported, tally

CASES = Path(__file__).resolve().parents[1] / "cases"
FORMS = ("export", "export.zip", "export.xlsx")
LARGEST = "bilaga-2-2015"
# Only `./test --long exchange` takes the largest case there and back too.
EACH = [
    pytest.param(each.name, marks=[pytest.mark.long] if each.name == LARGEST else [])
    for each in sorted(CASES.iterdir())
    if each.is_dir()
]
pytestmark = pytest.mark.usefixtures("all_rows")


def current(first: date, last: date):
    return Participation.objects.filter(started_on__lte=last).filter(
        Q(ended_on=None) | Q(ended_on__gte=first)
    )


def test_the_24_participations_of_promise_hjo(tmp_path):
    answer = imported(CASES / "promise-hjo-2022")
    assert tally(answer) == (24, 0, 0)
    assert set(answer.created) == {"skaraborg", "skaraborg-unassigned", "promise-hjo"}
    year = (date(2022, 1, 1), date(2022, 12, 31))
    assert Counter(current(*year).values_list("participant__gender", flat=True)) == {
        "woman": 18,
        "man": 6,
    }
    assert Participation.objects.filter(started_on__range=year).count() == 11
    ended = Participation.objects.filter(ended_on__range=year)
    assert ended.count() == 18
    assert Counter("+".join(sorted(row.referrers)) for row in ended) == {
        "fk": 9,
        "municipality": 8,
        "fk+municipality": 1,
    }
    assert Counter(step["code"] for row in ended for step in row.next_steps) == {
        "work_training": 4,
        "other_intervention": 2,
        "back_to_referrer": 8,
        "studies": 2,
        "illness": 2,
        "lss": 1,
    }
    half = (date(2022, 1, 1), date(2022, 8, 12))
    assert current(*half).count() == 20
    assert Participation.objects.filter(ended_on__range=half).count() == 14


def test_the_60_forms_of_five_sites():
    assert tally(imported(CASES / "violence-2022-h1"), "responses") == (420, 0, 0)
    any_yes: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for one in UnlinkedCount.objects.select_related("intervention"):
        forms[one.intervention.slug] += one.count
        any_yes[one.intervention.slug] += one.count * ("yes" in one.pattern.values())
    assert {slug: (any_yes[slug], count) for slug, count in forms.items()} == {
        "elings-ark": (10, 14),
        "promise-hjo": (3, 7),
        "gullspang": (2, 9),
        "cresco-creare-tidaholm": (18, 24),
        "skovde": (4, 6),
    }


def test_the_728_participations_of_ten_interventions():
    answer = imported(CASES / "bilaga-2-2015")
    assert tally(answer) == (728, 0, 0)
    assert answer.skipped == ["expected_goals.csv", "expected_participants.csv"]
    year = (date(2015, 1, 1), date(2015, 12, 31))
    assert Counter(current(*year).values_list("participant__gender", flat=True)) == {
        "woman": 425,
        "man": 303,
    }
    assert Participation.objects.filter(started_on__range=year).count() == 501
    ended = Participation.objects.filter(ended_on__range=year)
    assert ended.count() == 215
    assert ended.filter(exit_reason__in=("work", "studies")).count() == 98
    assert ended.filter(exit_reason="job_seeking").count() == 24


def test_the_budget_and_funding_of_norra_skaraborg():
    answer = imported(CASES / "norra-skaraborg-2019")
    assert tally(answer, "budget") == (22, 0, 0)
    assert tally(answer, "funding") == (10, 0, 0)
    assert sum(line.budget_tkr for line in BudgetLine.objects.all()) == 4045
    assert sum(each.amount_sek for each in Funding.objects.filter(year=2019)) == 3_492_000


@pytest.mark.parametrize("case", EACH)
@pytest.mark.parametrize("form", FORMS)
def test_a_case_exported_and_imported_again_is_the_same(tmp_path, case, form):
    imported(CASES / case)
    before = content()
    exporting.run(association=Association.objects.get(), to=tmp_path / form)
    emptied()
    assert list(imported(tmp_path / form).faults) == []
    assert content() == before


@pytest.mark.parametrize("case", EACH)
def test_a_case_imported_twice_is_there_once(case):
    imported(CASES / case)
    before = content()
    again = imported(CASES / case)
    assert {(each.new, each.changed) for each in again.tables.values()} == {(0, 0)}
    assert content() == before
