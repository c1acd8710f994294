"""The report as Typst source, for the functions of report.typ.

Written straight from the tree: every tag of `grammar.py` has its function here or there, and
every punctuation mark of the text is escaped, so no text can mean anything in Typst. (Pandoc can
write Typst too, but drops alt texts, languages, row headers and foot rows, takes punctuation for
commands, and needs as long as all the rest of the work.)
"""

import re
from collections.abc import Callable, Mapping

from stegvis.reports.rendering.grammar import BLOCKS, CHART
from stegvis.reports.rendering.tree import Element

WRAPPERS = ("lead", "source", "note", "landscape")
"""Classes that are functions of report.typ."""


def typst_source(body: Element, *, pictures: Mapping[str, str]) -> str:
    """The body as Typst markup; `body` has its tables laid out, `pictures` are files by name."""
    return _Writer(body, pictures).flow(body)


def literal(text: str) -> str:
    """The text in markup: a backslash before a punctuation mark makes it mean itself."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", re.sub(r"[ \t\n\r\f]+", " ", text))


def quoted(text: str) -> str:
    """The text as a string of Typst's code."""
    plain = re.sub(r"[ \t\n\r\f]+", " ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Writer:
    def __init__(self, body: Element, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures
        self.notes = {one.attributes["id"]: one for one in body.all("aside")}

    def flow(self, element: Element) -> str:
        """The content of an element: blocks apart, runs of inlines as paragraphs between them."""
        parts, run = [], ""
        for child in element.children:
            if isinstance(child, Element) and child.tag in BLOCKS:
                parts += [run.strip(" "), self.block(child)]
                run = ""
            else:
                run += self.inline(child)
        return "\n\n".join(part for part in [*parts, run.strip(" ")] if part)

    def inline(self, node: Element | str) -> str:
        if isinstance(node, str):
            return literal(node)
        write = _INLINES.get(node.tag)
        content = write(self, node) if write else self.inlines(node)
        return _in_language(node, content)

    def inlines(self, element: Element) -> str:
        return "".join(self.inline(child) for child in element.children)

    def block(self, element: Element) -> str:
        return _BLOCKS[element.tag](self, element)

    def wrapped(self, element: Element) -> str:
        content = _in_language(element, self.flow(element))
        for name in WRAPPERS:
            if name in element.classes:
                return f"#{name}[{content}]"
        return content

    def div(self, element: Element) -> str:
        return (
            "#pagebreak(weak: true)" if "page-break" in element.classes else self.wrapped(element)
        )

    def heading(self, element: Element) -> str:
        name = element.attributes.get("id")
        label = f" <{name}>" if name else ""
        return f"#heading(level: {element.tag[1]})[{self.inlines(element)}]{label}"

    def items(self, element: Element) -> str:
        name = "list" if element.tag == "ul" else "enum"
        start = element.attributes.get("start")
        first = f"start: {start}, " if start else ""
        items = ", ".join(f"[{self.flow(one)}]" for one in element.elements("li"))
        return f"#{name}({first}{items})"

    def quote(self, element: Element) -> str:
        return f"#quote[{self.flow(element)}]"

    def figure(self, element: Element) -> str:
        """The finding, the picture and what belongs to it, never apart."""
        image, caption = element.all("img")[0], element.elements("figcaption")[0]
        rest = [one for one in element.elements() if one is not caption and one is not image]
        file = self.pictures[image.attributes["src"].removeprefix(CHART)]
        picture = f"image({quoted(file)}, alt: {quoted(image.attributes['alt'])}, width: 100%)"
        below = self.flow(Element("div", {}, [*rest]))
        return f"#together[#chart(caption: [{self.inlines(caption)}], {picture})\n\n{below}]"

    def table(self, element: Element) -> str:
        if "facts" in element.classes:
            rows = self.rows(element.elements("tbody"))
            return f"#facts(columns: {_columns(element)}, {rows})"
        parts = {part: element.elements(part) for part in ("thead", "tbody", "tfoot")}
        counts = [sum(len(one.elements("tr")) for one in part) for part in parts.values()]
        settings = [
            f"columns: {_columns(element)}, heads: {counts[0]}, feet: {counts[2]}",
            f"last: {sum(counts) - 1}, dense: {_flag('dense', element)}",
            f"whole-rows: {_flag('whole-rows', element)}",
            f"caption: [{self.inlines(element.elements('caption')[0])}]",
            f"table.header({self.rows(parts['thead'], height='bottom')})",
        ]
        if counts[2]:
            rows = self.rows(parts["tbody"])
            foot = f"table.footer(repeat: false, {self.rows(parts['tfoot'])})"
            return f"#data-table({', '.join(settings)}, {rows}{foot})"
        return f"#data-table({', '.join(settings)}, {self.rows(parts['tbody'])})"

    def rows(self, sections: list[Element], *, height: str = "top") -> str:
        cells = (
            self.cell(cell, height)
            for section in sections
            for row in section.elements("tr")
            for cell in row.elements("th", "td")
        )
        return "".join(cells)

    def cell(self, cell: Element, height: str) -> str:
        side = cell.attributes["style"].removeprefix("text-align: ")
        spans = "".join(
            f", {name}: {cell.attributes[name]}"
            for name in ("rowspan", "colspan")
            if name in cell.attributes
        )
        return f"table.cell(align: {side} + {height}{spans})[{self.flow(cell)}], "

    def link(self, element: Element) -> str:
        target = element.attributes["href"]
        if element.attributes.get("epub:type") == "noteref":
            return f"#footnote[{self.flow(self.notes[target[1:]])}]"
        place = f"<{target[1:]}>" if target.startswith("#") else quoted(target)
        return f"#link({place})[{self.inlines(element)}]"


def _in_language(element: Element, content: str) -> str:
    lang, direction = element.attributes.get("lang"), element.attributes.get("dir")
    settings = []
    if lang:
        name, _, region = lang.partition("-")
        settings.append(f"lang: {quoted(name)}, region: {quoted(region) if region else 'none'}")
    if direction:
        settings.append(f"dir: {direction}")
    return f"#text({', '.join(settings)})[{content}]" if settings else content


def _columns(table: Element) -> str:
    widths = [one.attributes["style"].removeprefix("width: ") for one in table.all("col")]
    return f"({', '.join(widths)},)"


def _flag(name: str, element: Element) -> str:
    return "true" if name in element.classes else "false"


def _calls(name: str) -> Callable[[_Writer, Element], str]:
    return lambda writer, element: f"#{name}[{writer.inlines(element)}]"


_INLINES: dict[str, Callable[[_Writer, Element], str]] = {
    "a": _Writer.link,
    "br": lambda _writer, _element: "#linebreak()",
    "code": lambda _writer, element: f"#raw({quoted(element.text)})",
    "em": _calls("emph"),
    "strong": _calls("strong"),
    "sub": _calls("sub"),
    "sup": _calls("super"),
}

_BLOCKS: dict[str, Callable[[_Writer, Element], str]] = {
    "aside": lambda _writer, _element: "",
    "blockquote": _Writer.quote,
    "div": _Writer.div,
    "figure": _Writer.figure,
    **dict.fromkeys(("h1", "h2", "h3", "h4"), _Writer.heading),
    **dict.fromkeys(("ol", "ul"), _Writer.items),
    **dict.fromkeys(("p", "section"), _Writer.wrapped),
    "table": _Writer.table,
}
