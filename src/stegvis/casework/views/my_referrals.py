"""«Mina remisser»: the officer writes referrals and sees what became of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import referral_pages as pages
from stegvis.casework import referral_paper, referring
from stegvis.casework.actions import referrals as actions
from stegvis.casework.actions.participations import Refused
from stegvis.casework.choices import referrals as choices
from stegvis.casework.forms.referral_answers import EndingForm
from stegvis.casework.forms.referrals import NewForm, ReferralForm, answers_of
from stegvis.casework.models import Referral
from stegvis.casework.referral_tables import MyReferralTable
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.referrals import Who
from stegvis.casework.views.referral_consents import consent_page
from stegvis.casework.views.referral_reading import heading, one_of, own, printed, record_referrals
from stegvis.core import clock
from stegvis.organisations.place import Place, place_of


@allow(Permission.REFER)
@require_safe
def my_referrals(request: Request, association: str) -> HttpResponse:
    """The officer's referrals with status and answer; those that wait for her first."""
    place = place_of(request, association)
    mine = referring.with_history(own(request, place))
    table = MyReferralTable(mine, place=place, today=clock.today())
    table.configured(request)
    shown = [row.record for row in table.paginated_rows]
    record_referrals(request, "referrals.mine", shown)
    waiting = own(request, place).filter(status=choices.NEEDS_MORE).count()
    context = {"table": table, "total": table.paginator.count, "waiting": waiting}
    return render(request, "casework/referrals/mine.html", context)


@allow(Permission.REFER)
def new_referral(request: Request, association: str) -> HttpResponse:
    """Who and where to; earlier referrals of the same person come before a new one."""
    place = place_of(request, association)
    today = clock.today()
    form = NewForm(request.POST or None, **_offers(request, place))
    earlier: list[Referral] = []
    if form.is_valid():
        answers = form.cleaned_data
        earlier = _earlier(request, place, answers["number"])
        if not earlier or answers["anyway"]:
            made = actions.draft(
                content=form.content(), sender=form.chosen_sender, by=request.user, today=today
            )
            return redirect(place.url("edit_referral", made.pk))
        record_referrals(request, "referrals.earlier", earlier)
    status = 422 if form.is_bound and not earlier else 200
    context = {"form": form, "earlier": [(one, pages.state(one)) for one in earlier]}
    return render(request, "casework/referrals/new.html", context, status=status)


def _earlier(request: Request, place: Place, number: str) -> list[Referral]:
    if not number:
        return []
    found = referring.earlier(number, by=request.user, association=place.association)
    return list(found[:20])


def _offers(request: Request, place: Place) -> dict[str, Any]:
    senders = referring.senders(request.scope, place.association)
    if not senders:
        raise Http404
    return {
        "sites": referring.open_sites(place.association, on=clock.today()),
        "senders": senders,
    }


@allow(Permission.REFER)
@require_safe
def my_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """One referral: where it stands, what the intervention answers, what it says."""
    place = place_of(request, association)
    found = one_of(own(request, place), pk)
    record_referrals(request, "referral.mine", [found])
    today = clock.today()
    context = heading(found) | {
        "sections": pages.sections(found, on=today),
        "history": pages.history(found),
        "answer": pages.answer(found),
        "answer_by": pages.answer_by(found),
        "may_write": found.status in actions.WRITABLE,
        "open": found.status in choices.OPEN,
        "may_end": bool({choices.WITHDRAWN, choices.DECLINED_BY_PERSON} & _moves(found)),
    }
    return render(request, "casework/referrals/my_referral.html", context)


def _moves(referral: Referral) -> set[str]:
    return set(rules.next_for(referral.status, who=Who.OFFICER))


@allow(Permission.REFER)
def edit_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """Everything the referral says, saved as it is; then a look before it is sent."""
    place = place_of(request, association)
    found = one_of(own(request, place).filter(status__in=actions.WRITABLE), pk)
    record_referrals(request, "referral.edit", [found])
    form = ReferralForm(
        request.POST or None,
        association=place.association,
        initial=answers_of(found),
        **_offers(request, place),
    )
    saved = form.carry_out(
        lambda: actions.rewrite(
            referral=form.opened(found),
            content=form.content(),
            by=request.user,
            today=clock.today(),
        )
    )
    if saved is None:
        status = 422 if form.is_bound else 200
        context = heading(found) | {"form": form}
        return render(request, "casework/referrals/edit.html", context, status=status)
    if "review" in request.POST:
        return redirect(place.url("review_referral", pk))
    # Translators: «Utkastet är sparat. Ingen annan ser det förrän du skickar det.»
    draft = _("The draft is saved. Nobody else sees it until you send it.")
    # Translators: «Ändringarna är sparade. Skicka remissen igen när du är klar.»
    again = _("The changes are saved. Send the referral again when you are done.")
    messages.success(request, draft if saved.status == choices.DRAFT else again)
    return redirect(place.url("my_referral", pk))


