"""Someone who left a year ago, with what was wanted and what is handed over."""

from datetime import timedelta
from typing import Any

from stegvis.access.models import User
from stegvis.casework.keys import key_of
from stegvis.casework.models import (
    FollowUp,
    FollowUpAttempt,
    Handover,
    Participation,
    WantedOutcome,
)
from stegvis.casework.rules.follow_ups import months_after
from stegvis.core import clock
from tests.factories.people import participation


def left(place: Any, **fields: Any) -> Participation:
    """A participation that ended a year ago today; needs a context."""
    ended_on = months_after(clock.today(), -12)
    return participation(
        place,
        **{
            "started_on": ended_on - timedelta(days=200),
            "ended_on": ended_on,
            "exit_reason": "work",
            "completed": "completed",
            "referrers": ["fk"],
            "next_steps": [{"code": "work", "state": "started"}],
        }
        | fields,
    )


def closed(person: Participation, text: str) -> Handover:
    """Her exit with a scored outcome, and `text` as what the next authority takes over."""
    WantedOutcome.objects.create(participation=person, code="work", score="reached")
    row = Handover(participation=person, key=key_of(person.participant), receiver="af")
    row.say(text=text)
    row.save()
    return row


def tried(person: Participation, *, by: User) -> FollowUp:
    """Her follow-up after a year with one attempt that nobody answered."""
    assert person.ended_on is not None
    row = FollowUp.objects.create(
        association=person.association,
        participation=person,
        due_on=months_after(person.ended_on, 12),
    )
    FollowUpAttempt.objects.create(
        follow_up=row, tried_on=clock.today(), channel="phone", reached=False, noted_by=by
    )
    return row
