"""Sealed texts open where they were sealed, with the key that is left, and nowhere else."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from stegvis.access import context, vault
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope

FIRST = {1: "a" * 64}
BOTH = FIRST | {2: "b" * 64}
PLACE = "casework_identity 7"

pytestmark = pytest.mark.usefixtures("first_master")


@pytest.fixture
def first_master(settings):
    settings.STEGVIS_MASTER_KEYS = FIRST


@given(text=st.text(max_size=200))
def test_what_was_sealed_is_read_again(text):
    with override_settings(STEGVIS_MASTER_KEYS=FIRST):
        wrapped, master = vault.new_key()
        sealed = vault.seal(text, wrapped=wrapped, master=master, place=PLACE)
        assert vault.unseal(sealed, wrapped=wrapped, master=master, place=PLACE) == text


def test_the_same_text_is_never_the_same_bytes():
    wrapped, master = vault.new_key()
    twice = {vault.seal("Anna", wrapped=wrapped, master=master, place=PLACE) for _ in range(2)}
    assert len(twice) == 2


@given(position=st.integers(0, 47), bit=st.integers(0, 7))
def test_a_changed_bit_is_refused(position, bit):
    with override_settings(STEGVIS_MASTER_KEYS=FIRST):
        wrapped, master = vault.new_key()
        sealed = bytearray(vault.seal("x" * 20, wrapped=wrapped, master=master, place=PLACE))
        sealed[position] ^= 1 << bit
        with pytest.raises(vault.Unreadable):
            vault.unseal(bytes(sealed), wrapped=wrapped, master=master, place=PLACE)


def test_bytes_moved_to_another_row_are_refused():
    wrapped, master = vault.new_key()
    sealed = vault.seal("Anna", wrapped=wrapped, master=master, place=PLACE)
    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, wrapped=wrapped, master=master, place="casework_identity 8")


def test_bytes_under_another_persons_key_are_refused():
    (hers, master), (his, _) = vault.new_key(), vault.new_key()
    sealed = vault.seal("Anna", wrapped=hers, master=master, place=PLACE)
    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, wrapped=his, master=master, place=PLACE)


def test_nothing_opens_once_the_key_is_destroyed():
    wrapped, master = vault.new_key()
    sealed = vault.seal("Anna", wrapped=wrapped, master=master, place=PLACE)
    with pytest.raises(vault.Destroyed):
        vault.unseal(sealed, wrapped=b"", master=master, place=PLACE)


def test_a_new_master_key_takes_over_and_the_old_one_can_go(settings):
    wrapped, master = vault.new_key()
    sealed = vault.seal("Anna", wrapped=wrapped, master=master, place=PLACE)
    settings.STEGVIS_MASTER_KEYS = BOTH
    wrapped, master = vault.rewrapped(wrapped, master=master)
    assert master == 2
    settings.STEGVIS_MASTER_KEYS = {2: BOTH[2]}
    assert vault.unseal(sealed, wrapped=wrapped, master=master, place=PLACE) == "Anna"


def test_a_key_whose_master_is_gone_is_named():
    wrapped, master = vault.new_key()
    with (
        override_settings(STEGVIS_MASTER_KEYS={2: BOTH[2]}),
        pytest.raises(vault.Unreadable, match="Master key 1 is not among those"),
    ):
        vault.seal("Anna", wrapped=wrapped, master=master, place=PLACE)


def test_a_fingerprint_finds_the_same_text_for_the_same_purpose_only():
    number = "191212121212"
    at_one = vault.fingerprint(number, purpose="owner 1")
    assert vault.fingerprint(number, purpose="owner 1") == at_one
    assert vault.fingerprint(number, purpose="owner 2") != at_one
    with override_settings(STEGVIS_MASTER_KEYS={1: "c" * 64}):
        assert vault.fingerprint(number, purpose="owner 1") != at_one


@pytest.mark.django_db
def test_keys_are_seen_by_the_owners_staff_and_by_who_wrote():
    with context.acting(Scope(everything=True)):
        DataKey.made(owner_id=1, user_id=7)
    with context.acting(Scope(user_id=7)):
        assert DataKey.objects.count() == 1
    with context.acting(Scope(user_id=8)):
        assert DataKey.objects.count() == 0
