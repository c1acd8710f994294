"""What a report may be made of; anything else is refused, so nothing can load or run anything.

The tags, attributes and classes below are the whole language of report templates. The meaning of
the classes stands beside them; how they look in each format is up to the formats.
"""

BLOCKS = frozenset(
    {
        *("section", "div", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote"),
        *("figure", "figcaption", "dl", "dt", "dd", "aside"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
INLINES = frozenset(
    {
        *("a", "abbr", "br", "cite", "code", "data", "em", "img", "q", "small", "span"),
        *("strong", "sub", "sup", "time"),
    }
)
TAGS = BLOCKS | INLINES
VOID = frozenset({"br", "col", "img"})

EVERYWHERE = frozenset({"id", "class"})
ATTRIBUTES = {
    "a": {"href", "epub:type", "role"},
    "abbr": {"title"},
    "aside": {"epub:type", "role"},
    "data": {"value", "data-figure"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "p": {"lang", "dir"},
    "span": {"lang", "dir"},
    "table": {"data-unit", "data-sheet"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}

CLASSES = {
    "chapter": "section: begins on a new page, with an h1",
    "landscape": "section: on A4 landscape pages of its own, for wide annexes",
    "page-break": "div without content: what follows begins on a new page",
    "facts": "dl: a fact box",
    "lead": "p: the first, larger paragraph of a chapter",
    "source": "p: source and n, below a table or figure",
    "note": "div or p: a remark set apart, with a rule beside it",
    "chart": "figure: a picture with its finding as figcaption",
    "number": "th or td: aligned as a number although it holds none",
}

LINKS = ("https://", "http://", "mailto:", "#")
"""What a link may point to: a reader follows it herself, nothing is fetched."""

CHART = "chart:"
"""What the source of a picture begins with: the name in Document.charts follows."""

VALUES = {
    "id": r"[A-Za-z][A-Za-z0-9_-]*",
    "lang": r"[a-z]{2,3}(-[A-Z]{2})?",
    "dir": "ltr|rtl",
    "start": r"\d{1,4}",
}
"""Forms of the attributes that are passed on as they are."""
