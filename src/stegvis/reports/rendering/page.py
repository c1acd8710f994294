"""Standalone HTML: one file with style, fonts and pictures inside, that fetches nothing.

Charts stand in the page as SVG, so that they use the page's font and can be enlarged; the
policy in the head forbids the page to load or run anything else.
"""

import base64
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from stegvis.reports.charts import NARROW, WIDE, Chart, draw
from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.front import CONTENTS, with_heading_ids
from stegvis.reports.rendering.grammar import CHART
from stegvis.reports.rendering.pandoc import ASSETS
from stegvis.reports.rendering.prepare import with_quotes, with_tables
from stegvis.reports.rendering.tree import Element, rewritten, write

FONTS = (
    ("Source Sans 3", "normal", "source-sans-3-latin-wght-normal.woff2"),
    ("Source Sans 3", "italic", "source-sans-3-latin-wght-italic.woff2"),
    ("Source Serif 4", "normal", "source-serif-4-latin-wght-normal.woff2"),
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
PICTURE = "\x00{name}\x00"

SHELL = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{fonts}
{style}
</style>
</head>
<body>
{cover}
{contents}
<main>
{main}
</main>
</body>
</html>
"""


def render_html(document: Document, *, folder: Path, cache_in: Path | None) -> bytes:
    """The report as a web page; keeps drawn charts in `cache_in`."""
    body = with_heading_ids(with_quotes(with_tables(document), document.words))
    main = write(_for_browsers(body, document)).removeprefix("<body>").removesuffix("</body>")
    for name, chart in document.charts.items():
        main = main.replace(PICTURE.format(name=name), _pictures(chart, cache_in=cache_in))
    page = SHELL.format(
        lang=document.words.locale,
        policy=POLICY,
        title=escape(f"{document.title} – {document.association}"),
        fonts=_fonts(),
        style=(ASSETS / "report.css").read_text("utf-8"),
        cover=write(_cover(document)),
        contents=write(_contents(document, body)),
        main=main,
    )
    return page.encode()


def _pictures(chart: Chart, *, cache_in: Path | None) -> str:
    """The chart drawn for wide and for narrow windows; the style shows the one that fits."""
    sizes = (("wide", WIDE), ("narrow", NARROW))
    return "".join(
        draw(chart, width=width, cache_in=cache_in).svg.replace("<svg", f'<svg class="{size}"', 1)
        for size, width in sizes
    )


def _cover(document: Document) -> Element:
    facts = [
        Element("div", {}, [Element("dt", {}, [label]), Element("dd", {}, [said])])
        for label, said in document.cover
    ]
    lines = [
        Element("p", {"class": "association"}, [document.association]),
        Element("p", {"class": "title"}, [document.title]),
        *[Element("p", {"class": "subtitle"}, [document.subtitle])] * bool(document.subtitle),
        Element("dl", {}, [*facts]),
    ]
    return Element("header", {"class": "cover"}, [*lines])


def _contents(document: Document, body: Element) -> Element:
    entries = [_entry(one) for one in body.all(*CONTENTS[document.contents_depth])]
    title = Element("h2", {"id": "contents"}, [document.words.contents])
    attributes = {"class": "contents", "aria-labelledby": "contents"}
    return Element("nav", attributes, [title, Element("ul", {}, [*entries])])


def _entry(heading: Element) -> Element:
    link = Element("a", {"href": f"#{heading.attributes['id']}"}, [heading.text])
    return Element("li", {"class": heading.tag}, [link])


def _for_browsers(body: Element, document: Document) -> Element:
    """The body with the marks that only browsers need, and places for the pictures."""
    return rewritten(body, _Changes(body, document))


class _Changes:
    """What becomes of each element; called innermost first."""

    def __init__(self, body: Element, document: Document) -> None:
        self.back = document.words.back
        self.numbers = {
            one.attributes["href"][1:]: place for place, one in enumerate(_references(body), 1)
        }

    def __call__(self, one: Element) -> list[Element | str]:
        change = getattr(self, f"_{one.tag}", None)
        return change(one) if change else [one]

    def _img(self, one: Element) -> list[Element | str]:
        return [PICTURE.format(name=one.attributes["src"].removeprefix(CHART))]

    def _a(self, one: Element) -> list[Element | str]:
        if one.attributes.get("epub:type") != "noteref":
            return [one]
        name = one.attributes["href"][1:]
        attributes = {"href": f"#{name}", "id": f"{name}-ref", "role": "doc-noteref"}
        return [Element("sup", {}, [Element("a", attributes, [str(self.numbers[name])])])]

    def _aside(self, one: Element) -> list[Element | str]:
        name = one.attributes["id"]
        attributes = {"href": f"#{name}-ref", "role": "doc-backlink", "aria-label": self.back}
        mark = Element("a", attributes, [str(self.numbers.get(name, ""))])
        return [Element("aside", {"id": name, "role": "doc-footnote"}, [mark, *one.children])]

    def _figure(self, one: Element) -> list[Element | str]:
        """The finding first, then the picture, then its source."""
        caption = one.elements("figcaption")
        rest = [child for child in one.children if child not in caption]
        return [Element("figure", one.attributes, [*caption, *rest])]

    def _colgroup(self, _one: Element) -> list[Element | str]:
        """Widths are for paper; browsers find their own."""
        return []

    def _table(self, one: Element) -> list[Element | str]:
        """Wide tables scroll on their own, by keyboard too."""
        captions = one.elements("caption")
        if not captions:
            return [one]
        name = {"role": "region", "aria-label": captions[0].text}
        return [Element("div", {"class": "scroll", "tabindex": "0", **name}, [one])]


def _references(body: Element) -> list[Element]:
    return [one for one in body.all("a") if one.attributes.get("epub:type") == "noteref"]


def _fonts() -> str:
    folder = files("stegvis.core") / "static" / "core" / "vendor" / "fonts"
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:200 900;'
        f"src:url(data:font/woff2;base64,{_data(folder / name)}) format('woff2')}}"
        for family, style, name in FONTS
    )


def _data(path: Traversable) -> str:
    return base64.b64encode(path.read_bytes()).decode()
