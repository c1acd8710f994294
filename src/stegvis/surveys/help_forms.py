"""The form of texts of help: two boxes in each language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.surveys.actions.helping import Said
from stegvis.surveys.models import HelpText
from stegvis.surveys.rules.words import LANGUAGES, direction, tag

LONGEST = 1_500  # characters: a page of a phone

LABELS = {
    # Translators: «Här finns hjälp»
    "where_help_is": _("Where help is"),
    # Translators: «Det här händer nu»
    "what_happens_next": _("What happens next"),
}


class HelpForm(forms.Form):
    """Where help is and what happens next, in every language of the pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in LANGUAGES.items():
            for text, label in LABELS.items():
                self.fields[f"{text}-{language}"] = _box(language, f"{label}: {name}")

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The languages' names, each with its boxes."""
        return [
            (name, [self[f"{text}-{language}"] for text in LABELS])
            for language, name in LANGUAGES.items()
        ]

    @property
    def texts(self) -> dict[str, Said]:
        """What was written, by language."""
        return {
            language: Said(*(self.cleaned_data[f"{text}-{language}"] for text in LABELS))
            for language in LANGUAGES
        }


def said_by(rows: Iterable[HelpText]) -> dict[str, str]:
    """What is stored, as the form begins."""
    return {f"{text}-{row.language}": getattr(row, text) for row in rows for text in LABELS}


def _box(language: str, label: str) -> forms.CharField:
    attributes = {"rows": 4, "lang": tag(language), "dir": direction(language)}
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=attributes),
    )
