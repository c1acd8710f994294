"""The owner's own texts as paragraphs and lists; the words are hers and stay as they are."""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"^\s*[-•*–]\s+")


@dataclass(frozen=True)
class Passage:
    """A paragraph (one line) or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool = False


def passages(text: str) -> tuple[Passage, ...]:
    """The text in paragraphs, parted by empty lines; lines that begin with a dash are a list."""
    found: list[Passage] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if line.strip()]
        for line in lines:
            item = _BULLET.sub("", line).strip()
            _add(found, item, is_list=bool(_BULLET.match(line)), goes_on=line is not lines[0])
    return tuple(found)


def _add(found: list[Passage], line: str, *, is_list: bool, goes_on: bool) -> None:
    """Lines of a paragraph are drawn together, items of a list follow each other."""
    last = found[-1] if found else None
    if last and last.is_list and is_list:
        found[-1] = Passage((*last.lines, line), is_list=True)
    elif last and goes_on and last.is_list == is_list:
        found[-1] = Passage((f"{last.lines[0]} {line}",))
    else:
        found.append(Passage((line,), is_list=is_list))
