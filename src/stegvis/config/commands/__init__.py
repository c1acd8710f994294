"""What the commands share: each module here holds one command, named `command`.

`cli` prepares Django before it imports a module here, so a command imports models at the top of
its module like any other code. `with_django` comes below click's own decorators:

    @click.command
    @click.argument("path")
    @with_django
    def command(path: str) -> None: ...
"""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import click
import django
from django.db import OperationalError

from stegvis.config import schema
from stegvis.config.database import DatabaseFault, uses_embedded
from stegvis.config.embedded import ServerFault, ensure_running
from stegvis.config.folders import FolderFault
from stegvis.config.locks import LockTaken, server_lock
from stegvis.config.ports import PortTaken

FAULTS = (DatabaseFault, FolderFault, LockTaken, PortTaken, ServerFault)
P = ParamSpec("P")
R = TypeVar("R")


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command with Django and the database ready; a server that it starts keeps running.

    A database that cannot be started or reached ends the command with one sentence and status 1.
    """

    @functools.wraps(command)
    def prepared(*args: P.args, **kwargs: P.kwargs) -> R:
        with faults_as_sentences():
            make_ready()
            return command(*args, **kwargs)

    return prepared


def make_ready() -> None:
    """Django knows its models, the database runs and its tables are those of this version.

    The embedded database is migrated when it needs to be. Another one is not: that is decided by
    those who run it, and DatabaseFault tells them how.
    """
    start_database()
    set_up_django()
    if not schema.missing():
        return
    if not uses_embedded():
        raise DatabaseFault(
            "The database's tables are not those of this version of Stegvis: "
            "make a backup, then run `stegvis db migrate`."
        )
    with server_lock():
        if schema.missing():
            click.echo("Bringing the tables up to this version ...", err=True)
            schema.migrate(verbosity=0)


def start_database() -> bool:
    """The embedded database runs, when it is the one in use. Returns whether this started it."""
    return ensure_running() if uses_embedded() else False


def set_up_django() -> None:
    """Django knows its settings and models; asks no database. Saying it twice costs nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    django.setup()


@contextmanager
def faults_as_sentences() -> Iterator[None]:
    """Turn what a person must mend outside the program into one sentence and status 1."""
    try:
        yield
    except FAULTS as fault:
        raise click.ClickException(str(fault)) from fault
    except OperationalError as error:
        first_line = str(error).partition("\n")[0]
        raise click.ClickException(
            f"The database does not answer as it should ({first_line}): "
            "`stegvis doctor` tells what is wrong with it."
        ) from error
