"""Why a page shows persons: taken from the page, so that nobody has to choose it.

The read log keeps the code; the participant's own extract and the review show the sentence.
"""

from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

WORK = "casework"
EMERGENCY = "emergency"

PURPOSES: MappingProxyType[str, Any] = MappingProxyType(
    {
        # Translators: «Arbete med din insats»
        WORK: _("Work with your intervention"),
        # Translators: «Registrering av uppgifter om dig»
        "registration": _("Registration of facts about you"),
        # Translators: «Möte eller gruppträff»
        "meeting": _("A meeting or group session"),
        # Translators: «Planering tillsammans med dig»
        "planning": _("Planning together with you"),
        # Translators: «Remiss och bedömning»
        "referral": _("Referral and assessment"),
        # Translators: «Uppföljning efter avslut»
        "follow_up": _("Follow-up after the exit"),
        # Translators: «Statistik och uppföljning av insatsen»
        "figures": _("Figures and follow-up of the intervention"),
        # Translators: «Uttag av uppgifter till fil»
        "export": _("Facts taken out to a file"),
        # Translators: «Kontroll av vem som har läst»
        "review": _("Control of who has read"),
        # Translators: «Utdrag till dig själv»
        "extract": _("An extract for yourself"),
        # Translators: «Nödåtkomst»
        EMERGENCY: _("Emergency access"),
        # Translators: «Gallring eller skydd av dina uppgifter»
        "protection": _("Erasure or protection of your facts"),
    }
)

# By name of the address; a page with persons that stands nowhere here fails a test.
OF_PAGE: MappingProxyType[str, str] = MappingProxyType(
    {
        "my_day": WORK,
        "participations": WORK,
        "participation": WORK,
        "register": "registration",
        "end": "registration",
        "reopen": "registration",
        "correct": "registration",
        "void": "registration",
        "restore": "registration",
        "history": WORK,
        "put_back": "registration",
        "change_many": "registration",
        "identity": WORK,
        "change_identity": "registration",
        "invite_to_answer": "registration",
        "revoke_answer_links": "registration",
        "answer_here": "registration",
        "interview": "registration",
        "own_words": "follow_up",
        "open_draft": "registration",
        "continue_form": "registration",
        "new_meeting": "meeting",
        "meeting": "meeting",
        "void_meeting": "meeting",
        "restore_meeting": "meeting",
        "session": "meeting",
        "undo_attendance": "meeting",
        "hours": "meeting",
        "undo_hours": "meeting",
        "plan": "planning",
        "change_plan": "planning",
        "change_step": "planning",
        "tick_step": "planning",
        "untick_step": "planning",
        "drop_step": "planning",
        "take_up_step": "planning",
        "measurements": "follow_up",
        **dict.fromkeys(("asked_group", "asked_one"), "follow_up"),
        "change_over_time": "follow_up",
        "pass_by": "follow_up",
        "take_back_passed": "follow_up",
        "notes": WORK,
        "note": WORK,
        **dict.fromkeys(
            (
                *("extend", "pause", "resume", "change_hours", "transfer", "decide_change"),
                *("withdraw_change", "undo_changes", "start_round", "end_round"),
                *("identity", "change_identity"),
            ),
            "registration",
        ),
        **dict.fromkeys(("wanted", "handover", "closing_document"), WORK),
        **dict.fromkeys(("follow_ups", "follow_up", "follow_up_take_back"), "follow_up"),
        **dict.fromkeys(("protect", "head_counts"), "protection"),
        "change_session": "meeting",
        "sessions": "meeting",
        "participations_workbook": "export",
        "figure": "figures",
        "readings": "review",
        "reading": "review",
        **dict.fromkeys(("reading_extract", "record_extract"), "extract"),
        "emergency": EMERGENCY,
        # Referrals, and the joint meetings that take them up.
        **dict.fromkeys(
            (
                "my_referrals",
                "new_referral",
                "my_referral",
                "edit_referral",
                "review_referral",
                "end_referral",
                "print_referral",
                "referrals",
                "my_referral_consent",
                "referral_consent",
                "paper_referral",
                "referral",
                "answer_referral",
                "start_referral",
                "take_up_referral",
                "print_received",
                "waiting_list",
                "joint_meeting",
                "joint_meeting_agenda",
                "joint_meeting_decision",
                "group_referrals",
                "group_referral",
            ),
            "referral",
        ),
        "consents": "registration",
        "erase_person": "protection",
        "hold_person": "protection",
        "withdraw_consent": "protection",
    }
)


def purpose_of(url_name: str | None) -> str:
    """The code of the purpose of a page."""
    return OF_PAGE.get(url_name or "", WORK)


def label(code: str) -> Any:
    """The sentence for a purpose; what the command line stated stands as it was written."""
    return PURPOSES.get(code, code)
