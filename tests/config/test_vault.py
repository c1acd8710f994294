"""What the machine's owner is told of the master keys."""

import pytest

from stegvis.access import rotation, vault
from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope
from stegvis.config import checks

FIRST, SECOND = {1: "a" * 64}, {2: "b" * 64}
pytestmark = pytest.mark.django_db


@pytest.fixture
def three_keys(settings):
    settings.STEGVIS_MASTER_KEYS = FIRST
    with acting(Scope(everything=True)):
        for owner in range(3):
            DataKey.made(owner_id=owner)


def test_the_doctor_tells_which_master_keys_are_in_use(three_keys):
    found = checks.vault_keys()
    assert found.good
    assert found.line == "master keys in use: 1 (3 keys and fingerprints)"


def test_the_doctor_says_when_a_master_key_is_missing(three_keys, settings):
    settings.STEGVIS_MASTER_KEYS = SECOND
    found = checks.vault_keys()
    assert not found.good
    assert found.line.startswith("3 keys need master key 1, which this server has not been given")


def test_the_doctor_says_which_master_key_serves_older_backups_only(three_keys, settings):
    settings.STEGVIS_MASTER_KEYS = FIRST | SECOND
    assert sum(rotation.renew()) == 3
    found = checks.vault_keys()
    assert found.good
    assert found.line.endswith("2 (3 keys and fingerprints); 1 serves older backups only")
    assert vault.masters() == [1, 2]
