"""`stegvis figure` and `stegvis measures`, as one types them."""

import csv
import io
import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from stegvis.access.models import ReadLogEntry
from stegvis.config.commands import figure, measures
from stegvis.measures import snapshots
from stegvis.measures.definitions import MEASURES
from tests.measures import registered


@pytest.fixture
def garden(committed):
    snapshots._open.clear()
    place = registered.intervention()
    for day in range(1, 8):
        registered.participation(
            place, gender="woman", ended_on=date(2022, 6, day), exit_reason="work"
        )
    return place


def run(*words: str, audience: str = "owner") -> Result:
    return CliRunner().invoke(
        figure.command,
        [*words, "--association", "forbund", "--audience", audience],
    )


def rows(*words: str, **rest: str) -> list[dict]:
    found = run(*words, "--format", "json", **rest)
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)["rows"]


def test_a_figure_as_json_is_one_document_and_nothing_else(garden):
    (row,) = rows("participations.current", "--period", "2022", "--by", "gender")

    assert row["group"] == {"gender": "woman"}
    assert row["value"] == 7


def test_the_default_audience_is_the_public(garden):
    words = ["participations.current", "--association", "forbund", "--period", "2022"]
    found = CliRunner().invoke(figure.command, [*words, "--format", "json"])

    assert json.loads(found.stdout)["audience"] == "public"


def test_filters_and_interventions_may_be_repeated(garden):
    words = ["participations.current", "--period", "2022", "--intervention", "garden"]

    (row,) = rows(*words, "--where", "gender=woman", "--where", "gender=man")

    assert row["value"] == 7


def test_a_figure_as_csv_is_a_table_for_a_spreadsheet(garden):
    found = run("persons.current", "--period", "2022", "--by", "gender", "--format", "csv")

    (row,) = csv.DictReader(io.StringIO(found.stdout))
    assert row["gender"] == "woman"
    assert (row["value"], row["at_least"], row["at_most"]) == ("7", "7", "7")
    assert row["suppressed"] == "False"


def test_a_figure_as_a_table_is_written_for_people(garden):
    found = run("exits.to_work_or_studies", "--period", "2022", "--by", "gender")

    assert "Andel till arbete eller studier, 2022" in found.stdout
    assert "Kvinna" in found.stdout
    assert "100,0\u00a0%" in found.stdout
    assert MEASURES["exits.to_work_or_studies"].definition.sv in " ".join(found.stdout.split())


def test_a_table_says_what_is_suppressed_preliminary_and_not_included(garden):
    registered.participation(garden, gender="man")
    registered.head_count(garden, gender="man", new=2)
    found = run("persons.current", "--period", "2022", "--by", "gender", audience="public")

    lines = found.stdout.splitlines()
    assert [line.split()[0] for line in lines if ".." in line][:2] == ["Kvinna", "Man"]
    assert any(line.endswith("2") for line in lines)
    later = run("participations.new", "--period", "2099")
    assert len(later.stdout.splitlines()) > len(
        run("participations.new", "--period", "2021").stdout.splitlines()
    )


def test_members_are_listed_for_the_owner_and_logged(garden):
    words = ["exits.reason", "--period", "2022", "--members", "--purpose", "revision"]

    (row,) = rows(*words)

    assert len(row["members"]) == 7
    assert {member["counted_in"] for member in row["members"]} == {"numerator"}
    assert {member["intervention"] for member in row["members"]} == {"garden"}
    assert ReadLogEntry.objects.get().purpose == "revision"
    table = run(*words)
    assert row["members"][0]["participation_id"] in table.stdout
    listed = run(*words, "--format", "csv")
    assert row["members"][0]["participation_id"] in listed.stdout


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["none.such", "--period", "2022"], 2, "There is no measure «none.such»"),
        (["exits.reason", "--period", "2022-13"], 2, "does not exist"),
        (["exits.reason", "--period", "nu"], 2, "is not a period"),
        (["exits.reason", "--period", "2022", "--by", "sex"], 2, "no dimension «sex»"),
        (["exits.reason", "--period", "2022", "--where", "gender"], 2, "takes KEY=VALUE"),
        (["exits.reason", "--period", "2022", "--param", "x=1"], 2, "no parameter «x»"),
        (["exits.reason", "--period", "2022", "--intervention", "x"], 1, "no intervention «x»"),
    ],
)
def test_wrong_use_ends_with_a_sentence_and_a_status(garden, words, status, says):
    found = run(*words)

    assert (found.exit_code, found.stdout) == (status, "")
    assert says in found.stderr


def test_the_public_is_told_what_it_cannot_ask(garden):
    found = run("exits.reason", "--period", "2022-01-01..2022-08-12", audience="public")

    assert found.exit_code == 2
    assert "whole months" in found.stderr


def test_members_are_for_the_owner_only(garden):
    found = run("exits.reason", "--period", "2022", "--members", audience="association")

    assert found.exit_code == 2
    assert "--audience owner" in found.stderr


def test_an_unknown_association_ends_with_status_1(committed):
    found = run("exits.reason", "--period", "2022")

    assert found.exit_code == 1
    assert "There is no association «forbund»" in found.stderr


def test_every_measure_is_listed_with_its_definition():
    table = CliRunner().invoke(measures.command).stdout
    listed = json.loads(CliRunner().invoke(measures.command, ["--format", "json"]).stdout)

    assert [each["measure"] for each in listed["measures"]] == list(MEASURES)
    for each in listed["measures"]:
        assert each["measure"] in table
        assert each["definition"]["sv"]
