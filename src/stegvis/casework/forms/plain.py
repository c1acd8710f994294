"""Forms that show what an action refuses, and fields that daily work needs."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import time
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.rights import Stale

Made = TypeVar("Made")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")


class Plain(forms.Form):
    """A form whose action may refuse; every problem is shown at its field."""

    def carry_out(self, act: Callable[[], Made]) -> Made | None:
        """Do `act` when the answers are in order; None when they or the action say no."""
        if not self.is_valid():
            return None
        try:
            return act()
        except Stale as stale:
            self._look_again(stale)
        except Refused as refused:
            for problem in refused.problems:
                shown = problem.field in self.fields and not self[problem.field].is_hidden
                self.add_error(problem.field if shown else None, str(problem.message))
        return None

    def _look_again(self, stale: Stale) -> None:
        """Say so, and let the next save mean that what is written here shall stand."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[self.add_prefix("version")] = str(stale.version)
        self.data = sent
        self.add_error(None, str(stale.problems[0].message))


class VersionField(forms.IntegerField):
    """The version that a page was opened with, sent along unseen; 0 for something new."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        return super().clean(value) if value else 0


class TimeField(forms.Field):
    """A time of day as people write it: 9, 9.30, 09:30 or 0930."""

    default_error_messages: ClassVar = {
        # Translators: «Skriv ett klockslag, till exempel 9.30.»
        "required": _("Write a time, for example 9.30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.TextInput(
            attrs={"inputmode": "decimal", "class": "input--short", "autocomplete": "off"}
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value

    def to_python(self, value: object) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        found = _CLOCK.fullmatch(str(value).strip())
        if found:
            with suppress(ValueError):  # there is no 25.00
                return time(int(found[1]), int(found[2] or 0))
        # Translators: «%(text)s» går inte att läsa som klockslag. Skriv till exempel 9.30.
        message = _("“%(text)s” cannot be read as a time. Write for example 9.30.")
        raise ValidationError(message, params={"text": value}, code="invalid")
