"""Noticing that a row without a version of its own was changed while somebody wrote.

A form carries the mark of what it was opened with; the verb compares it, under a lock, with the
mark of what is stored.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

LENGTH = 24  # characters: enough that two versions never share a mark


class Changed(Exception):
    """Someone else changed the row meanwhile; `said` is what it says now, by field."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        super().__init__("Someone else has changed this since you opened it.")
        self.said = said


def mark(said: Mapping[str, Any]) -> str:
    """A mark that is the same as long as the row says the same."""
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def require(said: Mapping[str, Any], *, seen: str | None) -> None:
    """Raise Changed unless the row still says what was `seen`; None asks for nothing."""
    if seen is not None and mark(said) != seen:
        raise Changed(said)
