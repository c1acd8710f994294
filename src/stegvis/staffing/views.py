"""«Medarbetare»: who has which role, invite, give and take, close an account."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.access.actions.grants import GrantRefused
from stegvis.access.models import Grant, User
from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.organisations.place import place_of
from stegvis.staffing import pages
from stegvis.staffing.actions import staff as actions
from stegvis.staffing.forms import InviteForm
from stegvis.staffing.rights import seat_of, seats


@allow(Permission.MANAGE_STAFF)
def staff(request: Request, association: str) -> HttpResponse:
    """Everyone with a role that the reader may give, and the form that invites another."""
    place = place_of(request, association)
    given = seats(request.user)
    form = InviteForm(request.POST or None, seats=given)
    invited = _invited(request, form) if form.is_valid() else None
    if invited and not invited.code:
        messages.success(request, _given(invited.user))
        return redirect(place.url("staff"))
    context = {
        "people": pages.people(given, reader=request.user),
        "form": InviteForm(seats=given) if invited else form,
        "invited": invited,
    }
    status = 422 if form.is_bound and not invited else 200
    return render(request, "staffing/staff.html", context, status=status)


def _invited(request: Request, form: InviteForm) -> actions.Invited | None:
    try:
        return actions.invite(
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            seat=form.chosen,
            by=request.user,
            now=timezone.now(),
        )
    except (actions.NotYours, GrantRefused) as refused:
        form.add_error("seat", str(refused))
        return None


def _given(user: User) -> str:
    # Translators: «%(name)s har fått rollen.»
    return _("%(name)s has the role.") % {"name": user.name}


@allow(Permission.MANAGE_STAFF)
@require_POST
def take_role(request: Request, association: str, pk: int) -> HttpResponse:
    """End one role."""
    place = place_of(request, association)
    mine = {seat.key for seat in seats(request.user)}
    grant = Grant.objects.filter(pk=pk, revoked_at=None).select_related("user").first()
    if grant is None or seat_of(grant).key not in mine:
        raise Http404
    _done(
        request,
        lambda: actions.take(grant=grant, by=request.user),
        # Translators: «Rollen är borttagen.»
        _("The role is taken away."),
    )
    return redirect(place.url("staff"))


@allow(Permission.MANAGE_STAFF)
@require_POST
def close_account(request: Request, association: str, pk: int) -> HttpResponse:
    """Close an account; its sessions end at once."""
    place, user = place_of(request, association), _hers(request, pk)
    _done(
        request,
        lambda: actions.deactivate(user=user, by=request.user),
        # Translators: «Kontot är stängt.»
        _("The account is closed."),
    )
    return redirect(place.url("staff"))


@allow(Permission.MANAGE_STAFF)
@require_POST
def open_account(request: Request, association: str, pk: int) -> HttpResponse:
    """Open a closed account."""
    place, user = place_of(request, association), _hers(request, pk)
    _done(
        request,
        lambda: actions.reactivate(user=user, by=request.user),
        # Translators: «Kontot är öppet igen.»
        _("The account is open again."),
    )
    return redirect(place.url("staff"))


@allow(Permission.MANAGE_STAFF)
@require_POST
def new_code(request: Request, association: str, pk: int) -> HttpResponse:
    """A new code for who has lost her password; shown once."""
    place_of(request, association)
    user = _hers(request, pk)
    code = actions.invite_again(user=user, by=request.user, now=timezone.now())
    given = seats(request.user)
    context = {
        "people": pages.people(given, reader=request.user),
        "form": InviteForm(seats=given),
        "invited": actions.Invited(user, code),
    }
    return render(request, "staffing/staff.html", context)


def _hers(request: Request, pk: int) -> User:
    """Someone all of whose roles are the reader's to take; as if missing otherwise."""
    user = User.objects.filter(pk=pk).first()
    if user is None or not actions.all_hers(user, by=request.user):
        raise Http404
    return user


def _done(request: Request, act: Callable[[], None], said: str) -> None:
    try:
        act()
    except actions.NotYours as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
