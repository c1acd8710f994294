"""Whatever is done to sealed rows of the read log is found."""

import os
from collections.abc import Callable
from random import Random

import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection, connections, transaction

from stegvis.access import anchors, chain, jobs, readlog, verifying
from stegvis.access.models import LogSeal, ReadLogEntry
from stegvis.access.readlog import Reader
from stegvis.access.verifying import Anchor
from stegvis.config.commands.log import command
from stegvis.core import clock

LONG = bool(os.environ.get("STEGVIS_LONG"))
TAMPERINGS = 1000 if LONG else 40
COLUMNS = {
    "at": "at - interval '1 day'",
    "user_id": "user_id + 1",
    "operator": "operator || 'x'",
    "role": "role || 'x'",
    "association_id": "coalesce(association_id, 0) + 1",
    "owner_id": "owner_id + 1",
    "owner_ids": "owner_ids || 7::bigint",
    "action": "action || 'x'",
    "object_kind": "object_kind || 'x'",
    "object_ids": "object_ids || 7::bigint",
    "participations": "participations || 7::bigint",
    "purpose": "purpose || 'x'",
    "asked": "asked || 'x'",
    "count": "coalesce(count, 0) + 1",
    "request_id": "request_id || 'x'",
}


def read(number: int, *, owner: int) -> None:
    readlog.record(
        Reader(user_id=number % 5),
        action="page",
        kind="participant",
        ids=[number],
        participations=[number + 1000],
        owners=[owner] if owner else [],
    )


def roll_back() -> None:
    """A number that no row ever gets."""
    with transaction.atomic():
        read(0, owner=1)
        transaction.set_rollback(True)


def fill(passes: int = 6, rows: int = 12) -> None:
    for each in range(passes):
        for number in range(rows):
            read(each * rows + number, owner=number % 4)
        roll_back()
        chain.seal()


@pytest.mark.django_db
def test_each_minute_seals_what_is_new_one_chain_an_organisation_and_one_for_all():
    fill(passes=2, rows=8)
    assert list(LogSeal.objects.values_list("chain", "number", "count").order_by("id")) == [
        *[(owner, 1, 2) for owner in (1, 2, 3)],
        (0, 1, 2),
        *[(owner, 2, 2) for owner in (1, 2, 3)],
        (0, 2, 2),
    ]
    assert chain.seal() is None
    assert verifying.faults() == []


@pytest.mark.django_db
def test_a_number_that_no_row_got_is_named():
    read(1, owner=1)
    roll_back()
    read(2, owner=1)
    rolled_back = ReadLogEntry.objects.latest("id").pk - 1
    made = chain.seal()
    assert rolled_back in made.gaps
    assert verifying.faults() == []


@pytest.mark.django_db
def test_seals_can_only_be_added():
    for statement in (
        "UPDATE access_logseal SET digest = ''",
        "DELETE FROM access_logseal",
        "TRUNCATE access_logseal",
        "DELETE FROM access_logreview",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_row_that_is_being_written_is_left_for_the_next_minute(committed):
    read(1, owner=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [readlog.WRITING])
        assert chain.seal() is None
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [readlog.WRITING])
    assert chain.seal().to_id == ReadLogEntry.objects.get().pk


# What someone with the owner's rights may do to the tables; each takes the id of a sealed row.
def change(random: Random, pk: int) -> list[str]:
    column = random.choice(list(COLUMNS))
    return [f"UPDATE access_readlogentry SET {column} = {COLUMNS[column]} WHERE id = {pk}"]


def delete(_random: Random, pk: int) -> list[str]:
    return [f"DELETE FROM access_readlogentry WHERE id = {pk}"]


def swap(random: Random, pk: int) -> list[str]:
    other = random.choice([each for each in _ids() if each != pk])
    return [
        f"UPDATE access_readlogentry SET id = -1 WHERE id = {pk}",
        f"UPDATE access_readlogentry SET id = {pk} WHERE id = {other}",
        f"UPDATE access_readlogentry SET id = {other} WHERE id = -1",
    ]


def cut_rows(_random: Random, pk: int) -> list[str]:
    return [f"DELETE FROM access_readlogentry WHERE id >= {pk}"]


