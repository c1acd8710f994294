"""Make a cluster, configure it, start it and stop it: initdb and pg_ctl, run by ourselves."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from stegvis.config.embedded.account import Account
from stegvis.config.embedded.binaries import ENVIRONMENT, Binaries
from stegvis.config.embedded.fault import ServerFault
from stegvis.config.embedded.place import Place
from stegvis.config.embedded.roles import SUPERUSER

READY_WITHIN = 60  # seconds
ACCESS = "# Everybody, from the socket only, with a password.\nlocal all all scram-sha-256\n"


@dataclass(frozen=True)
class Cluster:
    """One cluster: where it is, with which programs and as whom it runs."""

    place: Place
    sockets: Path
    binaries: Binaries
    account: Account

    def make(self, *, password: str) -> None:
        """Run initdb beside the place and move its finished work there."""
        draft = self.place.data.with_name("db.new")
        word = self.place.base / "initdb-password"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            _write(word, password, self.account)
            self._run(
                "initdb",
                f"--pgdata={draft}",
                f"--username={SUPERUSER}",
                f"--pwfile={word}",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                # Order by code point as in locale C, but lower('Å') is 'å'.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            )
        finally:
            word.unlink(missing_ok=True)
        draft.rename(self.place.data)

    def configure(self) -> None:
        """Write our settings; what the operator set with ALTER SYSTEM still goes before them."""
        lines = [f"{name} = {_quoted(value)}\n" for name, value in self._settings().items()]
        _write(self.place.data / "postgresql.conf", "".join(lines), self.account)
        _write(self.place.data / "pg_hba.conf", ACCESS, self.account)

    @property
    def not_ready(self) -> str:
        """What to say when the server does not answer in time."""
        return (
            f"The database was not ready within {READY_WITHIN} seconds. If it is still recovering "
            f"after a crash, try again in a minute; its log is in {self.place.log}."
        )

    def runs(self) -> bool:
        """Whether a process of this cluster is alive, ready or not."""
        return self._call("pg_ctl", "status", f"--pgdata={self.place.data}").returncode == 0

    def start(self) -> None:
        """Start the server, detached from this process, and wait until it answers."""
        startup = self.place.log / "start.log"
        _write(startup, "", self.account)
        self._run(
            "pg_ctl",
            "start",
            f"--pgdata={self.place.data}",
            f"--log={startup}",
            "--wait",
            f"--timeout={READY_WITHIN}",
            "--silent",
            otherwise=self.not_ready,
        )

    def stop(self) -> None:
        """Stop the server; what is under way is rolled back."""
        self._run(
            "pg_ctl",
            "stop",
            f"--pgdata={self.place.data}",
            "--mode=fast",
            "--wait",
            f"--timeout={READY_WITHIN}",
            "--silent",
            otherwise=f"The database did not stop within {READY_WITHIN} seconds; "
            f"its log is in {self.place.log}.",
        )

    def _run(self, program: str, *arguments: str, otherwise: str = "") -> None:
        done = self._call(program, *arguments)
        if done.returncode != 0:
            said = " ".join(done.stdout.split())
            raise ServerFault(f"{otherwise or f'{program} failed.'} {said}".strip())

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.binaries.program(program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=ENVIRONMENT,
            cwd="/",
            umask=0o077,
            **self.account.spawn(),
        )

    def _settings(self) -> dict[str, str]:
        return {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "password_encryption": "scram-sha-256",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "60",
            "shared_buffers": "128MB",
            "effective_cache_size": "1GB",
            "work_mem": "16MB",
            "maintenance_work_mem": "128MB",
            "max_wal_size": "1GB",
            "random_page_cost": "1.1",
            "jit": "off",
            "fsync": "on",
            "full_page_writes": "on",
            "synchronous_commit": "on",
            "idle_in_transaction_session_timeout": "30min",
            # A row that breaks a constraint, a statement or its values never reach the log.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "log_statement": "none",
            "log_min_duration_statement": "-1",
            "log_autovacuum_min_duration": "-1",
            # A week of logs, each weekday over the one before.
            "logging_collector": "on",
            "log_directory": str(self.place.log),
            "log_filename": "postgresql-%a.log",
            "log_file_mode": "0600",
            "log_rotation_age": "1d",
            "log_rotation_size": "0",
            "log_truncate_on_rotation": "on",
        }


def _quoted(value: str) -> str:
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _write(path: Path, text: str, account: Account) -> None:
    """Put a private file of the account's in place at once.

    The account may change the folder while we, who may be root, write to it: no link is followed.
    """
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        account.own(file.fileno())
    draft.replace(path)
