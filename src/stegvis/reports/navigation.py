"""Reports in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Rapporter»
    NavItem(_("Reports"), "reports", Permission.SEE_REPORTS, position=60),
)
