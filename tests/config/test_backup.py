"""A backup comes back as it was, and what was erased since does not come back with it."""

import os
import random
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings as live
from django.db import connection, connections
from django.utils import timezone

from stegvis.access import anchors, chain, drafts, erasures, readlog
from stegvis.access.context import acting
from stegvis.access.models import ErasedId, ReadLogEntry
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.actions import erasure, protection
from stegvis.casework.actions.erasure import Decision
from stegvis.casework.models import HeadCount, Identity, Participant, Participation
from stegvis.config import checks
from stegvis.config.backup import making, reading, record, restoring, scratch
from stegvis.config.backup.members import Archive, members
from stegvis.config.backup.sealed import BackupFault, Writer
from stegvis.config.commands import backup as backup_command
from stegvis.config.commands import restore as restore_command
from stegvis.config.commands import verify as verify_command
from stegvis.surveys.models import Response
from tests.casework.working import manager_of, staff_of
from tests.factories import daily
from tests.factories.identities import identity
from tests.factories.people import participation, user
from tests.factories.places import association, intervention

EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)
KEY = "a key of thirty characters at least"
HERS = "tolvinacanary"
DAMAGES = 200 if os.environ.get("STEGVIS_LONG") else 24


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    """Files, ledger and snapshots of this test alone."""
    settings.VAR = tmp_path / "var"
    settings.STEGVIS_ERASURES = tmp_path / "erasures"
    (tmp_path / "var" / "files" / "reports" / "abc").mkdir(parents=True)
    (tmp_path / "var" / "files" / "reports" / "abc" / "report.html").write_text("<p>24</p>")


@pytest.fixture
def place(committed):
    return intervention(association=association(slug="forbund"), slug="garden")


@pytest.fixture
def person(place) -> Participant:
    """Someone whose every text, code and reference is a canary."""
    with acting(EVERYTHING):
        one = participation(
            place,
            started_on=date(2020, 3, 14),
            ended_on=date(2021, 4, 7),
            reference=f"{HERS}-reference",
            birth_year=1979,
            referrers=["fk"],
        )
        one.participant.code = f"{HERS}-code"
        one.participant.save()
        identity(one.participant, first_name=HERS, number="19121212-1212", phone=HERS)
        daily.note(one, staff_of(place), f"{HERS} kom")
        Response.objects.create(
            association=one.association,
            owner=one.owner,
            participation=one,
            reference=f"{HERS}-answer",
            instrument="eq5d",
            occasion="start",
            answered_on=date(2020, 4, 1),
        )
        participation(place, started_on=date(2022, 1, 1), reference="someone-else")
    return one.participant


@pytest.fixture
def protected(place) -> Participant:
    """Somebody else, whose code is a canary too."""
    with acting(EVERYTHING):
        days = {"started_on": date(2018, 3, 14), "ended_on": date(2019, 4, 7)}
        one = participation(place, reference=f"{HERS}-protected", **days)
        one.participant.code = f"{HERS}-two"
        one.participant.save()
    return one.participant


def made(tmp_path, name="one.backup"):
    path = tmp_path / name
    return path, making.make(to=path, key=KEY, now=timezone.now())


def restored(path):
    done = restoring.restore(reading.verified(path, key=KEY), today=TODAY, purpose="drill")
    connections.close_all()
    return done


def command(module, path, *options, typed=None):
    """Run a command as it is typed, with the key in a file."""
    key = path.with_name("key")
    key.write_text(KEY)
    said = [str(path), "--key-file", str(key), *options]
    return CliRunner().invoke(module.command, said, input=typed)


def everything() -> list[str]:
    """Every row of every table as text, and every sealed text that opens."""
    found = []
    with acting(EVERYTHING):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in cursor.fetchall():
                cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f'"{table}"'])
                if cursor.fetchone()[0]:
                    cursor.execute(f'SELECT t::text FROM "{table}" t')
                    found += [f"{table} {text}" for (text,) in cursor.fetchall()]
        found += [str(each.details) for each in Identity.objects.select_related("key")]
    return found


def unlogged() -> list[str]:
    """Every row but those of the read log, which says what was done with the backup."""
    return [row for row in everything() if row.split(" ")[0] != "access_readlogentry"]


def kept(tables) -> list[str]:
    """The rows of `tables`, but for the read log."""
    return sorted(row for row in unlogged() if row.split(" ")[0] in tables)


def erase(person, place):
    by = manager_of(place)
    with acting(scope_of(by)):
        erasure.order(
            participant=person,
            typed=person.code,
            decision=Decision("KS 1", date(2026, 1, 1), by),
            today=TODAY,
        )


