"""Surveys in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Enkäter»
    NavItem(_("Surveys"), "instruments", Permission.MANAGE_INSTRUMENTS, position=45),
)
