"""What can be measured on a page: accessibility, contrast, sizes, overflow, focus."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The colour behind an element: the first ancestor that has one.
_COLOURS = """
const parts = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const solid = (text) => { const p = parts(text); return p.length === 3 || p[3] === 1; };
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (solid(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
const light = (text) => {
  const [r, g, b] = parts(text).slice(0, 3).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
};
const seen = (element) => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 1 && box.height > 1 && style.visibility === "visible";
};
const name = (element) => element.outerHTML.slice(0, 120);
"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page, one line a rule."""
    page.evaluate(AXE)
    found = page.evaluate(
        "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{each['id']}: {[node['html'][:100] for node in each['nodes']]}"
        for each in found["violations"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def pale_edges(page: Page) -> list[Any]:
    """Fields and buttons whose edge or surface differs too little from what is behind them."""
    return page.evaluate(f"""() => {{ {_COLOURS}
      const found = [];
      const asked = "main :is(input, select, textarea, .ds-button)";
      for (const element of document.querySelectorAll(asked)) {{
        if (!seen(element) || element.type === "hidden") continue;
        const style = getComputedStyle(element);
        const around = behind(element.parentElement);
        const edges = [style.borderTopColor, style.backgroundColor].filter(solid);
        const quiet = element.dataset.variant === "tertiary";
        const best = Math.max(0, ...edges.map((colour) => contrast(colour, around)));
        if (best < 3 && !quiet) found.push([name(element), best]);
      }}
      return found;
    }}""")


def small_targets(page: Page, least: int = 24) -> list[Any]:
    """Links, buttons and fields under `least` pixels; links within a sentence are exempt."""
    return page.evaluate(
        f"""(least) => {{ {_COLOURS}
      const exempt = (element) => element.closest("p, dd, h1, h3, .error-summary li");
      return [...document.querySelectorAll("a, button, input, select, summary, textarea")]
        .filter((element) => seen(element) && element.type !== "hidden" && !exempt(element))
        .filter((element) => !element.matches(".skip"))
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => Math.round(box.width) < least || Math.round(box.height) < least)
        .map(([element, box]) => [name(element), box.width, box.height]);
    }}""",
        least,
    )


def unnamed_tables(page: Page) -> list[str]:
    """Tables without a caption, with a head that has no scope, or not in a named scroll region."""
    return page.evaluate(f"""() => {{ {_COLOURS}
      const named = (table) => {{
        const region = table.closest("[role=region][tabindex='0']");
        const name = region && document.getElementById(region.getAttribute("aria-labelledby"));
        return name && name.textContent.trim() && table.caption
          && [...table.querySelectorAll("th")].every((head) => head.scope);
      }};
      return [...document.querySelectorAll("table")].filter((table) => !named(table)).map(name);
    }}""")


def spaced_text(page: Page) -> None:
    """The text spacing that a page must bear (WCAG 1.4.12)."""
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        + " word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }");
      document.adoptedStyleSheets = [sheet];
    }""")


def focus(page: Page) -> dict[str, Any]:
    """What has focus: its words, whether its focus is marked, and whether it can be seen."""
    return page.evaluate(f"""() => {{ {_COLOURS}
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const at = document.elementFromPoint(
        Math.min(box.left + box.width / 2, innerWidth - 1), box.top + Math.min(box.height / 2, 12));
      return {{
        tag: element.tagName,
        id: element.id,
        words: (element.innerText || element.value || element.name || "").trim().slice(0, 60),
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        contrast: contrast(style.outlineColor, behind(element.parentElement || element)),
        hidden: !(at && (element.contains(at) || at.contains(element))),
      }};
    }}""")
