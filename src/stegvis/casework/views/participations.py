"""Participations: list, register, end, correct, strike out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import forms, naming, pages, queries
from stegvis.casework.actions import corrections
from stegvis.casework.actions import participations as actions
from stegvis.casework.filters import ParticipationFilter
from stegvis.casework.forms import bulk
from stegvis.casework.models import ParticipationQuerySet
from stegvis.casework.panels import registry
from stegvis.casework.tables import ParticipationTable
from stegvis.casework.views import undo
from stegvis.casework.views.reading import one, reached, record_reading
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of

REMEMBERED = "casework.participations.filters"
MOST_HITS = 100  # participations shown for a name


@allow(Permission.SEE_PERSONS)
@require_http_methods(["GET", "HEAD", "POST"])
def participations(request: Request, association: str) -> HttpResponse:
    """The participations that were current in the period, narrowed the way the address says.

    A name is searched for by POST, in all periods: it never stands in an address or a log.
    """
    place = place_of(request, association)
    mine = reached(request, place).filter(voided=False)
    in_period = mine.filter(queries.current_in(place.period))
    found = ParticipationFilter(request.GET, queryset=in_period, scope=request.scope)
    word = request.POST.get("name", "").strip()
    if not word and (again := _remembered(request, place, found)):
        return redirect(again)
    table = _named(request, place, mine, word) if word else _narrowed(request, place, found)
    shown = [row.record for row in table.paginated_rows]
    table.names = naming.names_of([each.participant for each in shown], by=request.user)
    record_reading(request, "participations.list", shown)
    late = in_period.filter(queries.late(on=clock.today())).count()
    context = {"table": table, "filter": found, "late": late, "total": table.paginator.count}
    context["workbook"] = "" if word else place.url("participations_workbook", **found.chosen)
    context |= {"word": word, "offered": bulk.OFFERED}
    template = "casework/index.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


def _narrowed(request: Request, place: Place, found: ParticipationFilter) -> ParticipationTable:
    """The table of what the filters leave, sorted and paged as the address says."""
    table = ParticipationTable(queries.shown(found.qs), place=place, today=clock.today())
    table.title = _caption(found.qs.count(), place)
    table.configured(request)
    return table


def _named(
    request: Request, place: Place, mine: ParticipationQuerySet, word: str
) -> ParticipationTable:
    """The table of those with `word` in their name, on one page: links would lose the word."""
    hits = mine.filter(participant_id__in=naming.search(word, among=mine, by=request.user))
    latest = list(hits.order_by("-started_on").values_list("pk", flat=True)[:MOST_HITS])
    listed = queries.shown(hits.filter(pk__in=latest))
    table = ParticipationTable(listed, place=place, today=clock.today())
    table.orderable = False
    count = hits.count()
    # Translators: «%(count)s deltagande med det namnet» / «%(count)s deltaganden med det namnet»
    table.title = ngettext(
        "%(count)s participation by that name", "%(count)s participations by that name", count
    ) % {"count": count}
    table.configured(request)
    table.paginate(per_page=MOST_HITS)
    return table


def _caption(count: int, place: Place) -> str:
    return ngettext(
        "%(count)s participation in %(period)s",
        "%(count)s participations in %(period)s",
        count,
    ) % {"count": count, "period": place.period.text}


def _remembered(request: Request, place: Place, found: ParticipationFilter) -> str:
    """Where the reader's own filters of last time lead, when she comes without any."""
    if "reset" in request.GET or found.filters.keys() & request.GET.keys():
        request.session[REMEMBERED] = found.chosen
        return ""
    kept = request.session.get(REMEMBERED)
    if not kept or set(request.GET) - {"period"}:
        return ""
    return place.url("participations", **kept)


