"""From the cells of an XLSForm to a questionnaire: each cell is understood or named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault
from stegvis.surveys.rules import checks
from stegvis.surveys.rules.questionnaire import Asked, Item, Questionnaire, Section, Text
from stegvis.surveys.xlsform import languages, questions, relevance
from stegvis.surveys.xlsform.book import CHOICES, SETTINGS, SURVEY, Book, Row, Unreadable

BEGIN = {"begin group", "begin_group"}
END = {"end group", "end_group"}
SAID = {"label", "hint", "media::audio", "audio", "stegvis_low", "stegvis_high", "stegvis_title"}
MOST_QUESTIONS = 300


@dataclass(frozen=True)
class Understood:
    """A questionnaire, and remarks on what its sheets said that has no effect here."""

    form: Questionnaire
    remarks: tuple[str, ...] = ()


@dataclass
class _Group:
    """A group that is open: its heading, and the condition on all that is in it."""

    title: Text
    only_if: Asked | None


@dataclass
class _Reading:
    """What has been read so far of the survey sheet."""

    words: questions.Words
    all_languages: Sequence[str]
    lists: Mapping[str, Sequence[Row]]
    sections: list[Section] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)  # by their names in the form
    rows: dict[str, Row] = field(default_factory=dict)  # by the code of the item
    decimals: set[str] = field(default_factory=set)
    gathered: list[Item] = field(default_factory=list)
    title: Text = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)  # that wait for the next question
    section_intro: Text = field(default_factory=dict)
    intro: Text = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def row(self, row: Row) -> None:
        """Take in one row."""
        kind = " ".join(row.get("type").split())
        if kind in BEGIN:
            self._begin(row)
        elif kind in END:
            self._end(row)
        elif kind == "note":
            self._note(row)
        else:
            self._question(row)

    def close(self) -> Text:
        """End the last section; what is left to say closes the form."""
        self._cut()
        return _joined(self.notes)

    def _begin(self, row: Row) -> None:
        at_top = not self.groups and not self.sections and not self.gathered
        if at_top and self.notes:
            self.intro, self.notes = _joined(self.notes), []
        self._cut()
        title = self.words.text(row, "label")
        self.title = title
        outer = self.groups[-1].only_if if self.groups else None
        self.groups.append(_Group(title, self._condition(row, outer)))

    def _end(self, row: Row) -> None:
        if not self.groups:
            # Translators: «En grupp slutar här som aldrig har börjat.»
            self.faults.append(row.fault("type", _("A group ends here that never began.")))
            return
        self._cut()
        self.groups.pop()
        self.title = {}

    def _note(self, row: Row) -> None:
        if row.get("relevant", "relevance", "bind::relevant"):
            # Translators: «En text som bara visas ibland används inte här.»
            message = _("A text that is shown only sometimes is not used here.")
            self.faults.append(row.fault("relevant", message))
        text = self.words.text(row, "label")
        if self.gathered:
            self._cut()
        self.notes.append(text)

    def _question(self, row: Row) -> None:
        try:
            asking = questions.asked(row, self.words, self.lists, all_languages=self.all_languages)
        except questions.Refused as refused:
            self.faults.extend(refused.faults)
            return
        if not self.gathered:
            self._introduce()
        outer = self.groups[-1].only_if if self.groups else None
        item = replace(asking.item, only_if=self._condition(row, outer))
        self.gathered.append(item)
        self.rows.setdefault(item.code, row)
        self.items[row.get("name")] = item
        if asking.decimals:
            self.decimals.add(row.get("name"))
        self.remarks += [f"{row.get('name')}: {remark}" for remark in asking.remarks]

    def _introduce(self) -> None:
        """Notes before the first question of all are the form's own, in a group the group's."""
        text, self.notes = _joined(self.notes), []
        if not self.sections and not self.groups and not self.intro:
            self.intro = text
        else:
            self.section_intro = text

    def _condition(self, row: Row, outer: Asked | None) -> Asked | None:
        column = next(
            (name for name in ("relevant", "relevance", "bind::relevant") if row.get(name)), ""
        )
        if not column:
            return outer
        try:
            own = relevance.understood(row.get(column), self.items, decimals=self.decimals)
            if outer is None:
                return own
            asked = next((each for each in self.items.values() if each.code == own.item), None)
            return relevance.both(outer, own, asked)
        except relevance.Unclear as unclear:
            # Translators: «selected(${fråga}, 'svar') eller ${fråga} = 'svar' eller ${fråga} > 3»
            accepted = _("selected(${question}, 'answer') or ${question} = 'answer' or ${q} > 3")
            self.faults.append(row.fault(column, str(unclear), accepted))
            return None

    def _cut(self) -> None:
        """End the section that is being gathered."""
        if self.gathered:
            self.sections.append(
                Section(tuple(self.gathered), title=self.title, intro=self.section_intro)
            )
            self.title = {}
        self.gathered, self.section_intro = [], {}


def understood(book: Book, *, name: str, unmarked: str = "sv") -> Understood:
    """The questionnaire of `book`, called `name` where the form does not say.

    `unmarked` is the language of texts under headings without one. Raises Unreadable with every
    cell that cannot be understood.
    """
    settings = book[SETTINGS][0] if book[SETTINGS] else Row(SETTINGS, 2, {})
    words, faults = _words(book, settings, unmarked)
    spoken = _spoken(book, words)
    reading = _Reading(words=words, all_languages=spoken, lists=_lists(book), faults=faults)
    asking = [row for row in book[SURVEY] if row.get("disabled") != "yes" and row.get("type")]
    for row in asking[: MOST_QUESTIONS * 2]:
        reading.row(row)
    closing = reading.close()
    _refuse_open_groups(reading, asking)
    _refuse_too_many(reading, asking)
    form = _form(settings, reading, closing, name=name)
    if not reading.faults:
        reading.faults += _of_checks(form, reading, settings)
    if reading.faults:
        raise Unreadable(reading.faults)
    return Understood(form, (*_no_effect(asking), *reading.remarks))


def _form(settings: Row, reading: _Reading, closing: Text, *, name: str) -> Questionnaire:
    title = reading.words.text(settings, "stegvis_title")
    plain = settings.get("form_title", "title") or name
    return Questionnaire(
        code=_slug(settings.get("form_id", "id_string") or name),
        version=settings.get("version") or "1",
        title=title or dict.fromkeys(reading.all_languages, plain),
        sections=tuple(reading.sections),
        respondent=settings.get("stegvis_respondent") or "participant",
        linked=settings.get("stegvis_linked") != "no",
        sensitive=settings.get("stegvis_sensitive") == "yes",
        locked=settings.get("stegvis_locked") == "yes",
        licence=settings.get("stegvis_licence"),
        source=settings.get("stegvis_source"),
        intro=reading.intro,
        closing=closing,
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9åäöéü_-]+", "-", text.lower()).strip("-_")[:80]


def _words(book: Book, settings: Row, unmarked: str) -> tuple[questions.Words, list[Fault]]:
    """Which heading is which text in which language."""
    default = settings.get("default_language")
    words = questions.Words(languages.code_of(default) or unmarked if default else unmarked)
    columns: dict[str, dict[str, str]] = {}
    faults = []
    for sheet in (SURVEY, CHOICES, SETTINGS):
        for heading in book.headings.get(sheet, ()):
            column, _mark, language = heading.rpartition("::")
            if heading.lower() in SAID:
                columns.setdefault(heading.lower(), {})[heading.lower()] = words.unmarked
            elif column.strip().lower() in SAID:
                code = languages.code_of(language)
                key = f"{column.strip().lower()}::{language.strip()}"
                columns.setdefault(column.strip().lower(), {})[key] = code
                if not code:
                    # Translators: «Språket «%(language)s» saknar kod.»
                    message = _("The language “%(language)s” has no code.")
                    # Translators: «Skriv koden efter namnet, till exempel label::Svenska (sv).»
                    accepted = _("Write the code after the name, for example label::Svenska (sv).")
                    message = message % {"language": language.strip()}
                    faults.append(Fault(sheet, message, accepted, row=1, column=heading))
    words.columns = columns
    return words, faults


def _spoken(book: Book, words: questions.Words) -> list[str]:
    """The languages in which any question or note has a label."""
    found = [code for row in book[SURVEY] for code in words.text(row, "label")]
    return list(dict.fromkeys(found)) or [words.unmarked]


def _lists(book: Book) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in book[CHOICES]:
        found.setdefault(row.get("list_name", "list name"), []).append(row)
    return found


def _refuse_open_groups(reading: _Reading, rows: Sequence[Row]) -> None:
    if reading.groups and rows:
        # Translators: «En grupp som har börjat slutar aldrig (end_group).»
        message = _("A group that has begun never ends (end_group).")
        reading.faults.append(rows[-1].fault("type", message))


def _refuse_too_many(reading: _Reading, rows: Sequence[Row]) -> None:
    if len(rows) > MOST_QUESTIONS:
        # Translators: «Enkäten har fler än %(limit)s rader med frågor.»
        message = _("The form has more than %(limit)s rows of questions.")
        message = message % {"limit": MOST_QUESTIONS}
        reading.faults.append(rows[MOST_QUESTIONS].fault("type", message))


def _of_checks(form: Questionnaire, reading: _Reading, settings: Row) -> list[Fault]:
    """What is wrong with the questionnaire as a whole, at the row of its question."""
    return [
        reading.rows.get(problem.item, settings).fault("", problem.message)
        for problem in checks.problems(form)
    ]


def _no_effect(rows: Sequence[Row]) -> list[str]:
    found = []
    if any(row.get("required") not in ("", "no", "false", "FALSE") for row in rows):
        # Translators: «Alla frågor går att hoppa över här, också de som filen kallar
        # obligatoriska.»
        found.append(_("Every question can be skipped here, also those the file calls required."))
    if any(row.get("appearance") for row in rows):
        # Translators: «Utseende (appearance) följer programmets egna sidor.»
        found.append(_("Appearance follows the pages of the program."))
    return found


def _joined(notes: Sequence[Text]) -> Text:
    """Several notes as one text, in each language that any of them has."""
    spoken = dict.fromkeys(code for note in notes for code in note)
    return {code: "\n\n".join(note[code] for note in notes if code in note) for code in spoken}
