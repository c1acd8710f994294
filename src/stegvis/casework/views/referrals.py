"""«Remisser»: the staff answer what is referred to their intervention, and start participations."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import forms, referring
from stegvis.casework import referral_pages as pages
from stegvis.casework.actions import joint_meetings, referral_starts
from stegvis.casework.actions import referrals as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices import referrals as choices
from stegvis.casework.forms.referral_answers import AnswerForm
from stegvis.casework.forms.referrals import ReferralForm, started_answers
from stegvis.casework.models import JointMeeting, Participation, Referral
from stegvis.casework.referral_filters import ReferralFilter
from stegvis.casework.referral_tables import ReferralTable
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.referrals import Who
from stegvis.casework.views.referral_consents import consent_page
from stegvis.casework.views.referral_reading import (
    handled,
    heading,
    one_of,
    printed,
    record_referrals,
)
from stegvis.core import clock
from stegvis.interventions.models import Site
from stegvis.organisations.models import Organisation
from stegvis.organisations.place import Place, place_of


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def referrals(request: Request, association: str) -> HttpResponse:
    """What has been referred to the reader's interventions, narrowed the way the address says."""
    place = place_of(request, association)
    reached = handled(request, place)
    found = ReferralFilter(request.GET, queryset=reached)
    table = ReferralTable(referring.shown(found.qs), place=place, today=clock.today())
    table.configured(request)
    record_referrals(request, "referrals.list", [row.record for row in table.paginated_rows])
    context = {"table": table, "filter": found, "total": table.paginator.count}
    template = "casework/referrals/index.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def referral(request: Request, association: str, pk: int) -> HttpResponse:
    """One referral: what it says, what has happened, what can be answered now."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    others = list(referring.same_person(found, by=request.user))
    record_referrals(request, "referral.show", [found, *others])
    today = clock.today()
    context = heading(found) | {
        "sections": pages.sections(found, on=today),
        "history": pages.history(found),
        "taken_up": pages.taken_up(found),
        "late": pages.late(found, on=today),
        "others": [(one, pages.state(one)) for one in others],
        "known": referral_starts.known_person(found, today=today),
        "answers": bool(_answers(found)),
        "may_start": choices.STARTED in _moves(found),
        "meetings": _meetings(found, today),
    }
    return render(request, "casework/referrals/referral.html", context)


def _moves(referral: Referral) -> tuple[str, ...]:
    return rules.next_for(referral.status, who=Who.STAFF)


def _answers(referral: Referral) -> list[str]:
    return [
        code for code in _moves(referral) if code not in (choices.JOINT_MEETING, choices.STARTED)
    ]


def _meetings(referral: Referral, today: Any) -> list[JointMeeting]:
    """The planned meetings that may take the referral up."""
    fit = choices.JOINT_MEETING in _moves(referral) or referral.status in joint_meetings.FOLLOWED
    if not fit:
        return []
    planned = JointMeeting.objects.filter(
        intervention=referral.intervention_id,
        owner=referral.owner_id,
        state=choices.PLANNED,
        held_on__gte=today,
    )
    return list(planned.exclude(items__referral=referral).order_by("held_on")[:5])


@allow(Permission.HANDLE_REFERRALS)
def answer_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """The answer that the officer sees."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    if not _answers(found):
        raise Http404
    record_referrals(request, "referral.answer", [found])
    asked = request.GET.get("status", "")
    form = AnswerForm(
        request.POST or None,
        referral=found,
        initial={
            "version": found.version,
            "status": asked,
            "expected_start_on": found.expected_start_on,
        },
    )
    done = form.carry_out(
        lambda: actions.answer(
            referral=form.seen(found), answer=form.answer(), by=request.user, today=clock.today()
        )
    )
    if done is None:
        status = 422 if form.is_bound else 200
        context = heading(found) | {"form": form}
        return render(request, "casework/referrals/answer.html", context, status=status)
    # Translators: «Svaret är sparat och syns för handläggaren.»
    messages.success(request, _("The answer is saved, and the officer sees it."))
    return redirect(place.url("referral", pk))


