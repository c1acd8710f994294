"""What every import promises, whatever the table."""

from datetime import date

import pytest

from stegvis.access.models import ReadLogEntry
from stegvis.casework.models import Participant, Participation
from stegvis.economy.models import Funding
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association, Membership, Organisation
from tests.exchange.files import csv_file, imported, package, places, tally, workbook, zip_file
from tests.factories.places import association, intervention

pytestmark = pytest.mark.usefixtures("all_rows")

HEADINGS = "association,intervention,participation_id,gender,started_on,ended_on,exit_reason"
ONE = "skaraborg,promise-hjo,ph-1,woman,2022-01-10,,"
TWO = "skaraborg,promise-hjo,ph-2,man,2022-02-10,2022-05-20,work"


def only(name: str, **fields: object) -> Participation:
    return Participation.objects.get(reference=name, **fields)


# Names that nothing defines


def test_a_single_file_can_be_tried_at_once(tmp_path):
    answer = imported(csv_file(tmp_path, "participations", HEADINGS, ONE, TWO))
    assert tally(answer) == (2, 0, 0)
    assert answer.created == ["skaraborg", "skaraborg-unassigned", "promise-hjo"]
    made = Intervention.objects.get()
    assert (made.name, made.owner.slug, made.association.name) == (
        "promise-hjo",
        "skaraborg-unassigned",
        "skaraborg",
    )
    assert made.sites.get().is_default
    assert only("ph-2").ended_on == date(2022, 5, 20)


def test_names_are_not_created_when_the_import_has_their_table(tmp_path):
    path = package(
        tmp_path,
        interventions="association,intervention\nskaraborg,annan\n",
        participations=f"{HEADINGS}\n{ONE}\n",
    )
    answer = imported(path)
    assert places(answer) == [(2, "intervention")]
    assert not Intervention.objects.exists()


def test_a_name_that_only_a_later_row_defines_is_known(tmp_path):
    path = csv_file(
        tmp_path,
        "interventions",
        "association,intervention,part_of",
        "skaraborg,del,helhet",
        "skaraborg,helhet,",
    )
    imported(path)
    assert Intervention.objects.get(slug="del").part_of.slug == "helhet"


def test_an_organisation_called_as_an_authority_is_of_that_kind(tmp_path):
    imported(csv_file(tmp_path, "associations", "association,parties", "skaraborg,fk|hjo"))
    assert dict(Organisation.objects.values_list("slug", "kind")) == {"fk": "fk", "hjo": "other"}
    assert Membership.objects.count() == 2


def test_the_association_on_the_command_line_fills_the_column(tmp_path):
    lacking = csv_file(tmp_path, "funding", "year,party,amount_sek", "2022,staten,100")
    assert places(imported(lacking)) == [(1, "association")]
    assert tally(imported(lacking, association="skaraborg"), "funding") == (1, 0, 0)
    empty = csv_file(
        tmp_path, "funding", "association,year,party,amount_sek", ",2022,staten,100", "x,2022,b,1"
    )
    assert tally(imported(empty, association="skaraborg"), "funding") == (1, 0, 1)


# The same again


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS, ONE, TWO)
    imported(path)
    before = list(Participation.objects.order_by("pk").values())
    assert tally(imported(path)) == (0, 0, 2)
    assert list(Participation.objects.order_by("pk").values()) == before


def test_what_the_file_does_not_mention_stays(tmp_path):
    imported(csv_file(tmp_path, "participations", HEADINGS, ONE, TWO))
    path = csv_file(
        tmp_path,
        "participations",
        "association,intervention,participation_id,ended_on",
        "skaraborg,promise-hjo,ph-1,2022-03-01",
    )
    assert tally(imported(path)) == (0, 1, 0)
    assert only("ph-1").participant.gender == "woman"
    assert only("ph-1").started_on == date(2022, 1, 10)
    assert only("ph-2").exit_reason == "work"


def test_an_empty_cell_clears(tmp_path):
    imported(csv_file(tmp_path, "participations", HEADINGS, TWO))
    imported(
        csv_file(tmp_path, "participations", HEADINGS, "skaraborg,promise-hjo,ph-2,,2022-02-10,,")
    )
    row = only("ph-2")
    assert (row.participant.gender, row.ended_on, row.exit_reason) == ("unknown", None, "")


def test_a_changed_row_counts_its_versions(tmp_path):
    imported(csv_file(tmp_path, "participations", HEADINGS, ONE, TWO))
    imported(csv_file(tmp_path, "participations", HEADINGS, ONE.replace("01-10", "01-11"), TWO))
    assert (only("ph-1").version, only("ph-2").version) == (2, 1)


# All or nothing


