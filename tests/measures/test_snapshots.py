"""Snapshots: never behind what is committed, and nobody's to follow from one to the next."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.core.periods import parse
from stegvis.measures import figures, snapshot, snapshots
from stegvis.measures.faults import UnknownPlace
from stegvis.measures.question import Question
from stegvis.measures.tables import SNAPSHOT
from tests.factories import places
from tests.measures import registered


@pytest.fixture(autouse=True)
def anew(committed, settings, tmp_path):
    """A folder of each test's own: associations of other tests have the same number."""
    settings.VAR = tmp_path
    snapshots._open.clear()


def new_in(year: str, association: str = "forbund") -> int:
    question = Question("participations.new", association, parse(year))
    return figures.ask(question, audience="owner").figure.value


def folders(association: str = "forbund") -> list[Path]:
    with connections["figures"].cursor() as cursor:
        home = snapshots._home(cursor, association)
    return sorted(path for path in home.folder.iterdir() if path.is_dir())


def test_the_next_figure_holds_what_was_committed_before_it():
    place = registered.intervention()
    assert new_in("2022") == 0

    registered.participation(place)

    assert new_in("2022") == 1


def test_transactions_that_commit_in_the_other_order_than_they_began_are_both_seen():
    place = registered.intervention()
    rows = [registered.participation(place) for _ in range(2)]
    assert new_in("2021") == 0
    with registered.another_connection() as first, registered.another_connection() as second:
        registered.move_start(first, rows[0], date(2021, 5, 1))
        registered.move_start(second, rows[1], date(2021, 6, 1))
        second.commit()
        assert new_in("2021") == 1

        first.commit()

        assert new_in("2021") == 2


def test_a_transaction_under_way_is_not_seen_before_it_commits():
    place = registered.intervention()
    row = registered.participation(place)
    with registered.another_connection() as opened:
        registered.move_start(opened, row, date(2021, 5, 1))
        assert new_in("2021") == 0
        opened.rollback()
    assert new_in("2021") == 0


def test_a_snapshot_is_built_once_and_read_by_the_next_process():
    registered.participation(registered.intervention())
    built = snapshots.current("forbund")

    assert snapshots.current("forbund") is built
    (folder,) = folders()
    snapshots._open.clear()
    opened = snapshots.current("forbund")
    assert opened is not built
    assert opened.data_version == built.data_version
    assert folders() == [folder]


def test_a_change_replaces_the_build_and_leaves_nothing_of_the_older():
    place = registered.intervention()
    registered.participation(place)
    before = snapshots.current("forbund")
    (older,) = folders()
    (older.parent / ".draft-left-by-a-crash").mkdir()

    registered.participation(place)

    after = snapshots.current("forbund")
    assert after.data_version != before.data_version
    (newer,) = folders()
    assert newer != older
    assert sorted(path.name for path in newer.iterdir()) == sorted(
        ["snapshot.json", *(f"{name}.parquet" for name in SNAPSHOT)]
    )


def test_a_build_that_another_process_made_stale_meanwhile_is_built_anew():
    place = registered.intervention()
    registered.participation(place)
    snapshots.current("forbund")
    snapshots._open.clear()
    registered.participation(place)

    assert new_in("2022") == 2


def test_the_same_content_has_the_same_version_though_its_numbers_are_drawn_anew():
    place = registered.intervention()
    for day in range(1, 21):
        registered.participation(place, started_on=date(2022, 3, day))
    order = "SELECT started_on FROM participations ORDER BY row"
    first = snapshots.current("forbund")
    snapshots.forget("forbund")

    second = snapshots.current("forbund")

    assert first.data_version == second.data_version
    assert first.connection.execute(order).fetchall() != second.connection.execute(order).fetchall()


def test_one_person_has_one_number():
    place = registered.intervention()
    one = registered.participation(place, ended_on=date(2022, 4, 1))
    registered.participation(place, participant=one.participant, started_on=date(2022, 5, 1))
    registered.participation(place)

    found = snapshots.current("forbund").connection.execute(
        "SELECT count(*), count(DISTINCT row), count(DISTINCT person) FROM participations"
    )
    assert found.fetchall() == [(3, 3, 2)]


