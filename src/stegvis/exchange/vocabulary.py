"""The code lists as files may write them: codes and labels, shipped and of an association."""

import re
from collections import defaultdict
from collections.abc import Iterator

from stegvis.core.codes import LISTS
from stegvis.exchange.formats.values import folded
from stegvis.organisations.models import Code, Municipality

EVERYWHERE = ""
MUNICIPALITIES = "municipalities"
_SHOWN = 40


# By list and association: what is written, folded, and the code it means.
_Meanings = dict[tuple[str, str], dict[str, str]]
_ABBREVIATED = re.compile(r"(.+) \((\w+)\)")


class Vocabulary:
    """What the values of code lists mean, per list and association.

    Codes win over labels, labels over parts of labels: `AME` in "Arbetsmarknadsenhet (AME)",
    `IFO` in "Socialtjänst/IFO". A part that two values share means neither.
    """

    def __init__(self) -> None:
        self._codes: _Meanings = defaultdict(dict)
        self._labels: _Meanings = defaultdict(dict)
        self._parts: _Meanings = defaultdict(dict)

    @classmethod
    def stored(cls) -> "Vocabulary":
        """The shipped lists, the municipalities and what associations have added."""
        made = cls()
        for each in LISTS.values():
            for one in each:
                made.learn(each.name, one.code, one.sv)
        for code, name in Municipality.objects.values_list("code", "name"):
            made.learn(MUNICIPALITIES, code, name)
        added = Code.objects.values_list("list_name", "code", "label_sv", "association__slug")
        for name, code, label, association in added:
            made.learn(name, code, label, association or EVERYWHERE)
        return made

    def learn(self, name: str, code: str, label: str, association: str = EVERYWHERE) -> None:
        """Add a value to the list `name`, for one association or for all."""
        self._codes[name, association][folded(code)] = code
        if label:
            self._labels[name, association].setdefault(folded(label), code)
        for part in _parts(folded(label)):
            shared = self._parts[name, association].setdefault(part, code) != code
            if shared:
                self._parts[name, association][part] = ""

    def meaning(self, name: str, text: str, association: str) -> str | None:
        """The code that `text` stands for, None where the list has no such value."""
        wanted = folded(text)
        for known in (self._codes, self._labels, self._parts):
            for place in (association, EVERYWHERE):
                if found := known[name, place].get(wanted):
                    return found
        return None

    def codes(self, name: str, association: str) -> Iterator[str]:
        """Every code of the list that the association may use, in order."""
        yield from dict.fromkeys(
            code
            for place in dict.fromkeys((EVERYWHERE, association))
            for code in self._codes[name, place].values()
        )

    def accepted(self, name: str, association: str) -> str:
        """The codes with their labels, for a message: `woman (kvinna), …`."""
        labels = {
            code: label
            for place in (EVERYWHERE, association)
            for label, code in self._labels[name, place].items()
        }
        found = list(self.codes(name, association))
        shown = [f"{code} ({labels[code]})" if code in labels else code for code in found[:_SHOWN]]
        return ", ".join(shown) + (" …" if len(found) > _SHOWN else "")


def _parts(label: str) -> list[str]:
    """What people write of a label: its words around a stroke, or its name and abbreviation."""
    if abbreviated := _ABBREVIATED.fullmatch(label):
        return [abbreviated[1], abbreviated[2]]
    return label.split("/") if "/" in label and " " not in label else []
