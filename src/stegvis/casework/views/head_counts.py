"""Those who are counted without a record: one more, one who ended, and the question of January."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import counting
from stegvis.casework.actions import head_counts as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.counting import Where
from stegvis.casework.forms.head_counts import CountForm, RemainingForm
from stegvis.casework.models import HeadCount
from stegvis.casework.views import undo
from stegvis.casework.views.sites import own_sites
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of

SALT, LIFE = "head_count", 3600  # seconds
STEPS = {"new": actions.undo_add, "ended": actions.undo_end}


@allow(Permission.REGISTER)
@require_safe
def head_counts(request: Request, association: str) -> HttpResponse:
    """This year's and last year's counts, with what is to be confirmed above them."""
    place = place_of(request, association)
    return _page(request, place)


@allow(Permission.REGISTER)
def count_person(request: Request, association: str) -> HttpResponse:
    """Someone with protected identity, or without consent: one more in the count."""
    place = place_of(request, association)
    today = clock.today()
    places = counting.places_of(own_sites(request, place))
    form = CountForm(
        request.POST or None, places=places, year=today.year, initial=_begun(request, place, places)
    )
    row = form.carry_out(
        lambda: actions.add(
            counted=form.counted(), year=form.chosen_year, by=request.user, today=today
        )
    )
    if row is None:
        status = 422 if form.is_bound else 200
        context = {"form": form, "places": places}
        return render(request, "casework/head_counts/add.html", context, status=status)
    # Translators: «En till är räknad i %(place)s %(year)s.»
    text = _("One more is counted in %(place)s %(year)s.")
    _done(request, place, text, row=row, step="new")
    return redirect(place.url("head_counts"))


@allow(Permission.REGISTER)
@require_POST
def end_counted(request: Request, association: str) -> HttpResponse:
    """One of those who are counted has ended."""
    place = place_of(request, association)
    today = clock.today()
    places = counting.places_of(own_sites(request, place))
    form = CountForm(request.POST, places=places, year=today.year)
    row = form.carry_out(
        lambda: actions.end(
            counted=form.counted(), year=form.chosen_year, by=request.user, today=today
        )
    )
    if row is None:
        messages.error(
            request, " ".join(str(each) for found in form.errors.values() for each in found)
        )
    else:
        # Translators: «En avslutad är räknad i %(place)s %(year)s.»
        text = _("One who ended is counted in %(place)s %(year)s.")
        _done(request, place, text, row=row, step="ended")
    return redirect(place.url("head_counts"))


@allow(Permission.REGISTER)
@require_POST
def confirm_counts(request: Request, association: str) -> HttpResponse:
    """How many remain from last year, for one intervention."""
    place = place_of(request, association)
    today = clock.today()
    places = counting.places_of(own_sites(request, place))
    asked = counting.questions(places, today=today)
    question = next((q for q in asked if q.where.code == request.POST.get("where")), None)
    if question is None:
        return redirect(place.url("head_counts"))
    form = RemainingForm(request.POST, question=question)
    try:
        done = form.is_valid() and _confirm(request, form)
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field, str(problem.message))
        done = False
    if not done:
        return _page(request, place, wrong=form)
    # Translators: «Bekräftat för %(place)s.»
    said = _("Confirmed for %(place)s.") % {"place": question.where.intervention.name}
    messages.success(request, said)
    return redirect(place.url("head_counts"))


@allow(Permission.REGISTER)
@require_POST
def undo_count(request: Request, association: str) -> HttpResponse:
    """Take the last step of a count back, if nobody has counted on."""
    place = place_of(request, association)
    try:
        pk, step, seen = signing.loads(request.POST.get("step", ""), salt=SALT, max_age=LIFE)
        row = get_object_or_404(HeadCount, pk=pk, association=place.association)
        STEPS[step](row=row, seen=seen, by=request.user)
    except signing.BadSignature:
        # Translators: «Det går inte att ångra längre; rätta för hand i stället.»
        messages.error(request, _("This can no longer be undone; correct it by hand instead."))
    except actions.Changed as changed:
        messages.error(request, str(changed))
    else:
        # Translators: «Ångrat.»
        messages.success(request, _("Undone."))
    return redirect(place.url("head_counts"))


def _confirm(request: Request, form: RemainingForm) -> bool:
    where = form.question.where
    actions.confirm(
        intervention=where.intervention,
        owner_id=where.owner_id,
        remaining=form.remaining(),
        by=request.user,
        today=clock.today(),
    )
    return True


def _page(request: Request, place: Place, wrong: RemainingForm | None = None) -> HttpResponse:
    today = clock.today()
    places = counting.places_of(own_sites(request, place))
    questions = [
        wrong
        if wrong and wrong.question.where.code == each.where.code
        else RemainingForm(question=each)
        for each in counting.questions(places, today=today)
    ]
    rows = list(counting.counts_of(places, years=(today.year, today.year - 1)))
    context: dict[str, Any] = {
        "questions": questions,
        "rows": [_Row(row, today.year) for row in rows],
        "form": wrong,
        "today": today,
    }
    return render(request, "casework/head_counts/index.html", context, status=422 if wrong else 200)


class _Row:
    """A count with what the page says of it."""

    def __init__(self, count: HeadCount, year: int) -> None:
        self.count = count
        self.where = f"{count.intervention_id}-{count.owner_id}"
        self.remaining = count.carried_in + count.new - count.ended
        self.current = count.carried_in + count.new
        self.unconfirmed = (
            count.year == year and bool(count.carried_in) and count.confirmed_on is None
        )


def _begun(request: Request, place: Place, places: list[Where]) -> dict[str, str]:
    """Where she is counted: the only place, or that of the site the address names."""
    asked = request.GET.get("site", "")
    site = own_sites(request, place).filter(pk=int(asked)).first() if asked.isdecimal() else None
    if site:
        return {"where": f"{site.intervention_id}-{site.owner_id}"}
    return {"where": places[0].code} if len(places) == 1 else {}


def _done(request: Request, place: Place, text: str, *, row: HeadCount, step: str) -> None:
    said = text % {"place": row.intervention.name, "year": row.year}
    token = signing.dumps([row.pk, step, getattr(row, step)], salt=SALT)
    undo.done(request, said, undo=place.url("undo_count"), hidden={"step": token})