def test_a_backup_comes_back_as_it_was(place, person, tmp_path):
    with acting(EVERYTHING):
        readlog.record(readlog.Reader(operator="x"), action="look", kind="participant", ids=[1])
        logged = ReadLogEntry.objects.count()
    path, done = made(tmp_path)
    assert done.rows["casework_participation"] == 2
    assert (done.rows["access_readlogentry"], done.files) == (logged, 1)
    before = kept(done.rows)
    with acting(EVERYTHING):
        participation(place, started_on=date(2023, 1, 1), reference="later")
    (live.VAR / "files" / "reports" / "abc" / "report.html").write_text("other")
    by_command = command(restore_command, path, "--replace", typed="replace\n")
    connections.close_all()
    assert "erased again: nothing" in by_command.output
    assert kept(done.rows) == before
    assert (live.VAR / "files" / "reports" / "abc" / "report.html").read_text() == "<p>24</p>"
    with acting(EVERYTHING):
        assert ReadLogEntry.objects.latest("id").action == "restore"
        fresh = participation(place, started_on=date(2024, 1, 1))
    assert fresh.pk == max(fresh.pk, 3)


def test_who_was_erased_or_became_protected_after_the_backup_does_not_come_back(
    place, person, protected, tmp_path
):
    path, _ = made(tmp_path)
    assert [row for row in everything() if HERS in row]
    erase(person, place)
    staff = staff_of(place)
    with acting(scope_of(staff)):
        protection.strip(participant=protected, typed=protected.code, by=staff, today=TODAY)
    assert [row for row in everything() if HERS in row] == []
    done = restored(path)
    assert (done.erased[erasures.PERSON], done.erased[erasures.PROTECTED]) == (1, 1)
    assert [row for row in everything() if HERS in row] == []
    again, _ = made(tmp_path, "two.backup")
    assert HERS.encode() in b"".join(_bytes(path))
    assert HERS.encode() not in b"".join(_bytes(again))
    with acting(EVERYTHING):
        left = Participation.objects.get(erased_on__isnull=False)
        heads = set(HeadCount.objects.values_list("year", "new", "ended"))
    assert (left.started_on, left.ended_on) == (date(2020, 3, 1), date(2021, 4, 30))
    assert heads == {(2018, 1, 0), (2019, 0, 1)}


def _bytes(path):
    for _name, blocks in members(path, key=KEY):
        yield from blocks


@pytest.mark.long
def test_a_rehearsal_leaves_the_database_and_the_ledger_alone(place, person, tmp_path):
    path, _ = made(tmp_path)
    erase(person, place)
    before, ledger = unlogged(), live.STEGVIS_ERASURES.read_text()
    verified = command(verify_command, path)
    assert (verified.exit_code, "28 checks hold" in verified.output) == (0, True)
    assert unlogged() == before
    assert live.STEGVIS_ERASURES.read_text() == ledger
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_database WHERE datname LIKE current_database() || '_restored%'"
        )
        assert cursor.fetchone() == (0,)


def test_what_is_not_in_a_backup(place, person, tmp_path):
    writer = user()
    with acting(Scope(user_id=writer.pk)):
        drafts.keep(user=writer, address="/x/", pairs=[("a", "draftcanary")])
    path, done = made(tmp_path)
    assert {"django_session", "access_draft", "organisations_change"} & set(done.rows) == set()
    assert not [name for name in done.rows if name.startswith("procrastinate")]
    assert b"".join(_bytes(path)).count(live.STEGVIS_MASTER_KEYS[1].encode()) == 0
    assert HERS.encode() not in path.read_bytes()
    assert b"draftcanary" not in b"".join(_bytes(path))


@pytest.mark.long
def test_a_database_that_is_not_in_order_is_not_put_in_place(place, person, tmp_path):
    path, _ = made(tmp_path)
    before = everything()
    whole = reading.verified(path, key=KEY)
    with acting(EVERYTHING):
        random_id = Participant.objects.get(pk=person.pk).random_id
        ErasedId.objects.create(pk=random_id, kind=erasures.KEY)
    doubtful, _ = made(tmp_path, "doubtful.backup")
    with pytest.raises(BackupFault, match="1 participants that the ledger says are erased"):
        restored(doubtful)
    ErasedId.objects.all().delete()
    assert everything() == before
    assert whole.rows["casework_participant"] == 2


