"""The project report: a chapter for each intervention, empty parts left out."""

from datetime import date

import pytest
from django.db import transaction

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.casework.models import HeadCount
from stegvis.interventions.models import Intervention
from tests.factories import people, places
from tests.reports.making import document, findings, tables, text

pytestmark = pytest.mark.reports
ALL = "Participants in all interventions (number of participations)"


@pytest.fixture
def association(committed):
    return places.association(slug="skaraborg", name="Skaraborg")


def made(association, name: str, *participants: dict, **fields) -> Intervention:
    slug = name.lower()
    intervention = places.intervention(association=association, slug=slug, name=name, **fields)
    with transaction.atomic(), context.acting(Scope(everything=True)):
        for person in participants:
            people.participation(intervention, **({"gender": "woman"} | person))
    return intervention


def headings(made) -> list[tuple[str, str]]:
    return [(one.tag, one.text) for one in made.body.all("h1", "h2")]


def test_a_chapter_without_participants_says_so_and_has_no_charts(association):
    made(association, "Anna")

    report = document("skaraborg", interventions=("anna",))

    assert headings(report) == [("h1", "How we have counted"), ("h1", "Anna")]
    assert "No participants are registered in the period." in text(report)
    assert (findings(report), tables(report)) == ([], {})


def test_the_owners_texts_stand_where_there_are_any(association):
    made(
        association, "Anna", background="Why.", purpose="What for.", method="- how\n- and how",
        goal_text="Better health for all.",
    )  # fmt: skip

    report = document("skaraborg", interventions=("anna",))

    assert headings(report)[2:] == [
        ("h2", "Background"), ("h2", "Purpose"), ("h2", "Goals"), ("h2", "Method"),
    ]  # fmt: skip
    assert [one.text for one in report.body.all("li")] == ["how", "and how"]


def test_a_structural_intervention_has_facts_and_texts_and_no_word_of_participants(association):
    made(association, "Anna", orientation="structural", purpose="Routines in common.")

    report = document("skaraborg", interventions=("anna",))

    assert headings(report)[1:] == [("h1", "Anna"), ("h2", "Purpose")]
    assert "Routines in common." in text(report)
    assert "No participants are registered" not in text(report)


def test_every_intervention_is_a_row_and_the_totals_are_asked_for(association):
    made(association, "Anna", {}, {}, {"gender": "man", "ended_on": date(2022, 6, 1)})
    made(association, "Bertil", {"gender": "man"})
    made(association, "Cecilia")
    made(association, "Struktur", orientation="structural")

    rows = tables(document("skaraborg"))[ALL]

    assert rows == [
        ["Intervention", "Enrolled", "Women", "Men", "Carried in", "New", "Ended", "Remaining"],
        ["Anna", "3", "2", "1", "0", "3", "1", "2"],
        ["Bertil", "1", "0", "1", "0", "1", "0", "1"],
        ["Cecilia", "0", "0", "0", "0", "0", "0", "0"],
        ["Total", "4", "2", "2", "0", "4", "1", "3"],
    ]


def test_an_intervention_outside_its_dates_is_there_if_someone_takes_part_in_it(association):
    made(association, "Anna", {}, ends_on=date(2020, 12, 31))
    made(association, "Bertil", ends_on=date(2020, 12, 31))
    made(association, "Cecilia", {})

    rows = tables(document("skaraborg"))[ALL]

    assert [row[0] for row in rows] == ["Intervention", "Anna", "Cecilia", "Total"]


def test_one_chapter_needs_no_overview(association):
    made(association, "Anna", {})
    made(association, "Bertil", {})

    report = document("skaraborg", interventions=("anna",))

    assert ALL not in tables(report)
    assert report.title == "Project report 2022: Anna"
    assert "Bertil" not in text(report)


def test_participants_without_a_record_are_counted_and_what_leaves_them_out_says_so(association):
    anna = made(association, "Anna", {"referrers": ["fk"]}, {"referrers": ["af"]})
    with transaction.atomic(), context.acting(Scope(everything=True)):
        HeadCount.objects.create(
            association=association,
            intervention=anna,
            owner=anna.owner,
            year=2022,
            gender="woman",
            carried_in=1,
            new=2,
            ended=1,
        )

    report = document("skaraborg", audience="owner", interventions=("anna",))

    found = tables(report)
    by_gender = found["Participants in the period by gender (number of participations)"]
    assert by_gender[1] == ["Enrolled in the period", "5", "5"]
    assert "3 participants without a record of their own are not in the breakdown." in text(report)
    assert "2 participants without a record of their own are not in the breakdown." in text(report)


def test_a_period_that_is_not_over_is_preliminary(association):
    made(association, "Anna", {})

    running = document("skaraborg", interventions=("anna",), today=date(2022, 9, 1))

    assert "The period is not over yet: the figures are preliminary." in text(running)
    assert "remaining on 1 September 2022" in text(running)
    assert "preliminary" not in text(document("skaraborg", interventions=("anna",)))


def test_the_cover_says_association_period_state_and_edition(association):
    made(association, "Anna")

    report = document("skaraborg", period="2022-interim")

    assert (report.association, report.title) == ("Skaraborg", "Project report January–August 2022")
    assert dict(report.cover) == {
        "Period": "January–August 2022",
        "Status": "Draft",
        "Extraction date": "10 February 2023",
        "Edition for": "the association: nothing about single persons can be read from it",
    }


def test_a_name_with_signs_of_its_own_stays_a_name(association):
    intervention = made(association, "Anna", {}, background="1 < 2 & 3 > 2 {x}")
    intervention.name = "<b>A&nna</b> {0}"
    intervention.save()

    report = document("skaraborg", interventions=("anna",))

    assert ("h1", "<b>A&nna</b> {0}") in headings(report)
    assert "1 < 2 & 3 > 2 {x}" in text(report)