def test_one_fault_stores_nothing_and_every_fault_is_told(tmp_path):
    path = csv_file(
        tmp_path,
        "participations",
        HEADINGS,
        ONE,
        "skaraborg,promise-hjo,ph-2,kvina,2022-02-30,,",
        "skaraborg,promise-hjo,,man,2022-02-10,2022-02-01,wrk",
        "skaraborg,promise-hjo,ph-4,man,2022-02-10,2022-02-01,work",
    )
    answer = imported(path)
    assert places(answer) == [
        (3, "gender"),
        (3, "started_on"),
        (4, "participation_id"),
        (4, "exit_reason"),
        (5, "ended_on"),
    ]
    assert answer.tables == {}
    assert not Association.objects.exists()
    assert not Participant.objects.exists()


def test_a_fault_says_file_row_column_value_problem_and_what_is_accepted(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS, ONE.replace("woman", "kvina"))
    (fault,) = imported(path).faults
    assert fault.as_json() == {
        "file": "participations.csv",
        "row": 2,
        "column": "gender",
        "value": "kvina",
        "problem": fault.problem,
        "accepted": "woman (kvinna), man (man), other (hen/annat), unknown (okänd)",
    }
    assert fault.problem


def test_faults_of_several_tables_come_together(tmp_path):
    path = package(
        tmp_path,
        funding="association,year,party,amount_sek\nskaraborg,2022,staten,många\n",
        participations=f"{HEADINGS}\n{ONE.replace('2022-01-10', 'igår')}\n",
    )
    assert {fault.file for fault in imported(path).faults} == {
        "funding.csv",
        "participations.csv",
    }


def test_a_dry_run_tells_what_would_happen_and_stores_nothing(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS, ONE, TWO)
    answer = imported(path, dry_run=True)
    assert (tally(answer), answer.created[0]) == ((2, 0, 0), "skaraborg")
    assert not Participation.objects.exists()
    assert not Association.objects.exists()
    imported(path)
    before = list(Participation.objects.values())
    assert tally(imported(path, dry_run=True)) == (0, 0, 2)
    assert list(Participation.objects.values()) == before


def test_who_imported_and_why_stands_in_the_read_log(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS, ONE)
    imported(path, purpose="Övertagande från SUS")
    imported(path, dry_run=True)
    assert list(ReadLogEntry.objects.order_by("pk").values_list("action", "purpose")) == [
        ("import", "Övertagande från SUS"),
        ("import (dry run)", ""),
    ]
    assert ReadLogEntry.objects.first().operator


# Headings and values


@pytest.mark.parametrize(
    "headings",
    [
        "association,intervention,participation_id,gender,started_on",
        "Förbund;Insats;Deltagande-id;Kön;Startdatum",
        "ASSOCIATION,Intervention,Participation id,Gender,Started on",
        " förbund , insats , DELTAGANDE-ID , kön , startdatum ",
    ],
)
def test_headings_are_english_names_or_swedish_labels(tmp_path, headings):
    separator = ";" if ";" in headings else ","
    row = separator.join(["skaraborg", "promise-hjo", "ph-1", "kvinna", "220110"])
    imported(csv_file(tmp_path, "participations", headings, row))
    assert only("ph-1").participant.gender == "woman"


def test_values_are_codes_or_swedish_labels(tmp_path):
    path = csv_file(
        tmp_path,
        "participations",
        f"{HEADINGS},referrers,next_steps,support_start,municipality_code",
        "skaraborg,promise-hjo,ph-1,KVINNA,2022-01-10,20220520,Fortsatt rehabilitering,"
        "Försäkringskassan|municipality,Arbetsträning:Planerat inom två månader|studier,"
        "försörjningsstöd:50|Lön:33,hjo",
    )
    tally(imported(path))
    row = only("ph-1")
    assert row.exit_reason == "continued_rehabilitation"
    assert row.referrers == ["fk", "municipality"]
    assert row.next_steps == [
        {"code": "work_training", "state": "planned"},
        {"code": "studies", "state": "started"},
    ]
    assert row.support_start == [
        {"code": "social_assistance", "percent": 50},
        {"code": "wages", "percent": 33},
    ]
    assert row.municipality_code == "1497"


def test_a_percent_that_is_not_said_is_not_known(tmp_path):
    path = csv_file(
        tmp_path, "participations", f"{HEADINGS},support_start,support_end", f"{ONE},wages,"
    )
    imported(path)
    assert only("ph-1").support_start == [{"code": "wages", "percent": None}]
    assert only("ph-1").support_end is None


def test_a_file_and_its_sheets_may_be_called_by_their_swedish_name(tmp_path):
    rows = [HEADINGS.split(","), ["skaraborg", "promise-hjo", "ph-1", "man", date(2022, 1, 10)]]
    path = workbook(tmp_path / "allt.xlsx", Deltaganden=rows, Anteckningar=[["x"]])
    answer = imported(path)
    assert tally(answer) == (1, 0, 0)
    assert answer.skipped == ["allt.xlsx [Anteckningar]"]


