"""How people log in: with an account that someone gave them; nobody signs up."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest

from stegvis.access import sessions
from stegvis.access.context import acting
from stegvis.access.models import DataKey, User
from stegvis.access.scope import Scope
from stegvis.access.vault import seal, unseal

FRESH = 10 * 60  # seconds after a login in which the same person need not show it again
ISSUER = "Stegvis"
_PLACE = "second factor"


class Adapter(DefaultAccountAdapter):
    """Closes sign-up and trusts only the address that the connection itself shows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address: a header would let a client choose its own rate limit."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in under a new session key, and remember whether a second factor was shown."""
        super().login(request, user)
        sessions.begin(request, second_factor=_gave_second_factor(request, user))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within ten minutes of a login: to set up a second factor is its next step."""
        began = self.request.session.get(sessions.BEGAN, 0)
        return bool(time.time() - began > FRESH)

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """The library's letters name address and browser; ours go through the notices instead."""
        raise RuntimeError("Letters of the login library are not sent.")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No letter about one's own steps: the page says what was done."""


def _gave_second_factor(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """By a code or passkey now, by a device remembered today, or by her agency's strong login.

    Whoever has a second factor comes this far only through it or through a remembered device;
    what an agency's login is worth was judged before it was let in (``federation``).
    """
    methods = {each["method"] for each in get_authentication_records(request, user)}
    return bool(methods & {"mfa", "socialaccount"}) or bool(is_mfa_enabled(user))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed, under keys that rotate with all others."""

    def get_totp_issuer(self) -> str:
        return ISSUER

    def encrypt(self, text: str) -> str:
        """`text` under a key of its own, as ``<id of the key>.<sealed bytes>``."""
        with acting(Scope(everything=True)):
            key = DataKey.made()
        sealed = seal(text, wrapped=bytes(key.wrapped), master=key.master, place=_PLACE)
        return f"{key.pk}.{sealed.hex()}"

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` sealed. Raises vault.Unreadable when it was changed."""
        number, _, sealed = encrypted_text.partition(".")
        with acting(Scope(everything=True)):
            key = DataKey.objects.get(pk=number)
        return unseal(
            bytes.fromhex(sealed), wrapped=bytes(key.wrapped), master=key.master, place=_PLACE
        )


def end_sessions(user: User) -> None:
    """Every session of `user` ends at its next request, wherever it runs."""
    user.session_version += 1
    user.save(update_fields=["session_version"])