@allow(Permission.REFER)
def review_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """The referral as the intervention will read it, what is missing, and the button that sends."""
    place = place_of(request, association)
    found = one_of(own(request, place).filter(status__in=actions.WRITABLE), pk)
    record_referrals(request, "referral.review", [found])
    today = clock.today()
    if request.method == "POST":
        try:
            sent = actions.send(
                referral=_seen(request, found),
                by=request.user,
                today=today,
                note=request.POST.get("note", "")[:4000],
            )
        except Refused as refused:
            messages.error(request, " ".join(str(each.message) for each in refused.problems))
            return redirect(place.url("review_referral", pk))
        # Translators: «Remissen är skickad till %(name)s. Du ska ha svar senast %(day)s.»
        text = _("The referral is sent to %(name)s. You shall have an answer by %(day)s.")
        day = rules.answer_by(sent.sent_on or today)
        messages.success(request, text % {"name": sent.intervention.name, "day": f"{day:%Y-%m-%d}"})
        return redirect(place.url("my_referral", pk))
    context = heading(found) | {
        "sections": pages.sections(found, on=today),
        "missing": actions.missing(found, today=today),
    }
    return render(request, "casework/referrals/review.html", context)


def _seen(request: Request, referral: Referral) -> Referral:
    """`referral` as it was when the page with the button was made."""
    version = request.POST.get("version", "")
    referral.version = int(version) if version.isdecimal() else 0
    return referral


@allow(Permission.REFER)
def end_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """Take the referral back, or tell that the person said no."""
    place = place_of(request, association)
    found = one_of(own(request, place), pk)
    if not {choices.WITHDRAWN, choices.DECLINED_BY_PERSON} & _moves(found):
        raise Http404
    record_referrals(request, "referral.end", [found])
    form = EndingForm(request.POST or None, initial={"version": found.version})
    done = form.carry_out(lambda: _ended(request, form, found))
    if done is None:
        status = 422 if form.is_bound else 200
        context = heading(found) | {"form": form}
        return render(request, "casework/referrals/end.html", context, status=status)
    # Translators: «Insatsen har fått veta det.»
    messages.success(request, _("The intervention has been told."))
    return redirect(place.url("my_referral", pk))


def _ended(request: Request, form: EndingForm, referral: Referral) -> Referral:
    said = form.cleaned_data
    verb = actions.withdraw if said["what"] == choices.WITHDRAWN else actions.note_refusal
    return verb(
        referral=form.seen(referral),
        reason=said["reason"],
        note=said["note"],
        by=request.user,
        today=clock.today(),
    )


@allow(Permission.REFER)
def my_referral_consent(request: Request, association: str, pk: int) -> HttpResponse:
    """The person's consent to lift secrecy: withdrawn, or recorded anew."""
    place = place_of(request, association)
    found = one_of(own(request, place).filter(status__in=choices.OPEN), pk)
    return consent_page(request, found, back=place.url("my_referral", pk), mine=True)


@allow(Permission.REFER)
@require_POST
def discard_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """Throw a draft away: nobody else has seen it."""
    place = place_of(request, association)
    found = one_of(own(request, place).filter(status=choices.DRAFT), pk)
    actions.discard(referral=found, by=request.user)
    # Translators: «Utkastet är borttaget.»
    messages.success(request, _("The draft is removed."))
    return redirect(place.url("my_referrals"))


@allow(Permission.REFER)
@require_safe
def print_referral(request: Request, association: str, pk: int) -> HttpResponse:
    """The referral on paper, to be signed by the person or filed by the authority."""
    place = place_of(request, association)
    found = one_of(own(request, place), pk)
    return printed(request, found)


@allow(Permission.REFER)
@require_safe
def blank_referral(request: Request, association: str) -> HttpResponse:
    """The form on paper, empty, for a talk without a computer."""
    place = place_of(request, association)
    today = clock.today()
    context = {"sections": referral_paper.blank(place.association, on=today)}
    return render(request, "casework/referrals/blank.html", context)
