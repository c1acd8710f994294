"""What is wrong with an import, said so that the person who sent the file can mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from stegvis.exchange.formats.limits import MAX_FAULTS
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.sentences import sentences

_SHOWN = 80  # characters of a value that a message repeats


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where it is, what stands there, what is wrong and what is accepted.

    `row` is the number that the user's program shows: the line of a CSV file on which the record
    begins, the row of a sheet. None where the fault is of the whole file.
    """

    file: str
    problem: str
    accepted: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        """The fault in the order of the exchange format."""
        found = asdict(self)
        return {
            name: found[name] for name in ("file", "row", "column", "value", "problem", "accepted")
        }


def shown(value: object) -> str:
    """A value as a message repeats it: on one line and not too long."""
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def of_refusal(refusal: Refusal, *, file: str, row: int | None = None, column: str = "") -> Fault:
    """The fault a refusal of the reading layer stands for."""
    problem, accepted = sentences(refusal.code, refusal.details)
    sheet = refusal.details.get("sheet", "")
    return Fault(
        file=f"{file} [{sheet}]" if sheet else file,
        problem=problem,
        accepted=accepted,
        row=refusal.row if refusal.row is not None else row,
        column=refusal.column or column,
        value=shown(refusal.value),
    )


@dataclass
class Faults:
    """All faults of one import, in the order in which they were found; the list has an end."""

    _found: list[Fault] = field(default_factory=list)
    beyond: int = 0  # how many more there are than the list holds

    def add(self, fault: Fault) -> None:
        """Keep `fault`, or count it when there are too many to be of use."""
        if len(self._found) < MAX_FAULTS:
            self._found.append(fault)
        else:
            self.beyond += 1

    def extend(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.add(fault)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found) + self.beyond

    def __bool__(self) -> bool:
        return bool(self._found)
