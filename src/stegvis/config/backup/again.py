"""What was erased is erased again in an older backup, before anybody can open it."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from stegvis.access import erasures
from stegvis.access.context import acting
from stegvis.access.erasures import ErasedId
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope
from stegvis.access.sealing import FingerprintedRow
from stegvis.casework.actions import erasure, protection, referrals
from stegvis.casework.actions.erasure import Gone
from stegvis.casework.models import Participant, Referral


@transaction.atomic
def erase_again(*, today: date, known_until: date) -> Counter[str]:
    """Apply the whole ledger to the database; how many of each kind it still held.

    A stay that had not ended when the backup was made ends with the month of `known_until`.
    """
    entries = erasures.entries()
    now = timezone.now()
    ErasedId.objects.bulk_create(
        [
            ErasedId(pk=each.id, kind=each.kind, erased_at=each.at, entered_at=now)
            for each in entries
        ],
        ignore_conflicts=True,
    )
    found: Counter[str] = Counter()
    with acting(Scope(everything=True)):
        for entry in entries:
            found[entry.kind] += _APPLY[entry.kind](entry.id, today, known_until)
    return found


def _person(random_id: UUID, today: date, known_until: date) -> int:
    found = list(Participant.objects.filter(random_id=random_id))
    for participant in found:
        erasure.erase(participant, gone=Gone(), today=today, known_until=known_until)
    return len(found)


def _protected(random_id: UUID, today: date, _known_until: date) -> int:
    found = list(Participant.objects.filter(random_id=random_id))
    for participant in found:
        protection.strip_record(participant, today=today)
    return len(found)


def _referral(key: UUID, _today: date, _known_until: date) -> int:
    found = list(Referral.objects.filter(key_id=key).exclude(key__wrapped=b""))
    for referral in found:
        referrals.forget(referral)
    return len(found)


def _key(key: UUID, _today: date, _known_until: date) -> int:
    for model in apps.get_models():
        if issubclass(model, FingerprintedRow):
            model.objects.filter(key_id=key).update(number_print=None, number_master=None)
    return DataKey.objects.filter(pk=key).exclude(wrapped=b"").update(wrapped=b"")


_APPLY: dict[str, Callable[[UUID, date, date], int]] = {
    erasures.PERSON: _person,
    erasures.PROTECTED: _protected,
    erasures.REFERRAL: _referral,
    erasures.KEY: _key,
}
