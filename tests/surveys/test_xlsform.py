"""XLSForms come in and go out; what cannot be said here is refused with its cell."""

from dataclasses import replace
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given, settings

from stegvis.surveys import shipping
from stegvis.surveys.rules.questionnaire import Asked, Kind
from stegvis.surveys.xlsform import book, validity, writing
from stegvis.surveys.xlsform.book import Unreadable
from stegvis.surveys.xlsform.understanding import Understood, understood
from tests.surveys.drawn import questionnaires
from tests.surveys.public_forms import FORMS, REFUSED, Sheets


def taken_in(sheets: Sheets) -> Understood:
    return understood(book.of_rows(sheets), name="form")


@given(questionnaires())
@settings(deadline=None)
def test_a_form_comes_back_from_its_sheets_as_it_was(drawn):
    again = taken_in(writing.sheets(drawn))
    assert again.form == drawn
    assert again.form.wording == drawn.wording


@given(questionnaires())
@settings(deadline=None)
def test_what_goes_out_is_an_xlsform(drawn):
    assert validity.complaint(writing.sheets(drawn)) == ""


@pytest.mark.parametrize("form", shipping.shipped(), ids=lambda form: form.code)
def test_what_is_shipped_comes_back_from_a_workbook_as_it_was(form, tmp_path):
    path = tmp_path / f"{form.code}.xlsx"
    path.write_bytes(writing.workbook(form))
    read = book.read(path)
    assert validity.of_book(read) == ""
    assert understood(read, name=path.stem).form == form


@pytest.mark.parametrize(("sheets", "expected"), FORMS.values(), ids=FORMS)
def test_what_public_forms_use_is_understood(sheets, expected):
    assert validity.complaint(sheets) == ""
    assert expected(taken_in(sheets).form)


@pytest.mark.parametrize(("sheets", "cells"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said_is_refused_with_sheet_row_and_column(sheets, cells):
    with pytest.raises(Unreadable) as refused:
        taken_in(sheets)
    found = [(fault.file, fault.row, fault.column) for fault in refused.value.faults]
    assert found == cells
    assert all(fault.problem for fault in refused.value.faults)


def test_at_least_ten_features_of_public_forms_are_tried():
    assert len(FORMS) >= 10
    assert len(REFUSED) >= 10


def test_pyxform_finds_what_we_do_not_look_for():
    question = {"type": "text", "name": "two words", "label": "Hej"}
    assert "[row : 2]" in validity.complaint({"survey": [question]})


def test_a_list_that_says_more_than_yes_and_no_keeps_its_words():
    sheets, _expected = FORMS["yes and no in other words"]
    item = taken_in(sheets).form.items[0]
    assert item.kind is Kind.CHOICE
    assert item.options[0].label == {"en": "Yes, certainly"}


def test_what_has_no_effect_is_said():
    survey = [{"type": "text", "name": "a", "label": "A", "required": "yes", "appearance": "w1"}]
    assert len(taken_in({"survey": survey}).remarks) == 2
    assert taken_in({"survey": [{**survey[0], "required": "no", "appearance": ""}]}).remarks == ()


def test_a_date_in_a_workbook_is_refused_with_its_cell(tmp_path):
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        sheet.write_row(1, 0, ["text", "a"])
        as_day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 2, datetime(2026, 1, 1), as_day)  # noqa: DTZ001
    with pytest.raises(Unreadable) as refused:
        book.read(path)
    assert [(f.file, f.row, f.column) for f in refused.value.faults] == [("survey", 2, "label")]


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"name,label")
    with pytest.raises(Unreadable) as refused:
        book.read(path)
    assert len(refused.value.faults) == 1


def test_a_workbook_without_a_survey_is_refused(tmp_path):
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("frågor")
    with pytest.raises(Unreadable) as refused:
        book.read(path)
    assert [fault.file for fault in refused.value.faults] == ["survey"]


def test_a_condition_in_a_condition_narrows_it():
    sheets, _expected = FORMS["a group that is asked sometimes"]
    form = taken_in(sheets).form
    assert form.by_code["often"].only_if == Asked("pain", ("4", "5"))
    assert form.by_code["worst"].only_if == Asked("pain", ("5",))


def test_a_licensed_form_stays_locked():
    form = replace(shipping.shipped()[0], locked=True)
    assert taken_in(writing.sheets(form)).form.locked
