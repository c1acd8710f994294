"""The two grids: many who start, many who end; one row a person.

A row of defaults stands at the top: what it says goes into every empty cell of a row that is used
when the grid is sent. A row to start is used when anything stands in it, a row to end when it is
ticked.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework import labels
from stegvis.casework.actions.participations import Exit, Registration
from stegvis.casework.actions.rounds import Ending, RoundRefused
from stegvis.casework.forms.fields import StartFields, code
from stegvis.casework.forms.offers import BLANK
from stegvis.casework.models import Participant, Participation
from stegvis.core import clock, codes
from stegvis.core.forms import CodeField, DateField, WholeNumberField, offer
from stegvis.interventions.models import Site
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association

DEFAULTS = "all"
# Cells whose lists the association may add to, and those lists.
LISTED = {"referrer": "referrers", "step": "next_steps", "also": "next_steps"}
MOST_ROWS = 200


class Row(forms.Form):
    """One row: every cell says by itself which row and column it is."""

    # Columns that the row of defaults may fill, in the order of the grid.
    fillable: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, called: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.called = called
        for name, field in self.fields.items():
            field.widget.attrs |= {"aria-label": f"{called}: {field.label}", "data-column": name}

    @property
    def cells(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name != "ends"]

    def show(self, field: str, message: str) -> None:
        """Show a problem at its cell, or at the row where it has none."""
        name = {"referrers": "referrer"}.get(field, field)
        self.add_error(name if name in self.fields else None, message)


class StartRow(Row):
    """Someone who starts."""

    fillable = ("gender", "birth_year", "referrer", "started_on", "planned_end_on")

    participant_code = forms.CharField(
        label=labels.FIELDS["participant_code"],
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input--short", "autocomplete": "off"}),
    )
    gender = StartFields.base_fields["gender"]
    birth_year = WholeNumberField(
        label=labels.FIELDS["birth_year"], example="1984", min_value=1900, max_value=2100
    )
    referrer = StartFields.base_fields["referrer"]
    started_on = DateField(label=labels.FIELDS["started_on"])
    planned_end_on = DateField(label=labels.FIELDS["planned_end_on"], required=False)

    def registration(self, site: Site, known: dict[str, Participant]) -> Registration:
        """The registration as the action takes it."""
        said = self.cleaned_data
        return Registration(
            site=site,
            started_on=said["started_on"],
            gender=said["gender"],
            birth_year=said["birth_year"],
            referrers=(said["referrer"],),
            participant=known.get(said["participant_code"].strip().upper()),
            more={"planned_end_on": said["planned_end_on"]},
        )


class EndRow(Row):
    """Someone who takes part, and how it ended if it did."""

    fillable = ("ended_on", "exit_reason", "completed", "step", "state", "also")

    # Translators: «Slutar»
    ends = forms.BooleanField(label=gettext_lazy("Ends"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = DateField(label=labels.FIELDS["ended_on"])
    exit_reason = code("exit_reason", codes.EXIT_REASON, required=True)
    completed = CodeField(
        label=labels.FIELDS["completed"],
        choices=lambda: [("", ""), *codes.COMPLETED.choices()],
        required=False,
        when_empty="unknown",
    )
    step = CodeField(label=labels.FIELDS["next_steps"], required=False)
    # Translators: «Läge»
    state = CodeField(
        label=gettext_lazy("State"),
        choices=lambda: [("", ""), *codes.STEP_STATE.choices()],
        required=False,
        when_empty="started",
    )
    # Translators: «Och även»
    also = CodeField(label=gettext_lazy("And also"), required=False)

    def ending(self, participation: Participation) -> Ending:
        """The exit as the action takes it."""
        said = self.cleaned_data
        participation.version = said["version"]
        steps = tuple((step, said["state"]) for step in (said["step"], said["also"]) if step)
        outcome = Exit(
            ended_on=said["ended_on"],
            exit_reason=said["exit_reason"],
            completed=said["completed"],
            next_steps=steps,
        )
        return Ending(participation, outcome)


class Grid:
    """The rows of a grid with its row of defaults."""

    row: type[Row]

    def __init__(self, data: QueryDict | None, *, association: Association) -> None:
        self.data = self.sent = data or QueryDict()
        lists = lists_of(association, on=clock.today())
        self.offered = {
            name: [BLANK, *(each for each in lists.choices(listed) if each[0] != "unknown")]
            for name, listed in LISTED.items()
        }
        # Translators: «Alla tomma»
        self.defaults = self._made(None, prefix=DEFAULTS, called=_("All empty"))
        self.rows: list[Row] = []

    def used(self) -> list[Row]:
        """The rows that say something."""
        raise TypeError(f"{type(self).__name__} does not say which of its rows are used.")

    def is_valid(self) -> bool:
        """Whether every row that is used is in order, and there is one."""
        wrong = [row for row in self.used() if not row.is_valid()]
        return bool(self.used()) and not wrong

    def show(self, refused: RoundRefused) -> None:
        """Set the problems of an action at the rows that have them."""
        for place, problems in refused.problems.items():
            for problem in problems:
                self.used()[place].show(problem.field, str(problem.message))

    @property
    def has_problems(self) -> bool:
        return any(row.is_bound and row.errors for row in self.rows)

    @property
    def problems(self) -> Iterator[tuple[Row, str, list[str]]]:
        """Every row with problems, the address of the first cell, and the sentences."""
        for row in self.rows:
            if row.is_bound and row.errors:
                first = next((row[name] for name in row.errors if name in row.fields), None)
                sentences = [str(each) for found in row.errors.values() for each in found]
                yield row, first.id_for_label if first else "", sentences

    @property
    def fillable(self) -> tuple[str, ...]:
        """The columns that the row of defaults may fill."""
        return self.row.fillable

    @property
    def columns(self) -> list[tuple[str, Any]]:
        """The names and labels of the cells."""
        return [(cell.name, cell.label) for cell in self.defaults.cells]

    def _made(self, data: QueryDict | None, *, prefix: str, called: str, **more: Any) -> Row:
        row = self.row(data, prefix=prefix, called=called, **more)
        for name in self.offered.keys() & row.fields.keys():
            offer(row.fields[name], self.offered[name])
        return row

    def _filled(self, prefixes: Sequence[str]) -> QueryDict:
        """What was sent, with the defaults in the empty cells of the rows named."""
        sent = self.data.copy()
        for name in self.row.fillable:
            default = sent.get(f"{DEFAULTS}-{name}", "").strip()
            for prefix in prefixes if default else ():
                if not sent.get(f"{prefix}-{name}", "").strip():
                    sent[f"{prefix}-{name}"] = default
        self.sent = sent
        return sent

    def _shown(self, sent: QueryDict) -> None:
        """The row of defaults keeps what was written in it."""
        begun = {name: sent.get(f"{DEFAULTS}-{name}", "") for name in self.row.fillable}
        self.defaults = self._made(None, prefix=DEFAULTS, called=_("All empty"), initial=begun)


class StartGrid(Grid):
    """As many rows as are asked for; those with nothing in them are left alone."""

    row = StartRow

    def __init__(self, data: QueryDict | None, *, rows: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        prefixes = [f"r{number}" for number in range(1, min(rows, MOST_ROWS) + 1)]
        named = [(prefix, _numbered(prefix)) for prefix in prefixes]
        if data is None:
            self.rows = [self._made(None, prefix=prefix, called=called) for prefix, called in named]
            return
        sent = self._filled([prefix for prefix in prefixes if self._is_used(prefix)])
        self.rows = [
            self._made(sent if self._is_used(prefix) else None, prefix=prefix, called=called)
            for prefix, called in named
        ]
        self._shown(data)

    def used(self) -> list[Row]:
        return [row for row in self.rows if row.is_bound]

    def _is_used(self, prefix: str) -> bool:
        return any(self.data.get(f"{prefix}-{name}", "").strip() for name in StartRow.base_fields)


class EndGrid(Grid):
    """One row for everyone who takes part; the ticked end."""

    row = EndRow

    def __init__(
        self,
        data: QueryDict | None,
        *,
        participations: Sequence[Participation],
        names: dict[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.participations = {f"p{each.pk}": each for each in participations}
        ticked = [prefix for prefix in self.participations if data and f"{prefix}-ends" in data]
        sent = self._filled(ticked) if data else None
        self.rows = [
            self._made(
                sent if prefix in ticked else None,
                prefix=prefix,
                called=names.get(each.participant_id, each.participant.code),
                initial={"version": each.version},
            )
            for prefix, each in self.participations.items()
        ]
        if data:
            self._shown(data)

    def used(self) -> list[Row]:
        return [row for row in self.rows if row.is_bound]

    def participation_of(self, row: Row) -> Participation:
        """Whose row it is."""
        return self.participations[str(row.prefix)]


def _numbered(prefix: str) -> str:
    # Translators: «Rad %(number)s»
    return _("Row %(number)s") % {"number": prefix[1:]}
