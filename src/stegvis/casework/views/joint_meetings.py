"""«Utökade möten»: the agenda, who took part, and what was decided of each referral."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import referral_pages as pages
from stegvis.casework import referring
from stegvis.casework.actions import joint_meetings as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices import referrals as choices
from stegvis.casework.forms.referral_answers import DecisionForm, MeetingForm, PresentForm
from stegvis.casework.models import AgendaItem, JointMeeting, Referral
from stegvis.casework.views.referral_reading import handled, record_referrals
from stegvis.core import clock, codes
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place, place_of


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def joint_meetings(request: Request, association: str) -> HttpResponse:
    """The meetings of the period with how many referrals each took up."""
    place = place_of(request, association)
    found = _reached(request, place).filter(held_on__range=(place.period.first, place.period.last))
    reached = _interventions(request, place).values_list("pk", flat=True)
    counts = referring.joint_counts(place.association, place.period)
    held = [count for intervention, count in counts.items() if intervention in set(reached)]
    context = {
        "meetings": [
            (one, choices.MEETING_STATE.label(one.state)) for one in found.order_by("-held_on")
        ],
        "held": sum(count.meetings for count in held),
        "taken_up": sum(count.referrals for count in held),
    }
    return render(request, "casework/joint_meetings/index.html", context)


def _interventions(request: Request, place: Place) -> Any:
    mine = request.scope.places(Permission.HANDLE_REFERRALS, "interventions")
    return Intervention.objects.filter(
        association=place.association, pk__in=mine, orientation="individual"
    )


def _reached(request: Request, place: Place) -> Any:
    mine = request.scope.places(Permission.HANDLE_REFERRALS, "interventions")
    return JointMeeting.objects.filter(
        association=place.association,
        intervention__in=mine,
        owner__in=request.scope.owners_with_persons,
    ).select_related("intervention")


@allow(Permission.HANDLE_REFERRALS)
def new_joint_meeting(request: Request, association: str) -> HttpResponse:
    """Plan a meeting; its agenda is filled from the referrals."""
    place = place_of(request, association)
    interventions = _interventions(request, place)
    only = list(interventions[:2])
    form = MeetingForm(
        request.POST or None,
        interventions=interventions,
        initial={"intervention": only[0].pk if len(only) == 1 else None},
    )
    made = form.carry_out(
        lambda: actions.plan(
            intervention=form.cleaned_data["intervention"],
            held_on=form.cleaned_data["held_on"],
            by=request.user,
        )
    )
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "casework/joint_meetings/new.html", {"form": form}, status=status)
    # Translators: «Mötet är planerat. Lägg till remisser på dagordningen.»
    messages.success(request, _("The meeting is planned. Put referrals on its agenda."))
    return redirect(place.url("joint_meeting", made.pk))


@allow(Permission.HANDLE_REFERRALS)
@require_safe
def joint_meeting(request: Request, association: str, pk: int) -> HttpResponse:
    """The agenda with what was decided, those who took part, and referrals that may be added."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk)
    items = _items(request, place, found)
    waiting = list(_fitting(request, place, found)) if found.state == choices.PLANNED else []
    record_referrals(request, "joint_meeting.show", [*(item.referral for item in items), *waiting])
    context = {
        "meeting": found,
        "state": choices.MEETING_STATE.label(found.state),
        "agenda": [_line(item) for item in items],
        "attendances": [
            (
                codes.ORGANISATION_KIND.label(one.organisation_kind),
                choices.ATTENDEE_ROLE.label(one.role),
                one.count,
            )
            for one in found.attendances.all()
        ],
        "waiting": [(one, pages.called(one), pages.state(one)) for one in waiting],
        "planned": found.state == choices.PLANNED,
        "cancelled": found.state == choices.CANCELLED,
    }
    return render(request, "casework/joint_meetings/meeting.html", context)


def _items(request: Request, place: Place, meeting: JointMeeting) -> list[AgendaItem]:
    referrals = referring.shown(handled(request, place))
    found = AgendaItem.objects.filter(meeting=meeting, referral__in=handled(request, place))
    return list(
        found.select_related("key", "meeting").prefetch_related(Prefetch("referral", referrals))
    )


def _line(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": item,
        "referral": item.referral,
        "called": pages.called(item.referral),
        "state": pages.state(item.referral),
        "said": pages.meeting_line(item),
    }


