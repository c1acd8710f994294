"""The OpenDocument styles of a report, and the parts of reference.odt that hold them."""

import re

from stegvis.reports.rendering.styles_docx import INK, LINE, QUIET, SANS, SERIF, STYLES, Style

NAMES = {
    "Body Text": "Text_20_body",
    "First Paragraph": "First_20_paragraph",
    "Compact": "List_20_Contents",
    "Table Text": "Table_20_Contents",
    "Block Text": "Quotations",
    "Footnote Text": "Footnote",
    "Table Caption": "TableCaption",
    "Image Caption": "FigureCaption",
    "TOC 1": "Contents_20_1",
    "TOC 2": "Contents_20_2",
}
"""Names that OpenDocument has of its own; all others only lose their spaces."""

LEFT_OUT = ("Section End", "Figure", "Captioned Figure")


def odt_name(name: str) -> str:
    """The style's name as it stands in the files."""
    return NAMES.get(name, name.replace(" ", "_20_"))


def odt_replacements(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The styles of pandoc's reference file, replaced by ours; its name spaces are kept."""
    given = parts["styles.xml"].decode()
    opening = re.search(r"^.*?<office:document-styles[^>]*>", given, re.DOTALL)
    assert opening
    return {
        "styles.xml": f"{opening[0]}{_FONTS}{_styles()}{_PAGES}</office:document-styles>".encode()
    }


def _styles() -> str:
    named = "".join(_style(one) for one in STYLES if one.name not in LEFT_OUT)
    return f"<office:styles>{_DEFAULTS}{named}{_FIXED}{_OUTLINE}</office:styles>"


def _style(style: Style) -> str:
    parent = odt_name(_named(style.based_on))
    parent = "Standard" if parent == "Normal" else parent
    follows = f' style:next-style-name="{odt_name(_named(style.next))}"' if style.next else ""
    first = ' style:master-page-name="Cover"' if style.name == "Cover Association" else ""
    level = f' style:default-outline-level="{style.outline + 1}"' if style.outline >= 0 else ""
    return (
        f'<style:style style:name="{odt_name(style.name)}" style:display-name="{style.name}"'
        f' style:family="paragraph" style:parent-style-name="{parent}"{follows}{level}{first}>'
        f"<style:paragraph-properties {_paragraph(style)}/>"
        f"<style:text-properties {_text(style)}/></style:style>"
    )


def _named(identifier: str) -> str:
    """The name of the style with this Word id."""
    return next((one.name for one in STYLES if one.id == identifier), identifier)


def _points(twentieths: int) -> str:
    return f"{twentieths / 20:g}pt"


def _paragraph(style: Style) -> str:
    sides = {
        "top": f'fo:border-top="0.5pt solid #{LINE}" fo:padding-top="8pt"',
        "bottom": f'fo:border-bottom="0.75pt solid #{INK}" fo:padding-bottom="6pt"',
        "left": f'fo:border-left="0.75pt solid #{LINE}" fo:padding-left="10pt"',
        "": "",
    }
    return " ".join(
        [
            f'fo:margin-top="{_points(style.before)}" fo:margin-bottom="{_points(style.after)}"',
            f'fo:margin-left="{_points(style.indent)}"' if style.indent else "",
            f'fo:line-height="{round(style.line / 2.4)}%"' if style.line > 100 else "",
            'fo:keep-with-next="always"' if style.keep_next else "",
            'fo:break-before="page"' if style.new_page or style.name == "Page Break" else "",
            sides[style.border],
        ]
    )


def _text(style: Style) -> str:
    return " ".join(
        [
            f'style:font-name="{style.font}"' if style.font else "",
            f'fo:font-size="{style.size / 2:g}pt"' if style.size else "",
            'fo:font-weight="bold"' if style.bold else "",
            f'fo:color="#{style.colour}"' if style.colour else "",
        ]
    )


_FONTS = (
    "<office:font-face-decls>"
    + "".join(
        f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"'
        f' style:font-family-generic="{kind}" style:font-pitch="variable"/>'
        for name, kind in ((SANS, "swiss"), (SERIF, "roman"))
    )
    + "</office:font-face-decls>"
)

_DEFAULTS = f"""<style:default-style style:family="paragraph">
<style:paragraph-properties style:tab-stop-distance="12mm" style:writing-mode="page"
 fo:line-height="115%" fo:orphans="2" fo:widows="2"/>
<style:text-properties fo:color="#{INK}" style:font-name="{SANS}" fo:font-size="10.5pt"
 fo:language="sv" fo:country="SE" style:font-size-complex="10.5pt" fo:hyphenate="false"/>
</style:default-style>
<style:default-style style:family="table">
<style:table-properties table:border-model="collapsing"/></style:default-style>
<style:default-style style:family="table-row">
<style:table-row-properties fo:keep-together="auto"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>"""


def _sides() -> str:
    """Variants of the styles of cells that are not to the left."""
    return "".join(
        f'<style:style style:name="Table_20_{kind}_20_{side}" style:family="paragraph"'
        f' style:display-name="Table {kind} {side}" style:parent-style-name="Table_20_{kind}">'
        f'<style:paragraph-properties fo:text-align="{align}"/></style:style>'
        for kind in ("Heading", "Contents")
        for side, align in (("Right", "end"), ("Center", "center"))
    )


_FIXED = f"""<style:style style:name="Table_20_Heading" style:display-name="Table Heading"
 style:family="paragraph" style:parent-style-name="Table_20_Contents">
<style:text-properties fo:font-weight="bold"/></style:style>
{_sides()}<style:style style:name="Internet_20_link" style:display-name="Internet Link"
 style:family="text"><style:text-properties style:text-underline-style="solid"
 style:text-underline-width="auto"/></style:style>
<style:style style:name="Table_20_Term" style:display-name="Table Term" style:family="paragraph"
 style:parent-style-name="Table_20_Contents"><style:text-properties fo:color="#{QUIET}"/>
</style:style>
<style:style style:name="Cover_20_Label" style:display-name="Cover Label" style:family="text">
<style:text-properties fo:color="#{QUIET}"/></style:style>
<style:style style:name="Definition" style:family="text">
<style:text-properties style:text-underline-style="solid" style:text-underline-width="auto"/>
</style:style>
<style:style style:name="Source_Text" style:family="text"/>
<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols"
 style:family="text"/>
<style:style style:name="Numbering_20_Symbols" style:display-name="Numbering Symbols"
 style:family="text"/>
<style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol"
 style:family="text"/>
<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor"
 style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Graphics" style:family="graphic"><style:graphic-properties
 text:anchor-type="as-char" style:vertical-pos="middle" style:vertical-rel="text"/></style:style>
<style:style style:name="Formula" style:family="graphic"><style:graphic-properties
 text:anchor-type="as-char" style:vertical-pos="middle" style:vertical-rel="text"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol"
 text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0"
 text:footnotes-position="page" text:start-numbering-at="document"/>"""

_OUTLINE = (
    '<text:outline-style style:name="Outline">'
    + "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format=""/>'
        for level in range(1, 11)
    )
    + "</text:outline-style>"
)


