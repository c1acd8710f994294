"""Forms: how every field looks and is announced, and fields that several areas use."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, dates

Choices = Callable[[], Sequence[tuple[str, Any]]]  # asked anew for each page, in its language
Details = list[tuple[str, str]]  # code and what was written beside it
Option = dict[str, Any]


# Translators: «%(value)s» finns inte i listan. Välj ett av alternativen.
NOT_LISTED = _("“%(value)s” is not in the list. Choose one of the alternatives.")


class StyledField(BoundField):
    """A field of a form with the classes of the design system on its control."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        own = (widget or self.field.widget).attrs
        # A placeholder vanishes when someone begins to write; the label and the help text stay.
        unwanted = {"placeholder": False} if "placeholder" in own else {}
        return {**built, **unwanted, "class": f"ds-input {own.get('class', '')}".strip()}

    @property
    def marks_required(self) -> bool:
        """Whether to say that the field is required: only where others are not."""
        return self.field.required and not all(f.required for f in self.form.fields.values())

    @property
    def is_toggle(self) -> bool:
        """A single tick box, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_listed(self) -> bool:
        """A group of tick boxes or radio buttons."""
        return isinstance(self.field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect))


class Renderer(TemplatesSetting):
    """Named by the setting FORM_RENDERER."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"
    bound_field_class = StyledField


class DateInput(forms.DateInput):
    """A text box: browsers' calendars neither take «1/3» nor «idag»."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"class": "input--date", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(attrs={**own, **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.Field):
    """A date as people write it (see `dates.read`); shown again as 2026-03-01."""

    widget = DateInput
    default_error_messages: ClassVar = {
        # Translators: «Skriv ett datum, till exempel 2026-03-01 eller idag.»
        "required": _("Write a date, for example 2026-03-01 or today."),
    }

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return dates.read(str(value), today=clock.today())
        except dates.DateError as error:
            raise ValidationError(str(error), code="invalid") from None


class CodeField(forms.ChoiceField):
    """One code of a list; `when_empty` is the code that no answer stands for."""

    default_error_messages: ClassVar = {
        # Translators: «Välj ett av alternativen.»
        "required": _("Choose one of the alternatives."),
        "invalid_choice": NOT_LISTED,
    }

    def __init__(self, *, when_empty: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.when_empty = when_empty

    def clean(self, value: Any) -> str:
        return super().clean(value) or self.when_empty


class CodesField(forms.MultipleChoiceField):
    """Any number of codes of a list, as tick boxes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar = {
        "required": _("Choose at least one of the alternatives."),
        "invalid_choice": NOT_LISTED,
        "invalid_list": _("Choose from the list."),
    }


class WholeNumberField(forms.IntegerField):
    """A whole number in a short box; `example` shows what to write."""

    def __init__(self, *, example: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "input--short", "autocomplete": "off"}
        )
        # Translators: «Skriv ett helt tal, till exempel {example}.»
        message = format_lazy(_("Write a whole number, for example {example}."), example=example)
        self.error_messages |= {"invalid": message, "required": message}


