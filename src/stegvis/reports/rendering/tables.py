"""Tables as grids: which cell stands where when cells are merged, and which hold numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from stegvis.reports.rendering.bound import Bound, bound
from stegvis.reports.rendering.tree import Element

PARTS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True)
class Cell:
    """A cell at its upper left place; `number` if the cell is one bound figure and nothing else."""

    element: Element
    part: str
    row: int
    column: int
    rows: int
    columns: int
    number: Bound | None

    @property
    def is_header(self) -> bool:
        return self.element.tag == "th"

    @property
    def heads_row(self) -> bool:
        return self.is_header and self.element.attributes.get("scope") == "row"


@dataclass(frozen=True)
class Grid:
    """A table: `cells` row by row as written, rows counted from 0 through head, body and foot."""

    element: Element
    cells: tuple[Cell, ...]
    parts: tuple[str, ...]
    """For every row whether it belongs to thead, tbody or tfoot."""
    columns: int

    @property
    def caption(self) -> str:
        found = self.element.elements("caption")
        return found[0].text if found else ""

    @property
    def unit(self) -> str:
        return self.element.attributes.get("data-unit", "")

    def is_numeric(self, column: int) -> bool:
        """Whether the column shows numbers: at least one, and else nothing but short marks."""
        cells = [
            one
            for one in self.cells
            if one.column == column and one.columns == 1 and one.part != "thead"
        ]
        written = [one for one in cells if not one.is_header]
        numbers = [one for one in written if one.number or "number" in one.element.classes]
        return bool(numbers) and all(
            one in numbers or len(one.element.text) <= 2 for one in written
        )


def grid(table: Element, *, language: str) -> Grid:
    """The table as a grid; ValueError if its rows are not equally long once cells are merged."""
    cells: list[Cell] = []
    parts: list[str] = []
    taken: set[tuple[int, int]] = set()
    for part in PARTS:
        for section in table.elements(part):
            first = len(parts)
            rows = section.elements("tr")
            parts += [part] * len(rows)
            for place, row in enumerate(rows):
                cells += _cells(row, part, first + place, taken, language=language)
            _refuse_overhang(section, taken, last=len(parts) - 1)
    columns = _width(table, taken, rows=len(parts))
    return Grid(table, tuple(cells), tuple(parts), columns)


def _cells(
    row: Element, part: str, place: int, taken: set[tuple[int, int]], *, language: str
) -> Iterator[Cell]:
    column = 0
    for element in row.elements("th", "td"):
        while (place, column) in taken:
            column += 1
        rows, columns = (_span(element, name) for name in ("rowspan", "colspan"))
        taken |= {(place + down, column + on) for down in range(rows) for on in range(columns)}
        number = _number(element, language=language)
        yield Cell(element, part, place, column, rows, columns, number)


def _span(element: Element, name: str) -> int:
    given = element.attributes.get(name, "1")
    if not given.isdecimal() or not 1 <= int(given) <= 1000:
        raise ValueError(f"Line {element.line}: {name}={given!r} is not a number from 1 to 1000.")
    return int(given)


def _number(element: Element, *, language: str) -> Bound | None:
    figures = element.all("data")
    if len(figures) != 1 or figures[0].text != element.text:
        return None
    return bound(figures[0], language=language)


def _refuse_overhang(section: Element, taken: set[tuple[int, int]], *, last: int) -> None:
    if any(row > last for row, _ in taken):
        raise ValueError(f"Line {section.line}: a merged cell reaches below its <{section.tag}>.")


def _width(table: Element, taken: set[tuple[int, int]], *, rows: int) -> int:
    width = max((column for _, column in taken), default=-1) + 1
    if not rows or len(taken) != rows * width:
        raise ValueError(
            f"Line {table.line}: the rows of the table are not equally long once merged cells are"
            f" counted ({rows} rows, {width} columns, {len(taken)} places filled)."
        )
    return width
