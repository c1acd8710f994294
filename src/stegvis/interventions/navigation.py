"""Interventions in the navigation."""

from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import Permission
from stegvis.core.navigation import NavItem

ITEMS = (
    # Translators: «Insatser»
    NavItem(_("Interventions"), "interventions", Permission.SEE_INTERVENTIONS, position=40),
)
