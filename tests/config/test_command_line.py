"""The program's frame: what it loads, its exit status, its port."""

import os
import socket
import subprocess
import sys

from stegvis.config.cli import ENTRIES
from tests.config.machine import STEGVIS, machine


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_help_names_every_command_and_loads_none_of_them():
    code = (
        "import sys\n"
        "from stegvis.config.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "assert 'django' not in sys.modules\n"
    )
    shown = run(sys.executable, "-c", code)
    assert shown.stderr == ""
    listed = shown.stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == list(ENTRIES)


def test_an_unknown_command_is_wrong_use():
    assert run(STEGVIS, "figures").returncode == 2


def test_a_taken_port_is_said_before_anything_else_is_done():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run(STEGVIS, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr == (
        f"Error: Port {port} on 127.0.0.1 cannot be used (Address already in use): end the "
        f"program that has it, or choose another, for example with --port {port + 1}.\n"
    )


def test_the_first_command_of_all_finds_a_database_with_its_tables():
    with machine() as there:
        refused = there.stegvis("export", "--association", "nowhere", "--to", str(there.var / "x"))
        assert refused.returncode == 1
        assert "Bringing the tables up to this version ..." in refused.stderr
        healthy = there.stegvis("doctor")
        assert healthy.returncode == 0
        assert [line.split()[:2] for line in healthy.stdout.splitlines()] == [
            ["ok", name]
            for name in (
                "python",
                "folders",
                "disk",
                "fonts",
                "pandoc",
                "database",
                "roles",
                "migrations",
                "rows",
                "vault",
                "read",
                "backups",
                "demo",
            )
        ]


def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "STEGVIS_VAR": str(tmp_path / "var"),
        "DATABASE_URL": "postgresql://app:secret-word@127.0.0.1:1/finsam",
    }
    command = [STEGVIS, "export", "--association", "nowhere", "--to", str(tmp_path / "x")]
    refused = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: The database does not answer as it should (")
    assert refused.stderr.endswith("): `stegvis doctor` tells what is wrong with it.\n")
    assert "secret-word" not in refused.stderr
