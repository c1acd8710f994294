"""The simple editor: a short survey that an intervention makes itself.

Up to fifteen questions on one scale, with yes and no or free words among them; in Swedish and,
where it is written, easy Swedish. What needs more is written as an XLSForm.
"""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from stegvis.core.forms import CodeField
from stegvis.surveys.rules.questionnaire import EASY, Item, Kind, Questionnaire, Section, Text

MOST, AT_FIRST, MORE = 15, 5, 3
KINDS = (Kind.SCALE, Kind.YES_NO, Kind.TEXT)


class SurveyForm(forms.Form):
    """What is the same for all questions."""

    # Translators: «Rubrik»
    title = forms.CharField(label=_("Title"), max_length=120)
    intro = forms.CharField(
        # Translators: «Inledning»
        label=_("Introduction"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        # Translators: «Vad svaren används till, och att det är frivilligt att svara.»
        help_text=_("What the answers are used for, and that answering is voluntary."),
    )
    steps = CodeField(
        # Translators: «Skala»
        label=_("Scale"),
        # Translators: «1–6» / «1–5»
        choices=[("6", _("1–6")), ("5", _("1–5"))],
        initial="6",
    )
    # Translators: «Vad 1 betyder»
    low = forms.CharField(label=_("What 1 means"), max_length=60, initial="Stämmer inte alls")
    high = forms.CharField(
        # Translators: «Vad det högsta betyder»
        label=_("What the highest means"),
        max_length=60,
        initial="Stämmer helt",
    )


class QuestionForm(forms.Form):
    """One question; one that is left empty is no question."""

    code = forms.CharField(widget=forms.HiddenInput, required=False)
    # Translators: «Fråga»
    text = forms.CharField(label=_("Question"), required=False, max_length=300)
    easy = forms.CharField(
        # Translators: «På lätt svenska»
        label=_("In easy Swedish"),
        required=False,
        max_length=300,
    )
    kind = CodeField(
        # Translators: «Besvaras med»
        label=_("Answered with"),
        required=False,
        when_empty=Kind.SCALE.value,
        choices=[
            # Translators: «Skalan» / «Ja eller nej» / «Egna ord»
            (Kind.SCALE.value, _("The scale")),
            (Kind.YES_NO.value, _("Yes or no")),
            (Kind.TEXT.value, _("Own words")),
        ],
    )


Questions = formset_factory(QuestionForm, extra=0, max_num=MOST, absolute_max=MOST)


def begun(form: Questionnaire | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the editor begins with: empty rows, or a survey and a few empty rows after it."""
    if form is None:
        return {}, [{} for _row in range(AT_FIRST)]
    first = next((item for item in form.items if item.kind is Kind.SCALE), None)
    head = {
        "title": form.title.get("sv", ""),
        "intro": form.intro.get("sv", ""),
        "steps": str(first.highest) if first else "6",
    }
    if first:
        head |= {"low": first.low_label.get("sv", ""), "high": first.high_label.get("sv", "")}
    rows: list[dict[str, Any]] = [
        {
            "code": item.code,
            "text": item.text.get("sv", ""),
            "easy": item.text.get(EASY, ""),
            "kind": item.kind.value,
        }
        for item in form.items
    ]
    return head, [*rows, *({} for _row in range(min(MORE, MOST - len(rows))))]


def can_edit(form: Questionnaire) -> bool:
    """Whether the simple editor can say all that `form` says."""
    plain = all(
        item.kind in KINDS and item.only_if is None and not item.hint and item.lowest == 1
        for item in form.items
    )
    spoken = set(form.title) <= {"sv", EASY} and "sv" in form.title
    return not form.locked and form.linked and len(form.sections) == 1 and plain and spoken


def written(head: SurveyForm, rows: "BaseFormSet[QuestionForm]", *, code: str) -> Questionnaire:
    """The survey that the editor's forms say; codes of questions stay when words change."""
    asked = [row.cleaned_data for row in rows if row.cleaned_data.get("text")]
    speaks_easy = any(row["easy"] for row in asked)
    said = head.cleaned_data
    codes = _codes([row["code"] for row in asked])
    items = [
        _item(row, named, said, easy=speaks_easy) for row, named in zip(asked, codes, strict=True)
    ]
    return Questionnaire(
        code=code,
        version="1",
        title=_text(said["title"], easy=speaks_easy),
        intro=_text(said["intro"], easy=speaks_easy),
        sections=(Section(tuple(items)),),
    )


def _codes(known: list[str]) -> list[str]:
    """The code of each question; new ones get the first numbers that are free."""
    taken = {code for code in known if code}
    free = (f"q{number}" for number in range(1, 2 * MOST + 1) if f"q{number}" not in taken)
    return [code or next(free) for code in known]


def _item(row: dict[str, Any], code: str, said: dict[str, Any], *, easy: bool) -> Item:
    kind = Kind(row["kind"])
    text = {"sv": row["text"], **({EASY: row["easy"] or row["text"]} if easy else {})}
    if kind is not Kind.SCALE:
        return Item(code, kind, text)
    highest = int(said["steps"])
    return Item(
        code,
        kind,
        text,
        highest=highest,
        low_label=_text(said["low"], easy=easy),
        high_label=_text(said["high"], easy=easy),
        positive=tuple(str(step) for step in range(highest // 2 + 1, highest + 1)),
        better=1,
    )


def _text(words: str, *, easy: bool) -> Text:
    if not words:
        return {}
    return {"sv": words, EASY: words} if easy else {"sv": words}
