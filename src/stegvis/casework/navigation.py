"""Participants in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Deltagare»
    NavItem(_("Participants"), "participations", Permission.SEE_PERSONS, position=20),
)