def _layout(name: str, width: str, height: str, orientation: str) -> str:
    return f"""<style:page-layout style:name="{name}"><style:page-layout-properties
 fo:page-width="{width}" fo:page-height="{height}" style:print-orientation="{orientation}"
 fo:margin-top="12.5mm" fo:margin-bottom="12.5mm" fo:margin-left="25mm" fo:margin-right="25mm"
 style:num-format="1" style:writing-mode="lr-tb" style:footnote-max-height="0mm">
<style:footnote-sep style:width="0.4pt" style:distance-before-sep="2mm"
 style:distance-after-sep="1mm" style:line-style="solid" style:adjustment="left"
 style:rel-width="20%" style:color="#{LINE}"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="12.5mm"
 fo:margin-bottom="7mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="12.5mm"
 fo:margin-top="7mm"/></style:footer-style></style:page-layout>"""


def _tabs(name: str, parent: str, position: str) -> str:
    return f"""<style:style style:name="{name}" style:family="paragraph"
 style:parent-style-name="{parent}"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="{position}" style:type="right"/></style:tab-stops>
</style:paragraph-properties></style:style>"""


def _master(name: str, layout: str, head: str, foot: str) -> str:
    return f"""<style:master-page style:name="{name}" style:page-layout-name="{layout}">
<style:header><text:p text:style-name="{head}">{{association}}<text:tab/>{{period}}</text:p>
</style:header><style:footer><text:p text:style-name="{foot}">{{title}}<text:tab/><text:page-number
 text:select-page="current">1</text:page-number>/<text:page-count>1</text:page-count></text:p>
</style:footer></style:master-page>"""


_PAGES = (
    "<office:automatic-styles>"
    + _layout("Upright", "210mm", "297mm", "portrait")
    + _layout("Across", "297mm", "210mm", "landscape")
    + _tabs("HeadUpright", "Header", "160mm")
    + _tabs("FootUpright", "Footer", "160mm")
    + _tabs("HeadAcross", "Header", "247mm")
    + _tabs("FootAcross", "Footer", "247mm")
    + "</office:automatic-styles><office:master-styles>"
    + _master("Standard", "Upright", "HeadUpright", "FootUpright")
    + _master("Landscape", "Across", "HeadAcross", "FootAcross")
    + '<style:master-page style:name="Cover" style:page-layout-name="Upright"'
    ' style:next-style-name="Standard"/></office:master-styles>'
)
