"""Typed changes for tests; each needs a context."""

from datetime import date
from typing import Any

from stegvis.access.models import User
from stegvis.casework.keys import key_of
from stegvis.casework.models import Change, ChangeNote, Participation


def change(taking_part: Participation, by: User, text: str = "", **fields: Any) -> Change:
    """A proposal to extend, with a note when there is a text."""
    made = Change.objects.create(
        participation=taking_part,
        proposed_by=by,
        **{
            "kind": "extend",
            "state": "proposed",
            "effective_on": date(2022, 3, 7),
            "after": {"planned_end_on": "2022-12-31"},
        }
        | fields,
    )
    if text:
        note = ChangeNote(change=made, key=key_of(taking_part.participant))
        note.say(text=text)
        note.save()
    return made
