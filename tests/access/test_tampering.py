"""Whoever can write in the database, but has no key, makes nothing open that was not sealed there.

Ten thousand random tamperings with ``./test --long access``, a sample otherwise: bits flipped,
bytes cut off and added, texts moved between rows, columns, owners and models, keys exchanged.
"""

import os
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from stegvis.access import vault
from stegvis.access.drafts import Draft
from stegvis.access.sealing import DataKey, SealedRow
from stegvis.casework.models import Identity, Note

CASES = 10_000 if os.environ.get("STEGVIS_LONG") else 300
SEED = "tampering"


@pytest.fixture(autouse=True)
def masters(settings):
    settings.STEGVIS_MASTER_KEYS = {1: "a" * 64, 2: "b" * 64}


def key(owner: int) -> DataKey:
    wrapped, master = vault.new_key()
    return DataKey(owner_id=owner, wrapped=wrapped, master=master)


def identity(owner: int) -> Identity:
    made = Identity(owner_id=owner, key=key(owner))
    made.say(first_name="Anna", number="191212121212")
    made.address = made.seal_for("Storgatan 1", "address")
    return made


def row(kind: type[SealedRow], with_key: DataKey) -> SealedRow:
    made = kind(key=with_key)
    made.say(pairs=[["first_name", "Anna"]])
    return made


def flipped(raw: bytes, chance: Random) -> bytes:
    changed = bytearray(raw)
    changed[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def a_bit_of_the_text(chance: Random) -> Identity:
    made = identity(1)
    made.sealed = flipped(made.sealed, chance)
    return made


def a_bit_of_the_key(chance: Random) -> Identity:
    made = identity(1)
    made.key.wrapped = flipped(made.key.wrapped, chance)
    return made


def bytes_cut_off(chance: Random) -> Identity:
    made = identity(1)
    made.sealed = made.sealed[: chance.randrange(len(made.sealed))]
    return made


def bytes_added(chance: Random) -> Identity:
    made = identity(1)
    made.sealed += chance.randbytes(chance.randrange(1, 40))
    return made


def anything_at_all(chance: Random) -> Identity:
    made = identity(1)
    made.sealed = chance.randbytes(chance.randrange(200))
    return made


def the_text_of_another_row(chance: Random) -> Identity:
    made, other = identity(1), identity(chance.choice([1, 2]))
    made.sealed = other.sealed
    return made


def the_text_of_another_row_under_the_same_key(chance: Random) -> Identity:
    made = identity(1)
    other = Identity(owner_id=1, key=made.key)
    other.say(first_name="Bo")
    made.sealed = other.sealed
    return made


def text_and_key_of_another_row(chance: Random) -> Identity:
    made, other = identity(1), identity(2)
    made.sealed, made.key = other.sealed, other.key
    return made


def the_key_of_another_row(chance: Random) -> Identity:
    made, other = identity(1), identity(2)
    made.key = other.key
    return made


def the_text_of_another_column(chance: Random) -> Identity:
    made = identity(1)
    made.sealed = made.address
    return made


def the_text_of_another_model_with_the_same_id(chance: Random) -> Identity:
    made = identity(1)
    other = row(chance.choice([Draft, Note]), made.key)
    other.pk = made.pk
    other.say(first_name="Bo")
    made.sealed = other.sealed
    return made


def another_master_key(chance: Random) -> Identity:
    made = identity(1)
    made.key.master = 1
    return made


TAMPERINGS: tuple[Callable[[Random], Identity], ...] = (
    a_bit_of_the_text,
    a_bit_of_the_key,
    bytes_cut_off,
    bytes_added,
    anything_at_all,
    the_text_of_another_row,
    the_text_of_another_row_under_the_same_key,
    text_and_key_of_another_row,
    the_key_of_another_row,
    the_text_of_another_column,
    the_text_of_another_model_with_the_same_id,
    another_master_key,
)


def test_what_nobody_has_touched_opens():
    made = identity(1)
    assert made.details == {
        "first_name": "Anna",
        "number": "191212121212",
        "address": "Storgatan 1",
    }


def test_every_tampering_is_refused():
    chance, opened, tried = Random(SEED), [], Counter()
    for number in range(CASES):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        tried[tamper.__name__] += 1
        made = tamper(chance)
        try:
            opened.append((number, tamper.__name__, made.texts))
        except vault.Unreadable:
            continue
    assert opened == []
    assert sum(tried.values()) == CASES
    assert len(tried) == len(TAMPERINGS)


def test_an_address_moved_to_another_column_or_row_is_refused():
    first, second = identity(1), identity(1)
    for made, moved in ((first, first.sealed), (first, second.address)):
        with pytest.raises(vault.Unreadable):
            made.unseal_from(moved, "address")
