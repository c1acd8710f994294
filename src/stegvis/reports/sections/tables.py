"""Tables of a report: rows of bound figures under heads, made from what the report was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Reading
from stegvis.reports.sections import bound
from stegvis.reports.sections.bound import Bound, Sentence, sentence

Cell = Bound | Sentence | str


@dataclass(frozen=True)
class Row:
    """A row under its own head; `link` is the id of the heading that the head leads to."""

    head: str
    cells: tuple[Cell, ...]
    link: str = ""


@dataclass(frozen=True)
class Table:
    """One table: `heads` are those of all columns, `foot` the row of totals, `sources` below it."""

    caption: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None
    sources: tuple[Sentence, ...] = ()

    @property
    def below(self) -> Sentence | None:
        """What stands below the table: its sources and, where it has any, what a dash means."""
        told = [*self.sources]
        if self._has_dashes:
            told.append(sentence(_("A dash stands for a number that is withheld.")))
        return bound.in_turn(told) if told else None

    @property
    def _has_dashes(self) -> bool:
        rows = (*self.rows, *([self.foot] if self.foot else []))
        return any(isinstance(c, Bound) and c.is_hidden for row in rows for c in row.cells)


def crossed(
    answers: Answers,
    measure: str,
    rows: str,
    columns: str,
    *,
    place: str = WHOLE,
    caption: str,
    unit: str,
) -> Table | None:
    """Counts by two dimensions with totals at the right and below.

    None when nothing occurs or nothing may be shown. Where the report did not ask by both, or
    every cell inside is withheld, the columns are left out and the rows' totals stand alone.
    """
    if not answers.has(measure, rows, columns, place=place):
        return listed(answers, measure, rows, place=place, caption=caption, unit=unit)
    inside = answers.of(measure, rows, columns, place=place)
    at_right = answers.of(measure, rows, place=place)
    below = answers.of(measure, columns, place=place)
    whole = answers.of(measure, place=place).count()
    if at_right.is_empty or (at_right.is_hidden and inside.is_hidden):
        return None
    heads = [] if inside.is_hidden else below.values(columns)
    written = [
        Row(
            answers.label(rows, value),
            (
                *(inside.count(**{rows: value, columns: head}) for head in heads),
                at_right.count(**{rows: value}),
            ),
        )
        for value in at_right.values(rows)
    ]
    return Table(
        caption=caption,
        unit=unit,
        heads=(labels.dimension(rows), *(answers.label(columns, head) for head in heads), total()),
        rows=tuple(filter(_tells, written)),
        foot=Row(total(), (*(below.count(**{columns: head}) for head in heads), whole)),
        sources=(*_silent(written), *source(at_right, about=whole)),
    )


def listed(
    answers: Answers, measure: str, rows: str, *, place: str = WHOLE, caption: str, unit: str
) -> Table | None:
    """Counts by one dimension with their total; None when nothing occurs or may be shown."""
    found, whole = answers.of(measure, rows, place=place), answers.of(measure, place=place).count()
    if found.is_empty or found.is_hidden:
        return None
    written = [
        Row(answers.label(rows, value), (found.count(**{rows: value}),))
        for value in found.values(rows)
    ]
    return Table(
        caption=caption,
        unit=unit,
        heads=(labels.dimension(rows), _("Number")),
        rows=tuple(filter(_tells, written)),
        foot=Row(total(), (whole,)),
        sources=(*_silent(written), *source(found, about=whole)),
    )


def _tells(row: Row) -> bool:
    """Whether the row's total may be shown, or anything in it but that nobody is there."""
    counts = [cell for cell in row.cells if isinstance(cell, Bound)]
    return not counts[-1].is_hidden or any(one.value for one in counts)


def _silent(rows: Sequence[Row]) -> list[Sentence]:
    """The rows that would hold nothing but dashes are named below the table instead."""
    names = [row.head for row in rows if not _tells(row)]
    if not names:
        return []
    return [sentence(_("Too few to be shown: {names}."), names=labels.listed(names))]


def measured(
    answers: Answers,
    measures: Sequence[tuple[str, str]],
    columns: str,
    *,
    head: str,
    place: str = WHOLE,
    caption: str,
    unit: str,
) -> Table:
    """One row for each of `measures` (code, name), divided by `columns` and with its total."""
    divided = [answers.of(code, columns, place=place) for code, _head in measures]
    heads = labels.order(columns, sorted({v for one in divided for v in one.values(columns)}))
    return Table(
        caption=caption,
        unit=unit,
        heads=(head, *(answers.label(columns, value) for value in heads), total()),
        rows=tuple(
            Row(
                name,
                (
                    *(inside.count(**{columns: value}) for value in heads),
                    answers.of(code, place=place).count(),
                ),
            )
            for (code, name), inside in zip(measures, divided, strict=True)
        ),
        sources=source(divided[0], about=answers.of(measures[0][0], place=place).count()),
    )


def share_of(
    reading: Reading, group: Mapping[str, str] | None = None, *, decimals: int = 0
) -> Cell:
    """A share as people write it, with numerator and denominator: 67 % (2 av 3)."""
    of = dict(group or {})
    share = reading.share(of, decimals=decimals)
    if share.is_hidden:
        return share
    return sentence(
        _("{share} ({numerator} of {denominator})"),
        share=share,
        numerator=reading.count(**of),
        denominator=reading.base(**of),
    )


def source(reading: Reading, *, about: Bound | None = None) -> tuple[Sentence, ...]:
    """The lines below a table: where its figures come from, on how many, what is not in them."""
    lines = []
    if about is not None:
        lines.append(sentence(_("Source: registered participations. n = {n}."), n=about))
    if reading.not_included:
        lines.append(
            sentence(
                _("{count} participants without a record of their own are not in the breakdown."),
                count=reading.left_out(),
            )
        )
    return tuple(lines)


def total() -> str:
    """The head of a row or column of totals."""
    return _("Total")
