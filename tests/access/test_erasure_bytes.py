"""After an erasure no byte of her is in any row, index, dump, snapshot or file that is left."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.access.scope import Scope
from stegvis.casework.actions import erasure
from stegvis.casework.actions.erasure import Gone
from stegvis.config.backup import making
from stegvis.config.backup.members import members
from stegvis.config.embedded.place import place
from stegvis.core.periods import parse
from stegvis.measures import figures, snapshots
from stegvis.measures.question import Question
from tests.access.raw import dump, holding, spellings, superuser
from tests.access.raw import files as files_of
from tests.casework.working import staff_of
from tests.factories import daily
from tests.factories.identities import identity
from tests.factories.people import participation
from tests.factories.places import association, intervention

# The words, written by no other test, lie on the disk while one of these runs: one worker runs all.
pytestmark = pytest.mark.xdist_group("erasure bytes")

EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)
KEY = "a key of thirty characters at least"
PLAIN = ("codesiskin", "referencesiskin")  # in plain columns of hers until she is erased
SEALED = ("namesiskin", "phonesiskin", "notesiskin", "goalsiskin")


@pytest.fixture
def person(committed, settings, tmp_path):
    settings.STEGVIS_ERASURES = tmp_path / "erasures"
    settings.VAR = tmp_path
    snapshots._open.clear()
    made = intervention(association=association(slug="forbund"))
    with acting(EVERYTHING):
        one = participation(
            made,
            started_on=date(2020, 3, 14),
            ended_on=date(2021, 4, 7),
            reference="referencesiskin",
        )
        one.participant.code = "codesiskin"
        one.participant.save()
        identity(one.participant, first_name="namesiskin", phone="phonesiskin")
        daily.note(one, staff_of(made), "notesiskin")
        daily.plan(one, "goalsiskin")
    figures.ask(
        Question("participations.current", "forbund", parse("2020")), audience="owner", today=TODAY
    )
    return one.participant


def backed_up(tmp_path, name) -> bytes:
    path = tmp_path / name
    making.make(to=path, key=KEY, now=timezone.now())
    return b"".join(block for _, blocks in members(path, key=KEY) for block in blocks)


def files(folder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def found(content: bytes, canaries) -> set[str]:
    return {each for each in canaries if each.encode() in content}


def test_a_dump_held_her_in_code_only_and_holds_nothing_of_her_afterwards(person, tmp_path):
    before = backed_up(tmp_path, "before.backup")
    assert (found(before, PLAIN), found(before, SEALED)) == (set(PLAIN), set())
    assert files(tmp_path / "snapshots")
    with acting(EVERYTHING):
        erasure.erase(person, gone=Gone(), today=TODAY)
    snapshots.forget("forbund")
    after = backed_up(tmp_path, "after.backup")
    assert b"gallrad-" in after
    assert found(after, PLAIN + SEALED) == set()
    assert found(files(tmp_path), PLAIN + SEALED) == set()
    assert files(tmp_path / "snapshots") == b""


def test_the_planners_statistics_forget_her_with_the_next_analysis(person):
    with acting(EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_participant WHERE code = 'codesiskin'")
        assert cursor.fetchone() == (1,)
        erasure.erase(person, gone=Gone(), today=TODAY)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (FULL, ANALYZE) casework_participant, casework_participation")
        cursor.execute(
            "SELECT count(*) FROM pg_stats WHERE tablename LIKE 'casework_%'"
            " AND concat(most_common_vals::text, histogram_bounds::text) LIKE '%siskin%'"
        )
        assert cursor.fetchone() == (0,)


def flushed() -> list[Path]:
    """Everything of the server that lies on the disk, once all is written out and cleared away."""
    with superuser() as server:
        written = server.execute(
            "SELECT string_agg(format('%I', relname), ', ') FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
        ).fetchone()
        # The planner keeps frequent values in pg_statistic. FULL alone would copy dead rows that
        # a transaction in another database began before; without it their bytes stay in the page.
        for tables in (written[0], "pg_statistic"):
            server.execute(f"VACUUM {tables}")
            server.execute(f"VACUUM (FULL, ANALYZE) {tables}")
        server.execute("SELECT pg_switch_wal()")
        server.execute("CHECKPOINT")
    where = place()
    return list(files_of(each for each in (where.data, where.log) if each.is_dir()))


def hers(paths: list[Path], key: bytes) -> dict[str, set[bytes]]:
    """The files in which a word of hers or her key stands, with which; the words end alike."""
    some = holding(paths, [*spellings(["siskin"]), key])
    words = [*spellings(SEALED + PLAIN), key]
    return {path: set(found) for path, found in holding(map(Path, some), words).items()}


def test_no_word_of_hers_is_in_any_byte_of_the_server_before_or_after(person, tmp_path):
    """Her sealed words never were; her codes and her key are gone once tables are cleared away.

    Both stay in the log of changes until it is overwritten: docs/security.md says so.
    """
    with acting(EVERYTHING):
        key = person.identity.key
        wrapped = bytes(key.wrapped)
    before = hers(flushed(), wrapped)
    assert not [path for path, found in before.items() if found & spellings(SEALED)]
    assert any("/base/" in path for path, found in before.items() if found & spellings(PLAIN))
    assert any("/base/" in path for path, found in before.items() if wrapped in found)
    with acting(EVERYTHING):
        erasure.erase(person, gone=Gone(), today=TODAY)
        assert bytes(DataKey.objects.get(pk=key.pk).wrapped) == b""
    left = hers([*flushed(), dump(tmp_path)], wrapped)
    assert {path for path in left if "/pg_wal/" not in path} == set()
