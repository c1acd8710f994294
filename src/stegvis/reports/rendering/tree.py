"""The report as a tree: read from HTML, written as HTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from html.parser import HTMLParser

from stegvis.reports.charts.glyphs import without_controls
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.grammar import BLOCKS, TAGS, VOID


@dataclass(eq=False)
class Element:
    """A tag with attributes and children; text is a plain string among the children.

    Children stay as they are once the tree is read: what changes them makes a new element.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    line: int = 0

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed([child for child in one.children if isinstance(child, Element)])

    def all(self, *tags: str) -> list["Element"]:
        """Every element with one of these tags below this one, in the order of the document."""
        return [one for one in self.walk() if one.tag in tags and one is not self]

    def elements(self, *tags: str) -> list["Element"]:
        """The children that are elements, those with one of these tags if any is given."""
        children = [one for one in self.children if isinstance(one, Element)]
        return [one for one in children if not tags or one.tag in tags]

    @cached_property
    def text(self) -> str:
        """All text as a reader sees it: white space drawn together, blocks and breaks as lines."""
        lines = (re.sub(" +", " ", line).strip(" ") for line in _raw_text(self).split("\n"))
        return "\n".join(line for line in lines if line)


def _raw_text(node: Element | str) -> str:
    if isinstance(node, str):
        return re.sub(r"[ \t\n\r\f]+", " ", node)
    if node.tag == "br":
        return "\n"
    around = "\n" if node.tag in BLOCKS else ""
    return around + "".join(map(_raw_text, node.children)) + around


def rewritten(element: Element, change: Callable[[Element], "list[Element | str]"]) -> Element:
    """A copy with every element below replaced by what `change` makes of it, innermost first."""
    children: list[Element | str] = []
    for child in element.children:
        children.extend([child] if isinstance(child, str) else change(rewritten(child, change)))
    return Element(element.tag, dict(element.attributes), children, element.line)


def read(html: str) -> Element:
    """The document as a tree below one `body`.

    Raises RenderingFault if a tag is unknown or not closed where it should be: browsers guess,
    and guesses differ between the five formats.
    """
    reader = _Reader()
    reader.feed(without_controls(html))
    reader.close()
    if len(reader.open) > 1:
        last = reader.open[-1]
        reader.problems.append(f"Line {last.line}: <{last.tag}> is never closed.")
    if reader.problems:
        raise RenderingFault(reader.problems)
    return reader.open[0]


def write(element: Element) -> str:
    """The element as HTML that any reader of XML understands too."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    if element.tag in VOID:
        return f"<{element.tag}{attributes}/>"
    return f"<{element.tag}{attributes}>{inner(element)}</{element.tag}>"


def inner(element: Element) -> str:
    """What is between the tags of the element, as HTML."""
    return "".join(
        escape(child, quote=False) if isinstance(child, str) else write(child)
        for child in element.children
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in TAGS:
            self.problems.append(f"Line {line}: <{tag}> is no part of a report; see grammar.py.")
        if tag in BLOCKS and any(one.tag == "p" for one in self.open):
            self.problems.append(f"Line {line}: <{tag}> stands inside a <p>.")
        attributes = {name: without_controls(value or "") for name, value in attrs}
        element = Element(tag, attributes, [], line)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag:
            self.problems.append(
                f"Line {self.getpos()[0]}: </{tag}> closes nothing; <{self.open[-1].tag}> of line"
                f" {self.open[-1].line} is open."
            )
        if tag in [one.tag for one in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(without_controls(data))

    def unknown_decl(self, data: str) -> None:
        self.problems.append(f"Line {self.getpos()[0]}: <![{data[:20]} is no part of a report.")

    def handle_decl(self, decl: str) -> None:
        self.problems.append(f"Line {self.getpos()[0]}: <!{decl[:20]}> is no part of a report.")

    def handle_pi(self, data: str) -> None:
        self.problems.append(f"Line {self.getpos()[0]}: <?{data[:20]}> is no part of a report.")
