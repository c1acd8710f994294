"""The one key that all texts about a participant are sealed with."""

from stegvis.access.sealing import DataKey
from stegvis.casework.models import ChangeNote, Handover, Identity, Note, Participant, Plan

# Where a key may already be found, and how each names the participant.
HOLDERS: tuple[tuple[type[Identity | Plan | Note | Handover | ChangeNote], str], ...] = (
    (Identity, "participant"),
    (Plan, "participation__participant"),
    (Note, "participation__participant"),
    (Handover, "participation__participant"),
    (ChangeNote, "change__participation__participant"),
)


def key_of(participant: Participant) -> DataKey:
    """The key that her texts are sealed with already, or a new one when nothing is sealed yet.

    Locks the participant, so that two who write her first text at once share one key.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    for model, path in HOLDERS:
        row = model.objects.filter(**{path: participant}).select_related("key").first()
        if row is not None:
            return row.key
    return DataKey.made(owner_id=participant.owner_id)