@pytest.mark.long
def test_nothing_is_restored_while_somebody_uses_the_database(place, person, tmp_path):
    path, _ = made(tmp_path)
    with scratch._server(scratch.in_use()), pytest.raises(BackupFault, match="stop the web server"):
        restored(path)
    with acting(EVERYTHING):
        assert Participant.objects.count() == 2


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A file of several pieces, with no database behind it."""
    path = tmp_path_factory.mktemp("backup") / "some.backup"
    with path.open("wb") as file:
        archive = Archive(Writer(file, key=KEY, header={"made_at": "2026-11-23T04:00:00+00:00"}))
        noise = random.Random(1).randbytes(2_500_000)
        archive.add("contents.json", [b'{"tables": {}, "sequences": {}, "migrations": []}'])
        archive.add("file/a", [noise[:1_200_000], noise[1_200_000:]])
        archive.add("counts.json", [b'{"rows": {}, "files": 1}'])
        archive.close()
    return path


def test_every_damaged_bit_and_every_cut_is_found_before_anything_is_used(sealed, tmp_path):
    assert reading.verified(sealed, key=KEY).files == 1
    whole, chance = sealed.read_bytes(), random.Random(7)
    for number in range(DAMAGES):
        broken = bytearray(whole)
        if number % 4 == 3:
            del broken[chance.randrange(len(broken)) :]
        else:
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path = tmp_path / "broken.backup"
        path.write_bytes(broken)
        with pytest.raises(BackupFault):
            reading.verified(path, key=KEY)


def test_pieces_that_change_places_or_come_twice_and_a_longer_file_are_found(sealed, tmp_path):
    whole = sealed.read_bytes()
    start, size = whole.index(b"}") + 1, 1024 * 1024 + 16
    first, second = whole[start : start + size], whole[start + size : start + 2 * size]
    rest = whole[start + 2 * size :]
    for broken in (second + first + rest, first + first + second + rest, first + second + rest * 2):
        path = tmp_path / "broken.backup"
        path.write_bytes(whole[:start] + broken)
        with pytest.raises(BackupFault, match="damaged or missing"):
            reading.verified(path, key=KEY)


def test_another_key_opens_nothing_and_a_short_one_is_refused(sealed):
    with pytest.raises(BackupFault, match="the key is another"):
        reading.verified(sealed, key="another key of thirty characters")
    with pytest.raises(BackupFault, match="has 5 characters"):
        reading.verified(sealed, key="short")


def test_the_commands_overwrite_nothing_without_being_told_to(place, person, tmp_path):
    path = tmp_path / "cli.backup"
    assert command(backup_command, path).exit_code == 0
    assert command(backup_command, path).exit_code == 1
    assert path.stat().st_mode & 0o777 == 0o600
    refused = command(restore_command, path)
    assert (refused.exit_code, "say --replace" in refused.output) == (1, True)
    stopped = command(restore_command, path, "--replace", typed="yes\n")
    assert (stopped.exit_code, "Nothing has been changed." in stopped.output) == (1, True)


def test_doctor_warns_of_a_backup_or_a_rehearsal_older_than_26_hours(place):
    now = timezone.now()
    record._path().unlink(missing_ok=True)
    assert (checks.backups().good, checks.backups().warns) == (True, True)
    assert "no backup yet, no verified restore yet" in checks.backups().line
    record.note(record.MADE, at=now)
    assert checks.backups().warns
    record.note(record.VERIFIED, at=now)
    assert not checks.backups().warns
    record.note(record.MADE, at=now - timedelta(hours=27))
    assert checks.backups().warns
    record._path().unlink()


@pytest.mark.long
def test_seals_sent_outside_after_the_backup_do_not_stop_it_but_a_changed_log_does(
    place, person, tmp_path, settings
):
    settings.STEGVIS_SEALS_FOLDER = str(tmp_path)
    readlog.record(readlog.Reader(operator="x"), action="look", kind="participant", ids=[1])
    chain.seal()
    anchors.send(day=timezone.localdate())
    path, _ = made(tmp_path)
    readlog.record(readlog.Reader(operator="x"), action="look", kind="participant", ids=[2])
    chain.seal()
    anchors.send(day=timezone.localdate())
    assert restoring.rehearse(reading.verified(path, key=KEY), today=TODAY).looked_at == 28
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE access_readlogentry SET operator = 'y'")
    connections["owner"].close()
    changed, _ = made(tmp_path, "changed.backup")
    with pytest.raises(BackupFault, match="not in order"):
        restoring.rehearse(reading.verified(changed, key=KEY), today=TODAY)
