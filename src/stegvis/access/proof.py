"""Whether it is still the same person: her password, or a code of her second factor."""

from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest

from stegvis.access.models import User

TRIES = "reauthenticate"


class TooManyTries(Exception):
    """Wrong so often that no more are looked at for a while."""


def proves(request: HttpRequest, user: User, said: str) -> bool:
    """Whether `said` is her password or a code of now.

    Raises TooManyTries. A right answer takes back only its own try.
    """
    usage = ratelimit.consume(request, app="allauth.account", action=TRIES, user=user)
    if not usage:
        raise TooManyTries
    if not (_is_password(user, said) or _is_code(user, said)):
        return False
    usage.rollback()
    return True


def _is_password(user: User, said: str) -> bool:
    return bool(user.has_usable_password() and user.check_password(said))


def _is_code(user: User, said: str) -> bool:
    code = "".join(said.split())
    if not code.isdecimal():
        return False
    held = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    return held is not None and bool(TOTP(held).validate_code(code))
