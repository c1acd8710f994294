"""Values of the staff page: who holds what, and what may be changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from stegvis.access.models import Grant, User
from stegvis.staffing.actions.staff import all_hers
from stegvis.staffing.forms import label
from stegvis.staffing.rights import Seat, seat_of


@dataclass(frozen=True)
class Held:
    """A role that someone has, and whether the reader may take it."""

    pk: int
    role: str
    place: str
    takable: bool


@dataclass(frozen=True)
class Person:
    """A line of the page."""

    user: User
    held: tuple[Held, ...]
    closable: bool


def people(seats: Iterable[Seat], *, reader: User) -> list[Person]:
    """Everyone who holds a role that the reader may give, by name; other roles are not told."""
    names = {seat.key: seat.name for seat in seats}
    running = Grant.objects.filter(revoked_at=None).select_related("user").order_by("user__name")
    by_user: dict[User, list[Held]] = {}
    for grant in running.filter(role__in={key[0] for key in names}):
        seat = seat_of(grant)
        if seat.key in names:
            held = Held(grant.pk, label(seat.role), names[seat.key], grant.user_id != reader.pk)
            by_user.setdefault(grant.user, []).append(held)
    return [
        Person(user, tuple(held), user != reader and all_hers(user, by=reader))
        for user, held in by_user.items()
    ]
