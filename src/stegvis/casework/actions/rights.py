"""What every verb asks first: may she register at this site, and has nobody been there before."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.actions.participations import Refused
from stegvis.casework.rules.participations import Problem


def require_site(site: int, *, by: User) -> None:
    """Raise PermissionError unless `by` may register at the site with this id."""
    if site not in scope_of(by).places(Permission.REGISTER, "sites"):
        raise PermissionError("This site belongs to an intervention that you do not work in.")


class Stale(Refused):
    """Someone else changed the row meanwhile; `version` is the one that is stored now."""

    def __init__(self, version: int) -> None:
        # Translators: «Någon annan har ändrat det här medan du skrev. Det som är sparat står
        # ovanför; spara igen om det du skrev ska gälla.»
        message = _(
            "Someone else has changed this while you were writing. What is stored stands above; "
            "save again if what you wrote shall stand."
        )
        super().__init__((Problem("version", message),))
        self.version = version


def require_version(stored: int, *, seen: int) -> None:
    """Raise Stale when the row has another version than the one that was `seen`."""
    if stored != seen:
        raise Stale(stored)
