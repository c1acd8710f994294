"""Recordings: who keeps the survey adds and removes them, pages of answering play them."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow, public
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import reach, recordings
from stegvis.surveys.actions import recordings as actions
from stegvis.surveys.models import Instrument
from stegvis.surveys.rules.questionnaire import said_in
from stegvis.surveys.rules.recordings import Slot, slots
from stegvis.surveys.views import finding
from stegvis.surveys.words import titled
from stegvis.surveys.xlsform.languages import NAMES

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass(frozen=True)
class Row:
    """A text that can be read aloud, and its recording where there is one."""

    name: str
    text: str
    language: str
    address: str


@public
@require_safe
def recording(request: HttpRequest, token: str) -> HttpResponse:
    """The sound, or the part of it that is asked for: some phones play nothing without parts."""
    found = recordings.by_address(token)
    if found is None:
        return HttpResponse(status=404)
    return _part(bytes(found.sound), found.kind, request.headers.get("Range", ""))


@allow(Permission.MANAGE_INSTRUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def read_aloud(request: Request, association: str, pk: int) -> HttpResponse:
    """Which texts are read aloud; on POST files are added, or one is removed."""
    place = place_of(request, association)
    instrument = finding.one(request, place, pk)
    if request.method == "POST":
        return _changed(request, place, instrument)
    context = {
        "instrument": instrument,
        "title": titled(instrument),
        "rows": _rows(instrument),
        "may_change": reach.may_change(request.scope, instrument),
    }
    return render(request, "surveys/instruments/recordings.html", context)


def _changed(request: Request, place: Place, instrument: Instrument) -> HttpResponse:
    if not reach.may_change(request.scope, instrument):
        raise Http404
    if name := request.POST.get("remove", ""):
        actions.remove(instrument=instrument, name=name, by=request.user)
        # Translators: «Inspelningen är borttagen.»
        messages.success(request, _("The recording is removed."))
    for file in request.FILES.getlist("files"):
        try:
            actions.add(
                instrument=instrument, file=str(file.name), sound=file.read(), by=request.user
            )
        except actions.Refused as refused:
            messages.error(request, f"{file.name}: {refused}")
        else:
            # Translators: «%(name)s är sparad.»
            messages.success(request, _("%(name)s is saved.") % {"name": file.name})
    return redirect(place.url("read_aloud", instrument.pk))


def _rows(instrument: Instrument) -> list[Row]:
    found = dict(instrument.recordings.values_list("name", "pk"))
    form = instrument.questionnaire
    return [
        Row(
            name=each.name,
            text=_text(instrument, each),
            language=NAMES.get(each.language, each.language),
            address=recordings.address_of(found[each.name]) if each.name in found else "",
        )
        for each in slots(form)
    ]


def _text(instrument: Instrument, slot: Slot) -> str:
    item = instrument.questionnaire.by_code[slot.item]
    labels = {each.value: each.label for each in item.options}
    if not slot.value:
        return said_in(item.text, slot.language)
    return said_in(labels.get(slot.value, {}), slot.language) or slot.value


def _part(sound: bytes, kind: str, asked: str) -> HttpResponse:
    found = RANGE.fullmatch(asked)
    first = int(found[1]) if found else 0
    if found is None or first >= len(sound):
        return HttpResponse(sound, content_type=kind, headers={"Accept-Ranges": "bytes"})
    last = min(int(found[2] or len(sound)), len(sound) - 1)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {first}-{last}/{len(sound)}",
    }
    return HttpResponse(sound[first : last + 1], content_type=kind, headers=headers, status=206)
