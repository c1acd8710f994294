"""`stegvis db`: the database server and its tables."""

import click

from stegvis.config import embedded, schema
from stegvis.config.commands import faults_as_sentences, set_up_django, start_database
from stegvis.config.database import uses_embedded

ELSEWHERE = "The database is a server of its own (DATABASE_URL): start and stop it there."


@click.group
def command() -> None:
    """Start, stop, show or migrate the database."""


@command.command
def start() -> None:
    """Start the embedded database and leave it running, as every command does that needs it."""
    _only_embedded()
    with faults_as_sentences():
        started = start_database()
    click.echo("The database runs now." if started else "The database ran already.", err=True)


@command.command
def stop() -> None:
    """Stop the embedded database; what is under way is rolled back."""
    _only_embedded()
    with faults_as_sentences():
        stopped = embedded.stop()
    click.echo("The database is stopped." if stopped else "The database was not running.", err=True)


@command.command
def status() -> None:
    """Tell where the embedded database is and whether it runs."""
    _only_embedded()
    with faults_as_sentences():
        found = embedded.status()
    click.echo(f"running   {f'yes, process {found.process}' if found.running else 'no'}")
    click.echo(f"version   {found.version or 'not made yet'}")
    click.echo(f"data      {found.data}")
    click.echo(f"log       {found.log}")
    click.echo(f"socket    {found.sockets}")


@command.command
def migrate() -> None:
    """Bring the tables to this version of the program, as their owner."""
    with faults_as_sentences():
        start_database()
        set_up_django()
        schema.migrate()


def _only_embedded() -> None:
    if not uses_embedded():
        raise click.ClickException(ELSEWHERE)
