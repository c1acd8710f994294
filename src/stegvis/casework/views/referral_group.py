"""«Remissgrupp»: members read what their meetings have taken up, while consent holds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import referral_pages as pages
from stegvis.casework import referring
from stegvis.casework.views.referral_reading import heading, one_of, record_referrals, shared
from stegvis.core import clock
from stegvis.organisations.place import place_of


@allow(Permission.ASSESS_REFERRALS)
@require_safe
def group_referrals(request: Request, association: str) -> HttpResponse:
    """All referrals that the reader's group has taken up, by the latest meeting."""
    place = place_of(request, association)
    found = list(referring.with_history(shared(request, place))[:200])
    record_referrals(request, "group.list", found)
    lines = [(one, pages.called(one), pages.state(one), pages.taken_up(one)[:1]) for one in found]
    lines.sort(key=lambda line: line[3][0].day if line[3] else clock.today(), reverse=True)
    return render(request, "casework/referrals/group.html", {"lines": lines})


@allow(Permission.ASSESS_REFERRALS)
@require_safe
def group_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """One of them: what it says, the joint plan, how it has gone since."""
    place = place_of(request, association)
    found = one_of(shared(request, place), pk)
    record_referrals(request, "group.show", [found])
    context = heading(found) | {
        "sections": pages.sections(found, on=clock.today()),
        "taken_up": pages.taken_up(found),
        "history": pages.history(found),
    }
    return render(request, "casework/referrals/group_referral.html", context)