@allow(Permission.SEE_PERSONS)
@require_safe
def participation(request: Request, association: str, pk: int) -> HttpResponse:
    """One participation: where it stands, what is registered, what is missing."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.show", [found])
    today = clock.today()
    context = {
        "participation": found,
        "names": naming.names_of([found.participant], by=request.user),
        "state": pages.state(found, on=today),
        "steps": pages.steps(found, on=today),
        "sections": pages.sections(found),
        "missing": pages.missing(found),
        "panels": registry.panels_of(found, place=place, today=today),
        "events": registry.events_of(found, place=place),
    }
    return render(request, "casework/participation.html", context)


@allow(Permission.REGISTER)
def register(request: Request, association: str) -> HttpResponse:
    """First whether she may be registered at all, then a new participation.

    «Save and add another» keeps the place and asks anew.
    """
    place = place_of(request, association)
    if request.method != "POST" and request.GET.get("protected") != "no":
        return _question(request, place)
    form = forms.RegistrationForm(
        request.POST or None,
        association=place.association,
        sites=own_sites(request, place),
        initial=_begun(request, place),
    )
    if form.copy_baseline(among=reached(request, place)):
        return _copied(request, form)
    made = form.carry_out(
        lambda: actions.register(
            registration=form.registration(), by=request.user, today=clock.today()
        )
    )
    if made is None:
        return _form_page(request, "casework/register.html", form)
    batch = made.changes.values_list("batch", flat=True).get()
    said = _("%(code)s is registered.") % {"code": made.participant.code}
    undo.done_in_batch(request, place, said, batch=batch)
    if "another" in request.POST:
        return redirect(place.url("register", site=made.site_id))
    return redirect(place.url("participation", made.pk))


def _question(request: Request, place: Place) -> HttpResponse:
    """Protected identity, or no consent? Then only a number grows."""
    site = {"site": request.GET["site"]} if request.GET.get("site", "").isdecimal() else {}
    context = {
        "register": place.url("register", protected="no", **site),
        "count": place.url("count_person", **site),
    }
    return render(request, "casework/protection/question.html", context)


def _begun(request: Request, place: Place) -> dict[str, Any]:
    """What stands in the empty form: the only site, or the person of an earlier participation."""
    begun: dict[str, Any] = {"site": request.GET.get("site") or _only(own_sites(request, place))}
    asked = request.GET.get("again", "")
    if not asked.isdecimal():
        return begun
    earlier = one(request, place, int(asked))
    record_reading(request, "participation.register_again", [earlier])
    person = earlier.participant
    known = {
        "participant_code": person.code,
        "gender": person.gender,
        "birth_year": person.birth_year,
        "referrer": earlier.formal_referrer,
    }
    return begun | known


def _copied(request: Request, form: forms.RegistrationForm) -> HttpResponse:
    # Translators: «Uppgifterna från starten är mindre än tre månader gamla och har fyllts i
    # nedan. Kontrollera dem och spara.»
    text = _(
        "What was known at her last start is less than three months old and has been filled in "
        "below. Check it and save."
    )
    messages.info(request, text)
    return render(request, "casework/register.html", {"form": form})


def _only(sites: Any) -> int | None:
    found = list(sites.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


@allow(Permission.REGISTER)
def correct(request: Request, association: str, pk: int) -> HttpResponse:
    """Other words for what is registered; two who write at once are shown both versions."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "participation.correct", [found])
    form = forms.CorrectionForm(request.POST or None, participation=found)
    done = form.carry_out(
        lambda: corrections.apply(
            participation=form.seen(found),
            gender=form.cleaned_data["gender"],
            birth_year=form.cleaned_data["birth_year"],
            changes=form.changes(),
            by=request.user,
            today=clock.today(),
        )
    )
    if done is None:
        return _form_page(request, "casework/correct.html", form, participation=found)
    messages.success(request, _("The changes are saved."))
    return redirect(place.url("participation", pk))


def _form_page(
    request: Request, template: str, form: forms.Grouped, **context: Any
) -> HttpResponse:
    """The form, as 422 when it was sent and cannot be saved yet."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def _change(request: Request, association: str, pk: int, act: Any, done: str) -> HttpResponse:
    """Do one verb that needs no form, then show the participation with a way back."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, f"participation.{act.__name__}", [found])
    try:
        act(participation=found, by=request.user, today=clock.today())
    except actions.Refused as refused:
        messages.error(request, " ".join(str(problem.message) for problem in refused.problems))
    else:
        undo.done_in_batch(request, place, done, batch=undo.latest(found))
    return redirect(place.url("participation", pk))


@allow(Permission.REGISTER)
@require_POST
def void(request: Request, association: str, pk: int) -> HttpResponse:
    """Registered by mistake: it stays readable, counts nowhere, and can be restored."""
    # Translators: «Registreringen är struken och räknas inte längre.»
    done = _("The registration is struck out and no longer counts.")
    return _change(request, association, pk, actions.void, done)


@allow(Permission.REGISTER)
@require_POST
def restore(request: Request, association: str, pk: int) -> HttpResponse:
    """The undo of striking out."""
    done = _("The registration is restored and counts again.")
    return _change(request, association, pk, actions.restore, done)


@allow(Permission.REGISTER)
@require_POST
def reopen(request: Request, association: str, pk: int) -> HttpResponse:
    """The exit was registered too early."""
    done = _("The participation is running again.")
    return _change(request, association, pk, actions.reopen, done)
