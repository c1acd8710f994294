"""Participations of a file into the database, with the persons they are about.

Two passes: the first finds out which person each row is about and whether the rows agree with
each other and with what is stored, before anything is written; the second writes, in batches.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import Participant, Participation
from stegvis.casework.rules.participations import Span
from stegvis.casework.transfer.persons import Person, PersonKey, Stay
from stegvis.casework.transfer.resolving import Resolved, Resolver
from stegvis.exchange.incoming import Incoming
from stegvis.exchange.lookups import pieces
from stegvis.exchange.tally import Outcome, Tally
from stegvis.exchange.upsert import Stored, Upsert, Wanted
from stegvis.exchange.writing import Writing

# Columns of the file that are not fields of a participation under the same name.
_ELSEWHERE = (
    "association",
    "intervention",
    "participation_id",
    "site",
    "participant",
    "gender",
    "birth_year",
)
_WORKED_OUT = ("exit_reason", "voided")


class Arrival:
    """The participations of one file on their way into the database."""

    def __init__(self, incoming: Incoming, writing: Writing) -> None:
        self._incoming = incoming
        self._writing = writing
        self._resolver = Resolver(incoming)
        self._persons: dict[PersonKey, Person] = {}
        self._stored: set[int] = set()  # ids of the participations that the file is about
        self._plain = [name for name in incoming.columns if name not in (*_ELSEWHERE, *_WORKED_OUT)]

    def write(self) -> Tally:
        """Store every row, or nothing when rows contradict each other or the database."""
        self._learn()
        self._refuse_overlaps()
        if self._writing.faults:
            return Tally()
        self._park()
        return self._store()

    # First pass: what the rows mean together

    def _learn(self) -> None:
        moved: set[int] = set()
        for batch in self._incoming.batches():
            for each in self._resolver.resolved(batch):
                self._check(each)
                if each.before:
                    self._stored.add(each.before.pk)
                if each.moves and each.before:
                    moved.add(each.before.pk)
                if each.identified:
                    self._take_in(each)
        self._resolver.parked = moved

    def _take_in(self, each: Resolved) -> None:
        person = self._persons.setdefault(each.person, Person())
        contradicted = person.disagrees(each.row.number, each.row.values)
        if contradicted:
            column, row = contradicted
            self._writing.refuse(
                self._incoming,
                each.row,
                column,
                # Translators: Rad %(row)s säger något annat om samma deltagare.
                _("Row %(row)s says something else of the same participant.") % {"row": row},
                _("The same in all rows of a participant, or another code for another person."),
            )
        if each.counts:
            person.stays.append(
                Stay(
                    each.intervention,
                    Span(each.started_on, each.ended_on),
                    each.row.number,
                    each.before.pk if each.before else None,
                    each.changes_days,
                )
            )

    def _check(self, each: Resolved) -> None:
        """What only shows when the row is laid over what is stored."""
        if each.ended_on and each.ended_on < each.started_on:
            self._writing.refuse(
                self._incoming,
                each.row,
                "ended_on" if self._incoming.has("ended_on") else "started_on",
                _("The end is before the start."),
                _("A day from the start on, or empty."),
            )
        if each.exit_reason and not each.ended_on and not each.voided:
            self._writing.refuse(
                self._incoming,
                each.row,
                "exit_reason" if self._incoming.has("exit_reason") else "ended_on",
                _("The row has an exit reason but no last day."),
                _("The last day, or no exit reason while the participation runs."),
            )

    def _refuse_overlaps(self) -> None:
        self._add_stored_stays()
        for person in self._persons.values():
            if len(person.stays) < 2:
                continue
            for earlier, later in person.overlaps():
                # The one to mend is in the file; where both are, it is the later.
                row = later.row if later.row is not None else earlier.row
                other = earlier if later.row is not None else later
                self._writing.refuse(
                    self._incoming,
                    row,
                    "started_on",
                    self._meeting(other),
                    # Translators: Ett deltagande i taget i samma insats.
                    _("One participation at a time in the same intervention."),
                    value=later.span.first if later.row is not None else earlier.span.first,
                )

    def _meeting(self, other: Stay) -> str:
        days = f"{other.span.first}–{other.span.last or ''}"
        if other.row is None:
            # Translators: Personen deltar redan i insatsen %(days)s.
            return _("The person already takes part in the intervention %(days)s.") % {"days": days}
        # Translators: Personen deltar redan i insatsen %(days)s (rad %(row)s).
        return _("The person already takes part in the intervention %(days)s (row %(row)s).") % {
            "days": days,
            "row": other.row,
        }

    def _add_stored_stays(self) -> None:
        """Participations of the same persons that the file does not mention."""
        keys = {(key.association, key.owner, key.code) for key in self._persons}
        for piece in pieces(keys):
            stored = Participation.objects.filter(
                association_id__in={key[0] for key in piece},
                owner_id__in={key[1] for key in piece},
                participant__code__in={key[2] for key in piece},
                participant__identified=True,
                kind="enrolled",
                voided=False,
            )
            fields = ("association_id", "owner_id", "participant__code", "intervention_id")
            for *key, intervention, first, last, pk in stored.values_list(
                *fields, "started_on", "ended_on", "pk"
            ):
                person = self._persons.get(PersonKey(*key))
                if person and pk not in self._stored:
                    person.stays.append(Stay(intervention, Span(first, last), None, pk))

    # Second pass: writing

    def _park(self) -> None:
        """Take changed participations out of the way of each other's days while they change.

        Voided rows are in nobody's way; the second pass gives each its own state again.
        """
        for person in self._persons.values():
            if len(person.stays) > 1:
                self._resolver.parked |= {
                    stay.stored for stay in person.stays if stay.changes and stay.stored
                }
        still = Participation.objects.filter(pk__in=self._resolver.parked, voided=False)
        self._resolver.parked = set(still.values_list("pk", flat=True))
        if self._resolver.parked:
            Participation.objects.filter(pk__in=self._resolver.parked).update(voided=True)

    def _store(self) -> Tally:
        tally = Tally()
        people = Upsert(Participant, key=("owner_id", "association_id", "code"))
        stays = Upsert(
            Participation, key=("association_id", "intervention_id", "reference"), grows="version"
        )
        done: dict[PersonKey, Stored] = {}
        left: set[int] = set()
        for batch in self._incoming.batches():
            rows = list(self._resolver.resolved(batch))
            self._store_people(people, rows, done)
            stored = stays.compare([self._wanted(each, done[each.person]) for each in rows])
            stays.add(stored)
            stays.change(stored)
            for each, participation in zip(rows, stored, strict=True):
                tally += Tally.of([_outcome(participation, done[each.person])])
                if each.before and each.moves and not each.before.identified:
                    left.add(each.before.participant)
                if not each.identified:
                    del done[each.person]  # nobody else is the same person
        people.finish()
        stays.finish()
        Participant.objects.filter(pk__in=left, participations=None).delete()
        return tally

    def _store_people(
        self, people: Upsert, rows: list[Resolved], done: dict[PersonKey, Stored]
    ) -> None:
        new = {each.person: each for each in rows if each.person not in done}
        stored = people.compare(
            [
                Wanted((key.owner, key.association, key.code), self._said(each))
                for key, each in new.items()
            ]
        )
        people.add(stored)
        people.change(stored)
        done.update(zip(new, stored, strict=True))

    def _said(self, each: Resolved) -> dict[str, Any]:
        """What the file says of the person in a row: all its rows together, if it names her."""
        said: dict[str, Any] = {"identified": each.identified}
        together = self._persons.get(each.person) if each.identified else None
        for name in ("gender", "birth_year"):
            if self._incoming.has(name):
                said[name] = getattr(together, name) if together else each.row.values[name]
        return said

    def _wanted(self, each: Resolved, person: Stored) -> Wanted:
        values = {name: each.row.values[name] for name in self._plain}
        values |= {
            "site_id": each.site,
            "owner_id": each.person.owner,
            "participant_id": person.pk,
            "exit_reason": each.exit_reason,
            "voided": each.voided,
        }
        key = (each.person.association, each.intervention, each.row.values["participation_id"])
        return Wanted(key, values)


def _outcome(participation: Stored, person: Stored) -> Outcome:
    """A row has changed also where only its person has."""
    if participation.outcome is Outcome.UNCHANGED and person.outcome is Outcome.CHANGED:
        return Outcome.CHANGED
    return participation.outcome
