"""What is asked once for many participations, and the change that the answers make of each."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.casework.actions import changes, participations, transfers
from stegvis.casework.actions.history import Origin
from stegvis.casework.actions.participations import Exit
from stegvis.casework.choices import changes as kinds
from stegvis.casework.forms.fields import ExitFields
from stegvis.casework.forms.offers import offer_all
from stegvis.casework.forms.plain import Plain
from stegvis.casework.forms.transfers import TransferForm
from stegvis.casework.forms.typed_changes import ChangeForm
from stegvis.casework.models import Participation
from stegvis.interventions.models import Site
from stegvis.organisations.models import Association

# What can be done with many, in the order in which it is offered.
OFFERED: dict[str, Any] = {
    # Translators: «Förläng»
    kinds.EXTEND: _("Extend"),
    # Translators: «Gör vilande»
    kinds.PAUSE: _("Pause"),
    # Translators: «Återuppta»
    kinds.RESUME: _("Resume"),
    # Translators: «Överför»
    kinds.TRANSFER: _("Transfer"),
    # Translators: «Avsluta»
    kinds.END: _("End"),
}


class ManyChanges(ChangeForm):
    """An extension, pause or resumption; without a text, which belongs to one person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["text"]

    def act(self, one: Participation, batch: uuid.UUID, *, by: User, today: date) -> None:
        """Propose it, or carry it out where nobody has to decide."""
        proposal = replace(self.proposal(), batch=batch)
        changes.propose(participation=one, proposal=proposal, by=by, today=today)


class ManyTransfers(TransferForm):
    """Where all of them go."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]

    def act(self, one: Participation, batch: uuid.UUID, *, by: User, today: date) -> None:
        """End here and begin there."""
        transfers.transfer(
            participation=one, transfer=self.transfer(), by=by, today=today, batch=batch
        )


class ManyExits(Plain):
    """How all of them ended; what differs is filled in on each one's own page."""

    ended_on = ExitFields.base_fields["ended_on"]
    exit_reason = ExitFields.base_fields["exit_reason"]
    completed = ExitFields.base_fields["completed"]
    next_steps = ExitFields.base_fields["next_steps"]

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_all(self, association)

    def act(self, one: Participation, batch: uuid.UUID, *, by: User, today: date) -> None:
        """End it."""
        participations.end(
            participation=one,
            outcome=self._outcome(),
            by=by,
            today=today,
            origin=Origin(kinds.END, batch=batch),
        )

    def _outcome(self) -> Exit:
        said = self.cleaned_data
        return Exit(
            ended_on=said["ended_on"],
            exit_reason=said["exit_reason"],
            completed=said["completed"],
            next_steps=tuple((row["code"], row["state"]) for row in said["next_steps"] or ()),
        )


Many = ManyChanges | ManyTransfers | ManyExits


def form_of(kind: str, data: Any, *, association: Association, sites: QuerySet[Site]) -> Many:
    """The form of one kind of change."""
    if kind == kinds.TRANSFER:
        return ManyTransfers(data, sites=sites)
    if kind == kinds.END:
        return ManyExits(data, association=association)
    return ManyChanges(data, kind=kind)
