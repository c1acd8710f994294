"""What an import is asked for, and what it answers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stegvis.exchange.faults import Faults
from stegvis.exchange.tally import Tally


@dataclass(frozen=True)
class Request:
    """What the person asked for on the command line."""

    path: Path
    association: str = ""
    dry_run: bool = False
    ignore_unknown: bool = False
    purpose: str = ""


@dataclass
class Answer:
    """What an import did, or would do, or why it did nothing."""

    dry_run: bool
    tables: dict[str, Tally] = field(default_factory=dict)
    created: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    skipped: list[str] = field(default_factory=list)  # files and sheets that are no table
    ignored: list[str] = field(default_factory=list)  # headings left out on request

    def as_json(self) -> dict[str, Any]:
        """The answer as the exchange format has it."""
        return {
            "dry_run": self.dry_run,
            "tables": {
                name: {"new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged}
                for name, tally in self.tables.items()
            },
            "created": self.created,
            "faults": [fault.as_json() for fault in self.faults],
            "skipped": self.skipped,
            "ignored": self.ignored,
        }
