"""What pandoc leaves out of the XML of an OpenDocument text, put in.

Alt texts, contents that can be updated, landscape pages, the rules of tables, their row headers
and the places that merged cells cover, and the language of scripts written from right to left.
"""

from io import BytesIO
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring

from stegvis.reports.rendering.styles_docx import INK, LINE
from stegvis.reports.rendering.tree import Element
from stegvis.reports.rendering.words import Words

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
for _prefix, _uri in NAMESPACES.items():
    ET.register_namespace(_prefix, _uri)

CELL_BORDERS = {
    "ReportHead": (INK, INK),
    "ReportBody": ("", LINE),
    "ReportLast": ("", INK),
    "ReportFoot": (INK, INK),
}
"""Cell styles: the colours of the rules above and below."""


SIDES = {
    "text-align: left": "",
    "text-align: center": "_20_Center",
    "text-align: right": "_20_Right",
}


def _q(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def finished(xml: bytes, body: Element, *, words: Words) -> bytes:
    """The content with everything in place; `body` is the tree it was made from."""
    root = fromstring(xml)
    styles = root.find(_q("office:automatic-styles"))
    text = root.find(f"{_q('office:body')}/{_q('office:text')}")
    assert styles is not None
    assert text is not None
    _languages(styles)
    _pictures(text, body)
    _tables(text, styles, body)
    _turns(text, styles)
    _contents(text, words)
    out = BytesIO()
    ET.ElementTree(root).write(out, encoding="UTF-8", xml_declaration=True)
    return out.getvalue()


def _languages(styles: ET.Element) -> None:
    """A language counts for Arabic script only when it is given for complex scripts as well."""
    for one in styles.iter(_q("style:text-properties")):
        language = one.get(_q("fo:language"))
        if language:
            one.set(_q("style:language-complex"), language)
            one.set(_q("style:country-complex"), one.get(_q("fo:country"), "none"))


def _pictures(text: ET.Element, body: Element) -> None:
    frames = list(text.iter(_q("draw:frame")))
    for frame, image in zip(frames, body.all("img"), strict=True):
        frame.set(_q("text:anchor-type"), "as-char")
        title = ET.SubElement(frame, _q("svg:title"))
        title.text = image.attributes["alt"]


def _turns(text: ET.Element, styles: ET.Element) -> None:
    """The first paragraph or heading after a mark begins a page of the orientation it names."""
    turn = ""
    for place, one in enumerate(list(text)):
        style = one.get(_q("text:style-name"), "")
        if style.startswith("Mark_"):
            turn = style.removeprefix("Mark_")
            text.remove(one)
        elif turn and one.tag in (_q("text:p"), _q("text:h")):
            name = f"{turn}{place}"
            attributes = {
                "style:name": name,
                "style:family": "paragraph",
                "style:parent-style-name": style,
                "style:master-page-name": turn,
            }
            ET.SubElement(styles, _q("style:style"), {_q(k): v for k, v in attributes.items()})
            one.set(_q("text:style-name"), name)
            turn = ""


def _contents(text: ET.Element, words: Words) -> None:
    """The lines of the contents become an index that the program can update."""
    children = list(text)
    styles = [one.get(_q("text:style-name"), "") for one in children]
    if "Contents_20_Heading" not in styles:
        return
    start = styles.index("Contents_20_Heading")
    lines = [
        one
        for one, style in zip(children, styles, strict=True)
        if style.startswith("Contents_20_") and style != "Contents_20_Heading"
    ]
    index = ET.Element(_q("text:table-of-content"), {_q("text:name"): words.contents})
    source = ET.SubElement(
        index, _q("text:table-of-content-source"), {_q("text:outline-level"): "2"}
    )
    title = ET.SubElement(
        source, _q("text:index-title-template"), {_q("text:style-name"): "Contents_20_Heading"}
    )
    title.text = words.contents
    inside = ET.SubElement(index, _q("text:index-body"))
    head = ET.SubElement(inside, _q("text:index-title"), {_q("text:name"): "contents-title"})
    for one in (children[start], *lines):
        text.remove(one)
        (head if one is children[start] else inside).append(one)
    text.insert(start, index)


def _tables(text: ET.Element, styles: ET.Element, body: Element) -> None:
    for name, (above, below) in CELL_BORDERS.items():
        style = ET.SubElement(
            styles, _q("style:style"), {_q("style:name"): name, _q("style:family"): "table-cell"}
        )
        ET.SubElement(style, _q("style:table-cell-properties"), _borders(above, below))
    rules = {one.get(_q("style:name")): one for one in styles.iter(_q("style:style"))}
    tables = list(text.iter(_q("table:table")))
    for table, element in zip(tables, body.all("table"), strict=True):
        width = rules[table.get(_q("table:style-name"))].find(_q("style:table-properties"))
        if width is not None:
            width.set(_q("table:align"), "left")
            width.set(_q("fo:margin-bottom"), "2mm")
        _table(table, element)


def _borders(above: str, below: str) -> dict[str, str]:
    rules = {"fo:border-left": "none", "fo:border-right": "none"}
    for side, colour in (("top", above), ("bottom", below)):
        width = "0.75pt" if colour == INK else "0.25pt"
        rules[f"fo:border-{side}"] = f"{width} solid #{colour}" if colour else "none"
    rules |= {f"fo:padding-{side}": "1mm" for side in ("top", "bottom")}
    rules |= {f"fo:padding-{side}": "1.8mm" for side in ("left", "right")}
    return {_q(name): value for name, value in rules.items()}


def _table(table: ET.Element, element: Element) -> None:
    rows = list(table.iter(_q("table:table-row")))
    written = element.all("tr")
    feet = {id(row) for foot in element.elements("tfoot") for row in foot.elements("tr")}
    heads = {id(row) for head in element.elements("thead") for row in head.elements("tr")}
    for place, (row, source) in enumerate(zip(rows, written, strict=True)):
        last = place == len(rows) - 1 or id(written[place + 1]) in feet
        style = "ReportLast" if last else "ReportBody"
        style = "ReportHead" if id(source) in heads else style
        style = "ReportFoot" if id(source) in feet else style
        cells = zip(row.findall(_q("table:table-cell")), source.elements("th", "td"), strict=True)
        for cell, written_cell in cells:
            cell.set(_q("table:style-name"), style)
            _name_paragraphs(cell, written_cell, style, is_facts=not heads)
    _cover(rows)
    if any(cell.attributes.get("scope") == "row" for cell in element.all("th")):
        _head_column(table)


def _name_paragraphs(cell: ET.Element, written: Element, style: str, *, is_facts: bool) -> None:
    """Bold in head and foot, numbers to the right, the terms of a fact box quiet."""
    kind = "Heading" if style in ("ReportHead", "ReportFoot") else "Contents"
    kind = "Term" if is_facts and written.tag == "th" else kind
    side = SIDES[written.attributes["style"]]
    for one in cell.findall(_q("text:p")):
        one.set(_q("text:style-name"), f"Table_20_{kind}{side}")


def _cover(rows: list[ET.Element]) -> None:
    """OpenDocument wants every place that a merged cell covers written out."""
    below: dict[int, int] = {}
    for row in rows:
        cells = row.findall(_q("table:table-cell"))
        for cell in cells:
            row.remove(cell)
        below = _placed(row, cells, below)


def _placed(row: ET.Element, cells: list[ET.Element], below: dict[int, int]) -> dict[int, int]:
    """Put the cells into the row; returns for every column how many rows below are covered."""
    column, after = 0, {at: left - 1 for at, left in below.items() if left > 1}
    waiting = list(cells)
    while waiting or column in below:
        if column in below:
            ET.SubElement(row, _q("table:covered-table-cell"))
            column += 1
            continue
        cell = waiting.pop(0)
        row.append(cell)
        wide = int(cell.get(_q("table:number-columns-spanned"), "1"))
        deep = int(cell.get(_q("table:number-rows-spanned"), "1"))
        for step in range(wide):
            if step:
                ET.SubElement(row, _q("table:covered-table-cell"))
            if deep > 1:
                after[column + step] = deep - 1
        column += wide
    return after


def _head_column(table: ET.Element) -> None:
    first = table.find(_q("table:table-column"))
    if first is not None:
        place = list(table).index(first)
        table.remove(first)
        heads = ET.Element(_q("table:table-header-columns"))
        heads.append(first)
        table.insert(place, heads)
