"""How long an owner keeps records: rules, plan, holds, and the erasure of one person."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.access.context import acting
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.access.scope import Scope
from stegvis.casework import retention_pages
from stegvis.casework.actions import erasure, retention
from stegvis.casework.actions.erasure import Decision
from stegvis.casework.actions.protection import WrongCode
from stegvis.casework.forms.retention import ErasureForm, HoldForm, PersonHoldForm, RuleForm
from stegvis.casework.models import LegalHold, Participation
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Organisation
from stegvis.organisations.place import Place, place_of


@allow(Permission.DECIDE_CHANGES)
@require_safe
def retention_plan(request: Request, association: str) -> HttpResponse:
    """The rules, what falls due when, what is held, and the receipts; counts only."""
    return _page(request, place_of(request, association))


@allow(Permission.DECIDE_CHANGES)
@require_POST
def add_retention_rule(request: Request, association: str) -> HttpResponse:
    """A decision on how long records are kept."""
    place = place_of(request, association)
    form = RuleForm(request.POST, owners=_owners(request))
    made = form.carry_out(
        lambda: retention.decide(
            owner_id=int(form.cleaned_data["owner"]),
            kind=form.cleaned_data["kind"],
            months=form.cleaned_data["months"],
            document=form.cleaned_data["document"],
            decided_on=form.cleaned_data["decided_on"],
            by=request.user,
            today=clock.today(),
        )
    )
    if made is None:
        return _page(request, place, rule_form=form)
    # Translators: «Regeln är sparad. Det som har passerat sin tid gallras i natt.»
    messages.success(request, _("The rule is stored. What is past its time is erased tonight."))
    return redirect(place.url("retention_plan"))


@allow(Permission.DECIDE_CHANGES)
@require_POST
def hold_intervention(request: Request, association: str) -> HttpResponse:
    """Keep an intervention's records, whatever the rule says."""
    place = place_of(request, association)
    places = _interventions(request, place)
    form = HoldForm(request.POST, owners=_owners(request), interventions=places)
    made = form.carry_out(
        lambda: retention.hold(
            intervention=places.get(pk=form.cleaned_data["intervention"]),
            owner_id=int(form.cleaned_data["owner"]),
            document=form.cleaned_data["document"],
            by=request.user,
            today=clock.today(),
        )
    )
    if made is None:
        return _page(request, place, hold_form=form)
    return _held(request, place)


@allow(Permission.DECIDE_CHANGES)
@require_POST
def lift_hold(request: Request, association: str) -> HttpResponse:
    """What was held may be erased again."""
    place = place_of(request, association)
    asked = request.POST.get("hold", "")
    own = LegalHold.objects.filter(owner__in=_owners(request), lifted_on=None)
    found = get_object_or_404(own, pk=int(asked) if asked.isdecimal() else 0)
    retention.lift(hold=found, by=request.user, today=clock.today())
    # Translators: «Uppgifterna gallras åter enligt regeln.»
    messages.success(request, _("These records are erased by the rule again."))
    return redirect(place.url("retention_plan"))


@allow(Permission.DECIDE_CHANGES)
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: Request, association: str, pk: int) -> HttpResponse:
    """Names what goes and what is left, asks for decision and code, and erases for good."""
    place = place_of(request, association)
    found = _own(request, place, pk)
    record_reading(request, "participation.erase", [found])
    form = ErasureForm(request.POST or None)
    if form.carry_out(lambda: _erase(request, found, form)) is None:
        status = 422 if form.is_bound else 200
        context = {"form": form, "participation": found, "hold_form": PersonHoldForm()}
        return render(request, "casework/retention/erase.html", context, status=status)
    # Translators: «Uppgifterna är gallrade. Siffror för hela månader står kvar.»
    messages.success(request, _("The records are erased. Figures of whole months stay."))
    return redirect(place.url("retention_plan"))


@allow(Permission.DECIDE_CHANGES)
@require_POST
def hold_person(request: Request, association: str, pk: int) -> HttpResponse:
    """Keep one person's records, whatever the rule says."""
    place = place_of(request, association)
    found = _own(request, place, pk)
    record_reading(request, "participation.hold", [found])
    form = PersonHoldForm(request.POST)
    made = form.carry_out(
        lambda: retention.hold(
            participant=found.participant,
            document=form.cleaned_data["document"],
            by=request.user,
            today=clock.today(),
        )
    )
    if made is None:
        context = {"form": ErasureForm(), "participation": found, "hold_form": form}
        return render(request, "casework/retention/erase.html", context, status=422)
    return _held(request, place)


def _erase(request: Request, found: Participation, form: ErasureForm) -> object:
    said = form.cleaned_data
    decision = Decision(said["document"], said["decided_on"], request.user)
    try:
        return erasure.order(
            participant=found.participant,
            typed=said["code"],
            decision=decision,
            today=clock.today(),
        )
    except WrongCode:
        form.wrong_code()
        return None


def _held(request: Request, place: Place) -> HttpResponse:
    # Translators: «Uppgifterna bevaras tills beslutet om bevarande hävs.»
    messages.success(request, _("These records are kept until the hold is lifted."))
    return redirect(place.url("retention_plan"))


def _page(request: Request, place: Place, **bound: Any) -> HttpResponse:
    owners, today = list(_owners(request)), clock.today()
    # Also persons at sites that the manager does not open: only how many there are is shown.
    with acting(Scope(user_id=request.user.pk, everything=True)):
        plan = retention_pages.plan(owners, association=place.association.pk, today=today)
    context = {
        "rules": retention_pages.standing(owners),
        "plan": plan,
        "holds": retention_pages.holds(owners),
        "receipts": retention_pages.receipts(owners),
        "rule_form": RuleForm(owners=owners),
        "hold_form": HoldForm(owners=owners, interventions=_interventions(request, place)),
        "form": next(iter(bound.values()), None),
    } | bound
    status = 422 if bound else 200
    return render(request, "casework/retention/index.html", context, status=status)


def _owners(request: Request) -> QuerySet[Organisation]:
    reached = request.scope.places(Permission.DECIDE_CHANGES, "owners")
    return Organisation.objects.filter(pk__in=reached).order_by("name")


def _interventions(request: Request, place: Place) -> QuerySet[Intervention]:
    reached = request.scope.places(Permission.DECIDE_CHANGES, "interventions")
    own = Intervention.objects.filter(association=place.association, pk__in=reached)
    return own.order_by("name")


def _own(request: Request, place: Place, pk: int) -> Participation:
    """One at an owner whom the user decides for; 404 for any other."""
    found = one(request, place, pk)
    return get_object_or_404(
        Participation.objects.visible_to(request.user)
        .filter(owner_id__in=request.scope.places(Permission.DECIDE_CHANGES, "owners"))
        .select_related("participant__association", "intervention"),
        pk=found.pk,
    )
