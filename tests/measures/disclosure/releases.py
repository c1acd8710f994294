"""Small tables written by hand, and what a reader sees of them."""

from collections import defaultdict

from stegvis.measures.disclosure import Row, Table, protect


def table(question, by, cells, *, kind="count", additive=True, margins=None, key=None):
    """A table from {value or values: count or (numerator, denominator)}; margins are summed."""
    by = tuple(by.split())
    cells = {values if isinstance(values, tuple) else (values,): n for values, n in cells.items()}
    if margins is None:
        margins = [
            table(question, " ".join(by[:i] + by[i + 1 :]), _summed(cells, i), kind=kind)
            for i in range(len(by))
        ]
    rows = tuple(_row(by, values, numbers) for values, numbers in cells.items())
    name = key or f"{question} by {' and '.join(by)}"
    return Table(name, question, by, rows, kind, additive, tuple(margins))


def whole(question, numbers, *, kind="count"):
    """The table without dimensions."""
    return table(question, "", {(): numbers}, kind=kind, margins=())


def _row(by, values, numbers):
    numerator, denominator = numbers if isinstance(numbers, tuple) else (numbers, None)
    return Row(dict(zip(by, values, strict=True)), numerator, denominator)


def _summed(cells, place):
    sums = defaultdict(list)
    for values, numbers in cells.items():
        sums[values[:place] + values[place + 1 :]].append(numbers)
    return {values: _sum(parts) for values, parts in sums.items()}


def _sum(parts):
    if not isinstance(parts[0], tuple):
        return sum(parts)
    numerators, denominators = zip(*parts, strict=True)
    return None if None in numerators else sum(numerators), sum(denominators)


def seen(*tables, **how):
    """What `protect` leaves of each table: {group: number, "–" or (numerator, denominator)}."""
    marks = protect(tables, **how)
    views = [view(one, marks[one.key]) for one in tables]
    return views[0] if len(views) == 1 else views


def view(one, marks):
    if marks.withheld:
        assert all(marks.rows)
        return "withheld"
    return {
        " ".join(row.group.values()): "–" if mark else _shown(row)
        for row, mark in zip(one.rows, marks.rows, strict=True)
    }


def _shown(row):
    return row.numerator if row.denominator is None else (row.numerator, row.denominator)


def crossed(question, first, second, text, *, kind="count"):
    """A table with two dimensions and its margins, drawn as text; an empty cell is a dot."""
    lines = [line.split() for line in text.strip().splitlines()]
    columns = lines[0]
    cells = {
        (name, column): int(number)
        for name, *numbers in lines[1:]
        for column, number in zip(columns, numbers, strict=True)
        if number != "."
    }
    return table(question, f"{first} {second}", cells, kind=kind)


def drawn(one, marks, text):
    """Draws a protected table in the shape of the text it was made from."""
    shown = view(one, marks)
    lines = [line.split() for line in text.strip().splitlines()]
    columns, body = lines[0], lines[1:]
    return [
        " ".join([name] + [str(shown.get(f"{name} {column}", ".")) for column in columns])
        for name, *_ in body
    ]
