"""Instruments as files: an XLSForm in, XLSForm and FHIR out, samples of licensed forms."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.exchange.faults import Fault
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import fhir, reach, samples
from stegvis.surveys.actions import instruments as actions
from stegvis.surveys.forms import ImportForm
from stegvis.surveys.rules.questionnaire import Questionnaire
from stegvis.surveys.views import finding
from stegvis.surveys.xlsform import book, validity, writing
from stegvis.surveys.xlsform.book import Unreadable
from stegvis.surveys.xlsform.understanding import Understood, understood

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FHIR = "application/fhir+json"


@allow(Permission.MANAGE_INSTRUMENTS)
def import_instrument(request: Request, association: str) -> HttpResponse:
    """Take in an XLSForm, or say of every cell that stands in the way what is wrong with it."""
    place = place_of(request, association)
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        whole=reach.keeps(request.scope, place.association),
        interventions=finding.planned(request, place),
    )
    if not form.is_valid():
        return _page(request, form)
    try:
        found = _read(form)
        made = actions.add(
            form=found.form,
            association=place.association,
            intervention=form.intervention,
            by=request.user,
        )
    except Unreadable as unreadable:
        return _page(request, form, faults=unreadable.faults)
    except actions.Refused as refused:
        faults = [Fault("survey", problem.message) for problem in refused.problems]
        return _page(request, form, faults=faults)
    for remark in found.remarks:
        messages.warning(request, remark)
    # Translators: «Enkäten är inläst.»
    messages.success(request, _("The survey has been imported."))
    return redirect(place.url("instrument", made.pk))


def _read(form: ImportForm) -> Understood:
    """The questionnaire of the uploaded file. Raises Unreadable."""
    file = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(file.read())
        cells = book.read(path)
    found = understood(cells, name=Path(file.name).stem, unmarked=form.cleaned_data["language"])
    if complaint := validity.of_book(cells):
        # Translators: «Filen är inget giltigt XLSForm: %(complaint)s»
        message = _("The file is no valid XLSForm: %(complaint)s") % {"complaint": complaint}
        raise Unreadable([Fault("survey", message)])
    return found


def _page(request: Request, form: ImportForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "slots": samples.SLOTS.values()}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/instruments/import.html", context, status=status)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def sample(request: Request, association: str, name: str) -> HttpResponse:
    """The sample file of a licensed form, to be filled with its texts and imported."""
    place_of(request, association)
    slot = samples.SLOTS.get(name)
    if slot is None:
        raise Http404
    return _attached(writing.workbook(samples.sample(slot)), WORKBOOK, f"{name}-mall.xlsx")


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def download(request: Request, association: str, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """The instrument as an XLSForm (xlsx) or as a FHIR Questionnaire (json)."""
    place = place_of(request, association)
    found = finding.one(request, place, pk)
    named = f"{found.code}-{found.version}"
    if format == "xlsx":
        return _attached(writing.workbook(found.questionnaire), WORKBOOK, f"{named}.xlsx")
    if format == "json":
        return _attached(_as_fhir(found.questionnaire, place), FHIR, f"{named}.fhir.json")
    raise Http404


def _as_fhir(form: Questionnaire, place: Place) -> bytes:
    text = json.dumps(fhir.resource(form), ensure_ascii=False, indent=1)
    return text.encode()


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    plain = name.encode("ascii", "ignore").decode()
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
