"""A page for figures that cannot be told: why, and what to ask instead."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stegvis.access.request import Request
from stegvis.organisations.place import Place


def cannot_tell(request: Request, fault: Exception) -> HttpResponse:
    """The page, with the period picker at hand."""
    place: Place = request.place  # type: ignore[attr-defined]
    if place.period.is_whole_months:
        why = str(fault)
    else:
        # Translators: «Perioden %(period)s börjar eller slutar mitt i en månad.
        # Siffror visas här för hela månader. Välj till exempel %(example)s.»
        why = _(
            "The period %(period)s begins or ends within a month. "
            "Figures are shown here for whole months. Choose for example %(example)s."
        ) % {"period": place.period.text, "example": f"{place.period.first:%Y-%m}"}
    return render(request, "dashboards/cannot_tell.html", {"why": why})
