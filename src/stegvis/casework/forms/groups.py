"""Which fields stand together, under which heading."""

from django.utils.translation import gettext_lazy as _

from stegvis.casework.forms.grouped import Group

PERSON_GROUP = Group(
    _("More about the person"),
    ("municipality_code", "origin", "education", "target_groups"),
    closed=True,
)
PATH_GROUP = Group(
    _("More about the referral"),
    ("co_referrers", "need_signalled_on", "referred_on", "decision_on"),
    closed=True,
)
BEFORE_GROUP = Group(
    _("Support and occupation at the start"),
    ("time_in_support", "support_start", "occupation_start", "hours_start"),
    closed=True,
)
EXIT_GROUPS = (
    Group(_("Exit"), ("ended_on", "exit_reason", "completed")),
    # Translators: «Vad händer nu»
    Group(_("What happens next"), ("next_steps", "next_intervention")),
    Group(
        _("Support and occupation at the exit"),
        ("support_end", "occupation_end", "employment_form", "hours_end"),
    ),
)
