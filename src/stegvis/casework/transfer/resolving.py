"""What one row of a file is about: which place, which person, and what it leads to."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from stegvis.casework.actions.participations import CODE_LETTERS
from stegvis.casework.models import Participation
from stegvis.casework.transfer.persons import PersonKey
from stegvis.casework.transfer.places import Places
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.lookups import any_of

_BEFORE = (
    "pk",
    "site_id",
    "participant_id",
    "participant__code",
    "participant__identified",
    "started_on",
    "ended_on",
    "kind",
    "exit_reason",
    "voided",
)


@dataclass(frozen=True)
class Before:
    """What the database holds of a participation when the import comes to it."""

    pk: int
    site: int
    participant: int
    code: str
    identified: bool
    started_on: date
    ended_on: date | None
    kind: str
    exit_reason: str
    voided: bool


@dataclass(frozen=True)
class Resolved:
    """A row with the place and the person it turned out to be about, and what it leads to."""

    row: Row
    intervention: int
    site: int
    person: PersonKey
    identified: bool
    before: Before | None
    started_on: date
    ended_on: date | None
    kind: str
    exit_reason: str
    voided: bool

    @property
    def counts(self) -> bool:
        """Whether another participation of the person on the same days would be one too many."""
        return self.kind == "enrolled" and not self.voided

    @property
    def moves(self) -> bool:
        """Whether a stored participation becomes another person's."""
        return self.before is not None and (
            (self.before.code, self.before.identified) != (self.person.code, self.identified)
        )

    @property
    def changes_days(self) -> bool:
        """Whether a stored participation gets other days, or begins to count."""
        before = self.before
        return before is not None and (
            (before.started_on, before.ended_on, before.kind, before.voided)
            != (self.started_on, self.ended_on, self.kind, self.voided)
        )


class Resolver:
    """Lays the rows of a file over what the database holds."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._places = Places.of({(key[0], key[1]) for key in incoming.keys})
        # Rows that are voided only while the import has them out of each other's way.
        self.parked: set[int] = set()

    def resolved(self, batch: list[Row]) -> Iterator[Resolved]:
        """Each row of the batch with what it is about."""
        stored = self._before(batch)
        for row in batch:
            intervention = self._places.interventions[_place(row)]
            before = stored.get((intervention, row.values["participation_id"]))
            site = self._site(row, intervention, before)
            code, identified = self._code(row, before)
            voided, ended_on = self._voided(row, before), self._effective(row, before, "ended_on")
            yield Resolved(
                row=row,
                intervention=intervention,
                site=site,
                person=PersonKey(
                    self._places.associations[intervention], self._places.owners[site], code
                ),
                identified=identified,
                before=before,
                started_on=self._effective(row, before, "started_on"),
                ended_on=ended_on,
                kind=self._effective(row, before, "kind") or "enrolled",
                exit_reason=self._exit_reason(row, before, ended_on),
                voided=voided,
            )

    def _before(self, batch: list[Row]) -> dict[tuple[int, str], Before]:
        stored = Participation.objects.filter(
            any_of(
                Participation,
                "intervention_id",
                {self._places.interventions[_place(row)] for row in batch},
            ),
            any_of(Participation, "reference", {row.values["participation_id"] for row in batch}),
        )
        return {
            (intervention, reference): Before(*rest)
            for intervention, reference, *rest in stored.values_list(
                "intervention_id", "reference", *_BEFORE
            )
        }

    def _site(self, row: Row, intervention: int, before: Before | None) -> int:
        if named := row.values.get("site"):
            return self._places.sites[intervention, named]
        if before and not self._incoming.has("site"):
            return before.site
        return self._places.defaults[intervention]

    def _code(self, row: Row, before: Before | None) -> tuple[str, bool]:
        """The person's code, and whether it can be recognised elsewhere."""
        if named := row.values.get("participant"):
            return named, True
        if before and (not before.identified or not self._incoming.has("participant")):
            return before.code, before.identified
        return _new_code(), False

    def _effective(self, row: Row, before: Before | None, name: str) -> Any:
        """What a field will hold: the file's word, else what is stored."""
        if self._incoming.has(name):
            return row.values[name]
        return getattr(before, name, None)

    def _voided(self, row: Row, before: Before | None) -> bool:
        if row.values.get("exit_reason") == "misregistered":
            return True
        if self._incoming.has("voided"):
            return bool(row.values["voided"])
        return before is not None and before.voided and before.pk not in self.parked

    def _exit_reason(self, row: Row, before: Before | None, ended_on: date | None) -> str:
        """The reason; an ended participation without one ended for reasons not known."""
        reason: str = self._effective(row, before, "exit_reason") or ""
        if not reason and ended_on:
            return "unknown"
        if reason == "unknown" and not ended_on and not row.values.get("exit_reason"):
            return ""
        return reason


def _place(row: Row) -> tuple[str, str]:
    return row.values["association"], row.values["intervention"]


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
