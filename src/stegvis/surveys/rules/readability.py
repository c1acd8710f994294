"""How hard a Swedish text is to read: LIX, words a sentence plus the share of long words.

Under 30 is very easy (children's books), 30-40 easy, above that ordinary prose and harder.
"""

import re
from collections.abc import Iterable

EASIEST = 30  # easy Swedish is kept at or below
LONG = 6  # a long word has more letters
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
_END = re.compile(r"[.!?:]+(?:\s|$)")


def lix(texts: Iterable[str]) -> int:
    """The LIX of `texts` taken together, each ending a sentence; 0 without words."""
    words, sentences, long_words = 0, 0, 0
    for text in texts:
        found = _WORD.findall(text)
        if not found:
            continue
        words += len(found)
        long_words += sum(len(word) > LONG for word in found)
        sentences += max(1, len(_END.findall(text.strip())))
    return round(words / sentences + 100 * long_words / words) if words else 0
