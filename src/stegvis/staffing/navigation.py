"""Staff in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Medarbetare»
    NavItem(_("Staff"), "staff", Permission.MANAGE_STAFF, position=80),
    # Translators: «Logguppföljning»
    NavItem(_("Log review"), "readings", Permission.REVIEW_READINGS, position=85),
    # Translators: «Nödåtkomst»
    NavItem(_("Emergency access"), "emergency", Permission.BREAK_GLASS, position=90),
)
