"""Forms whose fields stand in groups, and that show what an action refuses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions import seen
from stegvis.casework.actions.participations import Collision, Refused
from stegvis.casework.actions.seen import Changed
from stegvis.casework.forms.stored import answers_of
from stegvis.casework.models import Participation
from stegvis.core.forms import StatesField

Made = TypeVar("Made")
# An answer that says nothing: a group with only such answers stays closed.
EMPTY: tuple[object, ...] = (None, "", "unknown", "enrolled", (), [])


@dataclass(frozen=True)
class Group:
    """Fields that belong together under a heading; `closed` ones open when asked for."""

    title: Any
    names: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True)
class BoundGroup:
    """A group with its fields; closed while nothing in it is answered or wrong."""

    title: Any
    fields: list[BoundField]
    closed: bool


@dataclass(frozen=True)
class Difference:
    """A field that two people wrote differently at the same time."""

    label: Any
    theirs: str
    mine: str


class Grouped(forms.Form):
    """A form whose fields stand in groups, and that shows the refusals of an action."""

    groups: ClassVar[tuple[Group, ...]]
    differences: Sequence[Difference] = ()

    @property
    def bound_groups(self) -> Iterator[BoundGroup]:
        for group in self.groups:
            fields = [self[name] for name in group.names if name in self.fields]
            answered = any(field.errors or field.initial not in EMPTY for field in fields)
            yield BoundGroup(group.title, fields, group.closed and not answered)

    def carry_out(self, act: Callable[[], Made]) -> Made | None:
        """Do `act` when the answers are in order; what it refuses is shown at the fields."""
        if not self.is_valid():
            return None
        try:
            return act()
        except Refused as refused:
            self._show(refused)
        except Collision as collision:
            stored = collision.stored
            self._show_both(answers_of(stored), "version", str(stored.version))
        except Changed as changed:
            self._show_both(changed.said, "mark", seen.mark(changed.said))
        return None

    def seen(self, participation: Participation) -> Participation:
        """`participation` as it was when this form was opened, by its version."""
        participation.version = self.cleaned_data["version"]
        return participation

    @property
    def seen_mark(self) -> str | None:
        """The mark of what stood when the page was opened; None where the page sent none."""
        return self.cleaned_data["mark"] or None

    def _show(self, refused: Refused) -> None:
        for problem in refused.problems:
            name = "referrer" if problem.field == "referrers" else problem.field
            if name in self.fields:
                self.add_error(name, str(problem.message))
            else:
                self.add_error(None, _elsewhere(problem.message))

    def _show_both(self, said: Mapping[str, Any], name: str, now: str) -> None:
        """Set what is stored beside what was written; saving once more chooses the latter.

        `name` is the hidden field that knows the version that was seen, `now` that of today.
        """
        self.differences = [
            Difference(self[each].label, written(self, each, said[each]), written(self, each, mine))
            for each, mine in self.cleaned_data.items()
            if each in said and each != name and not _same(said[each], mine)
        ]
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[name] = now
        self.data = sent
        # Translators: «Någon annan har ändrat det här medan du skrev.
        # Jämför nedan; spara igen om det du skrev ska gälla.»
        message = _(
            "Someone else has changed this while you were writing. "
            "Compare below; save again if what you wrote shall stand."
        )
        self.add_error(None, message)


def _elsewhere(message: Any) -> ValidationError:
    # Translators: «%(message)s Det rättar du under Ändra; kom sedan tillbaka hit.»
    text = _("%(message)s You mend that under Change; then come back here.")
    return ValidationError(text, params={"message": message})


def _same(said: Any, mine: Any) -> bool:
    return (said or None) == (mine or None)


def written(form: forms.Form, name: str, value: Any) -> str:
    """A value in the words of the form's own field."""
    field = form.fields[name]
    offered = field.offered() if hasattr(field, "offered") else getattr(field, "choices", ())
    labels = dict(flatten_choices(offered))
    if isinstance(value, (list, tuple)):
        return ", ".join(_row(field, row, labels) for row in value)
    return str(labels.get(value, "" if value is None else value))


def _row(field: forms.Field, row: Any, labels: dict[Any, Any]) -> str:
    """One of several answers, with its share or state."""
    if not isinstance(row, dict):
        return str(labels.get(row, row))
    states = dict(field.states()) if isinstance(field, StatesField) else {}
    percent = row.get("percent")
    detail = states.get(row.get("state", ""), "") if percent is None else f"{percent} %"
    return f"{labels.get(row['code'], row['code'])} {detail}".strip()
