"""The tables as this version of the program wants them."""

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from stegvis.config.database import ADDRESSES, DatabaseFault, databases

OWNER = "owner"


def pending(*, alias: str = OWNER) -> list[str]:
    """The migrations that have not been applied, as `area.name`, in the order they will be."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(*, verbosity: int = 1) -> None:
    """Apply what is pending, as the tables' owner."""
    call_command("migrate", database=OWNER, interactive=False, verbosity=verbosity)


def require_owner() -> None:
    """The owner's address is known; raises DatabaseFault otherwise."""
    if OWNER not in databases():
        raise DatabaseFault(
            f"{ADDRESSES[OWNER]} is not set: migrations need the address of the tables' owner."
        )
