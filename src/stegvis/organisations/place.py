"""Where a page stands: an association and a period, both in the address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.access.models import User
from stegvis.access.request import Request
from stegvis.core import clock, periods
from stegvis.organisations.models import Association

PARTS_OF_A_YEAR = {
    # Translators: «Första halvåret»
    "H1": gettext_lazy("First half"),
    "H2": gettext_lazy("Second half"),
    # Translators: «Tertial 1»
    "T1": gettext_lazy("Tertial 1"),
    "T2": gettext_lazy("Tertial 2"),
    "T3": gettext_lazy("Tertial 3"),
}
YEARS_BACK = 4


@dataclass(frozen=True)
class Choice:
    """A period that is one click away from here: how it is written, and what people read."""

    text: str
    href: str
    current: bool
    name: Any


@dataclass(frozen=True)
class Place:
    """The association and period that a page speaks of.

    `asked` is the period as it stands in the address; when it cannot be read, `period` is this
    year and `problem` says how to write it.
    """

    association: Association
    user: User
    path: str
    period: periods.Period
    asked: str = ""
    problem: str = ""

    @property
    def slug(self) -> str:
        return self.association.slug

    @property
    def name(self) -> str:
        return self.association.name

    @property
    def query(self) -> str:
        """What links carry on, so that the period stays: ``?period=2022`` or nothing."""
        return f"?{urlencode({'period': self.period.text})}" if self.asked else ""

    def url(self, name: str, *args: object, **query: object) -> str:
        """The address of a page of this association, for the same period."""
        kept = {"period": self.period.text} if self.asked else {}
        path = reverse(name, args=[self.slug, *args])
        return path + (f"?{urlencode(kept | query, doseq=True)}" if kept or query else "")

    @cached_property
    def others(self) -> list[Association]:
        """The other associations that the user reaches."""
        reached = Association.objects.visible_to(self.user).exclude(pk=self.association.pk)
        return list(reached.order_by("name"))

    @cached_property
    def years(self) -> list[Choice]:
        latest = max(clock.today().year, self.period.last.year)
        earliest = min(latest - YEARS_BACK, self.period.first.year - 2)
        return [self._choice(str(year)) for year in range(latest, earliest - 1, -1)]

    @cached_property
    def parts(self) -> list[Choice]:
        """Parts of the year the page speaks of: halves, tertials, the interim period."""
        year = self.period.last.year
        first, last = (f"{year}-{month:02}" for month in self.association.interim)
        return [
            *(self._choice(f"{year}-{part}", name) for part, name in PARTS_OF_A_YEAR.items()),
            # Translators: «Delår»
            self._choice(f"{first}..{last}", _("Interim period")),
        ]

    def _choice(self, text: str, name: Any = "") -> Choice:
        href = f"{self.path}?{urlencode({'period': text})}"
        return Choice(text, href, current=text == self.period.text, name=name or text)


def place_of(request: Request, slug: str) -> Place:
    """The place of this page, kept on the request for the header; 404 for one not reached.

    What the view's rule asks for must hold here: a right in one association opens no page of
    another where the user has a lesser role.
    """
    reached = Association.objects.visible_to(request.user)
    association = get_object_or_404(reached, slug=slug)
    if not _permitted(request, association):
        raise Http404
    asked = request.GET.get("period", "").strip()
    period, problem = _period(asked, association)
    place = Place(association, request.user, request.path, period, asked, problem)
    request.place = place  # type: ignore[attr-defined]
    return place


def _permitted(request: Request, association: Association) -> bool:
    needed = request.rule.permission
    return needed is None or request.scope.permits(needed, association=association.pk)


def _period(asked: str, association: Association) -> tuple[periods.Period, str]:
    this_year = periods.parse(str(clock.today().year))
    assert isinstance(this_year, periods.Period)
    wanted = asked or association.opening_period
    if not wanted:
        return this_year, ""
    try:
        period = periods.parse(wanted, interim=association.interim)
    except periods.PeriodError:
        return this_year, _unreadable(asked)
    return (period, "") if isinstance(period, periods.Period) else (this_year, _unreadable(asked))


def _unreadable(asked: str) -> str:
    # Translators: «%(asked)s» går inte att läsa som period.
    # Skriv till exempel 2022, 2022-T2, 2022-05 eller 2022-01..2022-08.
    return _(
        "“%(asked)s” cannot be read as a period. "
        "Write for example 2022, 2022-T2, 2022-05 or 2022-01..2022-08."
    ) % {"asked": asked}
