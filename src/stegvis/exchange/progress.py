"""How far an import is, for whoever watches."""

from typing import Protocol

READING, WRITING = "reading", "writing"


class Progress(Protocol):
    """Told how far the import is; `of` is 0 where nobody knows how many rows there are."""

    def __call__(self, stage: str, table: str, done: int, of: int) -> None: ...


def silent(stage: str, table: str, done: int, of: int) -> None:
    """No one is watching."""
