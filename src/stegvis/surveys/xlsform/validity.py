"""Whether a form is an XLSForm: what pyxform, the reference converter, says of its cells.

It is given cells that we have read, never the file, and needs neither Java nor a network.
"""

from collections.abc import Iterable, Mapping

from pyxform.errors import PyXFormError  # type: ignore[import-untyped]
from pyxform.xls2xform import convert  # type: ignore[import-untyped]

from stegvis.surveys.xlsform.book import CHOICES, SETTINGS, SURVEY, Book

Rows = Iterable[Mapping[str, str]]


def complaint(sheets: Mapping[str, Rows]) -> str:
    """What pyxform has against the form, in its own English; empty when it is valid."""
    given: dict[str, object] = {"sheet_names": list(sheets)}
    for name, rows in sheets.items():
        listed = [dict(row) for row in rows]
        given[name] = listed
        given[f"{name}_header"] = [dict.fromkeys(head for row in listed for head in row)]
    try:
        convert(given, warnings=[], validate=False)
    except PyXFormError as error:
        return str(error)
    return ""


def of_book(book: Book) -> str:
    """What pyxform has against a book that was read."""
    present = (name for name in (SURVEY, CHOICES, SETTINGS) if book[name])
    return complaint({name: [row.cells for row in book[name]] for name in present})
