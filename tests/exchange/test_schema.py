"""The descriptor of an export, held against the rules of table schemas and against its own data."""

import csv
import json
from datetime import date

import pytest

from stegvis.core.codes import LISTS
from stegvis.exchange import exporting
from stegvis.exchange.registry import Kind, heading, tables
from stegvis.exchange.vocabulary import MUNICIPALITIES
from tests.exchange import world

TYPES = {"string", "integer", "number", "date", "boolean"}
CONSTRAINTS = {
    "required": {"string", "integer", "number", "date", "boolean"},
    "enum": {"string"},
    "pattern": {"string"},
    "maxLength": {"string"},
    "minimum": {"integer", "number"},
    "maximum": {"integer", "number"},
}


@pytest.fixture
def exported(all_rows, tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export")
    descriptor = json.loads((tmp_path / "export" / "datapackage.json").read_text())
    rows = {}
    for each in descriptor["resources"]:
        with (tmp_path / "export" / each["path"]).open(
            encoding=each["encoding"], newline=""
        ) as file:
            rows[each["name"]] = list(csv.DictReader(file))
    return {each["name"]: each for each in descriptor["resources"]}, rows


def test_the_descriptor_follows_the_rules_of_tabular_data_packages(exported):
    resources, _rows = exported
    for name, resource in resources.items():
        assert resource["profile"] == "tabular-data-resource"
        schema = resource["schema"]
        names = [each["name"] for each in schema["fields"]]
        assert len(set(names)) == len(names)
        assert set(schema["primaryKey"]) <= set(names)
        for each in schema["fields"]:
            assert each["type"] in TYPES
            assert each["title"]
            for constraint in each.get("constraints", {}):
                assert each["type"] in CONSTRAINTS[constraint], (name, each["name"])
        for key in schema["foreignKeys"]:
            other = resources[key["reference"]["resource"] or name]["schema"]
            assert set(key["fields"]) <= set(names)
            assert len(key["fields"]) == len(key["reference"]["fields"])
            assert key["reference"]["fields"] == other["primaryKey"]


def test_the_headings_are_the_fields_in_order(exported):
    resources, rows = exported
    for name, found in rows.items():
        if found:
            fields = [each["name"] for each in resources[name]["schema"]["fields"]]
            assert list(found[0]) == fields


def test_every_cell_keeps_the_constraints_of_its_field(exported):
    resources, rows = exported
    for name, found in rows.items():
        for each in resources[name]["schema"]["fields"]:
            for row in found:
                _check(row[each["name"]], each)


def _check(cell: str, field: dict) -> None:
    constraints = field.get("constraints", {})
    if cell == "":
        assert not constraints.get("required"), field["name"]
        return
    value = {"integer": int, "number": float, "date": date.fromisoformat}.get(field["type"], str)(
        cell
    )
    if field["type"] == "boolean":
        assert cell in (*field["trueValues"], *field["falseValues"])
    assert value in constraints.get("enum", [value])
    assert len(cell) <= constraints.get("maxLength", len(cell))
    if "minimum" in constraints:
        assert value >= constraints["minimum"]
    if "maximum" in constraints:
        assert value <= constraints["maximum"]


def test_keys_are_unique_and_foreign_keys_lead_to_a_row(exported):
    resources, rows = exported
    for name, resource in resources.items():
        schema = resource["schema"]
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in rows[name]]
        assert len(set(keys)) == len(keys)
        for key in schema["foreignKeys"]:
            other = key["reference"]["resource"] or name
            there = {tuple(row[part] for part in key["reference"]["fields"]) for row in rows[other]}
            named = {tuple(row[part] for part in key["fields"]) for row in rows[name]}
            assert {each for each in named if any(each)} <= there


# The registry itself


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.name)
def test_every_table_is_whole(table):
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    labels = {heading(column.label): column.name for column in table.columns}
    assert len(labels) == len(names)
    assert all(labels[name] == name for name in names if name in labels)
    assert set(table.key) <= set(names)
    assert "association" in names
    for column in table.columns:
        assert (column.kind is Kind.CODE) == bool(column.codes)
        assert not column.codes or column.codes in (*LISTS, MUNICIPALITIES)
    for reference in table.references:
        assert set(reference.columns) <= set(names)
        assert len(reference.columns) == len(tables()[reference.table].key)


def test_tables_come_after_those_they_refer_to():
    order = list(tables())
    for table in tables().values():
        for reference in table.references:
            assert order.index(reference.table) <= order.index(table.name)


@pytest.mark.parametrize("each", LISTS.values(), ids=lambda each: each.name)
def test_no_label_of_a_list_reads_like_another_code_of_it(each):
    folded = {code.code for code in each}
    labels = [code.sv.casefold() for code in each]
    assert len(set(labels)) == len(labels)
    for code in each:
        assert code.sv.casefold() not in folded - {code.code}
