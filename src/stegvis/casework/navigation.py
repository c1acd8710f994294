"""Participants in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Min dag»
    NavItem(_("My day"), "my_day", Permission.SEE_PERSONS, position=0),
    # Translators: «Deltagare»
    NavItem(_("Participants"), "participations", Permission.SEE_PERSONS, position=20),
    # Translators: «Gruppträffar»
    NavItem(_("Group sessions"), "sessions", Permission.REGISTER, position=24),
)
