"""The history of changes in words: which field said what before and after, who, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework.actions.revisions import PARTICIPANT, PARTICIPATION, can_be_put_back
from stegvis.casework.choices import changes as kinds
from stegvis.casework.columns import Reader, column
from stegvis.casework.models import Change, Participation, Revision
from stegvis.casework.panels.changes import described
from stegvis.core import clock
from stegvis.organisations.lists import lists_of

SHOWN = 200  # entries, the latest


@dataclass(frozen=True)
class Line:
    """One field: what it said before and what it became; both empty where no value is kept."""

    name: str
    label: Any
    before: str
    after: str
    kept: bool = True
    can_be_put_back: bool = False


@dataclass(frozen=True)
class Entry:
    """What one person did to one thing at one moment."""

    at: datetime
    who: str
    what: Any
    lines: tuple[Line, ...] = ()
    revision: Revision | None = None
    removed: bool = False


@dataclass(frozen=True)
class Told:
    """The latest entries and how many older ones there are."""

    entries: list[Entry]
    earlier: int


# What the typed changes alone know of; all others alter a field, which the history holds itself.
WITHOUT_FIELDS = (kinds.REGISTER, kinds.PAUSE, kinds.RESUME, kinds.INTENSITY)
NOUNS: dict[str, Any] = {
    # Translators: «Registreringen»
    PARTICIPATION: gettext_lazy("The registration"),
    # Translators: «Personen»
    PARTICIPANT: gettext_lazy("The person"),
    # Translators: «Personuppgifter»
    "identity": gettext_lazy("Personal details"),
    # Translators: «Samtycke»
    "consent": gettext_lazy("Consent"),
    # Translators: «Möte»
    "meeting": gettext_lazy("Meeting"),
    # Translators: «Uppföljning»
    "followup": gettext_lazy("Follow-up"),
    # Translators: «Timmar i veckan»
    "weekhours": gettext_lazy("Hours of a week"),
    # Translators: «Önskat resultat»
    "wantedoutcome": gettext_lazy("Wanted outcome"),
    # Translators: «Handlingsplan»
    "plan": gettext_lazy("Action plan"),
    # Translators: «Delmål»
    "plangoal": gettext_lazy("Step of the plan"),
    # Translators: «Överlämning»
    "handover": gettext_lazy("Handover"),
}


def about(participation: Participation) -> QuerySet[Revision]:
    """What was altered in a participation, in what belongs to it, and in the person herself."""
    hers = Q(participation=None, participant=participation.participant_id)
    return Revision.objects.filter(Q(participation=participation) | hers)


def told(participation: Participation) -> Told:
    """The history of a participation and of the person in it, the latest first."""
    revisions = about(participation).select_related("by").order_by("-id")
    changes = participation.changes.filter(kind__in=WITHOUT_FIELDS, state=kinds.APPLIED)
    words = _Words(participation)
    entries = [
        *(words.entry(each) for each in revisions[:SHOWN]),
        *map(_registered, changes.select_related("decided_by")),
    ]
    entries.sort(key=lambda each: each.at, reverse=True)
    return Told(entries, max(0, revisions.count() - SHOWN))


def _registered(change: Change) -> Entry:
    found = described(change)
    what = f"{found.kind}: {found.what}" if found.what else found.kind
    assert change.decided_by is not None
    assert change.decided_at is not None
    return Entry(change.decided_at, change.decided_by.name, what)


class _Words:
    """Puts rows of one participation's history into words, with its lists read once."""

    def __init__(self, participation: Participation) -> None:
        self.stored = participation
        self.lists = lists_of(participation.association, on=clock.today())

    def entry(self, revision: Revision) -> Entry:
        # Translators: «Systemet»
        who = revision.by.name if revision.by else _("The system")
        day = f" {revision.day}" if revision.day else ""
        return Entry(
            revision.at,
            who,
            f"{NOUNS[revision.noun]}{day}",
            tuple(self._lines(revision)),
            revision,
            revision.removed,
        )

    def _lines(self, revision: Revision) -> Iterator[Line]:
        for name in revision.fields:
            label, reader = column(revision.noun, name)
            if name not in revision.before:
                yield Line(name, label, "", "", kept=False)
                continue
            yield Line(
                name,
                label,
                self._said(revision, reader, revision.before.get(name)),
                self._said(revision, reader, revision.after.get(name)),
                can_be_put_back=can_be_put_back(revision, name, self.stored),
            )

    def _said(self, revision: Revision, reader: Reader | None, value: Any) -> str:
        return "" if value is None or reader is None else reader(value, self.lists)
