"""Makes a report in a test and reads it back."""

from datetime import date

from stegvis.reports.build import build
from stegvis.reports.rendering import Document
from stegvis.reports.request import Request, period_of
from tests.reports.rendering.reading import plain

TODAY = date(2023, 2, 10)
Rows = list[list[str]]


def document(association: str, kind: str = "annual", period: str = "2022", **asked) -> Document:
    """The document, in English unless asked otherwise: that needs no compiled translation."""
    known = {"today": TODAY, "language": "en"} | asked
    return build(Request(kind, association, period_of(period, interim=(1, 8)), **known))


def tables(made: Document) -> dict[str, Rows]:
    """The rows of each table by its caption, as they are read."""
    return {
        plain(table.elements("caption")[0].text): [
            [plain(cell.text) for cell in row.elements("th", "td")] for row in table.all("tr")
        ]
        for table in made.body.all("table")
    }


def findings(made: Document) -> list[str]:
    """What stands above the charts."""
    return [plain(one.text) for one in made.body.all("figcaption")]


def text(made: Document) -> str:
    return plain(made.body.text)


def figures(made: Document) -> dict[str, str]:
    """Key and value of every bound figure."""
    found = made.body.all("data")
    return {one.attributes["data-figure"]: one.attributes["value"] for one in found}
