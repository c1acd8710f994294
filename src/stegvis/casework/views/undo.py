"""The message with a button that takes back what was just done."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework.actions import undoing
from stegvis.casework.actions.participations import Refused
from stegvis.casework.actions.undoing import TooLate
from stegvis.casework.models import Change, Participation
from stegvis.casework.views.reading import record_reading
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of

Hidden = dict[str, str]


def done(request: Request, text: str, *, undo: str, hidden: Hidden | None = None) -> None:
    """Say `text` on the next page, with a button that sends `hidden` to the address `undo`."""
    fields = "".join(
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in {"csrfmiddlewaretoken": get_token(request), **(hidden or {})}.items()
    )
    button = format_html(
        '{} <form method="post" action="{}" class="undo">{}'
        '<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">{}'
        "</button></form>",
        text,
        undo,
        SafeString(fields),
        # Translators: «Ångra»
        _("Undo"),
    )
    messages.success(request, button)


def done_in_batch(request: Request, place: Place, text: str, *, batch: uuid.UUID) -> None:
    """The message for changes that are undone together."""
    done(request, text, undo=place.url("undo_changes", batch))


def latest(participation: Participation) -> uuid.UUID:
    """The batch of what was just done with it; every verb leaves a row."""
    return participation.changes.order_by("-id").values_list("batch", flat=True)[0]


@allow(Permission.REGISTER)
@require_POST
def undo_changes(request: Request, association: str, batch: uuid.UUID) -> HttpResponse:
    """Take back everything that one confirmation changed."""
    place = place_of(request, association)
    mine = Change.objects.filter(
        batch=batch, proposed_by=request.user, participation__association=place.association
    ).select_related("participation")
    changed = list(mine)
    if not changed:
        raise Http404
    record_reading(request, "changes.undo", [each.participation for each in changed])
    try:
        undoing.undo(batch=batch, by=request.user, today=clock.today())
    except TooLate as late:
        messages.error(request, str(late))
    except Refused as refused:
        messages.error(request, " ".join(str(each.message) for each in refused.problems))
    else:
        _say(request, {each.participation_id for each in changed})
    return redirect(_back(place, changed))


def _say(request: Request, rows: set[int]) -> None:
    # Translators: «Ångrat.» / «Ångrat för %(count)s deltaganden.»
    text = ngettext("Undone.", "Undone for %(count)s participations.", len(rows))
    messages.success(request, text % {"count": len(rows)})


def _back(place: Place, changed: list[Change]) -> str:
    """The participation, where it was one; else the list."""
    rows = {each.participation_id for each in changed}
    return place.url("participation", *rows) if len(rows) == 1 else place.url("participations")
