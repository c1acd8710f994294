"""The first login: a code, then a password of one's own or the agency's login."""

from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from stegvis.access import invitations
from stegvis.access.federation import agencies
from stegvis.access.forms import TOO_OFTEN, CodeForm, PasswordForm
from stegvis.access.login import end_sessions
from stegvis.access.models import User
from stegvis.access.rules import public


@public
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for the code; what works is remembered in this browser's session."""
    form = CodeForm(request.POST or None)
    if form.is_bound and not _may_try(request):
        form.add_error(None, TOO_OFTEN)
    if form.is_valid():
        if request.user.is_authenticated:
            logout(request)
        invitations.remember(request, form.invitation)
        return redirect("invited")
    status = 422 if form.is_bound else 200
    return render(request, "account/invitation.html", {"form": form}, status=status)


def _may_try(request: HttpRequest) -> bool:
    """So often from one address, as with passwords; which code it was does not matter."""
    address = request.META.get("REMOTE_ADDR", "")
    usage = ratelimit.consume(
        request, app="allauth.account", action="login_failed", key=f"invitation {address}"
    )
    return bool(usage)


@public
def invited(request: HttpRequest) -> HttpResponse:
    """Choose a password, or go on to the agency's login; then log in like everyone."""
    found = invitations.remembered(request, now=timezone.now())
    if found is None:
        return redirect("invitation")
    form = PasswordForm(request.POST or None, user=found.user)
    if form.is_valid():
        _give(request, found.user, form.cleaned_data["password"])
        invitations.use(request, found, now=timezone.now())
        return _log_in(request, found.user)
    context = {"form": form, "name": found.user.name, "agencies": agencies(request)}
    return render(request, "account/invited.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _give(request: HttpRequest, user: User, password: str) -> None:
    """The new password; whoever was logged in with the old one is out."""
    get_adapter(request).set_password(user, password)
    end_sessions(user)


def _log_in(request: HttpRequest, user: User) -> HttpResponse:
    login = Login(user=user, redirect_url="/")
    answer: HttpResponse = flows.login.perform_login(request, login)
    return answer
