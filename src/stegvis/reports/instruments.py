"""The questionnaires that a report names: their titles, items and answers in its language.

Figures of answers are divided by `item`, whose values name who answered, instrument, version and
item: two versions, or two surveys whose questions happen to have the same code, are never added
together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stegvis.core import codes
from stegvis.interventions.models import Intervention
from stegvis.measures.answered import SEPARATOR
from stegvis.organisations.models import Association
from stegvis.reports import labels
from stegvis.surveys.models import Instrument, InstrumentUse
from stegvis.surveys.rules.questionnaire import Item, said_in
from stegvis.surveys.values import of_value

PARTICIPANT = "participant"
Key = tuple[str, str]  # code and version


class Parts(NamedTuple):
    """What a value of the dimension `item` says."""

    respondent: str
    code: str
    version: str
    item: str

    @property
    def key(self) -> Key:
        return self.code, self.version


def parts(value: str) -> Parts:
    """The parts of a value of the dimension `item`."""
    return Parts(*[*value.split(SEPARATOR, 3), "", "", ""][:4])


@dataclass(frozen=True)
class Form:
    """One version of a questionnaire; `answers` are the values of an item with their words.

    `linked`: what is answered is tied to a person.
    """

    code: str
    version: str
    title: str
    items: Mapping[str, str]
    answers: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    linked: bool = True

    @property
    def key(self) -> Key:
        return self.code, self.version

    def place(self, item: str) -> int:
        """Where an item stands in the form; last for one that it does not have."""
        order = list(self.items)
        return order.index(item) if item in order else len(order)


@dataclass(frozen=True)
class Use:
    """A form that an intervention asks with; `once` when it is asked at the exit only."""

    form: Form
    shows_first: bool = False
    once: bool = False


@dataclass(frozen=True)
class Asked:
    """With what a place asks, and every form there is."""

    uses: Sequence[Use]
    forms: Mapping[Key, Form]

    def form(self, key: Key) -> Form:
        """The form; one without words where answers came in for a survey nobody has here."""
        return self.forms.get(key) or Form(*key, title=key[0], items={})

    @property
    def once(self) -> set[Key]:
        """The forms that are asked at the exit only."""
        several = {use.form.key for use in self.uses if not use.once}
        return {use.form.key for use in self.uses if use.once} - several


def forms_of(association: Association) -> tuple[Form, ...]:
    """Every questionnaire that the association can use."""
    rows = Instrument.objects.open_to(association).order_by("association_id", "code", "pk")
    return tuple(_form(row) for row in rows)


def uses_of(interventions: Iterable[Intervention]) -> dict[int, tuple[Use, ...]]:
    """By intervention, with what it asks its participants."""
    rows = InstrumentUse.objects.filter(intervention__in=list(interventions))
    found: dict[int, tuple[Use, ...]] = {}
    for row in rows.select_related("instrument").order_by("instrument__code", "pk"):
        if row.instrument.questionnaire.linked:
            once = row.at_exit and not row.at_start and not row.every_months
            use = Use(_form(row.instrument), shows_first=row.shows_first, once=once)
            found[row.intervention_id] = (*found.get(row.intervention_id, ()), use)
    return found


def names(forms: Iterable[Form]) -> dict[str, str]:
    """By value of the dimension `item`, the question in words and where it is asked."""
    return {
        SEPARATOR.join((respondent.code, *form.key, item)): f"{text} – {form.title} {form.version}"
        for form in forms
        if form.linked
        for item, text in form.items.items()
        for respondent in codes.RESPONDENT
    }


def question_names(forms: Iterable[Form], collected: Iterable[Key]) -> dict[str, str]:
    """By value of the dimension `question`, its words.

    Only where every form that was `collected` is one of ours and all ask the same with that code.
    """
    known = {form.key: form for form in forms if not form.linked}
    keys = set(collected)
    if not keys <= known.keys():
        return {}
    words: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for item, text in known[key].items.items():
            words[item].add(text)
    return {
        item: labels.numbered_question(item, text)
        for item, (text, *others) in words.items()
        if not others
    }


def _form(row: Instrument) -> Form:
    language, form = labels.language(), row.questionnaire
    return Form(
        code=row.code,
        version=row.version,
        title=said_in(form.title, language),
        items={item.code: said_in(item.text, language) for item in form.items},
        linked=form.linked,
        answers={item.code: _answers(item, language) for item in form.items},
    )


def _answers(item: Item, language: str) -> list[tuple[str, str]]:
    return [(value, of_value(item, value, language)) for value in item.values]
