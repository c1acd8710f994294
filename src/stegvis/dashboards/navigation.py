"""The start pages in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Översikt»
    NavItem(_("Overview"), "overview", Permission.SEE_REPORTS, position=10),
)
