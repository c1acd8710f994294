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
    # Translators: «Remisser»
    NavItem(_("Referrals"), "referrals", Permission.HANDLE_REFERRALS, position=21),
    # Translators: «Väntelista»
    NavItem(_("Waiting list"), "waiting_list", Permission.HANDLE_REFERRALS, position=22),
    # Translators: «Utökade möten»
    NavItem(_("Joint meetings"), "joint_meetings", Permission.HANDLE_REFERRALS, position=23),
    # Translators: «Gallringsregler»
    NavItem(_("Retention rules"), "retention_plan", Permission.DECIDE_CHANGES, position=70),
    # Translators: «Mina remisser»
    NavItem(_("My referrals"), "my_referrals", Permission.REFER, position=1),
    # Translators: «Remissgruppen»
    NavItem(_("The joint group"), "group_referrals", Permission.ASSESS_REFERRALS, position=2),
)
