"""What a question is about: its places, days, rows and groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product

from stegvis.core.periods import Period
from stegvis.measures.question import Question
from tests.measures.oracle.days import DAY, Piece
from tests.measures.oracle.follow_ups import followed_up
from tests.measures.oracle.said import Row, said, source_of
from tests.measures.world import Forms, Participation, World

ABOUT_PLACE_AND_TIME = ("intervention", "part", "month", "quarter")
Group = tuple[str, ...]
Found = tuple[Piece, Row]


@dataclass(frozen=True)
class Asked:
    question: Question
    world: World
    today: date
    # Dimensions of the numerator alone, which neither divide nor filter the rows.
    aside: tuple[str, ...] = ()

    @property
    def by(self) -> tuple[str, ...]:
        return tuple(code for code in self.question.by if code not in self.aside)

    def values(self, code: str) -> set[str]:
        return {value for key, value in self.question.where if key == code}

    def names(self, code: str) -> bool:
        return code in self.question.by or bool(self.values(code))

    # Places and days

    @cached_property
    def pieces(self) -> list[Piece]:
        return [
            Piece(own, shown, month, quarter, min(days), max(days), self.today)
            for own, shown in self._shown()
            for (month, quarter), days in self._days(own).items()
        ]

    def _shown(self) -> Iterator[tuple[str, str]]:
        filtered, parts = self.values("intervention"), self.values("part")
        for own in (place.slug for place in self.world.interventions):
            above = list(self._wholes(own))
            tops = [slug for slug in above if slug in self._chosen]
            if tops and (not filtered or filtered & set(above)) and (not parts or own in parts):
                yield own, tops[-1]
        if self._of_forms and not (self.question.interventions or filtered or parts):
            yield "", ""  # forms of no intervention

    @property
    def _of_forms(self) -> bool:
        return self.question.measure.startswith("forms.")

    @cached_property
    def _chosen(self) -> set[str]:
        every = {place.slug for place in self.world.interventions}
        return set(self.question.interventions) or self.values("intervention") or every

    def _wholes(self, slug: str) -> Iterator[str]:
        yield slug
        for place in self.world.interventions:
            if place.slug == slug and place.part_of:
                yield from self._wholes(place.part_of)

    def _days(self, own: str) -> dict[tuple[str, str], list[date]]:
        """The days asked about, by the month and quarter that divide them."""
        days = defaultdict(list)
        day = self._first(own)
        while day is not None and day <= self.question.period.last:
            month, quarter = f"{day:%Y-%m}", f"{day.year}-Q{(day.month - 1) // 3 + 1}"
            in_month = month in (self.values("month") or {month})
            if in_month and quarter in (self.values("quarter") or {quarter}):
                by = self.question.by
                key = (month if "month" in by else "", quarter if "quarter" in by else "")
                days[key].append(day)
            day += DAY
        return days

    def _first(self, own: str) -> date | None:
        if isinstance(self.question.period, Period):
            return self.question.period.first
        start = next((i.starts_on for i in self.world.interventions if i.slug == own), None)
        if self._of_forms:
            forms = [f.collected_from for f in self.world.forms if f.intervention == own]
            return min(filter(None, [start, *forms]), default=None)
        starts = [p.started_on for p in self.world.participations if p.intervention == own]
        return start or min(starts, default=None)

    # Rows

    def participations(self, when: Callable[[Piece, Participation], object]) -> Iterator[Found]:
        """The wanted participations that a piece of the period holds."""
        yield from self._rows(self.world.participations, when)

    def follow_ups(self) -> Iterator[Found]:
        """The wanted follow-ups that fall due in a piece of the period; after a year if unasked."""
        every = [each for p in self.world.participations for each in followed_up(p)]
        asked = [each for each in every if self.names("follow_up") or each.follow_up == "12"]
        yield from self._rows(
            asked, lambda piece, f: piece.first <= f.due_on <= min(piece.last, piece.today)
        )

    def forms(self) -> Iterator[Found]:
        """The wanted forms whose collection lies in a piece of the period."""
        yield from self._rows(
            self.world.forms,
            lambda piece, f: piece.first <= f.collected_from and f.collected_to <= piece.last,
        )

    def _rows(self, rows: Iterable[Row], when: Callable[[Piece, Row], object]) -> Iterator[Found]:
        for piece, row in product(self.pieces, rows):
            if row.intervention == piece.intervention and self.wants(row) and when(piece, row):
                yield piece, row

    def wants(self, row: Row) -> bool:
        """Whether `row` says what the filters ask for, in one mention where they share a source."""
        if isinstance(row, Participation) and not self.names("kind") and row.kind != "enrolled":
            return False
        return all(self.mentions(row, source_of(code)) for code in self._filters())

    def mentions(self, row: Row, source: str) -> list[dict[str, str]]:
        """What of what `row` says in `source` the filters let by."""
        filters = [code for code in self._filters() if source_of(code) == source]
        return [
            mention
            for mention in said(row, source)
            if all(mention[code] in self.values(code) for code in filters)
        ]

    def _filters(self) -> list[str]:
        apart = (*ABOUT_PLACE_AND_TIME, *self.aside)
        return [code for code in dict(self.question.where) if code not in apart]

    # Groups

    def by_group(self, rows: Iterable[Found]) -> dict[Group, list[Found]]:
        """The rows of each group; undivided there is always one."""
        cells: dict[Group, list[Found]] = defaultdict(list)
        if not self.by:
            cells[()] = []
        for piece, row in rows:
            for group in self.groups(piece, row):
                cells[group].append((piece, row))
        return cells

    def groups(
        self, piece: Piece, row: Row, counted: tuple[str, dict[str, str]] = ("", {})
    ) -> set[Group]:
        """The groups that `row` belongs to, once each; `counted` is one mention of a source."""
        sources = {source_of(code) for code in self.by if code not in piece.names}
        lists = [
            [counted[1]] if source == counted[0] else self.mentions(row, source)
            for source in sources
        ]
        return {
            tuple({**piece.names, **_merged(mentions)}[code] for code in self.by)
            for mentions in product(*lists)
        }

    def named(self, group: Group) -> dict[str, str]:
        return dict(zip(self.by, group, strict=True))


def _merged(mentions: Iterable[dict[str, str]]) -> dict[str, str]:
    return {code: value for mention in mentions for code, value in mention.items()}


def weight(rows: Iterable[Found]) -> int:
    """How many forms the rows stand for."""
    return sum(f.count for _, f in rows if isinstance(f, Forms))
