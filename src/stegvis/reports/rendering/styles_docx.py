"""The Word styles of a report, and the parts of reference.docx that hold them."""

from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

INK, QUIET, LINE, TEAL = "14232B", "475569", "C3CACE", "0B5D57"
SANS, SERIF = "Source Sans 3", "Source Serif 4"
FALLBACK = {SANS: "Calibri", SERIF: "Cambria"}


@dataclass(frozen=True)
class Style:
    """A paragraph style; sizes in half points, distances in twentieths of a point."""

    name: str
    based_on: str = "Normal"
    next: str = ""
    size: int = 0
    font: str = ""
    bold: bool | None = None
    colour: str = ""
    before: int = 0
    after: int = 0
    line: int = 0
    indent: int = 0
    outline: int = -1
    keep_next: bool = False
    new_page: bool = False
    border: str = ""

    @property
    def id(self) -> str:
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


STYLES = (
    Style("Body Text", after=120),
    Style("First Paragraph", based_on="BodyText", next="BodyText", after=120),
    Style("Compact", based_on="BodyText", before=20, after=20),
    Style("Table Text", size=19, before=20, after=20, line=240),
    Style("Lead", based_on="BodyText", next="BodyText", size=25, after=160),
    Style("Source", based_on="BodyText", size=18, colour=QUIET, before=60, after=280),
    Style("Note", based_on="BodyText", after=120, indent=227, border="left"),
    Style("Cover Association", size=26, bold=True, after=3400, border="bottom"),
    Style("Title", next="Subtitle", font=SERIF, size=68, bold=True, after=200, line=240),
    Style("Subtitle", size=34, colour=QUIET, after=200),
    Style("Cover First Fact", based_on="CoverFact", size=22, before=6400, after=80, border="top"),
    Style("Cover Fact", size=22, after=80),
    Style("Contents Heading", font=SERIF, size=46, bold=True, after=300, new_page=True),
    Style("TOC 1", bold=True, before=120, after=40),
    Style("TOC 2", after=40, indent=340),
    Style(
        "Heading 1",
        next="BodyText",
        font=SERIF,
        size=46,
        bold=True,
        after=320,
        outline=0,
        keep_next=True,
        new_page=True,
        line=240,
    ),
    Style(
        "Heading 2",
        next="BodyText",
        font=SERIF,
        size=30,
        bold=True,
        before=400,
        after=160,
        outline=1,
        keep_next=True,
        line=240,
    ),
    Style(
        "Heading 3",
        next="BodyText",
        size=23,
        bold=True,
        before=300,
        after=100,
        outline=2,
        keep_next=True,
    ),
    Style(
        "Heading 4",
        next="BodyText",
        size=21,
        bold=True,
        colour=QUIET,
        before=220,
        after=80,
        outline=3,
        keep_next=True,
    ),
    Style("Block Text", based_on="BodyText", after=120, indent=340, border="left"),
    Style("Footnote Text", size=18, after=40, line=240),
    Style("Caption", bold=True, size=19, before=240, after=80, keep_next=True),
    Style(
        "Table Caption",
        based_on="Caption",
        bold=True,
        size=19,
        before=240,
        after=80,
        keep_next=True,
    ),
    Style("Image Caption", based_on="Caption"),
    Style("Figure", keep_next=True),
    Style("Captioned Figure", based_on="Figure"),
    Style(
        "Figure Title", based_on="Caption", bold=True, size=21, before=280, after=80, keep_next=True
    ),
    Style("Figure Picture", keep_next=True),
    Style("Section End", size=2, line=20),
    Style("Page Break", size=2, line=20),
    Style("Header", size=18, colour=QUIET),
    Style("Footer", size=18, colour=QUIET),
)


