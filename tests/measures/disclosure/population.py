"""Random people, the tables they give, and a reader who reasons about people, not about cells.

The reader's model shares nothing with the one under test: its unknowns are how many people there
are of every kind that could exist, so it knows every relation between every pair of tables.
"""

import random
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, combinations, product

import numpy as np
from scipy.optimize import linprog

from stegvis.measures.disclosure import PUBLIC, Marks, Row, Sum, Table, protect, quantity

COUNTED = "count of all"
DIMENSIONS = ("age", "gender", "referrer", "source")
TOLD = ("age", "gender")


@dataclass(frozen=True)
class Person:
    age: str
    gender: str
    referrer: str
    sources: frozenset[str]
    works: bool

    def values(self, dimension):
        return self.sources if dimension == "source" else {getattr(self, dimension)}

    def is_in(self, group):
        return all(value in self.values(dimension) for dimension, value in group.items())


def people(rng):
    """A few or many people, unevenly spread."""
    ages, genders = "xyz"[: rng.randint(1, 3)], "wm"
    referrers, sources = "abcde"[: rng.randint(1, 5)], "rst"
    rates = {v: rng.random() ** 2 + 0.02 for v in (*ages, *genders, *referrers, *sources)}
    working = rng.choice([0, 0.1, 0.4, 0.9, 1])

    def draw(values):
        return rng.choices(values, [rates[value] for value in values])[0]

    def mentioned():
        return frozenset(draw(sources) for _ in range(rng.randint(1, 2)))

    return [
        Person(draw(ages), draw(genders), draw(referrers), mentioned(), rng.random() < working)
        for _ in range(rng.choice([5, 10, 20, 40, 80, 160, 320]))
    ]


def answer(crowd, kind, by):
    """The table that a question about the crowd gives, with its margins."""
    question = COUNTED if kind == "count" else f"{kind} of all"
    groups = Counter(
        values for person in crowd for values in product(*(person.values(d) for d in by))
    )
    if not by:
        groups = Counter({(): len(crowd)})
    rows = []
    for values, number in sorted(groups.items()):
        group = dict(zip(by, values, strict=True))
        working = sum(person.works for person in crowd if person.is_in(group))
        rows.append(
            {
                "count": Row(group, number, None),
                "share": Row(group, working, number),
                "mean": Row(group, None, number),
            }[kind]
        )
    margins = tuple(answer(crowd, kind, tuple(d for d in by if d != left)) for left in by)
    return Table(
        f"{question} by {by}", question, by, tuple(rows), kind, "source" not in by, margins
    )


def random_release(seed):
    """One to five tables about the same people, and the people."""
    rng = random.Random(seed)
    crowd = people(rng)
    choices = [by for n in (0, 1, 1, 2) for by in combinations(DIMENSIONS, n)]
    kinds = rng.choice([["count"], ["share"], ["mean"], ["count", "share"]])
    bys = {rng.choice(choices) for _ in range(rng.randint(1, 5))}
    return crowd, [answer(crowd, kind, by) for kind in kinds for by in sorted(bys)]


def told_release(seed):
    """The same for a reader who is told every count by age and gender, and those counts."""
    rng = random.Random(seed)
    crowd, tables = random_release(seed)
    told = [answer(crowd, "count", by) for n in (0, 1, 2) for by in combinations(TOLD, n)]
    apart = rng.choice([(), TOLD, DIMENSIONS])
    closed = [one for one in tables if one.kind != "count" or not set(one.by) <= set(TOLD)]
    return crowd, [replace(one, apart=apart) for one in closed], told


def common_sums(tables):
    """That a share or mean is on all there are: what ties the questions about one crowd."""
    return [
        Sum(quantity(one.question, row.group, "denominator"), (quantity(COUNTED, row.group),))
        for table in tables
        for one in (table, *_all_margins(table))
        if one.kind != "count"
        for row in one.rows
    ]


