"""Texts that a page must show as texts: each would run a script if it were let through.

`READY` calls a function of that name, so a page in which one of them runs is known by it.
"""

from html.parser import HTMLParser
from itertools import product

MARK = "zqrun"
CALL = f"{MARK}()"
# What ends the place where a text stands, before the text goes on.
ENDS = (
    "",
    '">',
    "'>",
    '"/>',
    "</textarea>",
    "</title>",
    "</script>",
    "</style>",
    "-->",
    "]]>",
    "</option></select>",
    "</button></form>",
    "\u00a0\u200b",
)
BODIES = (
    f"<script>{CALL}</script>",
    f"<ScRiPt >{CALL}</sCrIpT>",
    f"<script src=data:text/javascript,{CALL}></script>",
    f"<script>/*<![CDATA[*/{CALL}/*]]>*/</script>",
    f"<img src=x onerror={CALL}>",
    f"<img src=x:x onerror='{CALL}'/>",
    f'<img/src="x"/onerror="{CALL}">',
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f'<svg><a xlink:href="javascript:{CALL}"><text>x</text></a></svg>',
    f"<math><mi xlink:href='javascript:{CALL}'>x</mi></math>",
    f"<body onload={CALL}>",
    f"<details open ontoggle={CALL}>x</details>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}></select>",
    f"<textarea autofocus onfocus={CALL}></textarea>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f'<a href="javascript:{CALL}">x</a>',
    f'<a href="JaVaScRiPt:{CALL}">x</a>',
    f'<a href="&#106;avascript:{CALL}">x</a>',
    f"<form action=javascript:{CALL}><button>x</button></form>",
    f"<button formaction=javascript:{CALL}>x</button>",
    f"<base href=javascript:{CALL}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<link rel=stylesheet href=javascript:{CALL}>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<div style=width:expression({CALL})>x</div>",
    f'<div hx-on:click="{CALL}" hx-get="/{MARK}" hx-trigger="load">x</div>',
    f'<div data-hx-vals=\'js:{{x: {CALL}}}\' hx-trigger="load" hx-get="/{MARK}">x</div>',
    f'" onmouseover="{CALL}" x="',
    f"' onfocus='{CALL}' autofocus x='",
    f" onmouseover={CALL} ",
    f"{{{{ {CALL} }}}}{{% {MARK} %}}",
    f"<!--<img src='--><img src=x onerror={CALL}>'>",
    f"\uff1cscript\uff1e{CALL}\uff1c/script\uff1e",
    f"<x contenteditable onblur={CALL}>lose focus</x>",
)
ALL = tuple(end + body for end, body in product(ENDS, BODIES))
LEADS = {"href", "src", "action", "formaction", "data", "xlink:href", "content", "srcdoc"}
RUNS = ("javascript:", "data:", "vbscript:")


class _Reader(HTMLParser):
    """What in a page would run, follow or style because of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_data = ("type", "application/json") in attrs
        if tag in ("script", "style") and not is_data:
            self.inside = tag
        if MARK in tag:
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name, value in attrs if self._runs(name, value or "")]

    def _runs(self, name: str, value: str) -> bool:
        if MARK in name:
            return True
        if MARK not in value:
            return False
        handles = name.startswith(("on", "hx-", "data-hx-")) or name in ("style", "srcdoc")
        said = value.strip().lower().removeprefix("0;url=")
        return handles or (name in LEADS and said.startswith(RUNS))

    def handle_data(self, data: str) -> None:
        if self.inside and MARK in data:
            self.found.append(f"text of <{self.inside}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""


def runs_in(page: str) -> list[str]:
    """What a page holds that a text of ours has become a part of, as more than text."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found