def test_what_is_registered_arrives_as_figures_need_it():
    garden = registered.intervention(starts_on=date(2020, 1, 1))
    garden.agreements.create(starts_on=date(2022, 1, 1), ends_on=date(2022, 6, 30))
    registered.participation(
        garden,
        birth_year=1990,
        referrers=["municipal_social_services", "fk", "own_referrer"],
        target_groups=["pain"],
        next_steps=[
            {"code": "work", "state": "planned"},
            {"code": "work", "state": "started"},
            {"code": "lss"},
        ],
        ended_on=date(2022, 9, 1),
        support_start=[{"code": "wages", "percent": 50}, {"code": "other", "percent": None}],
        occupation_end=[{"code": "work", "percent": 25.5}],
        hours_start=7.25,
    )
    connection = snapshots.current("forbund").connection

    def rows(sql: str) -> list[tuple]:
        return connection.execute(sql).fetchall()

    assert rows(
        "SELECT age_at_start, agreement, referrer_formal, referrer_party, referrer_combination,"
        " support_start_known, support_end_known, occupation_end_known, hours_start, exit_reason,"
        " identified, site FROM participations"
    ) == [
        (32, "2022-01-01", "municipal_social_services", "municipality", "fk+municipality+other",
         True, False, True, 7.25, "", True, "main")
    ]  # fmt: skip
    assert rows("SELECT code FROM referrers ORDER BY code") == [
        ("fk",), ("municipal_social_services",), ("own_referrer",),
    ]  # fmt: skip
    assert rows("SELECT code FROM target_groups") == [("pain",)]
    assert rows("SELECT code, state, repeated FROM next_steps ORDER BY code, state") == [
        ("lss", "started", False), ("work", "planned", True), ("work", "started", True),
    ]  # fmt: skip
    assert rows("SELECT moment, code, percent FROM support ORDER BY code") == [
        ("start", "other", None), ("start", "wages", 50.0),
    ]  # fmt: skip
    assert rows("SELECT moment, code, percent FROM occupation") == [("end", "work", 25.5)]
    assert rows("SELECT * EXCLUDE (name) FROM interventions") == [
        ("garden", "", date(2020, 1, 1), None)
    ]


def test_voided_rows_and_other_associations_stay_behind():
    place = registered.intervention()
    registered.participation(place, voided=True)
    registered.participation(registered.intervention(association="another"))

    connection = snapshots.current("forbund").connection

    assert connection.execute("SELECT count(*) FROM participations").fetchall() == [(0,)]
    assert connection.execute("SELECT count(*) FROM interventions").fetchall() == [(1,)]


def test_no_id_of_the_database_and_no_year_of_birth_is_in_a_snapshot():
    place = registered.intervention()
    row = registered.participation(place, birth_year=1987)
    snapshots.current("forbund")

    (folder,) = folders()
    written = b"".join(path.read_bytes() for path in folder.iterdir())

    assert b"garden" in written
    assert b"1987" not in written
    assert row.reference.encode() not in written
    assert row.participant.code.encode() not in written


def test_only_its_owner_can_look_into_the_folders_of_snapshots():
    registered.participation(registered.intervention())
    snapshots.current("forbund")

    for folder in (*folders(), *folders()[0].parents[:3]):
        assert folder.stat().st_mode & 0o077 == 0
    assert folders()[0].is_relative_to(settings.VAR)


def test_what_is_forgotten_is_gone_from_the_disk():
    registered.participation(registered.intervention())
    snapshots.current("forbund")
    assert folders()

    snapshots.forget("forbund")

    assert folders() == []


def test_an_open_snapshot_outlives_its_files():
    registered.participation(registered.intervention())
    opened = snapshots.current("forbund")
    snapshots.forget("forbund")

    assert opened.connection.execute("SELECT count(*) FROM participations").fetchall() == [(1,)]


def test_a_build_that_fails_leaves_nothing_behind(monkeypatch):
    registered.participation(registered.intervention())
    monkeypatch.setattr(snapshots, "META", "no/such/folder")

    with pytest.raises(FileNotFoundError):
        snapshots.current("forbund")

    assert folders() == []


def test_a_snapshot_stores_what_it_saw():
    registered.participation(registered.intervention())
    version = snapshots.current("forbund").data_version

    meta = json.loads((folders()[0] / "snapshot.json").read_text())

    assert meta["data_version"] == version
    assert meta["seen"].count(":") == 2


def test_an_unknown_association_is_refused():
    with pytest.raises(UnknownPlace, match="There is no association «nowhere»"):
        snapshots.current("nowhere")


def test_figures_reach_no_file_outside_their_tables():
    registered.participation(registered.intervention())
    opened = snapshots.current("forbund")

    with pytest.raises(Exception, match="disabled"):
        opened.connection.execute("SELECT * FROM read_text('/etc/hostname')")


def test_the_role_that_builds_snapshots_reads_no_other_column():
    registered.participation(registered.intervention())
    with connections["figures"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_participation")
        assert cursor.fetchone() == (1,)
        for column in ("reference", "decision_on", "owner_id"):
            with pytest.raises(Exception, match="permission denied"):
                cursor.execute(f"SELECT {column} FROM casework_participation")
        with pytest.raises(Exception, match="permission denied"):
            cursor.execute("SELECT code FROM casework_participant")


def test_parts_know_their_whole():
    garden = registered.intervention()
    places.intervention(association=garden.association, slug="north", part_of=garden)
    with acting(Scope(everything=True)):
        assert set(snapshots.current("forbund").places) == {"garden", "north"}

    north = snapshots.current("forbund").places["north"]

    assert north.part_of == "garden"
    assert north.starts_on is None


def test_a_connection_without_files_is_an_empty_snapshot():
    assert snapshot.connect().execute("SHOW TABLES").fetchall() == []
