"""Row headers in the structure tree of a PDF.

Typst tags every cell of a table's body as data (its own marking of row headers is behind a switch
that the Python package does not have). Here the cells that head a row become TH with a scope and
a name, and the cells of the row refer to them. The file is written by Typst with plain objects
and a plain cross-reference table, so it is read and written here object by object.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ROOT = b"<</Type/StructTreeRoot"
KIDS = re.compile(rb"/K\[([^\]]*)\]")


@dataclass
class _File:
    """The objects of a PDF by number, and everything needed to write it again."""

    opening: bytes
    objects: dict[int, bytes]
    trailer: bytes

    def kids(self, number: int) -> list[int]:
        found = KIDS.search(self.objects[number])
        return [int(one) for one in re.findall(rb"(\d+) 0 R", found[1])] if found else []

    def role(self, number: int) -> str:
        found = re.search(rb"/Type/StructElem/S/(\w+)", self.objects[number])
        return found[1].decode() if found else ""


def with_row_headers(pdf: bytes, tables: Sequence[Sequence[Sequence[bool]]]) -> bytes:
    """The PDF with its row headers marked.

    `tables` says for every table in the order of the document, for every row and written cell
    whether it heads its row. Raises ValueError if the PDF has other tables than those.
    """
    if not any(heads for table in tables for row in table for heads in row):
        return pdf
    file = _read(pdf)
    found = [rows for root in _roots(file) for rows in _tables(file, root)]
    shape = [[len(row) for row in rows] for rows in found]
    if shape != [[len(row) for row in table] for table in tables]:
        raise ValueError("The tables of the PDF are not those of the document: cells are missing.")
    names: dict[bytes, int] = {}
    for rows, table in zip(found, tables, strict=True):
        _mark_table(file, rows, table, names)
    _register(file, names)
    return _write(file)


def _read(pdf: bytes) -> _File:
    start = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf)[1])  # type: ignore[index]
    head, count = re.match(rb"xref\s+0 (\d+)\s+", pdf[start:]), 0
    if not head:
        raise ValueError("The PDF has no plain cross-reference table.")
    count = int(head[1])
    entries = start + head.end()
    offsets = [int(pdf[entries + 20 * n : entries + 20 * n + 10]) for n in range(1, count)]
    objects = {}
    for number, (at, end) in enumerate(zip(offsets, [*offsets[1:], start], strict=True), start=1):
        found = re.match(rb"\d+ 0 obj\n(.*)\nendobj\s*$", pdf[at:end], re.DOTALL)
        if not found:
            raise ValueError(f"Object {number} of the PDF is not where it should be.")
        objects[number] = found[1]
    trailer = re.search(rb"trailer\s*(<<.*>>)\s*startxref", pdf[start:], re.DOTALL)
    return _File(pdf[: offsets[0]], objects, trailer[1])  # type: ignore[index]


def _write(file: _File) -> bytes:
    parts, at, offsets = [file.opening], len(file.opening), []
    for number, content in file.objects.items():
        offsets.append(at)
        part = b"%d 0 obj\n%s\nendobj\n\n" % (number, content)
        parts.append(part)
        at += len(part)
    lines = b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f\r\n%s" % (len(offsets) + 1, lines))
    parts.append(b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (file.trailer, at))
    return b"".join(parts)


def _roots(file: _File) -> list[int]:
    return [
        kid
        for number, content in file.objects.items()
        if content.startswith(ROOT)
        for kid in file.kids(number)
    ]


def _tables(file: _File, number: int) -> list[list[list[int]]]:
    """Rows of cells of every table below this element, in the order of the document."""
    if file.role(number) == "Table":
        return [_rows(file, number)]
    return [table for kid in file.kids(number) for table in _tables(file, kid)]


def _rows(file: _File, number: int) -> list[list[int]]:
    rows = []
    for kid in file.kids(number):
        if file.role(kid) == "TR":
            rows.append([one for one in file.kids(kid) if file.role(one) in ("TH", "TD")])
        elif file.role(kid) in ("THead", "TBody", "TFoot"):
            rows += _rows(file, kid)
    return rows


def _mark_table(
    file: _File,
    rows: Sequence[Sequence[int]],
    table: Sequence[Sequence[bool]],
    names: dict[bytes, int],
) -> None:
    reach: list[tuple[bytes, int]] = []
    for cells, heads in zip(rows, table, strict=True):
        for cell, is_head in zip(cells, heads, strict=True):
            if is_head:
                name = b"R%d" % cell
                names[name] = cell
                reach.append((name, _rows_of(file, cell)))
                _mark_head(file, cell, name)
        for cell, is_head in zip(cells, heads, strict=True):
            if not is_head:
                _refer(file, cell, [name for name, _ in reach])
        reach = [(name, left - 1) for name, left in reach if left > 1]


def _rows_of(file: _File, cell: int) -> int:
    found = re.search(rb"/RowSpan (\d+)", file.objects[cell])
    return int(found[1]) if found else 1


def _mark_head(file: _File, cell: int, name: bytes) -> None:
    content = file.objects[cell].replace(b"/S/TD", b"/S/TH/ID(%s)" % name, 1)
    file.objects[cell] = content.replace(b"<</O/Table", b"<</O/Table/Scope/Row", 1)


def _refer(file: _File, cell: int, names: list[bytes]) -> None:
    more = b"".join(b"(%s)" % name for name in names)
    file.objects[cell] = re.sub(
        rb"/Headers\[([^\]]*)\]",
        lambda old: b"/Headers[%s%s]" % (old[1], more),
        file.objects[cell],
        count=1,
    )


def _register(file: _File, names: dict[bytes, int]) -> None:
    """Names are found through the sorted list at the root of the tree."""
    root, content = next(
        (number, content) for number, content in file.objects.items() if content.startswith(ROOT)
    )
    old = re.search(rb"/IDTree<</Names\[(.*?)\]>>", content, re.DOTALL)
    pairs = dict(re.findall(rb"\(([^)]*)\)(\d+) 0 R", old[1] if old else b""))
    pairs |= {name: b"%d" % at for name, at in names.items()}
    tree = b"".join(b"(%s)%s 0 R" % pair for pair in sorted(pairs.items()))
    rest = content.replace(old[0], b"") if old else content
    file.objects[root] = rest.replace(ROOT, ROOT + b"/IDTree<</Names[%s]>>" % tree, 1)
