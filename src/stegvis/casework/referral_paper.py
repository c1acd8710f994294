"""The referral on paper: the questions of the web form with boxes to tick and lines to write on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stegvis.casework.choices import outcomes
from stegvis.casework.choices import referrals as choices
from stegvis.casework.referral_pages import LABELS
from stegvis.casework.referring import open_sites
from stegvis.core import codes
from stegvis.core.codes import CodeList
from stegvis.organisations.lists import lists_of
from stegvis.organisations.models import Association

RULE = "_" * 36


@dataclass(frozen=True)
class Blank:
    """A question of the paper form: boxes to tick, or `lines` to write on."""

    label: Any
    boxes: list[str]
    lines: int = 1

    @property
    def rules(self) -> list[str]:
        """The lines to write on."""
        return [RULE] * self.lines


def blank(association: Association, *, on: date) -> list[tuple[str, list[Blank]]]:
    """The paper form: every question of the web form, empty."""
    lists = lists_of(association, on=on)
    supports = [label for code, label in lists.choices("support") if code != "unknown"]
    sites = open_sites(association, on=on).select_related("intervention")
    wished_for = sorted({site.intervention.name for site in sites})
    return [
        (
            _("The person"),
            _asked("first_name", "last_name", "number", "gender", "address")
            + _asked("phone", "email"),
        ),
        (
            _("Who refers"),
            [
                *_asked("officer_name", "sender", "officer_phone", "officer_email"),
                _boxes("programmes", choices.PROGRAMME),
            ],
        ),
        (
            _("Situation and support"),
            [
                _boxes("situations", choices.SITUATION),
                _boxes("at_af", choices.YES_NO),
                Blank(LABELS["support"], supports),
                _boxes("time_in_support", codes.TIME_IN_SUPPORT),
                _boxes("contacts", choices.CONTACT),
                Blank(LABELS["interpreter"], []),
                _boxes("three_party", choices.THREE_PARTY),
            ],
        ),
        (
            _("What the intervention shall lead to"),
            [
                Blank(LABELS["site"], wished_for),
                _boxes("wanted_outcomes", outcomes.WANTED),
                Blank(LABELS["purpose"], [], lines=8),
                Blank(LABELS["notes"], [], lines=3),
            ],
        ),
        (
            _("Consent and signature"),
            [
                # Translators: «Jag samtycker till att sekretessen hävs mellan remittenten och
                # insatsen, och dess remissgrupp, så länge remissen och insatsen varar»
                Blank(
                    LABELS["consent_how"],
                    [
                        _(
                            "I consent that secrecy is lifted between who refers and the "
                            "intervention with its joint group, as long as the referral and "
                            "the intervention last"
                        )
                    ],
                ),
                Blank(LABELS["signed_on"], []),
                # Translators: «Personens underskrift»
                Blank(_("The person's signature"), []),
            ],
        ),
    ]


def _asked(*names: str) -> list[Blank]:
    return [Blank(LABELS[name], []) for name in names]


def _boxes(name: str, found: CodeList) -> Blank:
    return Blank(LABELS[name], [each.label() for each in found if each.code != "unknown"])
