"""Unlinked forms."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from tests.measures.oracle.asked import Asked, weight
from tests.measures.oracle.expected import Expected, count, share

CLOSE = ("q1", "q2", "q3", "q4")
NOT_KNOWN = ("", "unknown")


def _count(asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.forms()).items():
        if rows or not group:
            yield count(asked.named(group), weight(rows))


def _with_yes(items: tuple[str, ...], instrument: str, asked: Asked) -> Iterator[Expected]:
    collected = [row for row in asked.forms() if instrument in ("", row[1].instrument)]
    for group, rows in asked.by_group(collected).items():
        given = {f: [v for item, v in f.answers if item in (items or item)] for _, f in rows}
        base = [row for row in rows if any(v not in NOT_KNOWN for v in given[row[1]])]
        yes = [row for row in rows if "yes" in given[row[1]]]
        left_out = weight(rows) - weight(base)
        yield share(asked.named(group), weight(yes), weight(base), left_out)


def _by_answer(asked: Asked) -> Iterator[Expected]:
    cells = defaultdict(lambda: [0, 0, 0])
    if not asked.by:
        cells[()] = [0, 0, 0]
    for piece, f in asked.forms():
        for item, value in f.answers or (("unknown", "unknown"),):
            if item in (asked.values("question") or {item}):
                for group in asked.groups(piece, f, ("answers", {"question": item})):
                    known = value not in NOT_KNOWN
                    for at, counts in enumerate((value == "yes", known, not known)):
                        cells[group][at] += f.count * counts
    for group, (yes, base, left_out) in cells.items():
        yield share(asked.named(group), yes, base, left_out)


MEASURES = {
    "forms.count": _count,
    "forms.any_yes": partial(_with_yes, (), ""),
    "forms.in_close_relation": partial(_with_yes, CLOSE, "violence-nns-7"),
    "forms.yes": _by_answer,
}
