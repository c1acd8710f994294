"""Colours and patterns of the charts; women teal, men amber with hatch, never pink and blue.

Teal and amber differ little in lightness, so pattern and direct labels carry the difference.
"""

from dataclasses import dataclass

Tokens = dict[str, str]

LIGHT: Tokens = {
    "paper": "#FFFFFF",
    "ink": "#14232B",
    "quiet": "#475569",
    "line": "#D5DADD",
    "teal": "#0B5D57",
    "amber": "#B45309",
    "plum": "#7A3E86",
    "slate": "#475569",
    "on-teal": "#FFFFFF",
    "ramp-1": "#E4F0EE",
    "ramp-2": "#BFDCD8",
    "ramp-3": "#93C3BD",
    "ramp-4": "#62A39C",
    "ramp-5": "#33827A",
    "ramp-6": "#0B5D57",
    "ramp-7": "#063B37",
}
DARK: Tokens = {
    "paper": "#101A1F",
    "ink": "#E9EEF0",
    "quiet": "#B3C0C9",
    "line": "#33444D",
    "teal": "#5EC4B6",
    "amber": "#F0A85C",
    "plum": "#D2A4DC",
    "slate": "#B3C0C9",
    "on-teal": "#101A1F",
    "ramp-1": "#1D302F",
    "ramp-2": "#25474A",
    "ramp-3": "#2C5F5F",
    "ramp-4": "#37807B",
    "ramp-5": "#47A297",
    "ramp-6": "#5EC4B6",
    "ramp-7": "#A5E3DA",
}
VARIABLES: Tokens = {name: f"var(--chart-{name}, {colour})" for name, colour in LIGHT.items()}
"""For SVG inside a web page: follows the custom properties --chart-* of the page's theme."""

THEMES = {"light": LIGHT, "dark": DARK, "variables": VARIABLES}


@dataclass(frozen=True)
class Look:
    """How a series is drawn; each value names a token or a pattern."""

    fill: str
    stroke: str
    label: str = "ink"
    dash: tuple[int, ...] = (1, 0)
    shape: str = "circle"


_SOLID = Look(fill="teal", stroke="teal", label="on-teal")
_HATCH = Look(fill="hatch", stroke="amber")

LOOKS = {
    "woman": _SOLID,
    "man": _HATCH,
    "other": Look(fill="dots", stroke="plum"),
    "unknown": Look(fill="paper", stroke="slate"),
    "in": _SOLID,
    "out": _HATCH,
    "improved": _SOLID,
    "kept_high": Look(fill="ramp-2", stroke="teal"),
    "unchanged": Look(fill="paper", stroke="slate"),
    "worse": _HATCH,
    "start": Look(fill="paper", stroke="teal"),
    "exit": Look(fill="teal", stroke="teal"),
    "line0": Look(fill="teal", stroke="teal"),
    "line1": Look(fill="paper", stroke="amber", dash=(6, 3), shape="square"),
    "line2": Look(fill="plum", stroke="plum", dash=(2, 2), shape="diamond"),
    "line3": Look(fill="paper", stroke="slate", dash=(8, 3, 2, 3), shape="triangle-up"),
}

RAMPS = {
    1: (6,),
    2: (2, 6),
    3: (1, 4, 6),
    4: (1, 3, 5, 6),
    5: (1, 2, 4, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
    7: (1, 2, 3, 4, 5, 6, 7),
}
"""Which steps of the ramp a scale of so many answers uses, from its first answer to its last."""

PATTERNS = {
    "hatch": (
        '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="6" height="6" fill="{paper}"/>'
        '<rect width="2.4" height="6" fill="{amber}"/></pattern>'
    ),
    "dots": (
        '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="{paper}"/>'
        '<circle cx="3" cy="3" r="1.5" fill="{plum}"/></pattern>'
    ),
}


def look(code: str, *, steps: int) -> Look:
    """The look of a series; a step of a scale takes its place on the ramp of `steps` answers."""
    if not code.startswith("step"):
        return LOOKS[code]
    if steps not in RAMPS:
        raise ValueError(f"A distribution shows at most 7 answers, not {steps}: group them.")
    place = RAMPS[steps][int(code.removeprefix("step"))]
    return Look(fill=f"ramp-{place}", stroke="paper", label="on-teal" if place >= 5 else "ink")


def paint(name: str, tokens: Tokens) -> str:
    """The SVG paint of a token or a pattern."""
    return f"url(#{name})" if name in PATTERNS else tokens[name]
