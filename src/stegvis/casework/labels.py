"""What the fields of a participation are called, everywhere the same."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "site": _("Intervention and site"),
    # Translators: «Deltagarkod»
    "participant_code": _("Participant code"),
    "gender": _("Gender"),
    "birth_year": _("Year of birth"),
    # Translators: «Slag av deltagande»
    "kind": _("Kind of participation"),
    # Translators: «Bostadskommun»
    "municipality_code": _("Municipality of residence"),
    "origin": _("Origin"),
    "target_groups": _("Target groups"),
    # Translators: «Formell remittent»
    "referrer": _("Formal referrer"),
    # Translators: «Fler remittenter»
    "co_referrers": _("More referrers"),
    "referred_on": _("Day of referral"),
    "decision_on": _("Day of decision"),
    # Translators: «Behovet uppmärksammat»
    "need_signalled_on": _("Need first signalled"),
    # Translators: «Första dagen»
    "started_on": _("First day"),
    # Translators: «Planerat slut»
    "planned_end_on": _("Planned end"),
    # Translators: «Sista dagen»
    "ended_on": _("Last day"),
    # Translators: «Fullföljt»
    "completed": _("Completed"),
    # Translators: «Avslutsanledning»
    "exit_reason": _("Exit reason"),
    # Translators: «Har gått vidare till»
    "next_steps": _("Has moved on to"),
    "next_intervention": _("Next intervention"),
    "education": _("Highest completed education"),
    # Translators: «Tid i offentlig försörjning»
    "time_in_support": _("Time in public support"),
    # Translators: «Försörjning vid start»
    "support_start": _("Support at the start"),
    # Translators: «Försörjning vid avslut»
    "support_end": _("Support at the exit"),
    # Translators: «Sysselsättning vid start»
    "occupation_start": _("Occupation at the start"),
    # Translators: «Sysselsättning vid avslut»
    "occupation_end": _("Occupation at the exit"),
    # Translators: «Anställningsform»
    "employment_form": _("Form of employment"),
    # Translators: «Arbetade timmar i veckan vid start»
    "hours_start": _("Hours of work a week at the start"),
    # Translators: «Arbetade timmar i veckan vid avslut»
    "hours_end": _("Hours of work a week at the exit"),
}
