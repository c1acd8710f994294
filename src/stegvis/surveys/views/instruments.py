"""«Enkäter»: what there is, one of them as the respondent sees it, and the simple editor."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import pages, reach, survey_forms
from stegvis.surveys.actions import instruments as actions
from stegvis.surveys.models import Instrument
from stegvis.surveys.rules import checks
from stegvis.surveys.survey_forms import Questions, SurveyForm
from stegvis.surveys.views import finding


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def instruments(request: Request, association: str) -> HttpResponse:
    """The latest version of each, grouped by whose it is."""
    place = place_of(request, association)
    context = {
        "groups": pages.groups(finding.seen(request, place)),
        "planned": finding.planned(request, place),
        "keeps": reach.keeps(request.scope, place.association),
    }
    return render(request, "surveys/instruments/index.html", context)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def instrument(request: Request, association: str, pk: int) -> HttpResponse:
    """What one version is: whom it asks, in which languages, who uses it."""
    place = place_of(request, association)
    found = finding.one(request, place, pk)
    form = found.questionnaire
    own = found.intervention_id is not None and survey_forms.can_edit(form)
    context = {
        "instrument": found,
        "facts": pages.facts(found, place=place),
        "warnings": checks.warnings(form),
        "may_change": reach.may_change(request.scope, found),
        "may_edit": own and reach.may_change(request.scope, found),
    }
    return render(request, "surveys/instruments/instrument.html", context)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_safe
def preview(request: Request, association: str, pk: int) -> HttpResponse:
    """The questions as the respondent meets them, in the language asked for."""
    place = place_of(request, association)
    found = finding.one(request, place, pk)
    shown = pages.preview(found.questionnaire, language=request.GET.get("language", ""))
    context = {"instrument": found, "shown": shown}
    return render(request, "surveys/instruments/preview.html", context)


@allow(Permission.MANAGE_INSTRUMENTS)
@require_POST
def retire(request: Request, association: str, pk: int) -> HttpResponse:
    """Offer it to nobody any more."""
    place = place_of(request, association)
    found = finding.one(request, place, pk)
    if not reach.may_change(request.scope, found):
        raise Http404
    actions.retire(instrument=found, by=request.user)
    # Translators: «Enkäten erbjuds inte längre. Det som har besvarats finns kvar.»
    messages.success(request, _("The survey is no longer offered. What has been answered stays."))
    return redirect(place.url("instrument", found.pk))


@allow(Permission.MANAGE_INSTRUMENTS)
def new_survey(request: Request, association: str, intervention: str) -> HttpResponse:
    """A short survey of an intervention's own."""
    place = place_of(request, association)
    found = finding.one_planned(request, place, intervention)
    head, rows = _editor(request, None)
    if not (head.is_valid() and rows.is_valid()):
        return _page(request, head, rows, intervention=found)
    form = survey_forms.written(head, rows, code=_free_code(place, head, found))
    try:
        made = actions.add(
            form=form, association=place.association, intervention=found, by=request.user
        )
    except actions.Refused as refused:
        return _refused(request, head, rows, refused, intervention=found)
    # Translators: «Enkäten är sparad. Titta igenom den som den som svarar ser den.»
    messages.success(request, _("The survey is saved. Look it through as the respondent sees it."))
    return redirect(place.url("preview_instrument", made.pk))


@allow(Permission.MANAGE_INSTRUMENTS)
def change_survey(request: Request, association: str, pk: int) -> HttpResponse:
    """Other words or questions; a new version when somebody may have read the old."""
    place = place_of(request, association)
    found = finding.one(request, place, pk)
    own = found.intervention_id is not None and survey_forms.can_edit(found.questionnaire)
    if not own or not reach.may_change(request.scope, found):
        raise Http404
    head, rows = _editor(request, found)
    if not (head.is_valid() and rows.is_valid()):
        return _page(request, head, rows, instrument=found, intervention=found.intervention)
    form = survey_forms.written(head, rows, code=found.code)
    try:
        kept = actions.rewrite(instrument=found, form=form, on=clock.today(), by=request.user)
    except actions.Refused as refused:
        where = {"instrument": found, "intervention": found.intervention}
        return _refused(request, head, rows, refused, **where)
    messages.success(request, _kept(found, kept))
    return redirect(place.url("preview_instrument", kept.pk))


def _kept(before: Instrument, kept: Instrument) -> str:
    if before.pk == kept.pk:
        # Translators: «Enkäten är sparad.»
        return _("The survey is saved.")
    # Translators: «Någon kan ha svarat på den förra. Den är kvar som den var, och från i dag
    # gäller version %(version)s.»
    message = _(
        "Somebody may have answered the former one. It stays as it was, "
        "and from today version %(version)s holds."
    )
    return message % {"version": kept.version}


def _editor(request: Request, instrument: Instrument | None) -> tuple[SurveyForm, Any]:
    begun, rows = survey_forms.begun(instrument.questionnaire if instrument else None)
    data = request.POST or None
    return SurveyForm(data, initial=begun), Questions(data, initial=rows, prefix="q")


def _free_code(place: Place, head: SurveyForm, intervention: Intervention) -> str:
    """A code that nobody has: the intervention's and the title's, with a number if need be."""
    plain = slugify(f"{intervention.slug}-{head.cleaned_data['title']}")[:60] or "enkat"
    stored = Instrument.objects.filter(association=place.association, code__startswith=plain)
    taken = set(stored.values_list("code", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return plain if plain not in taken else next(code for code in numbered if code not in taken)


def _refused(
    request: Request, head: SurveyForm, rows: Any, refused: actions.Refused, **context: Any
) -> HttpResponse:
    for problem in refused.problems:
        head.add_error(None, problem.message)
    return _page(request, head, rows, **context)


def _page(request: Request, head: SurveyForm, rows: Any, **context: Any) -> HttpResponse:
    context |= {"form": head, "rows": rows, "most": survey_forms.MOST}
    status = 422 if head.is_bound else 200
    return render(request, "surveys/instruments/edit.html", context, status=status)
