"""One change of many participations: chosen in the list, looked through, done, undone at once.

Each step is sent with those chosen and what was answered; every one of them is judged in full
both when the change is looked at and when it is made.
"""

import uuid
from collections import Counter
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.actions import bulk as actions
from stegvis.casework.actions import changes
from stegvis.casework.actions.bulk import Chosen, Looked
from stegvis.casework.actions.rounds import RoundRefused
from stegvis.casework.choices import changes as kinds
from stegvis.casework.forms.bulk import OFFERED, Many, form_of
from stegvis.casework.forms.grouped import written
from stegvis.casework.forms.rounds import MOST_ROWS
from stegvis.casework.models import Change
from stegvis.casework.views import undo
from stegvis.casework.views.reading import reached, record_reading
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of

LOOK, DO, BACK = "look", "do", "back"
LONGEST = 18  # digits of a number that the database can hold


@allow(Permission.REGISTER)
@require_POST
def change_many(request: Request, association: str) -> HttpResponse:
    """Ask what shall be said of all that are ticked, show what comes of it, then do it."""
    place = place_of(request, association)
    kind, step = request.POST.get("kind", ""), request.POST.get("step", "")
    rows = _chosen(request, place)
    if kind not in OFFERED or not rows:
        # Translators: «Kryssa för dem som ska ändras, och välj vad som ska göras.»
        messages.error(request, _("Tick those that shall be changed, and choose what to do."))
        return redirect(place.url("participations"))
    record_reading(request, f"participations.{kind}", [each.participation for each in rows])
    form = _form(request, place, kind, rows, sent=step in (LOOK, DO, BACK))
    context = _context(request, kind, rows, form)
    if step not in (LOOK, DO) or not form.is_valid():
        status = 422 if step in (LOOK, DO) else 200
        return render(request, "casework/bulk/ask.html", context, status=status)
    act = partial(form.act, by=request.user, today=clock.today())
    if step == DO:
        try:
            done = actions.carry_out(rows, act=act)
        except RoundRefused:
            pass  # what has come in the way since is told by looking once more
        else:
            _said(request, place, done.batch)
            return redirect(place.url("participations"))
    looked = actions.look(rows, act=act)
    return _shown(request, context, looked, again=step == DO)


def _shown(
    request: Request, context: dict[str, Any], looked: list[Looked], *, again: bool
) -> HttpResponse:
    """What would be done for whom, and who is left out and why."""
    able = [each.chosen for each in looked if not each.problems]
    context |= {
        "able": able,
        "refused": [each for each in looked if each.problems],
        "proposed": {
            each.participation.pk
            for each in able
            if context["kind"] in kinds.DECIDED
            and changes.needs_decision(each.participation, by=request.user)
        },
        "answers": _answers(request),
        "said": [
            (field.label, said)
            for field in context["form"]
            if (said := written(field.form, field.name, field.form.cleaned_data[field.name]))
        ],
    }
    status = 422 if again or not able else 200
    return render(request, "casework/bulk/look.html", context, status=status)


def _context(request: Request, kind: str, rows: list[Chosen], form: Many) -> dict[str, Any]:
    people = [each.participation.participant for each in rows]
    names = naming.names_of(people, by=request.user)
    return {"kind": kind, "title": OFFERED[kind], "rows": rows, "form": form, "names": names}


def _chosen(request: Request, place: Place) -> list[Chosen]:
    """Those that are ticked and may be changed, by name of the value «id:version»."""
    asked = [each.partition(":") for each in request.POST.getlist("chosen")]
    seen = {
        int(pk): int(version)
        for pk, _colon, version in asked
        if pk.isdecimal() and version.isdecimal() and max(len(pk), len(version)) <= LONGEST
    }
    sites = request.scope.places(Permission.REGISTER, "sites")
    mine = reached(request, place).filter(pk__in=seen, site_id__in=sites)
    shown = mine.select_related("participant__association", "intervention", "site")
    return [Chosen(each, seen[each.pk]) for each in shown.order_by("started_on", "pk")[:MOST_ROWS]]


def _form(request: Request, place: Place, kind: str, rows: list[Chosen], *, sent: bool) -> Many:
    owners = {each.participation.owner_id for each in rows}
    sites = own_sites(request, place).filter(owner_id__in=owners)
    data = request.POST if sent else None
    return form_of(kind, data, association=place.association, sites=sites)


def _answers(request: Request) -> list[tuple[str, str]]:
    """What was answered, to be sent along with the next step."""
    own = ("step", "chosen", "csrfmiddlewaretoken")
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in own
        for value in values
    ]


def _said(request: Request, place: Place, batch: uuid.UUID) -> None:
    """How many were changed, planned or proposed; what was changed can be undone."""
    states = Change.objects.filter(batch=batch).values_list("participation_id", "state")
    count = Counter(dict(states).values())
    texts = {
        # Translators: «%(count)s deltagande är ändrat.» / «%(count)s deltaganden är ändrade.»
        kinds.APPLIED: ngettext(
            "%(count)s participation is changed.",
            "%(count)s participations are changed.",
            count[kinds.APPLIED],
        ),
        # Translators: «%(count)s ändring är planerad.» / «%(count)s ändringar är planerade.»
        kinds.APPROVED: ngettext(
            "%(count)s change is planned.", "%(count)s changes are planned.", count[kinds.APPROVED]
        ),
        # Translators: «%(count)s förslag är skickat till insatsägaren.» /
        # «%(count)s förslag är skickade till insatsägaren.»
        kinds.PROPOSED: ngettext(
            "%(count)s proposal is sent to the owner.",
            "%(count)s proposals are sent to the owner.",
            count[kinds.PROPOSED],
        ),
    }
    said = " ".join(text % {"count": count[state]} for state, text in texts.items() if count[state])
    if count[kinds.APPLIED]:
        undo.done_in_batch(request, place, said, batch=batch)
    else:
        messages.success(request, said)
