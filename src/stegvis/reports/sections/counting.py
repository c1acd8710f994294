"""The rules behind every figure, in words: printed in every report (design, section 7)."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.reports import labels
from stegvis.reports.answers import Answers
from stegvis.reports.request import Request


@dataclass(frozen=True)
class Rule:
    """A word that the report uses and what it means here."""

    term: str | Promise
    text: str | Promise


COUNTS = (
    Rule(
        _("Enrolled in the period"),
        _(
            "Started by the period's last day and not ended before its first. Paused participants "
            "are included."
        ),
    ),
    Rule(
        _("Carried in and new"),
        _(
            "Carried in: started before the period. New: started in it. Together they are the "
            "enrolled."
        ),
    ),
    Rule(
        _("Ended and remaining"),
        _(
            "Ended: the last day lies in the period; an end that is still to come is planned and "
            "not counted. Enrolled less ended are the remaining."
        ),
    ),
    Rule(
        _("Participations and persons"),
        _(
            "The tables count participations. Someone who takes part in two interventions is "
            "counted in both; a mistaken registration is counted nowhere."
        ),
    ),
    Rule(
        _("Not counted as enrolled"),
        _("Consultation, preparation and support after the exit are counted apart."),
    ),
    Rule(
        _("Referrers"),
        _("Tables by referrer use the formal referrer; co-referrers are not counted there."),
    ),
)
RESULTS = (
    Rule(
        _("Exit reason and result"),
        _(
            "A share of the ended leaves out those who were transferred to another intervention or "
            "agreement, which is no result, and those whose reason is not known."
        ),
    ),
    Rule(
        _("Next steps"),
        _(
            "What has started is kept apart from what is planned within two months and from "
            "readiness without anything arranged. Who went on to two things is mentioned twice."
        ),
    ),
    Rule(
        # Translators: «Självskattningar»
        _("Self-assessments"),
        # Translators: «Per person och fråga jämförs det första svaret med det senaste, i samma
        # version av enkäten och räknat där och när det senaste gavs. Förbättrat: bättre än det
        # första. Fortsatt högt: inte bättre, men positivt båda gångerna. Nettosteg: stegen åt det
        # bättre hållet minus dem åt det sämre. Den som bara har svarat en gång saknas.»
        _(
            "Of each person and question the first answer is compared with the latest, within the "
            "same version of the survey and counted where and when the latest was given. "
            "Improved: better than the first. Kept high: not better, but positive both times. Net "
            "steps: the steps towards the better less those towards the worse. Whoever has "
            "answered only once is missing."
        ),
    ),
    Rule(_("Stay"), _("Days from start to exit, both included, divided by seven.")),
    Rule(
        _("Per cent"),
        _(
            "Every percentage stands with its numerator and denominator. Rounding is done once, "
            "last, and halves are rounded up."
        ),
    ),
)
SHOWN = _("Every number is shown as it is. This edition is for the intervention's owner only.")
HIDDEN = _(
    "A dash (–) stands for a number that would say something about single persons: counts from one "
    "to four, shares on fewer than ten, and as many others as are needed so that it cannot be "
    "computed from the rest. All dashes look alike, whatever the reason."
)
EXACT = _(
    "How many were enrolled, new, ended and remaining by gender, intervention, site, month and "
    "year of start is shown as it is."
)
SMALL_NUMBERS: dict[str, tuple[Any, ...]] = {
    "owner": (SHOWN,),
    "association": (HIDDEN, EXACT),
    "public": (HIDDEN,),
}


def rules(answers: Answers, request: Request) -> tuple[Rule, ...]:
    """Every rule that a reader needs to check a figure, the day and the data first."""
    return (
        Rule(gettext("Extraction date"), _extraction(answers, request)),
        Rule(gettext("Reported period"), _reported(request)),
        *COUNTS,
        Rule(gettext("Anonymous participants"), _anonymous(answers)),
        *RESULTS,
        Rule(gettext("Small numbers"), " ".join(map(str, SMALL_NUMBERS[request.audience]))),
    )


def _extraction(answers: Answers, request: Request) -> str:
    return gettext(
        "The figures were computed from the registrations on %(day)s (data version %(version)s). "
        "None is typed by hand."
    ) % {"day": labels.day(request.today), "version": answers.data_version[:12]}


def _reported(request: Request) -> str:
    days = f"{labels.day(request.period.first)} – {labels.day(request.period.last)}."
    parts = [days, gettext("The first and the last day both count.")]
    if request.is_preliminary:
        parts.append(gettext("The period is not over yet: the figures are preliminary."))
    return " ".join(parts)


def _anonymous(answers: Answers) -> str:
    """How many participants without a record are included, and in which figures."""
    whole = answers.of("participations.current")
    divided = answers.of("participations.current", "referrer_formal")
    if whole.not_included:
        return gettext(
            "%(count)s participants without a record of their own are not included: they are "
            "counted by calendar year only."
        ) % {"count": whole.left_out()}
    if divided.not_included:
        return gettext(
            "%(count)s participants without a record of their own are included in the numbers "
            "enrolled, carried in, new, ended and remaining by intervention and gender, but in no "
            "other breakdown."
        ) % {"count": divided.left_out()}
    return gettext("No participants without a record of their own are stated for the period.")
