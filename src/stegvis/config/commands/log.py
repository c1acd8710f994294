"""`stegvis log`: the read log, its seals, and whether it is as it was sealed."""

import click

from stegvis.access import anchors, chain, verifying
from stegvis.config.commands import with_django
from stegvis.core import clock


@click.group
def command() -> None:
    """Seal the read log, check it, send its last seal outside."""


@command.command
@with_django
def seal() -> None:
    """Seal now what the worker would seal within a minute."""
    made = chain.seal()
    click.echo("Nothing to seal." if made is None else f"Sealed up to row {made.to_id}.")


@command.command
@with_django
def verify() -> None:
    """Compare every sealed row with its seal; exit status 1 when something differs."""
    found = verifying.faults(anchors=anchors.sent())
    if found:
        raise click.ClickException("\n".join(found))
    made = chain.last(chain.WHOLE)
    click.echo(f"The read log is as it was sealed, up to row {made.to_id if made else 0}.")


@command.command
@with_django
def send() -> None:
    """Send today's last seal to where the settings say."""
    click.echo(anchors.send(day=clock.today()) or "Nothing has been sealed today.")
