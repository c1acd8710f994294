"""Drafts: what someone has typed and not yet saved, sealed, for herself alone, for a day.

Any form gets drafts, and survives the end of a session, by one line inside its ``<form>``::

    {% load drafts %}
    <form method="post"> {% csrf_token %} {% draft %} … </form>

The script then saves what is typed within seconds, offers it when the form is opened again, warns
before the session ends and asks for the password in the page once it has ended. Without script, a
form that is sent after the session has ended is carried through the login (`access.carrying`). A
form that is answered with a redirect has been saved: its draft is removed. What a form
says of the version it was opened with belongs in a hidden field, which the draft keeps: whoever
goes on with an old draft is told when the row has changed meanwhile.
"""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from stegvis.access.sealing import DataKey, SealedRow

if TYPE_CHECKING:
    from stegvis.access.models import User

LIFE = timedelta(hours=24)
MARK = "draft-of"  # the hidden field that `{% draft %}` adds: whose form it is, signed
ADDRESS = "draft-for"  # the address of the form, beside what is typed
NOT_KEPT = (MARK, ADDRESS, "csrfmiddlewaretoken", "password")
LARGEST = 200_000  # characters of one draft
Pairs = list[tuple[str, str]]

_SPACE = uuid.UUID("6b3f3f0e-95f4-4f0b-9a55-3d5b3b1c2a10")


class Draft(SealedRow):
    """One user's unsaved form at one address; the key is the draft's own and goes with it.

    The identifier is made of the user and the address, so neither the same draft of somebody else
    nor another form's can be opened in its place.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["saved_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @property
    def pairs(self) -> Pairs:
        """Names of fields and what stands in them, in the order of the form."""
        return [(name, value) for name, value in self.texts["pairs"]]


def name_of(*, user: "User", address: str) -> uuid.UUID:
    """The identifier of a user's draft at an address (a path without its query)."""
    return uuid.uuid5(_SPACE, f"{user.pk} {address}")


def find(*, user: "User", address: str) -> Draft | None:
    """The draft that `user` left at `address` within the last day."""
    youngest = timezone.now() - LIFE
    kept = Draft.objects.select_related("key").filter(user=user, saved_at__gt=youngest)
    return kept.filter(pk=name_of(user=user, address=address)).first()


def keep(*, user: "User", address: str, pairs: Pairs) -> Draft:
    """Store `pairs` as the draft of `user` at `address`, in place of an earlier one."""
    pk = name_of(user=user, address=address)
    draft = Draft.objects.select_related("key").filter(pk=pk).first()
    if draft is None:
        draft = Draft(pk=pk, user=user, key=DataKey.made(user_id=user.pk))
    draft.say(pairs=within_limits(pairs))
    draft.saved_at = timezone.now()
    draft.save()
    return draft


def discard(*, user: "User", address: str) -> None:
    """Remove the draft and destroy its key."""
    _remove(Draft.objects.filter(pk=name_of(user=user, address=address)))


def remove_old() -> int:
    """Remove drafts of more than a day, whoever wrote them; needs a context that reaches all."""
    return _remove(Draft.objects.filter(saved_at__lte=timezone.now() - LIFE))


def typed(sent: QueryDict) -> Pairs:
    """What a person has typed into the form that was sent, without tokens and passwords."""
    return [(name, text) for name in sent if name not in NOT_KEPT for text in sent.getlist(name)]


def _remove(drafts: "models.QuerySet[Draft]") -> int:
    keys = list(drafts.values_list("key_id", flat=True))
    drafts.delete()
    DataKey.objects.filter(pk__in=keys).delete()
    return len(keys)


def within_limits(pairs: Pairs) -> Pairs:
    """`pairs`, unless they are more than anybody types."""
    if sum(len(name) + len(value) for name, value in pairs) > LARGEST:
        raise SuspiciousOperation("A draft may hold 200 000 characters; this one holds more.")
    return pairs