def docx_replacements(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Parts of pandoc's reference file, changed."""
    types = parts["[Content_Types].xml"].decode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    return {
        "[Content_Types].xml": types.replace("</Types>", _TYPES + "</Types>").encode(),
        "word/_rels/document.xml.rels": relations.replace(
            "</Relationships>", _RELATIONS + "</Relationships>"
        ).encode(),
    }


def _paragraph_style(style: Style) -> str:
    linked = f'<w:next w:val="{style.next}"/>' if style.next else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{linked}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    spacing = f'w:before="{style.before}" w:after="{style.after}"'
    spacing += f' w:line="{style.line}" w:lineRule="auto"' if style.line else ""
    return "".join(
        [
            "<w:keepNext/>" if style.keep_next else "",
            "<w:pageBreakBefore/>" if style.new_page else "",
            _border(style.border),
            f"<w:spacing {spacing}/>",
            f'<w:ind w:left="{style.indent}"/>' if style.indent else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else "",
        ]
    )


def _border(side: str) -> str:
    if not side:
        return ""
    colour, size, space = {
        "top": (LINE, 4, 8),
        "bottom": (INK, 6, 6),
        "left": (LINE, 6, 10),
    }[side]
    look = f'w:val="single" w:color="{colour}" w:sz="{size}" w:space="{space}"'
    return f"<w:pBdr><w:{side} {look}/></w:pBdr>"


def _run(style: Style) -> str:
    return "".join(
        [
            _fonts(style.font) if style.font else "",
            "" if style.bold is None else "<w:b/><w:bCs/>",
            f'<w:color w:val="{style.colour}"/>' if style.colour else "",
            f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else "",
        ]
    )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def _table_style(name: str, *, heads_row: str = "") -> str:
    def line(side: str, size: int, colour: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'

    def band(kind: str, border: str) -> str:
        return (
            f'<w:tblStylePr w:type="{kind}"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
            f"{border}</w:tcBorders></w:tcPr></w:tblStylePr>"
        )

    borders = line("top", 6, INK) + line("bottom", 6, INK) + line("insideH", 2, LINE)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"{band('firstRow', line('bottom', 6, INK))}{band('lastRow', line('top', 6, INK))}"
        f"{heads_row}</w:style>"
    )


_QUIET_HEADS = (
    f'<w:tblStylePr w:type="firstCol"><w:rPr><w:color w:val="{QUIET}"/></w:rPr></w:tblStylePr>'
)

_DEFAULTS = f"""<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:eastAsia="{SANS}" w:cs="Arial"/>
<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="276" w:lineRule="auto"/>
</w:pPr></w:pPrDefault></w:docDefaults>"""

_FIXED = f"""<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="Footnote Reference"/>
<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/></w:style>
<w:style w:type="character" w:styleId="CoverLabel"><w:name w:val="Cover Label"/>
<w:rPr><w:color w:val="{QUIET}"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>
</w:style>"""

_STYLES = (
    f"{HEADER}<w:styles {W}>{_DEFAULTS}{_FIXED}"
    + "".join(map(_paragraph_style, STYLES))
    + _table_style("Table")
    + _table_style("Facts", heads_row=_QUIET_HEADS)
    + "</w:styles>"
)

_SECTION = """<w:sectPr>
<w:headerReference w:type="default" r:id="rId901"/>
<w:footerReference w:type="default" r:id="rId902"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709"
 w:gutter="0"/></w:sectPr>"""

_DOCUMENT = f"{HEADER}<w:document {W} {R}><w:body><w:p/>{_SECTION}</w:body></w:document>"

_TAB = '<w:pPr><w:pStyle w:val="{0}"/><w:tabs><w:tab w:val="right" w:pos="{1}"/></w:tabs></w:pPr>'


def _text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _band(tag: str, style: str, content: str, *, width: int) -> str:
    paragraph = f"<w:p>{_TAB.format(style, width)}{content}</w:p>"
    return f"{HEADER}<w:{tag} {W}>{paragraph}</w:{tag}>"


_HEAD = _text("{association}") + "<w:r><w:tab/></w:r>" + _text("{period}")
_FOOT = _text("{title}") + "<w:r><w:tab/></w:r>" + _field("PAGE") + _text("/") + _field("NUMPAGES")

UPRIGHT, ACROSS = 9072, 14004
"""Text width in twentieths of a point, portrait and landscape."""

_PARTS = {
    "header1": _band("hdr", "Header", _HEAD, width=UPRIGHT),
    "footer1": _band("ftr", "Footer", _FOOT, width=UPRIGHT),
    "header2": _band("hdr", "Header", _HEAD, width=ACROSS),
    "footer2": _band("ftr", "Footer", _FOOT, width=ACROSS),
}
_IDS = {"header1": 901, "footer1": 902, "header2": 903, "footer2": 904}

_FONT_TABLE = (
    f"{HEADER}<w:fonts {W}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in FALLBACK.items()
    )
    + "</w:fonts>"
)

_SETTINGS = f"""{HEADER}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>
<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
<w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
</w:settings>"""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "".join(
    f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{name[:-1]}+xml"/>'
    for name in _PARTS
)
_RELATIONS = "".join(
    f'<Relationship Id="rId{_IDS[name]}" Type="{_OFFICE}/{name[:-1]}" Target="{name}.xml"/>'
    for name in _PARTS
)

DOCX_PARTS = {
    "word/styles.xml": _STYLES.encode(),
    "word/document.xml": _DOCUMENT.encode(),
    "word/fontTable.xml": _FONT_TABLE.encode(),
    "word/settings.xml": _SETTINGS.encode(),
    **{f"word/{name}.xml": content.encode() for name, content in _PARTS.items()},
}
