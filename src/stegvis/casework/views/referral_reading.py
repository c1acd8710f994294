"""What every page with referrals does first: find those the reader reaches, and log the reading."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from stegvis.access import readlog
from stegvis.access.request import Request
from stegvis.casework import referral_pages, referring
from stegvis.casework.models import Referral
from stegvis.casework.models.referrals import ReferralQuerySet
from stegvis.core import clock
from stegvis.organisations.place import Place


def own(request: Request, place: Place) -> ReferralQuerySet:
    """The referrals that the reader has written."""
    return Referral.objects.written_by(request.user).filter(association=place.association)


def handled(request: Request, place: Place) -> ReferralQuerySet:
    """The referrals sent to where the reader works."""
    return Referral.objects.handled_by(request.user).filter(association=place.association)


def shared(request: Request, place: Place) -> ReferralQuerySet:
    """The referrals that the reader's joint group has taken up, while consent holds."""
    found = Referral.objects.shared_with(request.user, on=clock.today())
    return found.filter(association=place.association)


def one_of(referrals: ReferralQuerySet, pk: int) -> Referral:
    """One of them with its history; 404 for any other."""
    return get_object_or_404(referring.with_history(referrals), pk=pk)


def record_referrals(request: Request, action: str, shown: Iterable[Referral]) -> None:
    """Log that the persons of `shown` are on the page that is being made; nobody leaves no row."""
    read = list(shown)
    if not read:
        return
    readlog.record(
        readlog.Reader(user_id=request.user.pk),
        action=action,
        kind="referral",
        ids=[one.pk for one in read],
        participations=[one.participation_id for one in read if one.participation_id],
        owners={one.owner_id for one in read},
    )


def heading(referral: Referral) -> dict[str, Any]:
    """What stands at the head of every page of one referral."""
    return {
        "referral": referral,
        "called": referral_pages.called(referral),
        "wished": referral_pages.wished(referral),
        "state": referral_pages.state(referral),
    }


def printed(request: Request, referral: Referral) -> HttpResponse:
    """The referral on paper, and in the read log."""
    record_referrals(request, "referral.print", [referral])
    sections = referral_pages.sections(referral, on=clock.today())
    return render(
        request, "casework/referrals/print.html", heading(referral) | {"sections": sections}
    )
