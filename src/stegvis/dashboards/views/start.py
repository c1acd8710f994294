"""Where people begin: each role at the page it needs first."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import logged_in
from stegvis.organisations.models import Association
from stegvis.organisations.place import place_of

# The first that holds decides: who works with persons begins with her day.
FIRST_PAGE = (
    (Permission.SEE_PERSONS, "my_day"),
    (Permission.SEE_REPORTS, "overview"),
    (Permission.SEE_INTERVENTIONS, "interventions"),
    (Permission.REFER, "my_referrals"),
    (Permission.ASSESS_REFERRALS, "group_referrals"),
)


@logged_in
@require_safe
def front(request: Request) -> HttpResponse:
    """The start page of the reader's association, or what to do without a role."""
    if _compares_only(request):
        return redirect("comparison")
    first = Association.objects.visible_to(request.user).order_by("name").first()
    if first is None:
        return render(request, "dashboards/no_role.html")
    return redirect("start", first.slug)


def _compares_only(request: Request) -> bool:
    """Whether the reader is a national analyst and nothing else."""
    held = {need for reach in request.scope.reaches for need in reach.role.permissions}
    return held == {Permission.COMPARE_ASSOCIATIONS}


@logged_in
@require_safe
def start(request: Request, association: str) -> HttpResponse:
    """The page that the reader's role begins with."""
    place = place_of(request, association)
    scope = request.scope
    allowed = (
        page for need, page in FIRST_PAGE if scope.permits(need, association=place.association.pk)
    )
    return redirect(place.url(next(allowed, "interventions")))
