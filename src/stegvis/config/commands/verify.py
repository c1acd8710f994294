"""`stegvis verify`: whether a backup can be restored, by restoring it beside the database."""

from pathlib import Path

import click
from django.utils import timezone

from stegvis.access import context
from stegvis.config.backup import making, reading, record, restoring
from stegvis.config.backup.sealed import BackupFault
from stegvis.config.commands import with_django
from stegvis.config.commands.backup import KEY_FILE
from stegvis.config.commands.restore import told
from stegvis.core import clock


@click.command
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True))
@KEY_FILE
@with_django
def command(source: Path, key_file: Path | None) -> None:
    """Read all of the backup FROM, restore it into a database of its own and look at that.

    The database in use is not touched, and the other one is dropped again.
    """
    with context.operator(action="backup.verify"):
        pass
    try:
        backup = reading.verified(source, key=making.key_of(key_file))
        done = restoring.rehearse(backup, today=clock.today())
    except (BackupFault, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    record.note(record.VERIFIED, at=timezone.now())
    click.echo(f"{source} of {backup.made_at:%Y-%m-%d %H:%M}: {told(done)}", err=True)
