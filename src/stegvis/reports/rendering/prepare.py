"""The tree as pandoc needs it: what pandoc would drop or guess is said in its own terms.

Fact boxes become tables with row headers, paragraphs with a class become named styles, figures
become finding, picture and source, number columns are aligned, column widths are given, and
quotation marks and footnote numbers are written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.grammar import CHART
from stegvis.reports.rendering.tables import Cell, Grid, grid
from stegvis.reports.rendering.tree import Element, rewritten
from stegvis.reports.rendering.widths import LANDSCAPE, PORTRAIT, Widths, widths
from stegvis.reports.rendering.words import Words

STYLES = {"lead": "Lead", "source": "Source", "note": "Note"}
"""Classes of paragraphs and the styles they have in Word and OpenDocument."""

FACT_WIDTHS = (0.32, 0.68)

LEFT = {"style": "text-align: left"}

LONG = 700
"""A row whose cells all are shorter than this many characters is never divided between pages."""

Nodes = list[Element | str]


@dataclass(frozen=True)
class Picture:
    """The file of a chart, and its size in centimetres."""

    name: str
    width: float
    height: float


def prepared(document: Document, *, pictures: Mapping[str, Picture]) -> Element:
    """The body for pandoc; `pictures` are the files of the charts by their names."""
    body = with_quotes(with_tables(document), document.words)
    return rewritten(body, _Changes(pictures))


def with_quotes(body: Element, words: Words) -> Element:
    """The body with the quotation marks of its language written out."""
    first, last = words.quotes

    def change(one: Element) -> Nodes:
        return [first, *one.children, last] if one.tag == "q" else [one]

    return rewritten(body, change)


def with_tables(document: Document) -> Element:
    """The body with every table laid out: alignment of cells, widths of columns, fact boxes."""
    return Element(
        "body",
        {},
        [
            one if isinstance(one, str) else _laid_out(one, document.language)
            for one in document.body.children
        ],
    )


def _laid_out(element: Element, language: str) -> Element:
    room = LANDSCAPE if "landscape" in element.classes else PORTRAIT

    def change(one: Element) -> Nodes:
        if one.tag == "table":
            return [_table(grid(one, language=language), room=room)]
        if one.tag == "dl":
            return [fact_table(one)]
        return [one]

    return change(rewritten(element, change))[0]  # type: ignore[return-value]


def _table(table: Grid, *, room: float) -> Element:
    fit = widths(table, room=room)
    numeric = {column for column in range(table.columns) if table.is_numeric(column)}
    for cell in table.cells:
        cell.element.attributes["style"] = f"text-align: {_side(cell, numeric)}"
    old = [one for one in table.element.children if not _is(one, "colgroup", "caption")]
    caption: Nodes = list(table.element.elements("caption"))
    attributes = dict(table.element.attributes)
    short = all(len(cell.element.text) < LONG for cell in table.cells)
    names = [*table.element.classes, *["dense"] * fit.dense, *["whole-rows"] * short]
    attributes["class"] = " ".join(names)
    return Element("table", attributes, [*caption, _columns(fit), *old], table.element.line)


def _side(cell: Cell, numeric: set[int]) -> str:
    """Numbers and their headings to the right, a heading over several columns in the middle."""
    if cell.part == "thead" and cell.columns > 1:
        return "center"
    in_numbers = cell.columns == 1 and cell.column in numeric and not cell.heads_row
    is_number = bool(cell.number) or "number" in cell.element.classes
    return "right" if is_number or in_numbers else "left"


def _is(node: Element | str, *tags: str) -> bool:
    return isinstance(node, Element) and node.tag in tags


def _columns(fit: Widths) -> Element:
    return Element(
        "colgroup",
        {},
        [Element("col", {"style": f"width: {part * 100:.2f}%"}) for part in fit.columns],
    )


def fact_table(facts: Element) -> Element:
    """A fact box as a table whose rows are headed by their terms."""
    rows: Nodes = []
    children = facts.elements()
    for term, text in zip(children[::2], children[1::2], strict=True):
        head = Element("th", {"scope": "row", **LEFT}, term.children, term.line)
        rows.append(Element("tr", {}, [head, Element("td", {**LEFT}, text.children, text.line)]))
    columns = _columns(Widths(FACT_WIDTHS, dense=False))
    return Element("table", {"class": "facts"}, [columns, Element("tbody", {}, rows)], facts.line)


class _Changes:
    """What becomes of each element on its way to pandoc; called innermost first."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self.pictures = pictures

    def __call__(self, one: Element) -> Nodes:
        change = getattr(self, f"_{one.tag}", None)
        return change(one) if change else [one]

    def _p(self, one: Element) -> Nodes:
        said: dict[str, str] = {
            name: value for name, value in one.attributes.items() if name in ("lang", "dir")
        }
        if said:
            one = Element("p", one.attributes, [Element("span", said, one.children)], one.line)
        style = next((STYLES[name] for name in one.classes if name in STYLES), "")
        return [styled(style, [Element("p", {}, one.children)], one)] if style else [one]

    def _div(self, one: Element) -> Nodes:
        if "note" in one.classes:
            return [styled("Note", one.children, one)]
        return [one]

    def _table(self, one: Element) -> Nodes:
        one.attributes["custom-style"] = "Facts" if "facts" in one.classes else "Table"
        return [one]

    def _img(self, one: Element) -> Nodes:
        picture = self.pictures[one.attributes["src"].removeprefix(CHART)]
        attributes = {
            "src": picture.name,
            "alt": one.attributes["alt"],
            "width": f"{picture.width:.2f}cm",
            "height": f"{picture.height:.2f}cm",
        }
        return [Element("img", attributes, [], one.line)]

    def _figure(self, one: Element) -> Nodes:
        finding = one.elements("figcaption")[0]
        title = styled("Figure Title", [Element("p", {}, finding.children)], finding)
        title.attributes["class"] = "finding"
        rest = [child for child in one.children if child is not finding]
        children: Nodes = [
            styled("Figure Picture", [Element("p", {}, [child])], one)
            if _is(child, "img")
            else child
            for child in rest
        ]
        return [Element("div", {"class": "chart"}, [title, *children], one.line)]

    def _section(self, one: Element) -> Nodes:
        return [Element("div", one.attributes, one.children, one.line)]


def styled(style: str, children: Nodes, source: Element) -> Element:
    """A div with a class for Typst and a paragraph style for Word and OpenDocument."""
    attributes = {key: value for key, value in source.attributes.items() if key != "class"}
    name = style.lower().replace(" ", "-")
    return Element(
        "div", {"class": name, "custom-style": style, **attributes}, children, source.line
    )
