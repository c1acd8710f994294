"""Draws a chart: Vega-Lite to SVG by vl-convert, patterns and text alternative put in, PNG from it.

The first drawing of a process takes half a second, later ones 20 to 60 ms: draw in the worker or
from the cache, not in web processes.
"""

import hashlib
import json
import os
import re
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import vl_convert
from defusedxml import ElementTree

from stegvis.reports.charts.chart import Chart, Series
from stegvis.reports.charts.glyphs import with_names_of_unwritable, without_controls
from stegvis.reports.charts.layouts import WIDE, lay_out
from stegvis.reports.charts.legend import legend
from stegvis.reports.charts.metrics import FONTS
from stegvis.reports.charts.themes import PATTERNS, THEMES, Tokens

VERSION = 1
"""Part of every cache key: count up when the drawing changes but no Vega-Lite file does."""

VEGA_LITE = "6.4"


@dataclass(frozen=True)
class Drawing:
    """A drawn chart; width and height in CSS pixels."""

    svg: str
    width: float
    height: float


def draw(
    chart: Chart, *, theme: str = "light", width: int = WIDE, cache_in: Path | None = None
) -> Drawing:
    """The chart as SVG with role, title and description.

    `theme` is light, dark or variables (custom properties --chart-* of the page around it, with
    the light colours where they are not set). With `cache_in` a folder, a chart drawn before is
    read from there: its name is the hash of all that decides how it looks.
    """
    chart = _clean(chart)
    key = _key(chart, theme=theme, width=width)
    kept = _kept(cache_in, f"{key}.svg")
    svg = kept.decode() if kept else _svg(chart, theme=theme, width=width, key=key)
    if not kept:
        _keep(cache_in, f"{key}.svg", svg.encode())
    root = ElementTree.fromstring(svg)
    return Drawing(svg=svg, width=float(root.attrib["width"]), height=float(root.attrib["height"]))


def draw_png(
    chart: Chart, *, width: int = WIDE, scale: float = 2, cache_in: Path | None = None
) -> bytes:
    """The same picture as PNG on white, `scale` pixels a CSS pixel: for Word and OpenDocument."""
    name = f"{_key(_clean(chart), theme='light', width=width)}@{scale:g}.png"
    kept = _kept(cache_in, name)
    if kept:
        return kept
    drawing = draw(chart, width=width, cache_in=cache_in)
    _with_fonts()
    png: bytes = vl_convert.svg_to_png(drawing.svg, scale=scale)
    _keep(cache_in, name, png)
    return png


def specification(chart: Chart, *, theme: str, width: int) -> dict[str, Any]:
    """The Vega-Lite document that is drawn."""
    tokens = THEMES[theme]
    layout = lay_out(chart, width=width, tokens=tokens)
    values: dict[str, object] = {**tokens, **layout.values}
    config = _filled(_template("config"), values)
    return {
        **_filled(_template(layout.template), values),
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": layout.rows},
        "config": config,
    }


def _clean(chart: Chart) -> Chart:
    """The chart without control characters in its words."""
    return Chart(
        kind=chart.kind,
        title=without_controls(chart.title),
        description=without_controls(chart.description),
        series=tuple(Series(one.code, without_controls(one.label)) for one in chart.series),
        points=tuple(
            replace(one, category=without_controls(one.category), shown=without_controls(one.shown))
            for one in chart.points
        ),
    )


def _svg(chart: Chart, *, theme: str, width: int, key: str) -> str:
    _with_fonts()
    drawn = vl_convert.vegalite_to_svg(
        json.dumps(specification(chart, theme=theme, width=width)), vl_version=VEGA_LITE
    )
    tokens = THEMES[theme]
    top = legend(chart, width=width, tokens=tokens)
    height = top.height + round(float(ElementTree.fromstring(drawn).attrib["height"]))
    picture = re.sub(r"<svg[^>]*>", f'<g transform="translate(0,{top.height})">', drawn, count=1)
    picture = picture.replace("</svg>", "</g>") + top.svg
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc>"
        f"{_ground(theme, width, height)}<defs>{_patterns(picture, tokens)}</defs>{picture}</svg>"
    )
    svg = with_names_of_unwritable(svg)
    svg = re.sub(r'<text (?=[^>]*stroke-width="4")', '<text paint-order="stroke" ', svg)
    return _with_own_names(svg, prefix=f"c{key[:10]}-")


def _ground(theme: str, width: int, height: int) -> str:
    """Pictures for print and Word stand on white; those of a web page on the page."""
    return f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>' if theme == "light" else ""


def _patterns(picture: str, tokens: Tokens) -> str:
    used = "".join(PATTERNS[name] for name in PATTERNS if f"url(#{name})" in picture)
    return re.sub(r"\{([a-z0-9-]+)\}", lambda found: tokens[found[1]], used)


def _with_own_names(svg: str, *, prefix: str) -> str:
    """Several charts in one page must not share the names of their patterns and clip paths."""
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", svg)


def _filled(template: Any, values: dict[str, object]) -> Any:
    """The template with every string "{name}" replaced by its value, of whatever type."""
    if isinstance(template, dict):
        return {key: _filled(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, values) for value in template]
    if isinstance(template, str) and re.fullmatch(r"\{[a-z0-9-]+\}", template):
        return values[template[1:-1]]
    return template


@cache
def _template(name: str) -> Any:
    return json.loads((files("stegvis.reports.charts") / f"{name}.vl.json").read_text("utf-8"))


@cache
def _with_fonts() -> None:
    """Make our fonts known to the converter, once a process."""
    vl_convert.register_font_directory(str(FONTS))


def _key(chart: Chart, *, theme: str, width: int) -> str:
    seed = json.dumps(
        [
            *(VERSION, VEGA_LITE, vl_convert.get_vega_version()),
            *(specification(chart, theme=theme, width=width), PATTERNS),
            *(chart.title, chart.description),
        ]
    )
    return hashlib.sha256(seed.encode()).hexdigest()


def _kept(folder: Path | None, name: str) -> bytes | None:
    path = folder / name if folder else None
    return path.read_bytes() if path and path.exists() else None


def _keep(folder: Path | None, name: str, content: bytes) -> None:
    """Written aside and renamed: a reader never sees half a picture."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(aside).replace(folder / name)
