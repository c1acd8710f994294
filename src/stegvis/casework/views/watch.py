"""«Nödåtkomst», «Logguppföljning» and «Vem har läst om mig»."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access import readlog
from stegvis.access.models import Emergency, LogReview, ReadLogEntry
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import reviewing, whole_record
from stegvis.casework.actions import emergencies as actions
from stegvis.casework.forms.emergency import EmergencyForm
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.models import Association
from stegvis.organisations.place import place_of


@allow(Permission.BREAK_GLASS)
def emergency(request: Request, association: str) -> HttpResponse:
    """Open one participation outside one's own reach, for an hour."""
    place = place_of(request, association)
    form = EmergencyForm(request.POST or None, request=request)
    if form.is_valid() and (opened := _opened(request, form, place.association)):
        # Translators: «Öppen i en timme. Den som ansvarar för insatsen har fått veta det.»
        said = _("Open for one hour. Whoever answers for the intervention has been told.")
        messages.success(request, said)
        return redirect(place.url("participation", opened.participation_id))
    context = {"form": form, "running": actions.running(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "casework/watch/emergency.html", context, status=status)


def _opened(request: Request, form: EmergencyForm, association: Association) -> Emergency | None:
    try:
        return actions.open_door(
            door=actions.Door(association, form.cleaned_data["code"]),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
        )
    except actions.Closed as closed:
        form.add_error("code", str(closed))
        return None


@allow(Permission.BREAK_GLASS)
@require_POST
def close_emergency(request: Request, association: str, pk: int) -> HttpResponse:
    """Give back before the hour is over what one has opened."""
    place = place_of(request, association)
    opened = get_object_or_404(request.user.emergencies, pk=pk)
    actions.close_door(opened=opened, by=request.user, now=timezone.now())
    return redirect(place.url("emergency"))


@allow(Permission.REVIEW_READINGS)
@require_safe
def readings(request: Request, association: str) -> HttpResponse:
    """Emergencies, the readings that a rule names, and some drawn at random."""
    place_of(request, association)
    owners = _owners(request)
    by_rule, at_random = reviewing.sample(owners, today=clock.today())
    since = timezone.now() - timedelta(days=reviewing.DAYS)
    shown = [*by_rule, *at_random]
    notices = reviewing.notices(owners, since=since)
    readlog.record(
        readlog.Reader(user_id=request.user.pk),
        action="readings.review",
        kind="reading",
        ids=[line.pk for line in shown],
        participations=[each.participation_id for each in notices],
        owners=owners,
    )
    context = {
        "notices": notices,
        "by_rule": by_rule,
        "at_random": at_random,
        "verdicts": reviewing.VERDICTS,
        "days": reviewing.DAYS,
    }
    return render(request, "casework/watch/readings.html", context)


@allow(Permission.REVIEW_READINGS)
@require_POST
def review_reading(request: Request, association: str, pk: int) -> HttpResponse:
    """Record what the review of one reading found; the first word stands."""
    place, owners = place_of(request, association), _owners(request)
    entry = get_object_or_404(ReadLogEntry, pk=pk, owner_ids__overlap=list(owners))
    verdict = request.POST.get("verdict", "")
    if verdict not in reviewing.VERDICTS:
        raise Http404
    if entry.user_id == request.user.pk:
        # Translators: «Din egen läsning granskas av någon annan.»
        messages.error(request, _("Your own reading is reviewed by somebody else."))
    else:
        owner = min(owners & set(entry.owner_ids))
        LogReview.objects.get_or_create(
            entry=entry,
            owner_id=owner,
            defaults={"verdict": verdict, "reviewed_by": request.user},
        )
    return redirect(place.url("readings"))


@allow(Permission.REVIEW_READINGS)
@require_POST
def see_emergency(request: Request, association: str, pk: int) -> HttpResponse:
    """The second person has seen that a door was opened."""
    place = place_of(request, association)
    opened = get_object_or_404(Emergency, pk=pk, owner_id__in=_owners(request))
    try:
        actions.acknowledge(opened=opened, by=request.user, now=timezone.now())
    except actions.Closed as closed:
        messages.error(request, str(closed))
    return redirect(place.url("readings"))


@allow(Permission.REVIEW_READINGS)
@require_safe
def reading_extract(request: Request, association: str, pk: int) -> HttpResponse:
    """Who has read about one participant, for herself, on paper."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "readings.extract", [found])
    lines = reviewing.extract(found.participant)
    owns = found.owner_id in request.scope.places(Permission.DECIDE_CHANGES, "owners")
    context = {
        "participation": found,
        "lines": lines,
        "today": clock.today(),
        "whole": place.url("record_extract", pk) if owns else "",
    }
    return render(request, "casework/watch/extract.html", context)


@allow(Permission.DECIDE_CHANGES)
@require_safe
def record_extract(request: Request, association: str, pk: int) -> HttpResponse:
    """All that is stored about one participant, as a file for herself."""
    place = place_of(request, association)
    found = one(request, place, pk)
    if found.owner_id not in request.scope.places(Permission.DECIDE_CHANGES, "owners"):
        raise Http404
    today = clock.today()
    record = whole_record.of(found.participant, by=request.user, today=today)
    record_reading(request, "record.extract", [found])
    answer = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"registerutdrag-{found.pk}-{today}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return answer


def _owners(request: Request) -> frozenset[int]:
    return request.scope.places(Permission.REVIEW_READINGS, "owners")
