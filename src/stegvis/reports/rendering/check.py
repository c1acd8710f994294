"""Whether a document may be rendered at all: every fault is found before any format begins."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from stegvis.reports.charts import Chart
from stegvis.reports.rendering.bound import bound
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.grammar import (
    ATTRIBUTES,
    CHART,
    CLASSES,
    EVERYWHERE,
    LINKS,
    VALUES,
)
from stegvis.reports.rendering.tables import grid
from stegvis.reports.rendering.tree import Element

HEADINGS = ("h1", "h2", "h3", "h4")


def check(body: Element, *, charts: Mapping[str, Chart], language: str) -> None:
    """Raise RenderingFault with every problem of the document, or return quietly."""
    problems = [
        *_words(body),
        *_pictures(body, charts),
        *_headings(body),
        *_targets(body),
        *_landscapes(body),
        *_fact_boxes(body),
        *_tables(body, language=language),
        *_figures(body, language=language),
    ]
    if problems:
        raise RenderingFault(problems)


def _words(body: Element) -> Iterator[str]:
    """Only known attributes and classes, links only where a reader may go."""
    for one in body.walk():
        for name in one.attributes:
            if name not in EVERYWHERE | ATTRIBUTES.get(one.tag, set()):
                yield f"Line {one.line}: <{one.tag}> may not have the attribute {name}."
        for name in one.classes:
            if name not in CLASSES:
                yield f"Line {one.line}: the class {name} is unknown; known: {', '.join(CLASSES)}."
        yield from _odd_values(one)
        if one.tag == "a" and not one.attributes.get("href", "").startswith(LINKS):
            href = one.attributes.get("href", "")
            yield f"Line {one.line}: a link begins with one of {', '.join(LINKS)}, not {href!r}."


def _odd_values(one: Element) -> Iterator[str]:
    for name, pattern in VALUES.items():
        value = one.attributes.get(name)
        if value is not None and not re.fullmatch(pattern, value):
            yield f"Line {one.line}: {name}={value!r} in <{one.tag}> is not of the form {pattern}."


def _pictures(body: Element, charts: Mapping[str, Chart]) -> Iterator[str]:
    figures = body.all("figure")
    inside = {id(one) for figure in figures for one in figure.elements("img")}
    for one in body.all("img"):
        yield from _picture(one, charts)
        if id(one) not in inside:
            yield f"Line {one.line}: a picture stands in a figure, directly."
    for one in figures:
        if len(one.all("img")) != 1 or len(one.elements("figcaption")) != 1:
            yield f"Line {one.line}: a figure has one picture and one figcaption, the finding."


def _picture(one: Element, charts: Mapping[str, Chart]) -> Iterator[str]:
    source = one.attributes.get("src", "")
    name = source.removeprefix(CHART)
    if not source.startswith(CHART):
        yield (
            f"Line {one.line}: the picture {source!r} is refused: a report shows only its own"
            f" charts (src={CHART}NAME) and fetches nothing."
        )
    elif name not in charts:
        known = ", ".join(charts) or "none"
        yield f"Line {one.line}: there is no chart {name!r}; given are: {known}."
    if not one.attributes.get("alt", "").strip():
        yield f"Line {one.line}: the picture {source!r} needs its finding as alt text."


def _headings(body: Element) -> Iterator[str]:
    before = 0
    for one in body.all(*HEADINGS):
        level = int(one.tag[1])
        if level > before + 1:
            yield f"Line {one.line}: <{one.tag}> {one.text!r} skips a level after h{before}."
        if not one.text:
            yield f"Line {one.line}: <{one.tag}> is empty."
        before = level


def _targets(body: Element) -> Iterator[str]:
    """Footnotes and links inside the document lead somewhere, and to one place only."""
    ids = Counter(one.attributes["id"] for one in body.walk() if "id" in one.attributes)
    for name in (name for name, times in ids.items() if times > 1):
        yield f"The id {name!r} is given {ids[name]} times."
    notes = {one.attributes.get("id") for one in body.all("aside")}
    heads = {one.attributes.get("id") for one in body.all(*HEADINGS)}
    for one in body.all("a"):
        name = one.attributes.get("href", "")[1:]
        is_note = one.attributes.get("epub:type") == "noteref"
        if is_note and name not in notes:
            yield f"Line {one.line}: there is no footnote (aside) with the id {name!r}."
        elif not is_note and one.attributes.get("href", "").startswith("#") and name not in heads:
            yield f"Line {one.line}: there is no heading with the id {name!r} to link to."
    for one in body.all("aside"):
        if one.attributes.get("epub:type") != "footnote" or "id" not in one.attributes:
            yield f'Line {one.line}: an aside is a footnote: epub:type="footnote" and an id.'


def _landscapes(body: Element) -> Iterator[str]:
    outermost = body.elements("section")
    for one in body.all("section"):
        if "landscape" in one.classes and one not in outermost:
            yield f"Line {one.line}: a landscape section stands outermost, in nothing else."


def _fact_boxes(body: Element) -> Iterator[str]:
    for one in body.all("dl"):
        tags = [child.tag for child in one.elements()]
        if tags != ["dt", "dd"] * (len(tags) // 2) or not tags:
            yield f"Line {one.line}: a dl is dt and dd in turn, one dd to every dt."


def _tables(body: Element, *, language: str) -> Iterator[str]:
    for one in body.all("table"):
        try:
            cells = grid(one, language=language).cells
        except ValueError as fault:
            yield str(fault)
            continue
        if not one.elements("caption") or not one.elements("caption")[0].text:
            yield f"Line {one.line}: the table has no caption."
        if not any(cell.part == "thead" for cell in cells):
            yield f"Line {one.line}: the table has no header row (thead)."
        for cell in cells:
            wanted = "col" if cell.part == "thead" else "row"
            if cell.is_header and cell.element.attributes.get("scope") != wanted:
                yield f'Line {cell.element.line}: a th of {cell.part} has scope="{wanted}".'


def _figures(body: Element, *, language: str) -> Iterator[str]:
    for one in body.all("data"):
        try:
            bound(one, language=language)
        except ValueError as fault:
            yield f"Line {one.line}: {fault}"
