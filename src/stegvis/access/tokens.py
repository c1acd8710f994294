"""What an agency says about who logged in: signed, for us, now, in answer to our question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

LEEWAY = 30  # seconds that two clocks may differ


class TokenRefused(Exception):
    """The token is not one to believe; the message says why, without quoting it."""


@dataclass(frozen=True)
class Expected:
    """What a token must say."""

    issuer: str
    audience: str
    nonce: str
    acr: tuple[str, ...]
    algorithms: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """Who logged in: the pair that names an account, and how sure the agency was."""

    issuer: str
    subject: str
    acr: str

    @property
    def key(self) -> str:
        return f"{self.issuer} {self.subject}"


def identity(token: str, *, keys: Mapping[str, Any], expected: Expected) -> Identity:
    """Whom `token` names, once everything in it has been checked. Raises TokenRefused.

    `keys` is the agency's key set (JWKS). Signature always, also when the token came over TLS
    (OpenID Connect Core 1.0, 3.1.3.7); algorithms are ours to choose, never the token's.
    """
    try:
        claims = jwt.decode(
            token,
            key=_key(token, keys, expected.algorithms),
            algorithms=list(expected.algorithms),
            audience=expected.audience,
            issuer=expected.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise TokenRefused(f"The token is not valid ({type(error).__name__}).") from error
    _same_question(claims, expected)
    return Identity(expected.issuer, str(claims["sub"]), _level(claims, expected))


def _key(token: str, keys: Mapping[str, Any], algorithms: tuple[str, ...]) -> Any:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in algorithms:
        raise TokenRefused("The token is signed in a way that is not accepted.")
    for each in jwt.PyJWKSet.from_dict(dict(keys)).keys:
        if each.key_id == header.get("kid"):
            return each.key
    raise TokenRefused("The token is signed with a key that the agency does not publish.")


def _same_question(claims: Mapping[str, Any], expected: Expected) -> None:
    if not expected.nonce or claims.get("nonce") != expected.nonce:
        raise TokenRefused("The token answers another question than ours.")
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != expected.audience:
        raise TokenRefused("The token was issued for another program.")


def _level(claims: Mapping[str, Any], expected: Expected) -> str:
    said = claims.get("acr")
    if said not in expected.acr:
        raise TokenRefused("The agency's login was not strong enough, or its level is not told.")
    return str(said)
