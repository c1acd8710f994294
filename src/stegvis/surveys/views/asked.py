"""Ticking who has been asked with an unlinked form: a whole group, or one participation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.models import Participation
from stegvis.casework.views.reading import one, reached, record_reading
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import asked as reads
from stegvis.surveys import asked_pages as pages
from stegvis.surveys.actions import asked as actions
from stegvis.surveys.actions.asked import Asking
from stegvis.surveys.asked import Form
from stegvis.surveys.asked_forms import AskedForm, filled
from stegvis.surveys.rules import asked as rules

EARLIEST = 2000
UNDO, UNDO_LASTS = "ticks that can be taken back", 8 * 3600  # a working day


@dataclass(frozen=True)
class Shown:
    """Which ticks a page shows: of whom, with which of the forms, in which year."""

    intervention: Intervention
    forms: list[Form]
    form: Form
    year: int
    group: list[Participation]
    alone: bool

    @property
    def asking(self) -> Asking:
        return Asking(self.form.code, self.year)


@allow(Permission.REGISTER)
def asked_group(request: Request, association: str, intervention: str) -> HttpResponse:
    """Everyone who is enrolled some day of the year: one screen, one save."""
    place = place_of(request, association)
    mine = Intervention.objects.filter(sites__in=own_sites(request, place)).distinct()
    found = get_object_or_404(mine, slug=intervention)
    forms = reads.forms_of([found.pk]).get(found.pk, [])
    if not forms:
        return render(request, "surveys/asked/none.html", {"intervention": found})
    year = _year(request, place)
    sites = request.scope.places(Permission.REGISTER, "sites")
    among = reached(request, place).filter(site__in=sites)
    group = list(reads.group(among, intervention=found, year=year))
    record_reading(request, "asked.group", group)
    return _ticked(request, Shown(found, forms, _chosen(request, forms), year, group, alone=False))


@allow(Permission.REGISTER)
def asked_one(request: Request, association: str, pk: int) -> HttpResponse:
    """The ticks of one participation."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "asked.one", [found])
    forms = reads.forms_of([found.intervention_id]).get(found.intervention_id, [])
    if not forms:
        raise Http404
    form = _chosen(request, forms)
    return _ticked(
        request, Shown(found.intervention, forms, form, _year(request, place), [found], alone=True)
    )


def _ticked(request: Request, shown: Shown) -> HttpResponse:
    if "undo" in request.POST:
        return _undone(request, shown)
    stored = actions.stored_of(shown.group, shown.asking)
    form = AskedForm(request.POST or None, group=shown.group, stored=stored)
    if "fill" in request.POST:
        turns = pages.turns(shown.group, shown.form, year=shown.year)
        begun = filled(request.POST, form, occasions=turns)
        return _page(request, shown, AskedForm(group=shown.group, stored=stored, initial=begun))
    changed = form.carry_out(lambda: _note(request, shown, form.said()))
    if changed is None:
        return _page(request, shown, form)
    return _page(request, shown, _afresh(shown), changed=changed)


def _note(
    request: Request, shown: Shown, said: Mapping[actions.Cell, str]
) -> dict[actions.Cell, tuple[str, str]]:
    return actions.note(
        asking=shown.asking,
        participations=shown.group,
        said=said,
        by=request.user,
        today=clock.today(),
    )


def _undone(request: Request, shown: Shown) -> HttpResponse:
    """What the last save changed, back as it was; boxes changed since then stay."""
    try:
        kept = signing.loads(request.POST["undo"], salt=UNDO, max_age=UNDO_LASTS)
    except signing.BadSignature:
        raise Http404 from None
    if kept["asking"] != [shown.asking.instrument, shown.asking.year, request.user.pk]:
        raise Http404
    changed = {(pk, occasion): (was, is_) for pk, occasion, was, is_ in kept["changed"]}
    now = actions.stored_of(shown.group, shown.asking)
    _note(request, shown, actions.taken_back(changed, now=now))
    return _page(request, shown, _afresh(shown), undone=True)


def _afresh(shown: Shown) -> AskedForm:
    return AskedForm(group=shown.group, stored=actions.stored_of(shown.group, shown.asking))


def _page(
    request: Request,
    shown: Shown,
    form: AskedForm,
    *,
    changed: Mapping[actions.Cell, tuple[str, str]] | None = None,
    undone: bool = False,
) -> HttpResponse:
    names = naming.names_of([each.participant for each in shown.group], by=request.user)
    context: dict[str, Any] = {
        "shown": shown,
        "form": form,
        "names": names,
        "saved": None if changed is None else len(changed),
        "undo": _undo(request, shown, changed) if changed else "",
        "undone": undone,
        "lines": pages.lines(form, shown.form, year=shown.year),
        "sums": None if shown.alone else pages.sums(shown.group, shown.form, year=shown.year),
        "fewest": rules.FEWEST_FOR_SUMS,
        "years": pages.years(shown.group, alone=shown.alone, today=clock.today()),
    }
    return render(request, "surveys/asked/grid.html", context, status=422 if form.is_bound else 200)


def _undo(request: Request, shown: Shown, changed: Mapping[actions.Cell, tuple[str, str]]) -> str:
    asking = [shown.asking.instrument, shown.asking.year, request.user.pk]
    rows = [[pk, occasion, was, is_] for (pk, occasion), (was, is_) in changed.items()]
    return signing.dumps({"asking": asking, "changed": rows}, salt=UNDO, compress=True)


def _chosen(request: Request, forms: list[Form]) -> Form:
    asked = request.GET.get("form", "")
    return next((each for each in forms if each.code == asked), forms[0])


def _year(request: Request, place: Place) -> int:
    """The year in the address, else the last of the page's period; never one to come."""
    asked, this_year = request.GET.get("year", ""), clock.today().year
    wanted = int(asked) if asked.isdecimal() else place.period.last.year
    return min(max(wanted, EARLIEST), this_year)
