"""Code lists as one association reads them: the shipped values and those it has added."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stegvis.core import codes
from stegvis.organisations.models import Association, Code


@dataclass(frozen=True)
class Added:
    """A value that an association has added; `retired` ones are read but no longer chosen."""

    code: codes.Code
    retired: bool


@dataclass(frozen=True)
class Lists:
    """Every code list with what the association has added to it."""

    added: Mapping[str, tuple[Added, ...]]

    def choices(self, name: str) -> list[tuple[str, str]]:
        """(code, label) pairs for a form, in the language of the page."""
        own = [one.code for one in self.added.get(name, ()) if not one.retired]
        return codes.LISTS[name].choices() + [(one.code, one.label()) for one in own]

    def label(self, name: str, code: str) -> str:
        """The label of `code`; a code that no list holds is its own label."""
        for one in self.added.get(name, ()):
            if one.code.code == code:
                return one.code.label()
        return codes.LISTS[name].label(code)


def lists_of(association: Association, *, on: date) -> Lists:
    """The lists of `association` on a day, in one query."""
    added = defaultdict(list)
    for row in Code.objects.filter(association=association).order_by("label_sv"):
        retired = row.valid_to is not None and row.valid_to < on
        added[row.list_name].append(
            Added(codes.Code(row.code, row.label_sv, row.label_en), retired)
        )
    return Lists({name: tuple(found) for name, found in added.items()})
