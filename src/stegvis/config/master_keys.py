"""The master keys of the vault: outside the database, by number, the highest in use."""

import re

from stegvis.config.folders import private_folder, secret

SHORTEST = 32  # characters; a key this server draws itself has 64


class MasterKeyFault(RuntimeError):
    """The master keys given to the server cannot be used; the sentence says why."""


def master_keys(given: str) -> dict[int, str]:
    """Number -> secret, from ``1:secret,2:secret``; else the files ``var/secret/master-N``.

    The first is drawn at the first call; raises MasterKeyFault for keys that protect nothing.
    """
    found = _read(given) if given else _kept()
    for number, text in found.items():
        if len(text) < SHORTEST:
            raise MasterKeyFault(
                f"Master key {number} has {len(text)} characters; give it at least {SHORTEST}, "
                "for example with: openssl rand -base64 48"
            )
    return found


def _read(given: str) -> dict[int, str]:
    found = {}
    for part in given.split(","):
        number, separator, text = part.strip().partition(":")
        if not separator or not number.isdecimal():
            raise MasterKeyFault(
                "STEGVIS_MASTER_KEYS is written 1:secret or 1:secret,2:secret; "
                "one of its parts has no number before a colon."
            )
        found[int(number)] = text
    return found


def _kept() -> dict[int, str]:
    names = (each.name for each in private_folder("secret").iterdir())
    numbers = [int(name[7:]) for name in names if re.fullmatch(r"master-\d+", name)]
    return {number: secret(f"master-{number}") for number in numbers or [1]}
