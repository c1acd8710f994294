"""Emergency access that waits for a second person, on the start page of who answers for it."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from stegvis.access.models import Emergency
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.panels.parts import Desk, Task


def tasks(desk: Desk) -> Iterator[Task]:
    """Doors that nobody has confirmed; one's own are the task of somebody else."""
    owners = scope_of(desk.user).places(Permission.REVIEW_READINGS, "owners")
    if not owners:
        return
    unseen = Emergency.objects.filter(
        association_id=desk.place.association.pk, owner_id__in=owners, seen_at=None
    ).exclude(user=desk.user)
    for one in unseen.select_related("user").order_by("opened_at"):
        # Translators: «Nödåtkomst av %(name)s: granska och bekräfta»
        label = _("Emergency access by %(name)s: look and confirm") % {"name": one.user.name}
        yield Task(timezone.localdate(one.opened_at), label, desk.place.url("readings"))
