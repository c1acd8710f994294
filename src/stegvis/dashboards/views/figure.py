"""How a figure was computed."""

from django.http import HttpResponse
from django.shortcuts import render

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.organisations.place import place_of


@allow(Permission.SEE_FIGURES)
def figure(request: Request, association: str, measure: str) -> HttpResponse:
    """The definition, the period, numerator and denominator, what is left out, the version."""
    place_of(request, association)
    return render(request, "base.html", {"measure": measure})
