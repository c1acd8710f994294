"""`stegvis restore`: a backup in the place of the database."""

from pathlib import Path

import click
from django.apps import apps

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.config.backup import making, reading, restoring
from stegvis.config.backup.restoring import Restored
from stegvis.config.backup.sealed import BackupFault
from stegvis.config.commands import with_django
from stegvis.config.commands.backup import KEY_FILE
from stegvis.core import clock

WORD = "replace"


@click.command
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True))
@KEY_FILE
@click.option("--replace", is_flag=True, help="Replace a database that is not empty.")
@click.option("--purpose", default="", help="Why; kept in the read log.")
@with_django
def command(source: Path, key_file: Path | None, replace: bool, purpose: str) -> None:  # noqa: FBT001 - an option
    """Restore the backup FROM, after reading all of it; stop the server and the worker first.

    Who has been erased since is erased again before the database can be opened.
    """
    try:
        backup = reading.verified(source, key=making.key_of(key_file))
        _confirm(replace=replace)
        done = restoring.restore(backup, today=clock.today(), purpose=purpose)
    except (BackupFault, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"Restored {told(done)}", err=True)


def told(done: Restored) -> str:
    """What was done, in one sentence."""
    again = ", ".join(f"{count} {kind}" for kind, count in sorted(done.erased.items()) if count)
    return (
        f"{done.rows} rows and {done.files} files in {done.seconds:.1f} s; {done.looked_at} "
        f"checks hold; erased again: {again or 'nothing'}."
    )


def _confirm(*, replace: bool) -> None:
    held = _held()
    if not held:
        return
    if not replace:
        raise BackupFault(f"The database holds {held}: say --replace to lose them.")
    typed = click.prompt(f"The database holds {held}. Type «{WORD}» to lose them", err=True)
    if typed != WORD:
        raise BackupFault("Nothing has been changed.")


def _held() -> str:
    with acting(Scope(everything=True)):
        counts = {
            "associations": apps.get_model("organisations", "Association").objects.count(),
            "participations": apps.get_model("casework", "Participation").objects.count(),
            "users": apps.get_model("access", "User").objects.count(),
        }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)
