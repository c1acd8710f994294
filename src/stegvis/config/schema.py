"""The tables as this version of the program wants them."""

from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connections

from stegvis.config.database import ADDRESSES, DatabaseFault, databases

OWNER = "owner"
ASKING = "default"


def missing() -> list[str]:
    """The migrations that the database has not had, as `area.name`; a few milliseconds.

    Compares names only, so no migration is imported and no right of the owner is needed.
    """
    return sorted(f"{area}.{name}" for area, name in _on_disk() - _applied())


def migrate(*, verbosity: int = 1) -> None:
    """Apply what is missing, as the tables' owner; raises DatabaseFault without her address."""
    if OWNER not in databases():
        raise DatabaseFault(
            f"{ADDRESSES[OWNER]} is not set: migrations need the address of the tables' owner."
        )
    call_command("migrate", database=OWNER, interactive=False, verbosity=verbosity)
    connections[OWNER].close()
    ship()


def ship() -> None:
    """Store the questionnaires that come with this version and are not yet in the database."""
    import_module("stegvis.surveys.shipping").ensure()  # models can be had only now


def _on_disk() -> set[tuple[str, str]]:
    return {
        (area.label, file.stem)
        for area in apps.get_app_configs()
        for file in Path(area.path, "migrations").glob("[!_]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    with connections[ASKING].cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())
