"""Characters that none of our fonts can write are named instead: PDF/UA allows no empty boxes."""

import unicodedata

from stegvis.reports.charts.metrics import writable

KEPT = frozenset(map(ord, "\t\n\r\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}"))
INVISIBLE = frozenset({"Cf", "Mn"})


def with_names_of_unwritable(text: str) -> str:
    """The text with, for instance, an emoji as "[grinning face]"; invisible marks are dropped."""
    missing = {ord(one) for one in set(text)} - writable() - KEPT
    return text.translate({code: _name(chr(code)) for code in missing}) if missing else text


def _name(character: str) -> str:
    if unicodedata.category(character) in INVISIBLE:
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
