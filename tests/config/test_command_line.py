"""The program's frame: what it loads, its exit status, its port."""

import socket
import subprocess
import sys

from stegvis.config.cli import ENTRIES
from tests.config.machine import STEGVIS


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
