"""`stegvis backup`: one encrypted file with the tables and the files."""

from pathlib import Path

import click
from django.utils import timezone

from stegvis.access import context
from stegvis.config.backup import making, record
from stegvis.config.backup.sealed import BackupFault
from stegvis.config.commands import with_django

KEY_FILE = click.option(
    "--key-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the key or a passphrase; default var/secret/backup.",
)


@click.command
@click.argument("to", type=click.Path(path_type=Path))
@KEY_FILE
@click.option("--purpose", default="", help="Why; kept in the read log.")
@with_django
def command(to: Path, key_file: Path | None, purpose: str) -> None:
    """Write a backup to the new file TO.

    Keys, sessions, jobs, drafts and snapshots are not in it: keep a copy of var/secret elsewhere.
    """
    with context.operator(action="backup", purpose=purpose):
        pass  # logged before anything leaves
    now = timezone.now()
    try:
        made = making.make(to=to, key=making.key_of(key_file), now=now)
    except (BackupFault, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    record.note(record.MADE, at=now)
    click.echo(
        f"{to}: {sum(made.rows.values())} rows of {len(made.rows)} tables and {made.files} files, "
        f"{made.size / 1024**2:.1f} MB.",
        err=True,
    )
