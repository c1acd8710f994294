"""Who participants are, for tests; needs a context."""

from datetime import date
from typing import Any

from stegvis.access.sealing import DataKey
from stegvis.casework.models import Identity, Participant
from stegvis.core.identity_numbers import parse

TODAY = date(2026, 11, 23)


def identity(participant: Participant, **said: Any) -> Identity:
    """Stored without anybody's right; `number` as people write it."""
    texts = {"first_name": "", "last_name": "", "label": "", "phone": "", "email": ""} | said
    address = texts.pop("address", "")
    number = parse(texts["number"], today=TODAY) if texts.get("number") else None
    made = Identity(
        participant=participant,
        owner_id=participant.owner_id,
        protected=participant.protected,
        key=DataKey.made(owner_id=participant.owner_id),
    )
    made.say(**texts | {"number": number.text if number else ""})
    made.address = made.seal_for(address, "address") if address else None
    made.take_print()
    made.save()
    return made