@allow(Permission.REGISTER)
def start_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """The registration, filled in with what the referral says: one step from a place to a start."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    if choices.STARTED not in _moves(found):
        raise Http404
    record_referrals(request, "referral.start", [found])
    if found.protected:
        return _count(request, place, found)
    known = referral_starts.known_person(found, today=clock.today())
    initial = started_answers(found, today=clock.today())
    if known:
        initial["participant_code"] = known.code
    form = forms.RegistrationForm(
        request.POST or None,
        association=place.association,
        sites=_sites(request, found),
        initial=initial,
    )
    made = form.carry_out(lambda: _started(request, form, found))
    if made is None:
        status = 422 if form.is_bound else 200
        context = heading(found) | {"form": form, "known": known}
        return render(request, "casework/referrals/start.html", context, status=status)
    # Translators: «%(code)s har startat. Handläggaren ser det i sin remiss.»
    text = _("%(code)s has started. The officer sees it in the referral.")
    messages.success(request, text % {"code": made.participant.code})
    return redirect(place.url("participation", made.pk))


def _started(request: Request, form: forms.RegistrationForm, found: Referral) -> Participation:
    return referral_starts.start(
        referral=found, registration=form.registration(), by=request.user, today=clock.today()
    )


def _sites(request: Request, referral: Referral) -> Any:
    """The sites of the wished intervention where the reader registers."""
    return Site.objects.filter(
        intervention=referral.intervention_id,
        owner=referral.owner_id,
        pk__in=request.scope.places(Permission.REGISTER, "sites"),
    )


def _count(request: Request, place: Place, found: Referral) -> HttpResponse:
    """Somebody protected is counted, and nothing said of her remains."""
    if request.method != "POST":
        return render(request, "casework/referrals/count.html", heading(found))
    today = clock.today()
    referral_starts.count(referral=found, started_on=today, by=request.user, today=today)
    # Translators: «Personen är räknad som ny %(year)s. Det som stod i remissen är borta.»
    text = _("The person is counted as new in %(year)s. What the referral said is gone.")
    messages.success(request, text % {"year": today.year})
    return redirect(place.url("referral", found.pk))


@allow(Permission.HANDLE_REFERRALS)
def paper_referral(request: Request, association: str) -> HttpResponse:
    """Write in a referral that came on paper, so that it stands in the same line as the others."""
    place = place_of(request, association)
    sites = Site.objects.filter(
        intervention__association=place.association,
        pk__in=request.scope.places(Permission.HANDLE_REFERRALS, "sites"),
    )
    form = ReferralForm(
        request.POST or None,
        association=place.association,
        sites=sites,
        senders=Organisation.objects.filter(memberships__association=place.association),
        on_paper=True,
    )
    made = form.carry_out(
        lambda: actions.record_paper(
            content=form.content(),
            sender=form.chosen_sender,
            by=request.user,
            today=clock.today(),
        )
    )
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "casework/referrals/paper.html", {"form": form}, status=status)
    # Translators: «Remissen %(reference)s är registrerad.»
    text = _("The referral %(reference)s is registered.")
    messages.success(request, text % {"reference": made.reference})
    return redirect(place.url("referral", made.pk))


@allow(Permission.HANDLE_REFERRALS)
def take_up_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """Put the referral on the agenda of a planned joint meeting."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    if request.method != "POST":
        return redirect(place.url("referral", pk))
    record_referrals(request, "referral.take_up", [found])
    asked = request.POST.get("meeting", "")
    planned = [one for one in _meetings(found, clock.today()) if str(one.pk) == asked]
    if not planned:
        raise Http404
    try:
        joint_meetings.take_up(
            meeting=planned[0], referral=found, by=request.user, today=clock.today()
        )
    except Refused as refused:
        messages.error(request, " ".join(str(each.message) for each in refused.problems))
    else:
        # Translators: «Remissen står på dagordningen den %(day)s.»
        text = _("The referral is on the agenda of %(day)s.")
        messages.success(request, text % {"day": f"{planned[0].held_on:%Y-%m-%d}"})
    return redirect(place.url("referral", pk))


@allow(Permission.HANDLE_REFERRALS)
def referral_consent(request: Request, association: str, pk: int) -> HttpResponse:
    """The person's consent to lift secrecy: withdrawn, or recorded anew."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    return consent_page(request, found, back=place.url("referral", pk), mine=False)


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def print_received(request: Request, association: str, pk: int) -> HttpResponse:
    """A received referral on paper."""
    place = place_of(request, association)
    found = one_of(handled(request, place), pk)
    return printed(request, found)


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def waiting_list(request: Request, association: str) -> HttpResponse:
    """«Väntelista»: each one's place in line by intervention, and the places there are."""
    place = place_of(request, association)
    found = referring.lines(place.association, by=request.user, on=clock.today())
    waiting = [one.referral for line in found for one in line.waiting]
    record_referrals(request, "waiting_list", waiting)
    context = {"lines": [pages.line(line) for line in found], "total": len(waiting)}
    return render(request, "casework/referrals/waiting_list.html", context)
