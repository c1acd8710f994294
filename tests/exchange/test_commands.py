"""The two commands as people and programs meet them."""

import json

import pytest

from stegvis.access import context
from stegvis.access.scope import Scope
from tests.exchange import world
from tests.exchange.command import stegvis
from tests.exchange.files import csv_file

pytestmark = pytest.mark.usefixtures("committed")

FILE = ("association,intervention,participation_id,gender,started_on", "hjo,insats,d-1,man,220110")


def test_json_is_the_only_thing_on_standard_output(tmp_path):
    path = csv_file(tmp_path, "participations", *FILE)
    ran = stegvis("import", path, "--format", "json", "--purpose", "Prov")
    assert ran.status == 0
    assert json.loads(ran.out) == {
        "dry_run": False,
        "tables": {"participations": {"new": 1, "changed": 0, "unchanged": 0}},
        "created": ["hjo", "hjo-unassigned", "insats"],
        "faults": [],
        "skipped": [],
        "ignored": [],
    }
    assert json.loads(stegvis("import", path, "--format", "json").out)["tables"] == {
        "participations": {"new": 0, "changed": 0, "unchanged": 1}
    }


def test_faults_are_told_on_standard_error_and_the_status_says_so(tmp_path):
    path = csv_file(tmp_path, "participations", FILE[0], FILE[1].replace("man", "karl"))
    ran = stegvis("import", path)
    assert (ran.status, ran.out) == (1, "")
    assert "participations.csv" in ran.err
    assert "gender" in ran.err
    assert "karl" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("import",), ("import", "/nowhere.csv"), ("import", "/", "--format", "xml"), ("export",)],
)
def test_wrong_use_is_status_2(arguments):
    assert stegvis(*arguments).status == 2


def test_an_association_that_is_not_there_is_status_1(tmp_path):
    ran = stegvis("export", "--association", "ingen", "--to", tmp_path / "x.zip")
    assert (ran.status, ran.out) == (1, "")
    assert "ingen" in ran.err


def test_what_is_exported_can_be_imported(tmp_path):
    with context.acting(Scope(everything=True)):
        world.fill()
    for form in ("a", "a.zip", "a.xlsx"):
        ran = stegvis("export", "--association", "skaraborg", "--to", tmp_path / form)
        assert (ran.status, ran.out) == (0, ""), ran.err
        again = stegvis("import", tmp_path / form, "--format", "json")
        assert again.status == 0, again.err
        assert {(each["new"], each["changed"]) for each in again.answer["tables"].values()} == {
            (0, 0)
        }
    there = stegvis("export", "--association", "skaraborg", "--to", tmp_path / "a")
    assert there.status == 1
    assert "Traceback" not in there.err
