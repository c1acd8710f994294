"""Ticks of a whole group on one screen: a row a person, the first time and again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from stegvis.casework.forms.plain import Plain
from stegvis.casework.models import Participation
from stegvis.core.forms import CodeField
from stegvis.surveys.actions.asked import Cell
from stegvis.surveys.choices import ASKED
from stegvis.surveys.rules.asked import AGAIN, FIRST

LABELS = {
    # Translators: «Första gången»
    FIRST: _("The first time"),
    # Translators: «Igen»
    AGAIN: _("Again"),
}
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One participant; `seen` are the ticks the page was opened with."""

    participation: Participation
    first: BoundField
    again: BoundField
    seen: tuple[tuple[str, str], ...]


class AskedForm(Plain):
    """The grid. Only boxes that were changed are written; `seen-…` tells what they said before.

    A box that someone else has changed meanwhile is shown with what stands now and asked again.
    """

    def __init__(
        self, *args: Any, group: list[Participation], stored: Mapping[Cell, str], **kwargs: Any
    ) -> None:
        self.group = group
        self.stored = {
            name_of((each.pk, occasion)): stored.get((each.pk, occasion), "")
            for each in group
            for occasion in LABELS
        }
        kwargs["initial"] = self.stored | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for each in group:
            self.fields |= {
                name_of((each.pk, occasion)): _field(label) for occasion, label in LABELS.items()
            }

    @property
    def rows(self) -> Iterator[Row]:
        for each in self.group:
            names = [name_of((each.pk, occasion)) for occasion in LABELS]
            seen = tuple((f"seen-{name}", self.stored[name]) for name in names)
            yield Row(each, self[names[0]], self[names[1]], seen)

    def said(self) -> dict[Cell, str]:
        """The boxes that were changed, as the action takes them."""
        cells = ((each.pk, occasion) for each in self.group for occasion in LABELS)
        return {
            cell: self.cleaned_data[name_of(cell)] for cell in cells if self._changed(name_of(cell))
        }

    def clean(self) -> None:
        """Refuse a box that says something else than when the page was opened."""
        for name, stored in self.stored.items():
            if name in self.cleaned_data and self._changed(name) and self._by_others(name, stored):
                # Translators: «Någon annan har valt %(stored)s här. Spara igen om det du valde
                # ska gälla.»
                message = _(
                    "Someone else has chosen %(stored)s here. "
                    "Save again if what you chose shall stand."
                )
                shown = {"stored": ASKED.label(stored) if stored else NOTHING}
                self.add_error(name, ValidationError(message, params=shown))

    def _seen(self, name: str) -> str:
        return str(self.data.get(f"seen-{name}", ""))

    def _changed(self, name: str) -> bool:
        return bool(self.cleaned_data[name] != self._seen(name))

    def _by_others(self, name: str, stored: str) -> bool:
        return self._seen(name) != stored != self.cleaned_data[name]


def name_of(cell: Cell) -> str:
    """What the box of a participation and occasion is called."""
    participation, occasion = cell
    return f"{occasion}-{participation}"


def filled(
    sent: Mapping[str, Any], form: AskedForm, *, occasions: Mapping[int, str]
) -> dict[str, Any]:
    """What was sent, with «asked» in the empty box of each one's turn, as `occasions` names it."""
    begun = {name: sent.get(name, "") for name in form.stored}
    for pk, occasion in occasions.items():
        name = name_of((pk, occasion))
        begun[name] = begun.get(name) or "asked"
    return begun


def _field(label: Any) -> forms.Field:
    return CodeField(label=label, required=False, choices=lambda: [("", NOTHING), *ASKED.choices()])
