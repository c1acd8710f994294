"""The picture of a participant's own change: what it shows, in the reader's words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from stegvis.core import codes
from stegvis.surveys import drawing, words
from stegvis.surveys.drawing import Dumbbells, Lines, Mark, Move, Point, Scale
from stegvis.surveys.histories import Happening, History, Version
from stegvis.surveys.models import Instrument, Response
from stegvis.surveys.rules.change import Change, Pair, Said, change, paired, position
from stegvis.surveys.rules.questionnaire import Item, Kind, said_in
from stegvis.surveys.values import of_value

CHANGES = {
    # Translators: «bättre»
    Change.IMPROVED: gettext_lazy("better"),
    # Translators: «fortsatt högt»
    Change.KEPT_HIGH: gettext_lazy("still high"),
    # Translators: «oförändrat»
    Change.UNCHANGED: gettext_lazy("unchanged"),
    # Translators: «sämre»
    Change.WORSE: gettext_lazy("worse"),
}
SIGNS = {Change.IMPROVED: "▲", Change.KEPT_HIGH: "●", Change.UNCHANGED: "=", Change.WORSE: "▼"}
HAPPENED = {
    # Translators: «Fortsatte i %(name)s, med annan personal»
    "transferred": gettext_lazy("Went on in %(name)s, with other staff"),
    # Translators: «Deltog samtidigt i %(name)s»
    "parallel": gettext_lazy("Took part in %(name)s at the same time"),
    # Translators: «Vilande»
    "paused": gettext_lazy("Paused"),
}
# The ones who answer about one participant, in the order of their lines.
RESPONDENTS = ("participant", "caseworker")
MOST_STEPS = 10  # a scale with more has no marks between its ends
PRINTED = 6  # columns that a sheet of paper has room for


@dataclass(frozen=True)
class Column:
    """An occasion: what it was called and its day; `printed` where paper has room for it."""

    occasion: str
    on: date
    printed: bool


@dataclass(frozen=True)
class Cell:
    """What was answered on one occasion; empty when nothing was."""

    text: str
    printed: bool


@dataclass(frozen=True)
class Row:
    """One item as one respondent answered it over the occasions.

    `rows` is how many of the table the question stands for: none where it stands above already.
    """

    question: str
    rows: int
    respondent: str
    cells: list[Cell]
    sign: str
    change: Any


@dataclass(frozen=True)
class Small:
    """One item over time, with its words for those who do not see it."""

    question: str
    lines: Lines
    description: str


@dataclass(frozen=True)
class Sheet:
    """One version of one instrument; answers are compared within it only."""

    title: str
    version: str
    finding: str
    tallies: list[str]
    wide: Dumbbells | None
    narrow: Dumbbells | None
    description: str
    lowest: str
    highest: str
    smalls: list[Small]
    legend: list[str]
    columns: list[Column]
    rows: list[Row]
    has_several: bool  # respondents
    other_versions: bool
    shown_first: bool

    @property
    def compares(self) -> bool:
        """Whether any answer can be compared with an earlier one."""
        return any(row.sign for row in self.rows)


@dataclass(frozen=True)
class Noted:
    """Something that happened: its letter in the pictures, and what it was."""

    letter: str
    on: date
    until: date | None
    text: str
    lasts: bool

    @property
    def mark(self) -> Mark:
        return Mark(self.letter, self.on, (self.until or date.max) if self.lasts else None)


@dataclass(frozen=True)
class Missed:
    """An occasion without an answer, and why."""

    title: str
    occasion: str
    on: date
    reason: str


@dataclass(frozen=True)
class Picture:
    """All that the page shows."""

    sheets: list[Sheet]
    noted: list[Noted]
    missed: list[Missed]


def picture(history: History) -> Picture:
    """One sheet a version, the one with most answers first."""
    noted = _noted(history)
    by_version: dict[Version, list[Response]] = defaultdict(list)
    for response in history.responses:
        if response.respondent in RESPONDENTS:
            by_version[response.instrument, response.version].append(response)
    versions = Counter(code for code, _version in by_version)
    sheets = [
        _Reader(history.instruments[version], responses).sheet(
            noted, other_versions=versions[version[0]] > 1
        )
        for version, responses in by_version.items()
        if version in history.instruments
    ]
    sheets.sort(key=lambda sheet: (-len(sheet.columns), sheet.title, sheet.version))
    missed = [
        Missed(
            words.titled(each.instrument),
            codes.OCCASION.label(each.occasion),
            each.due_on,
            each.reason_label,
        )
        for each in history.passed
    ]
    return Picture(sheets, noted, missed)


def _noted(history: History) -> list[Noted]:
    """What happened between the first and the last answer, each under its letter."""
    days = [response.answered_on for response in history.responses]
    if not days:
        return []
    meanwhile = [each for each in history.happened if _within(each, min(days), max(days))]
    lettered = zip(ascii_uppercase, meanwhile, strict=False)
    return [
        Noted(
            letter,
            each.on,
            None if each.until == date.max else each.until,
            str(HAPPENED[each.kind]) % {"name": each.name},
            lasts=each.until is not None,
        )
        for letter, each in lettered
    ]


def _within(each: Happening, first: date, last: date) -> bool:
    return each.on <= last and (each.until or each.on) >= first


class _Reader:
    """Reads the answers to one version, in the language of the page."""

    def __init__(self, instrument: Instrument, responses: Sequence[Response]) -> None:
        self.instrument, self.responses = instrument, responses
        self.form = instrument.questionnaire
        self.language = get_language() or "sv"
        self.said = _said(responses)
        self.asked = [item for item in self.form.items if self._is_answered(item)]
        self.pairs = {item.code: pair for item in self.asked if (pair := self._pair(item))}
        self.changes = {
            item.code: change(item, self.pairs[item.code])
            for item in self.asked
            if item.code in self.pairs
        }

    def sheet(self, noted: Sequence[Noted], *, other_versions: bool) -> Sheet:
        moves = list(self._moves())
        wide, narrow = drawing.dumbbells(moves) if moves else (None, None)
        days = self._days()
        lowest, highest = self._ends()
        return Sheet(
            title=words.titled(self.instrument),
            version=self.form.version,
            finding=self._finding(),
            tallies=self._tallies(),
            wide=wide,
            narrow=narrow,
            description="; ".join(f"{m.label} {m.told}{_and(m.word)}" for m in moves),
            lowest=lowest,
            highest=highest,
            smalls=list(self._smalls(noted)) if len(days) > 2 or self._has_several() else [],
            legend=self._legend(),
            columns=[
                Column(codes.OCCASION.label(occasion), on, _is_printed(at, len(days)))
                for at, (on, occasion) in enumerate(days)
            ],
            rows=list(self._rows(days)),
            has_several=self._has_several(),
            other_versions=other_versions,
            shown_first=any(response.first_shown for response in self.responses),
        )

    def _is_answered(self, item: Item) -> bool:
        return any(self.said.get((who, item.code)) for who in RESPONDENTS)

    def _pair(self, item: Item) -> Pair | None:
        """The participant's own; where only the staff have answered, theirs."""
        own = [self.said.get((who, item.code), []) for who in RESPONDENTS]
        return paired(next(filter(None, own), []))

    def _has_several(self) -> bool:
        return len({who for who, _item in self.said}) > 1

    def _respondents(self) -> list[str]:
        return [who for who in RESPONDENTS if any(who == one for one, _item in self.said)]

    def _legend(self) -> list[str]:
        return [codes.RESPONDENT.label(who) for who in self._respondents()]

    def _finding(self) -> str:
        told = [one for one in self.changes.values() if one]
        if not told:
            # Translators: «Besvarad en gång. Det finns inget att jämföra med än.»
            once = _("Answered once. There is nothing to compare with yet.")
            # Translators: «Svaren på de här frågorna är varken bättre eller sämre än varandra.»
            same = _("Nothing says which answers to these questions are better.")
            return same if self.pairs else once
        if Change.IMPROVED not in told:
            return ""
        # Translators: «%(better)s av %(all)s svar är bättre än första gången»
        text = ngettext(
            "%(better)s of %(all)s answer is better than the first time",
            "%(better)s of %(all)s answers are better than the first time",
            len(told),
        )
        return text % {"better": told.count(Change.IMPROVED), "all": len(told)}

    def _tallies(self) -> list[str]:
        counted = Counter(one for one in self.changes.values() if one)
        return [f"{counted[one]} {CHANGES[one]}" for one in Change if counted[one]]

    def _moves(self) -> Iterator[Move]:
        for item in self.asked:
            pair = self.pairs.get(item.code)
            if pair is None:
                continue
            first, last = (position(item, said.value) for said in (pair.first, pair.last))
            if first is None or last is None:
                continue
            changed = self.changes[item.code]
            texts = [of_value(item, said.value, self.language) for said in (pair.first, pair.last)]
            yield Move(
                label=said_in(item.text, self.language),
                scale=scale_of(item),
                first=float(first),
                last=float(last),
                told=" → ".join(texts),
                word=str(CHANGES[changed]) if changed else "",
                backwards=changed is Change.WORSE,
            )

    def _ends(self) -> tuple[str, str]:
        """What the ends of the scales mean, where all of them mean the same."""
        ends = {
            (said_in(item.low_label, self.language), said_in(item.high_label, self.language))
            for item in self.asked
            if item.kind is Kind.SCALE
        }
        return next(iter(ends)) if len(ends) == 1 else ("", "")

    def _smalls(self, noted: Sequence[Noted]) -> Iterator[Small]:
        marks = [each.mark for each in noted]
        for item in self.asked:
            series = [list(self._points(who, item)) for who in self._respondents()]
            if max(map(len, series)) > 1:
                found = [points for points in series if points]
                yield Small(
                    question=said_in(item.text, self.language),
                    lines=drawing.lines(found, scale=scale_of(item), marks=marks),
                    description=self._told(item),
                )

    def _points(self, who: str, item: Item) -> Iterator[Point]:
        for said in self.said.get((who, item.code), []):
            value = position(item, said.value)
            if value is not None:
                yield Point(said.on, float(value), of_value(item, said.value, self.language))

    def _told(self, item: Item) -> str:
        parts = []
        for who in self._respondents():
            values = ", ".join(
                f"{said.on:%Y-%m-%d} {of_value(item, said.value, self.language)}"
                for said in self.said.get((who, item.code), [])
            )
            if values:
                parts.append(f"{codes.RESPONDENT.label(who)}: {values}")
        return ". ".join(parts)

    def _days(self) -> list[tuple[date, str]]:
        return list(dict.fromkeys((one.answered_on, one.occasion) for one in self.responses))

    def _rows(self, days: Sequence[tuple[date, str]]) -> Iterator[Row]:
        for item in self.asked:
            told = [who for who in self._respondents() if (who, item.code) in self.said]
            for at, who in enumerate(told):
                yield self._row(item, who, days, rows=0 if at else len(told))

    def _row(self, item: Item, who: str, days: Sequence[tuple[date, str]], *, rows: int) -> Row:
        said = self.said[who, item.code]
        by_day = {(one.on, one.occasion): one.value for one in said}
        pair = paired(said)
        changed = change(item, pair) if pair else None
        return Row(
            question=said_in(item.text, self.language),
            rows=rows,
            respondent=codes.RESPONDENT.label(who),
            cells=[
                Cell(
                    of_value(item, by_day[day], self.language) if day in by_day else "",
                    _is_printed(at, len(days)),
                )
                for at, day in enumerate(days)
            ],
            sign=SIGNS[changed] if changed else "",
            change=CHANGES[changed] if changed else "",
        )


def scale_of(item: Item) -> Scale:
    """From where to where an item is answered, with its steps where they can be told apart."""
    if item.kind in (Kind.SCALE, Kind.NUMBER):
        lowest, highest = item.lowest, item.highest
    else:
        lowest, highest = 0, max(len(item.values) - 1, 1)
    steps = highest - lowest
    return Scale(lowest, highest, steps if steps <= MOST_STEPS else 0)


def _said(responses: Iterable[Response]) -> Mapping[tuple[str, str], list[Said]]:
    """By respondent and item, what was answered, the earliest first."""
    found: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for response in responses:
        for answer in response.answers.all():
            said = Said(response.answered_on, answer.value, response.occasion, response.pk)
            found[response.respondent, answer.item].append(said)
    return found


def _is_printed(at: int, of: int) -> bool:
    """The first and the latest; those in between stay on the screen where there are too many."""
    return of <= PRINTED or at == 0 or at > of - PRINTED


def _and(word: str) -> str:
    return f", {word}" if word else ""
