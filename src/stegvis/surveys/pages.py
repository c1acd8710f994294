"""Values that the pages of surveys show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.casework.models import Participation
from stegvis.core import codes
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place
from stegvis.surveys import due, words
from stegvis.surveys.choices import REASON
from stegvis.surveys.due import Measured
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.panels import Line, line
from stegvis.surveys.rules import checks
from stegvis.surveys.rules.occasions import Standing
from stegvis.surveys.rules.questionnaire import (
    EASY,
    RIGHT_TO_LEFT,
    Item,
    Kind,
    Questionnaire,
    said_in,
)
from stegvis.surveys.rules.readability import lix
from stegvis.surveys.xlsform import languages


@dataclass(frozen=True)
class Shown:
    """One instrument in a list: its latest version, and how many came before."""

    instrument: Instrument
    title: str
    questions: int
    respondent: str
    spoken: str
    earlier: int


@dataclass(frozen=True)
class Group:
    """Instruments of the same keeper."""

    title: str
    rows: list[Shown]


def groups(instruments: QuerySet[Instrument]) -> list[Group]:
    """The latest version of each, those shipped first; groups without any are left out."""
    latest: dict[tuple[Any, str], list[Instrument]] = {}
    for each in instruments.order_by("pk"):
        latest.setdefault((each.association_id, each.code), []).append(each)
    shown = [_shown(versions) for versions in latest.values()]
    kept = {
        # Translators: «Följer med programmet»
        _("Comes with the program"): [s for s in shown if s.instrument.association_id is None],
        # Translators: «Förbundets»
        _("The association's"): [
            s for s in shown if s.instrument.association_id and not s.instrument.intervention_id
        ],
        # Translators: «Insatsernas egna»
        _("The interventions' own"): [s for s in shown if s.instrument.intervention_id],
    }
    return [
        Group(title, sorted(rows, key=lambda row: row.title))
        for title, rows in kept.items()
        if rows
    ]


def _shown(versions: list[Instrument]) -> Shown:
    instrument = versions[-1]
    form = instrument.questionnaire
    return Shown(
        instrument=instrument,
        title=words.titled(instrument),
        questions=len(form.items),
        respondent=codes.RESPONDENT.label(form.respondent),
        spoken=", ".join(languages.NAMES.get(code, code) for code in form.languages),
        earlier=len(versions) - 1,
    )


@dataclass(frozen=True)
class Facts:
    """All that the page of one instrument says."""

    shown: Shown
    form: Questionnaire
    lix: int | None
    versions: list[Instrument]
    uses: list["Used"]


def facts(instrument: Instrument, *, place: Place) -> Facts:
    """What one version is, with its sisters and its uses by interventions the reader sees."""
    form = instrument.questionnaire
    easy = checks.easy_texts(form)
    versions = Instrument.objects.filter(
        association=instrument.association,
        intervention=instrument.intervention,
        code=instrument.code,
    ).order_by("-pk")
    mine = Intervention.objects.visible_to(place.user).filter(association=place.association)
    uses = instrument.uses.filter(intervention__in=mine)
    return Facts(
        shown=_shown([instrument]),
        form=form,
        lix=lix(easy) if easy else None,
        versions=list(versions),
        uses=[used(row) for row in uses.select_related("instrument", "intervention")],
    )


@dataclass(frozen=True)
class Used:
    """A use in words."""

    use: InstrumentUse
    title: str
    planned: str


def used(use: InstrumentUse) -> Used:
    """A use as the pages show it."""
    return Used(use, words.titled(use.instrument), words.planned(use))


@dataclass(frozen=True)
class Answer:
    """One answer to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question as the respondent meets it; `number` of `total`."""

    number: int
    code: str
    kind: str
    text: str
    hint: str
    low: str
    high: str
    answers: list[Answer]
    condition: str
    heading: str = ""
    intro: str = ""


@dataclass(frozen=True)
class Preview:
    """A questionnaire in one language."""

    language: str
    direction: str
    title: str
    intro: str
    closing: str
    questions: list[Question]
    languages: list[tuple[str, str]]

    @property
    def tag(self) -> str:
        """The language as HTML says it."""
        return "sv" if self.language == EASY else self.language


def preview(form: Questionnaire, *, language: str) -> Preview:
    """The form in `language`, else in the page's own, else in its first."""
    offered = form.languages or tuple(form.title)
    own = get_language() or "sv"
    chosen = next((each for each in (language, own) if each in offered), offered[0])
    found: list[Question] = []
    for section in form.sections:
        for at, item in enumerate(section.items):
            heading = said_in(section.title, chosen) if at == 0 and section.title else ""
            intro = said_in(section.intro, chosen) if at == 0 and section.intro else ""
            found.append(_question(form, item, chosen, len(found) + 1, (heading, intro)))
    return Preview(
        language=chosen,
        direction="rtl" if chosen in RIGHT_TO_LEFT else "ltr",
        title=said_in(form.title, chosen),
        intro=said_in(form.intro, chosen),
        closing=said_in(form.closing, chosen),
        questions=found,
        languages=[(code, languages.NAMES.get(code, code)) for code in offered],
    )


def _question(
    form: Questionnaire, item: Item, language: str, number: int, section: tuple[str, str]
) -> Question:
    return Question(
        number=number,
        code=item.code,
        kind=item.kind,
        text=said_in(item.text, language),
        hint=said_in(item.hint, language),
        low=said_in(item.low_label, language),
        high=said_in(item.high_label, language),
        answers=_answers(item, language),
        condition=_condition(form, item, language),
        heading=section[0],
        intro=section[1],
    )


def _answers(item: Item, language: str) -> list[Answer]:
    if item.kind is Kind.YES_NO:
        return [
            Answer(value, label)
            for value, label in zip(item.values, languages.yes_and_no(language), strict=True)
        ]
    if item.options:
        return [Answer(each.value, said_in(each.label, language)) for each in item.options]
    return [Answer(value, value) for value in item.values]


def _condition(form: Questionnaire, item: Item, language: str) -> str:
    """For who looks it through: when the question is asked at all."""
    if item.only_if is None:
        return ""
    asked = form.by_code[item.only_if.item]
    labels = {each.value: each.label for each in _answers(asked, language)}
    # Translators: «Ställs bara om svaret på «%(question)s» är: %(answers)s»
    return _("Asked only if the answer to “%(question)s” is: %(answers)s") % {
        "question": said_in(asked.text, language),
        "answers": ", ".join(labels.get(value, value) for value in item.only_if.values),
    }


@dataclass(frozen=True)
class Row:
    """One occasion on the page of measurements, and what can be said of it."""

    line: Line
    instrument: int
    occasion: str
    due_on: date
    reason: str
    waits: bool
    passed: bool


def measurements(participation: Participation, *, today: date) -> list[Row]:
    """Every occasion of a participation."""
    return [_row(each) for each in due.occasions_of(participation, today=today)]


def _row(each: Measured) -> Row:
    standing = each.occasion.standing
    return Row(
        line=line(each),
        instrument=each.use.instrument_id,
        occasion=each.occasion.due.occasion,
        due_on=each.occasion.due.due_on,
        reason=REASON.label(each.occasion.reason) if each.occasion.reason else "",
        waits=standing in (Standing.OPEN, Standing.LATE, Standing.MISSED),
        passed=standing is Standing.PASSED,
    )


def reasons() -> list[tuple[str, str]]:
    """The reasons for no answer, in the reader's words."""
    return REASON.choices()
