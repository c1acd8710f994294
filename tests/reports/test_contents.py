"""What stands in a report: which interventions, in which order, with which goals."""

from datetime import date

import pytest

from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement
from stegvis.reports.queries import contents
from stegvis.reports.request import ReportFault, Request
from tests.factories import places
from tests.reports.told import period

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return places.association(slug="skaraborg", name="Skaraborg")


def asked(*interventions: str, text: str = "2022") -> Request:
    return Request(
        "annual", "skaraborg", period(text), today=date(2023, 2, 10), interventions=interventions
    )


def made(association, slug: str, **fields):
    return places.intervention(association=association, slug=slug, **({"name": slug} | fields))


def test_individual_interventions_come_first_and_both_kinds_in_swedish_order(association):
    for slug in ("österäng", "älgen", "åsen", "zinken", "anna"):
        made(association, slug)
    made(association, "bild", orientation="structural")
    made(places.association(), "någon-annans")

    found = contents(asked())

    assert [one.slug for one in found.chapters] == [
        "anna", "zinken", "åsen", "älgen", "österäng", "bild",
    ]  # fmt: skip
    assert [one.anchor for one in found.chapters][:2] == ["chapter-1", "chapter-2"]
    assert [one.is_individual for one in found.chapters] == [True] * 5 + [False]


def test_a_part_stands_in_the_chapter_of_its_whole_unless_named_without_it(association):
    whole = made(association, "helhet")
    made(association, "del", part_of=whole)

    assert [one.slug for one in contents(asked()).chapters] == ["helhet"]
    assert [one.parts for one in contents(asked()).chapters] == [(("del", "del"),)]
    assert [one.slug for one in contents(asked("helhet", "del")).chapters] == ["helhet"]
    assert [one.slug for one in contents(asked("del")).chapters] == ["del"]


def test_an_intervention_runs_in_the_period_when_they_share_a_day(association):
    made(association, "a", starts_on=date(2022, 12, 31))
    made(association, "b", ends_on=date(2022, 1, 1))
    made(association, "c", starts_on=date(2023, 1, 1))
    made(association, "d", ends_on=date(2021, 12, 31))
    made(association, "e")

    assert {one.slug: one.runs for one in contents(asked()).chapters} == {
        "a": True, "b": True, "c": False, "d": False, "e": True,
    }  # fmt: skip


def test_goals_and_agreements_are_those_that_meet_the_period(association):
    intervention = made(association, "anna")
    for number, when in enumerate(["2022", "2022-T1", "2021", "start..2022-03", "2022-12"]):
        Goal.objects.create(
            association=association,
            intervention=intervention,
            reference=f"g{number}",
            period=when,
            text=when,
            kind="volume",
        )
    for year in (2020, 2021, 2022):
        Agreement.objects.create(
            intervention=intervention, starts_on=date(year, 7, 1), ends_on=date(year + 1, 6, 30)
        )

    (chapter,) = contents(asked(text="2022-01..2022-06")).chapters

    assert [goal.text for goal in chapter.goals] == ["2022", "2022-T1", "start..2022-03"]
    assert [one.starts_on.year for one in chapter.agreements] == [2021]


def test_what_is_not_registered_is_said_with_status_one(association):
    with pytest.raises(ReportFault, match="has no intervention «saknas»") as fault:
        contents(asked("saknas"))
    assert fault.value.exit_status == 1


@pytest.mark.parametrize("chapters", [1, 3])
def test_the_catalogue_is_read_in_as_many_queries_for_three_chapters_as_for_one(
    association, chapters, django_assert_num_queries
):
    for number in range(chapters):
        made(association, f"insats-nr-{number}")
    with django_assert_num_queries(9):
        contents(asked())