class DecimalField(forms.DecimalField):
    """A number with comma or point, in a short box."""

    def __init__(self, *, example: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.TextInput(
            attrs={"inputmode": "decimal", "class": "input--short", "autocomplete": "off"}
        )
        self.widget.is_localized = True  # what is stored is shown with the language's comma
        # Translators: «Skriv ett tal, till exempel {example}.»
        message = format_lazy(_("Write a number, for example {example}."), example=example)
        self.error_messages |= {"invalid": message, "required": message}

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class ChosenWithDetail(forms.Widget):
    """Tick boxes that each carry one detail: a share in percent, or a state.

    Posted as the codes under the field's own name and each detail under ``name-code``.
    """

    template_name = "core/chosen_with_detail.html"
    use_fieldset = True

    def __init__(
        self, *, detail: forms.Widget, detail_label: Any, choices: Choices, unit: str = ""
    ) -> None:
        super().__init__()
        self.choices = choices
        self.detail = detail
        self.detail_label = detail_label
        self.unit = unit

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Details:
        codes = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [(code, str(data.get(f"{name}-{code}", "")).strip()) for code in codes]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = dict(value or [])
        options = [self._option(name, *choice, chosen=chosen) for choice in self.choices()]
        return {**context, "options": options, "unit": self.unit}

    def _option(self, name: str, code: str, label: Any, *, chosen: dict[str, str]) -> Option:
        described = {
            "aria-label": f"{label}: {self.detail_label}",
            "id": f"id_{name}_{code}_detail",
        }
        attrs = {**described, "class": "ds-input"}
        return {
            "code": code,
            "label": label,
            "id": f"id_{name}_{code}",
            "checked": code in chosen,
            "detail": self.detail.render(f"{name}-{code}", chosen.get(code, ""), attrs),
        }


class _WithDetail(forms.Field):
    """Several codes of a list, each with a detail; kept as the JSON that the models hold."""

    key: ClassVar[str]
    widget: ChosenWithDetail

    def __init__(self, *, choices: Choices, **kwargs: Any) -> None:
        self.offered = choices
        super().__init__(required=False, widget=self.make_widget(choices), **kwargs)

    def make_widget(self, choices: Choices) -> ChosenWithDetail:
        raise ValueError(f"{type(self).__name__} names no control for its detail.")

    def prepare_value(self, value: Any) -> Details:
        rows = value or []
        return [
            (row["code"], "" if row.get(self.key) is None else _plain(row[self.key]))
            if isinstance(row, dict)
            else row
            for row in rows
        ]

    def to_python(self, value: Any) -> list[dict[str, Any]] | None:
        listed = {code for code, _label in self.offered()}
        unlisted = [code for code, _detail in value or [] if code not in listed]
        if unlisted:
            raise ValidationError(NOT_LISTED, params={"value": unlisted[0]})
        return [{"code": code, self.key: self.read(detail)} for code, detail in value or []]

    def read(self, detail: str) -> Any:
        return detail

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or [])


def offer(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let `field`, one of those above, offer these choices instead of those it was made with."""
    if isinstance(field, _WithDetail):
        field.offered = field.widget.choices = lambda: choices
    else:
        cast(forms.ChoiceField, field).choices = list(choices)


class SharesField(_WithDetail):
    """Sources or occupations with their share in percent: ``[{"code", "percent"}]``.

    An empty share means that the share is not known, nothing chosen that nobody has answered.
    """

    key = "percent"

    def make_widget(self, choices: Choices) -> ChosenWithDetail:
        number = forms.TextInput(attrs={"inputmode": "decimal", "size": 4, "autocomplete": "off"})
        # Translators: «andel i procent»
        return ChosenWithDetail(
            detail=number, detail_label=_("share in percent"), choices=choices, unit="%"
        )

    def to_python(self, value: Any) -> list[dict[str, Any]] | None:
        return super().to_python(value) or None

    def read(self, detail: str) -> float | int | None:
        if not detail:
            return None
        try:
            share = float(detail.removesuffix("%").strip().replace(",", "."))
        except ValueError:
            share = -1
        if not 0 <= share <= 100:
            # Translators: «%(text)s» är ingen andel.
            # Skriv ett tal mellan 0 och 100, till exempel 50.
            message = _("“%(text)s” is no share. Write a number from 0 to 100, for example 50.")
            raise ValidationError(message, params={"text": detail})
        return int(share) if share.is_integer() else share


class StatesField(_WithDetail):
    """Codes that each have a state of a second list: ``[{"code", "state"}]``."""

    key = "state"

    def __init__(
        self, *, choices: Choices, states: Choices, detail_label: Any, **kwargs: Any
    ) -> None:
        self.states = states
        self.detail_label = detail_label
        super().__init__(choices=choices, **kwargs)

    def make_widget(self, choices: Choices) -> ChosenWithDetail:
        select = forms.Select(choices=self.states())
        return ChosenWithDetail(detail=select, detail_label=self.detail_label, choices=choices)

    def read(self, detail: str) -> str:
        listed = [code for code, _label in self.states()]
        return detail if detail in listed else listed[0]


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
