"""The sentences for what cannot be read: what is wrong, and what is accepted instead.

Codes come from ``formats``; areas say what is wrong with their own tables in their own words.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

NOTHING = ""
_SAVE_UTF8 = _("Save it as CSV UTF-8, or send the workbook (.xlsx).")
_SAVE_XLSX = _("Open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8.")
_ZIP_AGAIN = _("Make an ordinary zip of the folder, without a password.")
_IN_PARTS = _("Take it in parts: one association or one year at a time.")
_FORMS = _("A folder, .csv, .zip or .xlsx.")
_DATES = _("2022-05-20, 20220520, 220520 or a date cell")

# By the code of the refusal: what is wrong, and what is accepted.
SENTENCES: dict[str, tuple[Any, Any]] = {
    # The path and the file as a whole
    "no_such_path": (_("There is no such file or folder."), _FORMS),
    "ending": (_("Files with this ending are not read."), _FORMS),
    "empty_file": (_("The file is empty."), _("A file with headings and rows.")),
    "file_too_large": (_("The file is larger than %(limit)s MB."), _IN_PARTS),
    "binary": (_("The file is not text."), _FORMS),
    "archive_as_text": (
        _("The file is a workbook or a zip although its name says CSV."),
        _("Give it the ending it should have, .xlsx or .zip."),
    ),
    "folder_entries": (
        _("The folder holds more than %(limit)s files."),
        _("Point at a folder with the tables only."),
    ),
    # Encodings
    "encoding_unknown": (
        _("The letters of the file cannot be told for certain: it is not UTF-8."),
        _SAVE_UTF8,
    ),
    "encoding_broken": (
        _("The file says it is %(encoding)s, but some bytes in it are not."),
        _SAVE_UTF8,
    ),
    "encoding_mixed": (_("Parts of the file are UTF-8 and parts are not."), _SAVE_UTF8),
    "misread_letters": (
        _("The text holds letters that an earlier program misread, such as “Ã¥” for “å”."),
        _("Take the file from its source again, as CSV UTF-8."),
    ),
    # Rows and columns
    "separator": (
        _("The file's first line names a separator that is not read."),
        _("Comma or semicolon."),
    ),
    "line_too_long": (_("The line is longer than %(limit)s characters."), _SAVE_XLSX),
    "cell_too_long": (_("A cell holds more than %(limit)s characters."), _("Shorten the text.")),
    "quote_open": (
        _("A quotation mark opens a cell here and is never closed."),
        _("Write a quotation mark inside a cell twice."),
    ),
    "quote_inside": (
        _("A quotation mark stands inside a cell."),
        _("Put the cell in quotation marks and write the mark inside it twice."),
    ),
    "too_many_rows": (_("There are more than %(limit)s rows."), _IN_PARTS),
    "too_many_columns": (
        _("There are more than %(limit)s columns."),
        _("Remove the columns that are not in the table."),
    ),
    "empty_rows": (
        _("More than %(limit)s empty rows follow each other here."),
        _("Remove the empty rows and save the file again."),
    ),
    "row_too_long": (
        _("The row has %(cells)s cells where the headings have %(headings)s."),
        _("Put a cell that holds the separator in quotation marks."),
    ),
    "row_too_short": (
        _("The row has only %(cells)s cells where the headings have %(headings)s."),
        _("One cell for each heading; an empty cell clears the value."),
    ),
    # Archives and packages
    "zip_damaged": (_("The zip is damaged or not a zip."), _ZIP_AGAIN),
    "zip_entries": (_("The zip holds more than %(limit)s files."), _ZIP_AGAIN),
    "zip_twice": (_("The zip holds two files of the same name."), _ZIP_AGAIN),
    "zip_path": (_("The zip holds a file with a path that leads elsewhere."), _ZIP_AGAIN),
    "zip_method": (_("The zip is packed in a way that is not read."), _ZIP_AGAIN),
    "zip_ratio": (
        _("A file in the zip unpacks to more than %(limit)s times its size."),
        _ZIP_AGAIN,
    ),
    "zip_unpacked": (_("The file unpacks to more than %(limit)s MB."), _IN_PARTS),
    "workbook_as_zip": (
        _("The file is a workbook although its name says zip."),
        _("Give it the ending .xlsx."),
    ),
    "package_broken": (
        _("datapackage.json cannot be read as the description of a data package."),
        _("Remove it, and every CSV file named after its table is read."),
    ),
    "package_path": (
        _("datapackage.json names a file outside its folder."),
        _("Files in the folder itself."),
    ),
    "package_file_missing": (
        _("datapackage.json names a file that is not there."),
        _("Add the file, or remove its resource from datapackage.json."),
    ),
    # Workbooks
    "not_a_workbook": (_("The file is not a workbook although its name says .xlsx."), _SAVE_XLSX),
    "old_workbook": (_("The file is an old Excel workbook (.xls)."), _SAVE_XLSX),
    "binary_workbook": (_("The file is a binary Excel workbook (.xlsb)."), _SAVE_XLSX),
    "opendocument": (_("The file is an OpenDocument workbook (.ods)."), _SAVE_XLSX),
    "html_workbook": (_("The file is a web page although its name says .xlsx."), _SAVE_XLSX),
    "encrypted": (
        _("The file is protected by a password."),
        _("Save it without a password and try again."),
    ),
    "macros": (
        _("The workbook holds macros."),
        _("Save it as .xlsx without macros."),
    ),
    "xml_declarations": (
        _("The workbook holds declarations that ordinary programs never write."),
        _SAVE_XLSX,
    ),
    "workbook_damaged": (_("The workbook is damaged."), _SAVE_XLSX),
    "workbook_memory": (_("The workbook needs more memory than it may use."), _IN_PARTS),
    "workbook_time": (_("The workbook was not read within %(limit)s seconds."), _IN_PARTS),
    "too_many_strings": (_("The workbook holds more than %(limit)s different texts."), _IN_PARTS),
    "too_many_sheets": (
        _("The workbook has more than %(limit)s sheets."),
        _("One sheet for each table."),
    ),
    # Cells
    "formula": (
        _("The cell holds a formula whose result was not saved."),
        _("Replace the formula by its value."),
    ),
    "cell_error": (_("The cell shows an error."), _("Replace it by a value.")),
    "time_of_day": (_("The cell is a time of day."), _("Format the cell as text.")),
    "truth_as_text": (_("The cell is TRUE or FALSE."), _("Format the cell as text.")),
    "date_as_text": (
        _("The spreadsheet program has made a date of this cell."),
        _("Format the cell as text and write it again."),
    ),
    "control_character": (
        _("The text holds characters that cannot be shown."),
        _("Write the text again."),
    ),
    "digits_lost": (
        _("The spreadsheet program keeps only fifteen digits of this number."),
        _("Format the cell as text and write it again."),
    ),
    "not_a_slug": (
        _("This is not a short name."),
        _("Small letters, digits and hyphens, for example promise-hjo."),
    ),
    "not_a_number": (_("This is not a number."), _("For example 1234,5 or 1234.5.")),
    "number_too_large": (_("The number is too large."), _("For example 1234,5.")),
    "not_whole": (_("This is not a whole number."), _("For example 12.")),
    "too_many_decimals": (
        _("The number has more decimals than are kept."),
        _("At most %(places)s decimals."),
    ),
    "too_small": (_("The number is too small."), _("%(least)s or more.")),
    "too_big": (_("The number is too large."), _("%(most)s or less.")),
    "not_a_flag": (_("This is neither yes nor no."), _("yes or no (ja or nej)")),
    "not_a_date": (_("This is not a date."), _DATES),
    "date_out_of_range": (_("The date is not between 1900 and 2100."), _DATES),
    "time_in_date": (_("The cell holds a time of day beside the date."), _DATES),
    "not_a_period": (
        _("This is not a period."),
        _("2022, 2022-T2, 2022-Q3, 2022-05 or 2022-01..2022-08"),
    ),
    "not_months": (_("These are not months of a year."), _("For example 01..08.")),
    "text_too_long": (_("The text is longer than %(most)s characters."), _("Shorten the text.")),
    "several_lines": (_("The cell holds several lines."), _("Text on one line.")),
    "not_a_code": (_("The value is not in the list."), "%(codes)s"),
    "not_a_municipality": (
        _("There is no such municipality."),
        _("The four digits of Statistics Sweden or the name, for example 1497 or Hjo."),
    ),
    "named_twice": (_("The list names %(item)s twice."), _("Each once.")),
    "attachment_missing": (
        _("%(item)s lacks its value."),
        _("A value after a colon, for example %(item)s:%(example)s."),
    ),
    "attachment_unexpected": (_("No value belongs after a colon here."), _("Remove it.")),
    # Exports
    "export_ending": (
        _("An export is not written in this form."),
        _("A folder, .zip or .xlsx."),
    ),
    "export_there": (
        _("There is something of that name already."),
        _("A folder that is new or empty, or another name."),
    ),
    "export_nowhere": (_("There is no such folder."), _("A folder that exists.")),
    "export_too_long": (
        _("A text is longer than the %(limit)s characters of a spreadsheet cell."),
        _("Export to a folder or .zip instead."),
    ),
    "required": (_("The cell is empty."), _("A value in every row.")),
}


def sentences(code: str, details: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """What is wrong and what is accepted, in the language in use."""
    problem, accepted = SENTENCES[code]
    filled = details or {}
    return str(problem) % filled, str(accepted) % filled
