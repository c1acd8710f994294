"""A new master key: beside running servers, stopped anywhere and finished by running it again."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from stegvis.access import rotation, vault
from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope
from stegvis.casework.actions import identities
from stegvis.casework.models import Identity
from stegvis.config.master_keys import MasterKeyFault, draw_next, master_keys
from stegvis.core.identity_numbers import parse
from tests.factories.identities import TODAY, identity
from tests.factories.people import participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
FIRST = {1: "a" * 64}
BOTH = FIRST | {2: "b" * 64}
STEGVIS = Path(sys.executable).with_name("stegvis")
KILLS, WORKERS = (50, 8) if os.environ.get("STEGVIS_LONG") else (3, 2)


def numbers(count: int) -> list[str]:
    made = []
    for serial in range(1, count + 1):
        nine = f"900101{serial:03}"
        doubled = "".join(str(int(d) * (2 - i % 2)) for i, d in enumerate(nine))
        made.append(f"19{nine}{-sum(map(int, doubled)) % 10}")
    return made


def people(count: int) -> list[Identity]:
    with acting(EVERYTHING):
        at = intervention()
        return [
            identity(participation(at).participant, first_name=f"Namn {number}", number=number)
            for number in numbers(count)
        ]


def said() -> dict[str, str]:
    """What every identity says; raises when one does not open."""
    with acting(EVERYTHING):
        return {
            each.texts["number"]: each.texts["first_name"]
            for each in Identity.objects.select_related("key")
        }


def every_number_is_found(owner: int) -> bool:
    with acting(EVERYTHING):
        wanted = [parse(each, today=TODAY) for each in said()]
        return all(identities.find(each, owner=owner) for each in wanted)


@pytest.fixture
def masters(settings):
    def given(keys):
        settings.STEGVIS_MASTER_KEYS = keys

    given(FIRST)
    return given


@pytest.mark.django_db
def test_everything_comes_under_the_new_key_and_the_old_one_can_go(masters):
    made = people(7)
    before = said()
    masters(BOTH)
    assert sum(rotation.renew(batch=3)) == 14
    masters({2: BOTH[2]})
    assert said() == before
    assert rotation.in_use() == {2: 14}
    assert every_number_is_found(made[0].owner_id)


@pytest.mark.django_db
def test_in_the_middle_everything_opens_and_is_found_under_either_key(masters):
    made = people(6)
    before = said()
    masters(BOTH)
    steps = rotation.renew(batch=2)
    while next(steps, None):
        assert said() == before
        assert every_number_is_found(made[0].owner_id)
    assert rotation.left() == 0


@pytest.mark.django_db
def test_what_is_written_meanwhile_under_the_old_key_is_not_forgotten(masters):
    people(4)
    masters(BOTH)
    steps = rotation.renew(batch=2)
    next(steps)
    masters(FIRST)  # a server that has not looked again
    with acting(EVERYTHING):
        late = identity(participation(intervention()).participant, first_name="Sen")
    masters(BOTH)
    list(steps)
    with acting(EVERYTHING):
        assert Identity.objects.select_related("key").get(pk=late.pk).key.master == 2


@pytest.mark.django_db
def test_the_erased_stay_erased(masters):
    made = people(2)
    with acting(EVERYTHING):
        DataKey.objects.filter(pk=made[0].key_id).update(wrapped=b"")
    masters(BOTH)
    list(rotation.renew())
    with acting(EVERYTHING):
        erased = Identity.objects.select_related("key").get(pk=made[0].pk)
        assert (bytes(erased.key.wrapped), erased.number_print) == (b"", None)
        with pytest.raises(vault.Destroyed):
            _ = erased.texts


@pytest.mark.django_db
def test_a_number_that_slipped_in_twice_is_kept_once(masters):
    made = people(2)
    twin = made[1]
    masters(BOTH)
    with acting(EVERYTHING):
        twin.say(**made[0].texts)
        twin.take_print(master=2)
        twin.save()
    list(rotation.renew())
    with acting(EVERYTHING):
        prints = [each.number_print for each in Identity.objects.order_by("pk")]
    assert sorted(each is None for each in prints) == [False, True]


def test_a_server_that_runs_takes_a_new_key_file_into_use(tmp_path, monkeypatch):
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    keys = master_keys("")
    assert (draw_next(keys), max(keys)) == (2, 2)
    assert len(keys[2]) == 64
    (tmp_path / "var" / "secret" / "master-1").unlink()
    assert list(keys) == [2]


def test_a_key_in_the_environment_is_added_there(monkeypatch):
    with pytest.raises(MasterKeyFault, match="add one with the number 2"):
        draw_next(master_keys(f"1:{FIRST[1]}"))


def rotate(var: Path, *, batch: int) -> subprocess.Popen[str]:
    """The command line, beside this process, on the same database."""
    database = connection.settings_dict
    user, password = quote(database["USER"]), quote(database["PASSWORD"])
    address = f"postgresql://{user}:{password}@/{database['NAME']}?host={quote(database['HOST'])}"
    own = {"STEGVIS_VAR": str(var), "DATABASE_URL": address}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "stegvis.config.settings"}
    return subprocess.Popen(
        [STEGVIS, "vault", "rotate", "--batch", str(batch)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def own_keys(tmp_path, settings, monkeypatch):
    """Master keys in files, shared with the command line."""
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    settings.STEGVIS_MASTER_KEYS = master_keys("")
    return tmp_path / "var"


def test_killed_anywhere_it_is_finished_by_running_it_again(committed, own_keys):
    made = people(150)
    before, chance = said(), random.Random("kills")
    killed = 0
    for _ in range(KILLS):
        with rotate(own_keys, batch=1) as running:
            assert "master key" in running.stderr.readline()  # it has begun
            time.sleep(chance.random() * 0.15)
            running.send_signal(signal.SIGKILL)
        killed += running.returncode == -signal.SIGKILL
        assert said() == before
        assert every_number_is_found(made[0].owner_id)
    assert killed > KILLS / 2
    done = rotate(own_keys, batch=100)
    _, told = done.communicate()
    assert (done.returncode, rotation.left()) == (0, 0), told
    current = vault.current_master()
    for number in vault.masters()[:-1]:
        (own_keys / "secret" / f"master-{number}").unlink()
    assert list(django_settings.STEGVIS_MASTER_KEYS) == [current]
    assert said() == before
    assert every_number_is_found(made[0].owner_id)


def test_readers_and_writers_notice_nothing(committed, own_keys):
    made = people(60)
    stop, faults, counts = threading.Event(), [], {"read": 0, "written": 0}

    def work(number: int) -> None:
        chance = random.Random(number)
        while not stop.is_set():
            try:
                with acting(EVERYTHING):
                    each = Identity.objects.select_related("key").get(pk=chance.choice(made).pk)
                    counts["read"] += bool(each.texts["first_name"])
                    each.say(**each.texts)
                    each.save(update_fields=["sealed"])
                    new = identity(participation(sites[0]).participant, first_name="Ny")
                    if chance.random() < 0.5:
                        new.delete()
                        new.key.delete()
                    counts["written"] += 1
            except Exception as fault:  # noqa: BLE001 - whatever it is, a user would have seen it
                faults.append(repr(fault))
            time.sleep(0.02)
        connection.close()

    with acting(EVERYTHING):
        sites = [intervention()]
    workers = [threading.Thread(target=work, args=[number]) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
    try:
        running = rotate(own_keys, batch=5)
        _, told = running.communicate()
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    assert (running.returncode, faults) == (0, []), told
    assert counts["read"] > 20
    assert counts["written"] > 20
    assert rotation.left() == 0
    assert list(rotation.in_use()) == [2]
