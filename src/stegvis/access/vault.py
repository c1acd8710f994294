"""Sealed texts: encrypted with a key per person, which a master key outside the database wraps.

AES-GCM with a fresh nonce each time, bound to the place where the text stands: bytes moved to
another row or field do not open. Whoever has the database alone reads nothing; whoever destroys
a person's key has destroyed every text under it, in old backups too (design, section 4).
"""

import hmac
import secrets
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES, NONCE_BYTES = 32, 12


class Unreadable(Exception):
    """The bytes are not what was sealed here: changed, moved, or under a key that is gone."""


class Destroyed(Unreadable):
    """The person was erased: her key is destroyed, and with it all that it opened."""


def current_master() -> int:
    """The number of the master key that wraps new keys: the highest there is."""
    return max(_masters())


def masters() -> list[int]:
    """The numbers of all master keys that this server has been given, the oldest first."""
    return sorted(_masters())


def new_key() -> tuple[bytes, int]:
    """A fresh data key, wrapped, and the number of the master key that wraps it."""
    master = current_master()
    return _wrap(secrets.token_bytes(KEY_BYTES), master), master


def rewrapped(wrapped: bytes, *, master: int) -> tuple[bytes, int]:
    """The same data key under the current master key; what it sealed stays as it is."""
    current = current_master()
    return _wrap(_unwrap(wrapped, master), current), current


def seal(text: str, *, wrapped: bytes, master: int, place: str) -> bytes:
    """`text` encrypted for `place` (table, row and field in words)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    data_key = _unwrap(wrapped, master)
    return nonce + AESGCM(data_key).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, wrapped: bytes, master: int, place: str) -> str:
    """The text that was sealed for `place`. Raises Unreadable, or Destroyed after erasure."""
    if not wrapped:
        raise Destroyed("The key of these texts has been destroyed.")
    return _opened(_unwrap(wrapped, master), bytes(sealed), place.encode()).decode()


def fingerprint(text: str, *, purpose: str, master: int | None = None) -> bytes:
    """A keyed hash that finds `text` again: other for each purpose, nothing without the key."""
    key = _derived(master or current_master(), f"fingerprint {purpose}")
    return hmac.digest(key, text.encode(), "sha256")


def _wrap(data_key: bytes, master: int) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_derived(master, "wrap")).encrypt(nonce, data_key, b"data key")


def _unwrap(wrapped: bytes, master: int) -> bytes:
    return _opened(_derived(master, "wrap"), bytes(wrapped), b"data key")


def _opened(key: bytes, sealed: bytes, place: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("These bytes were not sealed here.") from error


def _masters() -> Mapping[int, str]:
    masters: Mapping[int, str] = settings.STEGVIS_MASTER_KEYS
    return masters


def _derived(master: int, purpose: str) -> bytes:
    masters = _masters()
    if master not in masters:
        raise Unreadable(f"Master key {master} is not among those this server has been given.")
    return _stretched(masters[master], purpose)


@lru_cache(maxsize=256)
def _stretched(secret: str, purpose: str) -> bytes:
    info = f"stegvis {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret.encode())
