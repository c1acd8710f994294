"""What pandoc leaves out of the XML of a Word document, put in.

Contents as a field that Word can update, head and foot in every section, tables as wide as they
are meant to be and with their row headers marked.
"""

import re
from collections.abc import Iterator

from stegvis.reports.rendering.tree import Element

UPRIGHT, ACROSS = 9072, 14004
"""Text width in twentieths of a point, portrait and landscape."""

FIRST_ROW, LAST_ROW, FIRST_COLUMN, NO_BANDS = 0x0020, 0x0040, 0x0080, 0x0600


def finished(xml: str, body: Element) -> str:
    """The document with contents, sections, tables and pictures as they should be."""
    return _pictures(_tables(_sections(_contents(xml)), body))


def _pictures(xml: str) -> str:
    """The name of a picture's file, here all of its bytes, is no description of it."""
    return re.sub(r'(<pic:cNvPr )descr="data:[^"]*"', r'\1descr=""', xml)


def _contents(xml: str) -> str:
    """The lines of the contents become the result of a field."""
    lines = re.findall(r'<w:p><w:pPr><w:pStyle w:val="TOC\d" ?/></w:pPr>.*?</w:p>', xml, re.DOTALL)
    if not lines:
        return xml
    for place, line in enumerate(lines):
        lines[place] = line.replace('<w:rPr><w:rStyle w:val="Hyperlink" /></w:rPr>', "")
        xml = xml.replace(line, lines[place], 1)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        r' TOC \o "1-2" \h \z \u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    opened = lines[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
    xml = xml.replace(lines[0], opened, 1)
    last = opened if len(lines) == 1 else lines[-1]
    return xml.replace(last, last.removesuffix("</w:p>") + end, 1)


def _sections(xml: str) -> str:
    """Every section has head, foot and margins; only the cover, the first page, goes without."""
    margins = re.findall(r"<w:pgMar [^>]*>", xml)[-1]
    count = 0

    def section(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        across = 'w:orient="landscape"' in found[0]
        head, foot = ("rId903", "rId904") if across else ("rId901", "rId902")
        size = re.search(r"<w:pgSz [^>]*>", found[0])
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{head}"/>'
            f'<w:footerReference w:type="default" r:id="{foot}"/>'
            f'<w:type w:val="nextPage"/>{size[0] if size else ""}{margins}'
            f"{'<w:titlePg/>' if count == 1 else ''}</w:sectPr>"
        )

    return re.sub(r"<w:sectPr>.*?</w:sectPr>", section, xml, flags=re.DOTALL)


def _tables(xml: str, body: Element) -> str:
    """Exact widths, and flags for head row, foot row and the column that heads the rows."""
    tables = _with_room(body)

    def table(found: re.Match[str]) -> str:
        element, room = next(tables)
        total = round(room * int(re.search(r'w:type="pct" w:w="(\d+)"', found[0])[1]) / 5000)  # type: ignore[index]
        changed = re.sub(r"<w:tblW [^>]*>", f'<w:tblW w:type="dxa" w:w="{total}"/>', found[0])
        changed = re.sub(r"<w:tblLook [^>]*>", _look(element), changed)
        changed = changed.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText"/>')
        if "whole-rows" in element.classes:
            changed = changed.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            changed = changed.replace("</w:trPr><w:trPr>", "")
        return _with_columns(changed, total=total)

    return re.sub(r"<w:tbl>.*?</w:tbl>", table, xml, flags=re.DOTALL)


def _with_room(body: Element) -> Iterator[tuple[Element, int]]:
    for part in body.elements():
        room = ACROSS if "landscape" in part.classes else UPRIGHT
        yield from ((one, room) for one in part.walk() if one.tag == "table")


def _with_columns(xml: str, *, total: int) -> str:
    given = [int(one) for one in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    widths = iter([round(one * total / sum(given)) for one in given])
    return re.sub(r"<w:gridCol [^>]*>", lambda _: f'<w:gridCol w:w="{next(widths)}"/>', xml)


def _look(table: Element) -> str:
    head, foot = bool(table.elements("thead")), bool(table.elements("tfoot"))
    heads = any(one.attributes.get("scope") == "row" for one in table.all("th"))
    bits = NO_BANDS | FIRST_ROW * head | LAST_ROW * foot | FIRST_COLUMN * heads
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{head:d}" w:lastRow="{foot:d}"'
        f' w:firstColumn="{heads:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
