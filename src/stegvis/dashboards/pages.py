"""Values that the start pages show."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.casework.models import Participation, ParticipationQuerySet


@dataclass(frozen=True)
class Shortlist:
    """The first of a list, how many there are in all, and where the rest is."""

    code: str
    title: Any
    empty: Any
    rows: list[Participation]
    total: int


TITLES = {
    # Translators: «Planerat slut har passerat»
    "late": (_("Past their planned end"), _("Nobody is past the planned end.")),
    # Translators: «Uppgifter saknas»
    "incomplete": (_("Answers missing"), _("Every answer is in place.")),
    # Translators: «Började de senaste 30 dagarna»
    "new": (_("Began in the last 30 days"), _("Nobody has begun in the last 30 days.")),
}


def shortlist(code: str, found: ParticipationQuerySet, order: str, shown: int) -> Shortlist:
    """The first `shown` rows of `found`; the total costs a query only when there are more."""
    rows = list(found.order_by(order, "pk")[: shown + 1])
    total = found.count() if len(rows) > shown else len(rows)
    title, empty = TITLES[code]
    return Shortlist(code, title, empty, rows[:shown], total)
