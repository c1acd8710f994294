"""Characters that have no place in a report, and those that none of our fonts can write."""

import re
import unicodedata

from stegvis.reports.charts.metrics import writable

NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Control characters and halves of surrogate pairs: no XML may hold them."""
KEPT = frozenset(map(ord, "\t\n\r\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}"))
INVISIBLE = frozenset({"Cf", "Mn"})


def without_controls(text: str) -> str:
    """The text without control characters; one of them in a label ends the drawing program."""
    return NO_TEXT.sub("", text)


def with_names_of_unwritable(text: str) -> str:
    """The text with, for instance, an emoji as "[grinning face]"; invisible marks are dropped.

    PDF/UA allows no character that is shown as an empty box.
    """
    missing = {ord(one) for one in set(text)} - writable() - KEPT
    return text.translate({code: _name(chr(code)) for code in missing}) if missing else text


def _name(character: str) -> str:
    if unicodedata.category(character) in INVISIBLE:
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