def test_a_municipality_whose_zero_a_spreadsheet_dropped_is_understood(tmp_path):
    rows = [
        ["association", "intervention", "participation_id", "started_on", "municipality_code"],
        ["stockholm", "insats", "s-1", date(2022, 1, 10), 180],
    ]
    tally(imported(workbook(tmp_path / "x.xlsx", participations=rows)))
    assert only("s-1").municipality_code == "0180"


def test_an_unknown_column_is_refused_by_name_with_what_was_perhaps_meant(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS + ",startd_on,shoe", ONE + ",x,42")
    answer = imported(path)
    assert places(answer) == [(1, "startd_on"), (1, "shoe")]
    assert "started_on (Startdatum)" in next(iter(answer.faults)).accepted


def test_unknown_columns_are_left_out_on_request_and_named(tmp_path):
    path = csv_file(tmp_path, "participations", HEADINGS + ",shoe", ONE + ",42")
    answer = imported(path, ignore_unknown=True)
    assert tally(answer) == (1, 0, 0)
    assert answer.ignored == ["participations.csv: shoe"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([HEADINGS + ",gender", ONE + ",man"], [(1, "gender")]),
        (["association,gender", "skaraborg,man"], [(1, "intervention"), (1, "participation_id")]),
        ([HEADINGS, ONE + ",x"], [(2, "")]),
        ([HEADINGS, "skaraborg,promise-hjo"], [(2, "")]),
        ([HEADINGS, ONE, ONE], [(3, "participation_id")]),
        ([HEADINGS + ",", ONE + ","], []),
    ],
)
def test_the_shape_of_the_table_is_checked(tmp_path, lines, expected):
    assert places(imported(csv_file(tmp_path, "participations", *lines))) == expected


def test_a_new_row_needs_what_a_changed_one_can_do_without(tmp_path):
    path = csv_file(
        tmp_path,
        "participations",
        "association,intervention,participation_id,gender",
        "skaraborg,promise-hjo,ph-1,man",
        "skaraborg,promise-hjo,ph-9,man",
    )
    assert places(imported(path)) == [(2, "started_on"), (3, "started_on")]
    imported(csv_file(tmp_path, "funding", "association,year,party,amount_sek"))
    whole = csv_file(tmp_path, "participations", HEADINGS, ONE)
    imported(whole)
    path = csv_file(
        tmp_path,
        "participations",
        "association,intervention,participation_id,gender",
        "skaraborg,promise-hjo,ph-1,man",
    )
    assert tally(imported(path)) == (0, 1, 0)


# Which files are tables


def test_files_that_are_no_table_are_passed_over_and_named(tmp_path):
    csv_file(tmp_path, "participations", HEADINGS, ONE)
    csv_file(tmp_path, "expected_goals", "x", "1")
    answer = imported(tmp_path)
    assert (tally(answer), answer.skipped) == ((1, 0, 0), ["expected_goals.csv"])


def test_a_path_without_any_table_is_a_fault(tmp_path):
    path = csv_file(tmp_path, "people", "x", "1")
    answer = imported(path)
    assert answer.skipped == ["people.csv"]
    assert len(answer.faults) == 1


def test_a_descriptor_may_not_name_what_is_no_table(tmp_path):
    path = package(tmp_path, funding="association\n", people="x\n1\n")
    assert [fault.value for fault in imported(path).faults][:1] == ["people"]
    answer = imported(
        package(tmp_path / "b", people="x\n1\n", funding="association,year,party\n"),
        ignore_unknown=True,
    )
    assert (answer.skipped, list(answer.faults)) == (["people.csv"], [])


def test_a_table_may_not_come_twice(tmp_path):
    path = zip_file(
        tmp_path / "x.zip", funding__csv="association\n", Medelstilldelning__csv="association\n"
    )
    fault = next(iter(imported(path).faults))
    assert (fault.file, fault.value) == ("Medelstilldelning.csv", "Medelstilldelning")


# Two associations


def test_rows_of_two_associations_are_kept_apart(tmp_path):
    other = intervention(association=association(slug="annat"), slug="promise-hjo")
    path = csv_file(tmp_path, "participations", HEADINGS, ONE, ONE.replace("skaraborg", "annat"))
    tally(imported(path))
    assert only("ph-1", association__slug="annat").owner == other.owner
    assert only("ph-1", association__slug="skaraborg").owner.slug == "skaraborg-unassigned"


def test_amounts_are_whole_kronor_however_they_are_written(tmp_path):
    path = csv_file(
        tmp_path,
        "funding",
        "association;year;party;amount_sek",
        "skaraborg;2022;staten;1 746 000",
        "skaraborg;2022;region;873000,00",
    )
    tally(imported(path), "funding")
    assert list(Funding.objects.order_by("pk").values_list("amount_sek", "kind")) == [
        (1_746_000, "member"),
        (873_000, "member"),
    ]