def cut_rows_and_seals(_random: Random, pk: int) -> list[str]:
    return [
        f"DELETE FROM access_logseal WHERE to_id >= {pk}",
        (
            "DELETE FROM access_readlogentry WHERE id > "
            "(SELECT coalesce(max(to_id), 0) FROM access_logseal)"
        ),
    ]


def add(random: Random, pk: int) -> list[str]:
    """A row where there was none, in the place of a number that no row got."""
    gap = random.choice([each for made in LogSeal.objects.filter(chain=0) for each in made.gaps])
    return [
        f"CREATE TEMPORARY TABLE twin AS SELECT * FROM access_readlogentry WHERE id = {pk}",
        f"UPDATE twin SET id = {gap}",
        "INSERT INTO access_readlogentry SELECT * FROM twin",
        "DROP TABLE twin",
    ]


def remove_a_seal(random: Random, _pk: int) -> list[str]:
    seal = random.choice(list(LogSeal.objects.values_list("id", flat=True)))
    return [f"DELETE FROM access_logseal WHERE id = {seal}"]


def forge_a_seal(random: Random, _pk: int) -> list[str]:
    seal = random.choice(list(LogSeal.objects.values_list("id", flat=True)))
    return [f"UPDATE access_logseal SET count = count + 1 WHERE id = {seal}"]


KINDS: tuple[Callable[[Random, int], list[str]], ...] = (
    change,
    change,
    delete,
    swap,
    cut_rows,
    cut_rows_and_seals,
    add,
    remove_a_seal,
    forge_a_seal,
)


def _ids() -> list[int]:
    return list(ReadLogEntry.objects.order_by("id").values_list("id", flat=True))


def test_random_tamperings_with_sealed_rows_are_all_found(committed):
    fill()
    sent = [Anchor(made.number, made.digest) for made in [chain.last(0)]]
    assert verifying.faults(anchors=sent) == []
    random, unnoticed = Random(4711), []
    with connections["owner"].cursor() as owner:
        for table in ("access_readlogentry", "access_logseal"):
            owner.execute(f"CREATE TEMPORARY TABLE kept_{table} AS TABLE {table}")
        for number in range(TAMPERINGS):
            kind = KINDS[number % len(KINDS)]
            statements = kind(random, random.choice(_ids()))
            for statement in statements:
                owner.execute(statement)
            if not verifying.faults(anchors=sent):
                unnoticed.append((number, statements))
            for table in ("access_logseal", "access_readlogentry"):
                owner.execute(f"DELETE FROM {table}")
                owner.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
        for table in ("access_readlogentry", "access_logseal"):
            owner.execute(f"DROP TABLE kept_{table}")
    assert unnoticed == []
    assert verifying.faults(anchors=sent) == [], "put back, it is as it was sealed"


def test_the_days_last_seal_is_sent_to_a_folder_and_by_letter(
    committed, settings, tmp_path, mailoutbox
):
    settings.STEGVIS_SEALS_FOLDER = str(tmp_path)
    settings.STEGVIS_SEALS_TO = ["revision@example.org"]
    assert anchors.send(day=clock.today()) == ""
    fill(passes=2, rows=2)
    line = anchors.send(day=clock.today())
    made = chain.last(0)
    assert line == f"{clock.today():%Y-%m-%d} 2 {made.digest}"
    assert mailoutbox[0].body == line
    assert anchors.sent() == [Anchor(2, made.digest)]


def test_the_command_says_what_was_tampered_with(committed, settings, tmp_path):
    settings.STEGVIS_SEALS_FOLDER = str(tmp_path)
    run = CliRunner().invoke
    read(1, owner=1)
    assert "Sealed up to row" in run(command, ["seal"]).output
    run(command, ["send"])
    assert run(command, ["verify"]).exit_code == 0
    with connections["owner"].cursor() as owner:
        owner.execute("UPDATE access_readlogentry SET user_id = 99")
    found = run(command, ["verify"])
    assert found.exit_code == 1
    assert "are not those that seal 1" in found.output


def test_the_worker_seals_and_sends(committed, settings, tmp_path):
    settings.STEGVIS_SEALS_FOLDER = str(tmp_path)
    read(1, owner=1)
    jobs.seal_read_log(timestamp=0)
    assert LogSeal.objects.count() == 2
    jobs.send_read_log_seal(timestamp=0)
    assert anchors.sent() == [], "nothing was sealed yesterday"
