"""Reports: what is ordered, how far it has come, and the files."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.reports import pages
from stegvis.reports.actions import orders
from stegvis.reports.forms import OrderForm
from stegvis.reports.models import Report
from stegvis.reports.request import ReportFault
from stegvis.reports.tables import ReportTable


def _reached(request: Request, place: Place) -> QuerySet[Report]:
    found = Report.objects.visible_to(request.user).filter(association=place.association)
    return found.select_related("ordered_by")


def _may_order(request: Request, place: Place) -> bool:
    return request.scope.permits(Permission.ORDER_REPORTS, association=place.association.pk)


@allow(Permission.SEE_REPORTS)
@require_safe
def reports(request: Request, association: str) -> HttpResponse:
    """The reports of the association, the latest first."""
    place = place_of(request, association)
    found = _reached(request, place)
    table = ReportTable(found, place=place).configured(request)
    context = {
        "table": table,
        "total": table.paginator.count,
        "waiting": found.filter(state__in=("ordered", "running")).count(),
        "may_order": _may_order(request, place),
    }
    return render(request, "reports/page_list.html", context)


@allow(Permission.ORDER_REPORTS)
def order(request: Request, association: str) -> HttpResponse:
    """Order a report; the worker makes it, whether or not anybody waits for it here."""
    place = place_of(request, association)
    reached = Intervention.objects.visible_to(request.user).filter(association=place.association)
    form = OrderForm(
        request.POST or None,
        association=place.association,
        interventions=reached,
        may_be_exact=request.scope.sees_persons,
        initial={"period": place.period.text, "language": get_language()},
    )
    made = _ordered(request, place, form) if form.is_valid() else None
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "reports/page_order.html", {"form": form}, status=status)
    # Translators: «Rapporten är beställd. Den blir klar även om du lämnar sidan.»
    messages.success(request, _("The report is ordered. It is made even if you leave this page."))
    return redirect(place.url("report", made.pk))


def _ordered(request: Request, place: Place, form: OrderForm) -> Report | None:
    try:
        return orders.order(association=place.association, by=request.user, **form.cleaned_data)
    except (ReportFault, orders.NotAllowed) as refused:
        form.add_error(None, str(refused))
        return None


@allow(Permission.SEE_REPORTS)
@require_safe
def report(request: Request, association: str, pk: int) -> HttpResponse:
    """One report: how far it has come, then its files. Asked again by itself until it is done."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk)
    context = {
        "report": found,
        "kind": pages.KINDS[found.kind],
        "state": pages.STATES[found.state],
        "audience": pages.AUDIENCES[found.audience],
        "waiting": pages.is_waiting(found),
        "announcement": pages.announcement(found),
        "files": [file for file in pages.FILES if pages.path_of(found, file.suffix)],
    }
    template = "reports/page_report.html"
    return render(request, f"{template}#progress" if request.htmx else template, context)


@allow(Permission.SEE_REPORTS)
@require_safe
def download(request: Request, association: str, pk: int, suffix: str) -> FileResponse:
    """One file of a report that is ready."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk)
    path = pages.path_of(found, suffix)
    if path is None:
        raise Http404
    name = f"{place.slug}-{found.kind}-{found.period}.{suffix}"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=pages.MIME[suffix]
    )
