"""Unlinked forms."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from tests.measures.oracle.asked import Asked, weight
from tests.measures.oracle.expected import Expected, count, share

CLOSE = ("q1", "q2", "q3", "q4")
VIOLENCE = ("violence", "violence-nns-7")
NOT_KNOWN = ("", "unknown")


def _count(asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.forms()).items():
        if rows or not group:
            yield count(asked.named(group), weight(rows))


def _with_yes(
    items: tuple[str, ...], instruments: tuple[str, ...], asked: Asked
) -> Iterator[Expected]:
    collected = [
        row for row in asked.forms() if row[1].instrument in (instruments or row[1].instrument)
    ]
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


def _answers(asked: Asked) -> Iterator[Expected]:
    """How many answered what; which answers there are, the question knows."""
    cells: dict[tuple[str, ...], int] = {} if asked.by else {(): 0}
    for piece, f in asked.forms():
        for item, value in f.answers:
            known = value in ("yes", "no")
            mention = {"question": item, "answer": value if known else "unknown"}
            asked_about = all(
                mention[code] in (asked.values(code) or mention[code]) for code in mention
            )
            for group in asked.groups(piece, f, ("answers", mention)) if asked_about else ():
                cells[group] = cells.get(group, 0) + f.count * known
    for group, value in cells.items():
        if value or not group:
            yield count(asked.named(group), value)


MEASURES = {
    "forms.count": _count,
    "forms.any_yes": partial(_with_yes, (), ()),
    "forms.in_close_relation": partial(_with_yes, CLOSE, VIOLENCE),
    "forms.other_violence": partial(_with_yes, ("q5",), VIOLENCE),
    "forms.witnessed": partial(_with_yes, ("q6",), VIOLENCE),
    "forms.own_use": partial(_with_yes, ("q7",), VIOLENCE),
    "forms.yes": _by_answer,
    "forms.positive": _by_answer,
    "forms.distribution": _answers,
}
