"""What is exported and imported again is the same, and no spreadsheet program computes it."""

import csv
import json
import os
import stat
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.access.models import ReadLogEntry
from stegvis.exchange import exporting
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.values import looks_like_formula
from stegvis.interventions.models import Intervention
from tests.exchange import world
from tests.exchange.content import MODELS, OWN, content, emptied
from tests.exchange.files import csv_file, imported
from tests.factories.places import association

FORMS = ("export", "export.zip", "export.xlsx")
pytestmark = pytest.mark.usefixtures("all_rows")


@pytest.mark.parametrize("form", FORMS)
def test_an_export_imported_into_an_empty_database_is_the_same_content(tmp_path, form):
    here = world.fill()
    before = content()
    exporting.run(association=here, to=tmp_path / form)
    emptied()
    assert not any(content().values())
    answer = imported(tmp_path / form)
    assert list(answer.faults) == []
    assert content() == before
    assert answer.created == []


@pytest.mark.parametrize("form", FORMS)
def test_an_export_imported_into_its_own_database_changes_nothing(tmp_path, form):
    here = world.fill()
    exporting.run(association=here, to=tmp_path / form)
    answer = imported(tmp_path / form)
    assert list(answer.faults) == []
    assert {(tally.new, tally.changed) for tally in answer.tables.values()} == {(0, 0)}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_world_gives_every_field_something_to_lose(model):
    """Else a field that no export holds would come through the round trip unnoticed."""
    world.fill()
    for field in model._meta.concrete_fields:
        if (model.__name__, field.name) not in OWN and field.name != "id":
            values = list(model.objects.values_list(field.attname, flat=True))
            assert any(value not in (field.get_default(), "", None) for value in values), field.name


def test_two_exports_of_the_same_content_are_the_same_file(tmp_path):
    here = world.fill()
    exporting.run(association=here, to=tmp_path / "a.zip")
    exporting.run(association=here, to=tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_export_holds_one_association_and_of_organisations_those_it_names(tmp_path):
    here = world.fill()
    other = association(slug="annat")
    exporting.run(association=here, to=tmp_path / "export")
    text = "".join(each.read_text() for each in (tmp_path / "export").iterdir())
    assert other.slug not in text
    with (tmp_path / "export" / "organisations.csv").open(newline="") as file:
        assert {row["organisation"] for row in csv.DictReader(file)} == {
            "hjo-kommun",
            "fk",
            "tibro",
        }


def test_who_exported_and_why_stands_in_the_read_log(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "x.zip", purpose="Till revisorn")
    entry = ReadLogEntry.objects.get()
    assert (entry.action, entry.purpose) == ("export", "Till revisorn")


# Safe in a spreadsheet program


def test_no_cell_of_a_csv_can_be_taken_for_a_formula(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export")
    seen = 0
    for path in (tmp_path / "export").glob("*.csv"):
        with path.open(newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    seen += cell.startswith("'")
                    begins_as_text = cell.startswith("'") or not looks_like_formula(cell)
                    assert begins_as_text or _is_number(cell), cell
    assert seen > 20


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_text(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export.xlsx")
    book = openpyxl.load_workbook(tmp_path / "export.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    risky = [cell for cell in cells if cell.data_type == "s" and looks_like_formula(cell.value)]
    assert len(risky) > 10
    assert all(cell.quotePrefix for cell in risky)


def test_negative_amounts_stay_numbers(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export")
    text = (tmp_path / "export" / "funding.csv").read_text()
    assert ",-1746000," in text
    assert "'-staten" in text


def test_an_apostrophe_is_taken_off_only_where_a_package_says_that_we_put_it_there(tmp_path):
    row = ["association,intervention,purpose", "hjo,insats,'=1+1"]
    assert not imported(csv_file(tmp_path, "interventions", *row)).faults
    assert Intervention.objects.get().purpose == "'=1+1"


# What is written, and where


def test_what_is_exported_is_for_nobody_elses_eyes(tmp_path):
    here = world.fill()
    for form in FORMS:
        exporting.run(association=here, to=tmp_path / form)
    paths = [tmp_path / form for form in FORMS] + list((tmp_path / "export").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600, 0o700}
    assert all(path.is_dir() == (stat.S_IMODE(path.stat().st_mode) == 0o700) for path in paths)


@pytest.mark.parametrize(
    ("target", "code"),
    [("there", "export_there"), ("x.csv", "export_ending"), ("gone/x.zip", "export_nowhere")],
)
def test_an_export_goes_only_where_it_overwrites_nothing_of_others(tmp_path, target, code):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    with pytest.raises(Refusal) as caught:
        exporting.run(association=association(), to=tmp_path / target)
    assert caught.value.code == code
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


def test_a_text_too_long_for_a_sheet_leaves_no_half_file_behind(tmp_path):
    here = world.fill()
    here.interventions.filter(slug="projekt").update(method="x" * 40_000)
    with pytest.raises(Refusal) as caught:
        exporting.run(association=here, to=tmp_path / "x.xlsx")
    assert caught.value.code == "export_too_long"
    assert list(tmp_path.iterdir()) == []
    exporting.run(association=here, to=tmp_path / "x.zip")
    emptied()
    assert list(imported(tmp_path / "x.zip").faults) == []


def test_a_workbook_carries_no_name_and_no_path(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export.xlsx")
    with zipfile.ZipFile(tmp_path / "export.xlsx") as archive:
        properties = archive.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in properties
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert str(tmp_path).encode() not in everything


# Any text


@settings(max_examples=100 if os.environ.get("STEGVIS_LONG") else 10, deadline=None)
@given(
    texts=st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
        | st.sampled_from(world.DIFFICULT),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_comes_back_to_the_letter_from_every_form(tmp_path_factory, texts):
    from django.db import transaction  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("any")
    with transaction.atomic():
        here = association(slug="vilket")
        for number, text in enumerate(texts):
            world.intervention(association=here, slug=f"i-{number}", method=text, name="N")
        for form in FORMS:
            exporting.run(association=here, to=folder / form)
            here.interventions.update(method="")
            assert list(imported(folder / form).faults) == []
            stored = here.interventions.order_by("pk").values_list("method", flat=True)
            assert list(stored) == texts
        transaction.set_rollback(True)


def test_the_descriptor_is_json_that_names_every_file(tmp_path):
    exporting.run(association=world.fill(), to=tmp_path / "export")
    descriptor = json.loads((tmp_path / "export" / "datapackage.json").read_text())
    named = {each["path"] for each in descriptor["resources"]} | {"datapackage.json"}
    assert named == {each.name for each in (tmp_path / "export").iterdir()}