class Reader:
    """Knows all that a release shows, and what the questions of its margins show.

    Two questions about the same people, asked one by one, may tell on each other without help from
    the release; so margins outside it are watched in releases of a single question only.
    """

    def __init__(self, crowd, tables, marks, *, sums=(), told=(), groups_occur=False):
        domains = [sorted({v for p in crowd for v in p.values(d)}) for d in DIMENSIONS]
        mentioned = domains.pop()
        sources = [frozenset(s) for n in (1, 2, 3) for s in combinations(mentioned, n)]
        self.kinds = [Person(*k) for k in product(*domains, sources, (True, False))]
        self.hidden, self.equal, self.values, self.least = [], [], [], []
        self.groups_occur = groups_occur
        for one in told:
            self._read(one, Marks(tuple(False for _ in one.rows), withheld=False))
        self.told = {"A_eq": np.array(self.equal), "b_eq": list(self.values)} if told else {}
        shown = {one.key for one in (*tables, *told)}
        outside = {m.key: m for one in tables for m in _all_margins(one) if m.key not in shown}
        for one in outside.values():
            self._read(one, protect([one], sums=sums, told=told)[one.key])
        if len({one.question for one in tables}) > 1:
            self.hidden.clear()
        for one in tables:
            self._read(one, marks[one.key])

    def _read(self, one, mark):
        if mark.withheld:
            return
        listed = {tuple(row.group.values()) for row in one.rows}
        for row, suppressed in zip(one.rows, mark.rows, strict=True):
            is_listed = not in_a_piece(row.group, mark)
            for part, number in _numbers(row):
                line = self._line(row.group, part)
                if suppressed:
                    self.hidden.append((row, part, number, line))
                else:
                    self._know(line, number)
                if self.groups_occur and part == "all" and is_listed:
                    self.least.append(line)
        values = [sorted({v for kind in self.kinds for v in kind.values(d)}) for d in one.by]
        for missing in set(product(*values)) - listed:
            group = dict(zip(one.by, missing, strict=True))
            if not in_a_piece(group, mark):
                self._know(self._line(group, "all"), 0)

    def _know(self, line, number):
        self.equal.append(line)
        self.values.append(number)

    def _line(self, group, part):
        counted = {"all": (True, False), "working": (True,), "others": (False,)}[part]
        return np.array([float(k.works in counted and k.is_in(group)) for k in self.kinds])

    def intervals(self):
        """(row, part, lowest, highest) for each number under a mark that is a secret.

        No secret are the parts of a shown 0, and what another table shows because it is not small.
        Where the highest is far enough from the truth, the truth stands for the lowest.
        """
        nobody = [line for line, value in zip(self.equal, self.values, strict=True) if value == 0]
        empty = sum(nobody, np.zeros(len(self.kinds))) > 0
        known = {"A_eq": np.array(self.equal), "b_eq": self.values} if self.equal else {}
        if self.least:
            known |= {"A_ub": -np.array(self.least), "b_ub": [-1] * len(self.least)}
        for row, part, number, line in self.hidden:
            same = [not ((line - other) * ~empty).any() for other in self.equal]
            told = any(same[: len(self.told["b_eq"])]) if self.told else False
            small = number in range(1, 5) and not told
            if not (line * ~empty).any() or (any(same) and not small):
                continue
            highest = linprog(-line, **known)
            assert highest.status in (0, 3)  # 3: without bound
            top = float("inf") if highest.status else -highest.fun
            assert number <= top + 1e-6
            if top - number >= PUBLIC.width:
                yield row, part, number, top
                continue
            lowest = linprog(line, **known)
            assert lowest.status == 0
            assert lowest.fun - 1e-6 <= number
            yield row, part, lowest.fun, top

    def before(self, row, part):
        """How wide the number was when only what is told exactly was known."""
        line = self._line(row.group, part)
        lowest, highest = linprog(line, **self.told), linprog(-line, **self.told)
        assert (lowest.status, highest.status) == (0, 0)
        return -highest.fun - lowest.fun


def in_a_piece(group, mark):
    return any(set(piece) <= set(group.items()) for piece in mark.pieces)


def _numbers(row):
    if row.denominator is None:
        return [("all", row.numerator)]
    if row.numerator is None:
        return [("all", row.denominator)]
    working, everybody = row.numerator, row.denominator
    return [("all", everybody), ("working", working), ("others", everybody - working)]


def _all_margins(one):
    return chain(one.margins, *(_all_margins(margin) for margin in one.margins))
