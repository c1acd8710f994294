"""The sites and the week that a page of daily work speaks of; both stand in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.casework.forms.offers import site_label
from stegvis.casework.rules.workdays import WEEK, monday_of
from stegvis.casework.week import LAST_DAY
from stegvis.core import clock, dates
from stegvis.interventions.models import Site
from stegvis.organisations.place import Place


def own_sites(request: Request, place: Place) -> QuerySet[Site]:
    """The sites of the association where the reader registers, by name."""
    return (
        Site.objects.filter(
            intervention__association=place.association,
            pk__in=request.scope.places(Permission.REGISTER, "sites"),
        )
        .select_related("intervention")
        .order_by("intervention__name", "name")
    )


@dataclass(frozen=True)
class SiteWeek:
    """A site (None for all of them) and a week, with what a page needs to offer others."""

    sites: list[Site]
    chosen: Site | None
    monday: date

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def last(self) -> date:
        return self.monday + LAST_DAY

    @property
    def before(self) -> date:
        return self.monday - WEEK

    @property
    def after(self) -> date:
        return self.monday + WEEK

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What each site is called where one is chosen."""
        return [(str(site.pk), site_label(site)) for site in self.sites]

    @property
    def query(self) -> dict[str, Any]:
        """What links carry on so that site and week stay."""
        site = {"site": self.chosen.pk} if self.chosen else {}
        return site | {"week": f"{self.monday}"}


def site_week(request: Request, place: Place, *, one: bool = False) -> SiteWeek:
    """What the address says: a site of one's own and any day of the week, this week by default.

    With `one` there is always a site chosen, the first where the address names none.
    """
    sites = list(own_sites(request, place))
    asked = request.GET.get("site", "")
    chosen = next((site for site in sites if str(site.pk) == asked), None)
    if chosen is None and sites and (one or len(sites) == 1):
        chosen = sites[0]
    return SiteWeek(sites, chosen, _monday(request.GET.get("week", "")))


def _monday(asked: str) -> date:
    today = clock.today()
    try:
        return monday_of(dates.read(asked, today=today) if asked else today)
    except dates.DateError:
        return monday_of(today)
