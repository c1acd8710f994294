"""What every page with persons does first: find what the user reaches, and log that she saw it."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404

from stegvis.access import readlog
from stegvis.access.purposes import EMERGENCY
from stegvis.access.request import Request
from stegvis.casework import queries
from stegvis.casework.models import Participation, ParticipationQuerySet
from stegvis.organisations.place import Place


def reached(request: Request, place: Place) -> ParticipationQuerySet:
    """The participations of the association at the sites where the user sees persons."""
    return Participation.objects.visible_to(request.user).filter(association=place.association)


def one(request: Request, place: Place, pk: int) -> Participation:
    """One of them; 404 for any other."""
    return get_object_or_404(queries.shown(reached(request, place)), pk=pk)


def record_reading(request: Request, action: str, shown: Iterable[Participation]) -> None:
    """Log that the persons of `shown` are on the page that is being made; nobody leaves no row."""
    rows = list(shown)
    if not rows:
        return
    opened = any(each.pk in request.scope.participations for each in rows)
    readlog.record(
        readlog.Reader(user_id=request.user.pk),
        action=action,
        kind=readlog.PARTICIPANT,
        ids=[each.participant_id for each in rows],
        participations=[each.pk for each in rows],
        owners=[each.owner_id for each in rows],
        purpose=EMERGENCY if opened else "",
    )
