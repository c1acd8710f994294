"""Logging in the way people do: the page, the password, the code of the app."""

import time

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client

from stegvis.access.models import User
from stegvis.access.roles import INTERVENTION_STAFF
from tests.factories.people import user_with
from tests.factories.places import intervention

PASSWORD = "test password"
LOGIN = "/konto/logga-in/"


def staff() -> User:
    """A user who sees persons."""
    return user_with(INTERVENTION_STAFF, intervention())


def log_in(client: Client, user: User, *, password: str = PASSWORD, **headers: str):
    return client.post(LOGIN, {"login": user.email, "password": password}, **headers)


def with_app(user: User) -> str:
    """Connect an app to `user`; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes away."""
    return format_hotp_value(hotp_value(secret, int(time.time() // 30) + steps))
