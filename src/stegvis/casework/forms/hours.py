"""Planned and achieved hours of everyone at a site in one week, in a grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.hours import Written
from stegvis.casework.forms.plain import Plain
from stegvis.casework.models.hours import MOST
from stegvis.casework.week import Hours
from stegvis.core.forms import DecimalField

COLUMNS = ("planned", "achieved")


@dataclass(frozen=True)
class Row:
    """One participant in the grid; `seen` are the values the page was opened with."""

    hours: Hours
    planned: BoundField
    achieved: BoundField
    seen: tuple[tuple[str, str], ...]


class WeekForm(Plain):
    """The grid. Only boxes that were changed are written; `seen-…` tells what they said before.

    A box that someone else has changed meanwhile is shown with both values and asked again.
    """

    def __init__(self, *args: Any, hours: list[Hours], **kwargs: Any) -> None:
        self.hours = hours
        stored = {
            _name(column, each): getattr(each, column) for each in hours for column in COLUMNS
        }
        self.stored = {name: _text(value) for name, value in stored.items()}
        kwargs["initial"] = stored | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for each in hours:
            self.fields |= _fields(each)

    @property
    def rows(self) -> Iterator[Row]:
        for each in self.hours:
            names = [_name(column, each) for column in COLUMNS]
            yield Row(
                each,
                self[names[0]],
                self[names[1]],
                tuple((f"seen-{name}", self.stored[name]) for name in names),
            )

    def clean(self) -> None:
        """Refuse a box that says something else than when the page was opened."""
        for name in self.stored:
            if name in self.cleaned_data and self._changed(name) and self._by_others(name):
                # Translators: «Någon annan har skrivit %(stored)s här. Spara igen om det du
                # skrev ska gälla.»
                message = _(
                    "Someone else has written %(stored)s here. "
                    "Save again if what you wrote shall stand."
                )
                stored = self.stored[name] or "–"
                self.add_error(name, ValidationError(message, params={"stored": stored}))

    def _seen(self, name: str) -> str:
        return str(self.data.get(f"seen-{name}", ""))

    def _changed(self, name: str) -> bool:
        return _text(self.cleaned_data[name]) != self._seen(name)

    def _by_others(self, name: str) -> bool:
        mine = _text(self.cleaned_data[name])
        return self._seen(name) != self.stored[name] != mine

    def written(self) -> list[Written]:
        """The rows with a change, as the action takes them."""
        return [
            Written(each.participation, *(self._kept(column, each) for column in COLUMNS))
            for each in self.hours
            if any(self._changed(_name(column, each)) for column in COLUMNS)
        ]

    def _kept(self, column: str, each: Hours) -> Decimal | None:
        """What the box shall say: as it was written, or as it stands where it was left alone."""
        name = _name(column, each)
        value: Decimal | None = self.cleaned_data[name]
        return value if self._changed(name) else getattr(each, column)


def _name(column: str, each: Hours) -> str:
    return f"{column}-{each.participation.pk}"


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _fields(each: Hours) -> dict[str, DecimalField]:
    # Translators: «Planerat» / «Uppnått»
    labels = {"planned": _("Planned"), "achieved": _("Achieved")}
    return {
        _name(column, each): DecimalField(
            label=labels[column], required=False, example="12,5", min_value=0, max_value=MOST
        )
        for column in COLUMNS
    }
