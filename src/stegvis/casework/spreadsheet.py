"""A list of participations as a workbook: what the list shows and what is registered, by code."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from stegvis.casework import labels
from stegvis.casework.models import ParticipationQuerySet
from stegvis.exchange.formats.sinks import Out, open_sink
from stegvis.organisations.lists import Lists

# What each column reads, and the code list that its values are of.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("participant", "participant__code", ""),
    ("intervention", "intervention__name", ""),
    ("site", "site__name", ""),
    ("gender", "participant__gender", "gender"),
    ("birth_year", "participant__birth_year", ""),
    ("kind", "kind", "kind"),
    ("municipality_code", "municipality_code", ""),
    ("education", "education", "education"),
    ("time_in_support", "time_in_support", "time_in_support"),
    ("referrer", "referrers", "referrers"),
    ("referred_on", "referred_on", ""),
    ("started_on", "started_on", ""),
    ("planned_end_on", "planned_end_on", ""),
    ("ended_on", "ended_on", ""),
    ("exit_reason", "exit_reason", "exit_reason"),
    ("completed", "completed", "completed"),
    ("next_steps", "next_steps", "next_steps"),
    ("support_start", "support_start", "support"),
    ("support_end", "support_end", "support"),
    ("occupation_start", "occupation_start", "occupation"),
    ("occupation_end", "occupation_end", "occupation"),
)
CHUNK = 5_000


@dataclass
class Written:
    """Whose participations were written; for the read log."""

    participants: set[int] = field(default_factory=set)
    participations: set[int] = field(default_factory=set)


def write(found: ParticipationQuerySet, *, lists: Lists, to: Path) -> Written:
    """Write `found` as the workbook `to`, one row each, in one query; text stays text."""
    written = Written()
    # Translators: «Deltaganden»
    name = _("Participations")
    named = _Labels(lists)
    paths = [path for _name, path, _list in COLUMNS]
    rows = found.order_by("started_on", "pk").values_list("participant_id", "pk", *paths)
    with open_sink(to, [name]) as sink, sink.table(name, list(_headings())) as add:
        for participant, participation, *values in rows.iterator(chunk_size=CHUNK):
            written.participants.add(participant)
            written.participations.add(participation)
            add([named.cell(*pair) for pair in zip(_LISTS, values, strict=True)])
    return written


_LISTS = tuple(list_name for _name, _path, list_name in COLUMNS)


def _headings() -> Iterator[str]:
    own = {
        "participant": _("Participant"),
        "intervention": _("Intervention"),
        "site": _("Site"),
    }
    return (own.get(name) or str(labels.FIELDS[name]) for name, _path, _list in COLUMNS)


class _Labels:
    """Values as people read them; each code is looked up once."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._known: dict[tuple[str, str], str] = {}

    def cell(self, list_name: str, value: Any) -> Out:
        """The cell of a value of the list called so, or of none."""
        if value is None:
            return ""
        write = _WRITE.get(type(value))
        return write(self, list_name, value) if write else value

    def label(self, list_name: str, code: str) -> str:
        key = (list_name, code)
        if key not in self._known:
            self._known[key] = self._lists.label(list_name, code) if list_name and code else code
        return self._known[key]

    def several(self, list_name: str, rows: list[Any]) -> str:
        return ", ".join(self._one(list_name, row) for row in rows)

    def _one(self, list_name: str, row: Any) -> str:
        """A code, or one with its share; a state is that of a next step."""
        if isinstance(row, str):
            return self.label(list_name, row)
        label = self.label(list_name, row["code"])
        if row.get("state"):
            return f"{label} ({self.label('step_state', row['state']).lower()})"
        share = row.get("percent")
        return label if share is None else f"{label} {Decimal(str(share)).normalize():f} %"


_WRITE: dict[type, Callable[[_Labels, str, Any], Out]] = {
    str: _Labels.label,
    list: _Labels.several,
}


def file_name(*, today: date) -> str:
    """The name of the file: what it holds and when it was made, nothing of anybody."""
    # Translators: «deltaganden»
    return f"{_('participations')}-{today:%Y-%m-%d}.xlsx"
