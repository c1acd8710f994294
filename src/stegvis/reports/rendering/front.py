"""Cover and contents as HTML, for the formats that have no template of their own to make them."""

from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.tree import Element, rewritten

CONTENTS = {1: ("h1",), 2: ("h1", "h2")}
"""Headings in the contents, by depth."""


def with_heading_ids(body: Element) -> Element:
    """A copy of the body in which every h1 and h2 has an id to be linked to."""
    count = 0

    def change(one: Element) -> list[Element | str]:
        nonlocal count
        if one.tag in ("h1", "h2"):
            count += 1
            one.attributes.setdefault("id", f"part-{count}")
        return [one]

    return rewritten(body, change)


def front(document: Document, body: Element) -> list[Element | str]:
    """Cover and contents in named styles; `body` has ids on its headings."""
    return [*_cover(document), _contents(document, body)]


def _cover(document: Document) -> list[Element | str]:
    lines = [
        _styled("Cover Association", [document.association]),
        _styled("Title", [document.title]),
        _styled("Subtitle", [document.subtitle]),
    ]
    for place, (label, said) in enumerate(document.cover):
        head = Element("span", {"custom-style": "Cover Label"}, [f"{label}: "])
        style = "Cover Fact" if place else "Cover First Fact"
        lines.append(_styled(style, [head, Element("strong", {}, [said])]))
    return [one for one in lines if one.text]


def _contents(document: Document, body: Element) -> Element:
    entries: list[Element | str] = [_styled("Contents Heading", [document.words.contents])]
    for one in body.all(*CONTENTS[document.contents_depth]):
        link = Element("a", {"href": f"#{one.attributes['id']}"}, [one.text])
        entries.append(_styled(f"TOC {one.tag[1]}", [link]))
    return Element("div", {"class": "contents"}, entries)


def _styled(style: str, children: list[Element | str]) -> Element:
    return Element("div", {"custom-style": style}, [Element("p", {}, children)])