def _fitting(request: Request, place: Place, meeting: JointMeeting) -> Any:
    """The referrals that wait for an answer and could stand on this agenda."""
    found = handled(request, place).filter(
        intervention=meeting.intervention_id,
        owner=meeting.owner_id,
        status__in=(choices.SENT, choices.RECEIVED, choices.PREPARING, choices.WAITING),
    )
    return referring.shown(found).exclude(agenda_items__meeting=meeting).order_by("sent_on")[:50]


@allow(Permission.HANDLE_REFERRALS)
@require_POST
def joint_meeting_agenda(request: Request, association: str, pk: int) -> HttpResponse:
    """Put a referral on the agenda, or take it off again."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk, state=choices.PLANNED)
    referral = _asked(request, place)
    record_referrals(request, "joint_meeting.agenda", [referral])
    try:
        _put_on_or_take_off(request, found, referral)
    except Refused as refused:
        messages.error(request, " ".join(str(each.message) for each in refused.problems))
    return redirect(place.url("joint_meeting", pk))


def _asked(request: Request, place: Place) -> Referral:
    asked = request.POST.get("referral") or request.GET.get("referral") or ""
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(referring.shown(handled(request, place)), pk=int(asked))


def _put_on_or_take_off(request: Request, meeting: JointMeeting, referral: Referral) -> None:
    today = clock.today()
    if "off" not in request.POST:
        actions.take_up(meeting=meeting, referral=referral, by=request.user, today=today)
        return
    item = get_object_or_404(meeting.items.select_related("key", "meeting"), referral=referral)
    item.referral = referral
    actions.take_off(item=item, by=request.user, today=today)


@allow(Permission.HANDLE_REFERRALS)
def joint_meeting_decision(request: Request, association: str, pk: int) -> HttpResponse:
    """The joint plan and the decision for the referral that the address names."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk)
    referral = _asked(request, place)
    item = get_object_or_404(found.items.select_related("key", "meeting"), referral=referral)
    item.referral = referral
    record_referrals(request, "joint_meeting.decide", [referral])
    form = DecisionForm(
        request.POST or None,
        referral=referral,
        initial={
            "version": referral.version,
            "plan": pages.meeting_line(item).plan,
            "expected_start_on": referral.expected_start_on,
        },
    )
    done = form.carry_out(lambda: _decided(request, form, item, referral))
    if done is None:
        context = {
            "meeting": found,
            "referral": referral,
            "called": pages.called(referral),
            "state": pages.state(referral),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return render(request, "casework/joint_meetings/decision.html", context, status=status)
    # Translators: «Beslutet och planen är sparade.»
    messages.success(request, _("The decision and the plan are saved."))
    return redirect(place.url("joint_meeting", pk))


def _decided(
    request: Request, form: DecisionForm, item: AgendaItem, referral: Referral
) -> Referral:
    item.referral = form.seen(referral)
    return actions.decide(
        item=item,
        decision=form.decision(),
        plan=form.cleaned_data["plan"],
        by=request.user,
        today=clock.today(),
    )


@allow(Permission.HANDLE_REFERRALS)
def joint_meeting_present(request: Request, association: str, pk: int) -> HttpResponse:
    """The meeting was held: how many came from each authority."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place).exclude(state=choices.CANCELLED), pk=pk)
    form = PresentForm(request.POST or None, meeting=found)
    done = form.carry_out(
        lambda: actions.hold(meeting=found, present=form.present(), by=request.user)
    )
    if done is None:
        status = 422 if form.is_bound else 200
        context = {"meeting": found, "form": form}
        return render(request, "casework/joint_meetings/present.html", context, status=status)
    # Translators: «Mötet är hållet och deltagarna är sparade.»
    messages.success(request, _("The meeting is noted as held, with those who took part."))
    return redirect(place.url("joint_meeting", pk))


@allow(Permission.HANDLE_REFERRALS)
@require_POST
def cancel_joint_meeting(request: Request, association: str, pk: int) -> HttpResponse:
    """The meeting is not held; its referrals are among the received again."""
    place = place_of(request, association)
    found = get_object_or_404(_reached(request, place), pk=pk, state=choices.PLANNED)
    actions.cancel(meeting=found, by=request.user, today=clock.today())
    # Translators: «Mötet är inställt. Remisserna ligger bland de mottagna igen.»
    messages.success(request, _("The meeting is cancelled. Its referrals are received again."))
    return redirect(place.url("joint_meeting", pk))
