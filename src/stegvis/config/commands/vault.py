"""`stegvis vault`: the master keys that open what is sealed."""

from collections.abc import Mapping

import click
from django.conf import settings

from stegvis.access import context, rotation, vault
from stegvis.config import master_keys
from stegvis.config.commands import with_django


@click.group
def command() -> None:
    """Show the master keys of the vault, or take a new one into use."""


@command.command
@with_django
def status() -> None:
    """Tell which master keys there are and how much needs each."""
    used = rotation.in_use()
    for number in sorted({*used, *vault.masters()}):
        known = "" if number in vault.masters() else ", NOT AMONG THOSE GIVEN"
        click.echo(f"{number:<4} {used.get(number, 0):>9} keys and fingerprints{known}")


@command.command
@click.option("--batch", default=rotation.BATCH, show_default=True, help="Rows a transaction.")
@with_django
def rotate(batch: int) -> None:
    """Draw a new master key and bring everything under it, beside a running server.

    When an earlier run was stopped in the middle, this one finishes it instead.
    """
    with context.operator(action="vault.rotate"):
        resumed = rotation.left() > 0
    number = vault.current_master() if resumed else _next(settings.STEGVIS_MASTER_KEYS)
    begun = "Going on with" if resumed else "Taking into use"
    click.echo(f"{begun} master key {number} ...", err=True)
    renewed = sum(rotation.renew(batch=batch))
    click.echo(f"{renewed} keys and fingerprints are under master key {number} now.")
    for old in vault.masters()[:-1]:
        click.echo(
            f"Master key {old} is needed for backups made before now and for nothing else.",
            err=True,
        )


def _next(keys: Mapping[int, str]) -> int:
    try:
        return master_keys.draw_next(keys)
    except master_keys.MasterKeyFault as fault:
        raise click.ClickException(str(fault)) from fault
