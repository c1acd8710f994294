"""Freshness as migration operations: tables that figures are made from tell when they change."""

from django.db import migrations

EVENTS = {
    "INSERT": ("NEW TABLE AS new_rows", "SELECT {column} FROM new_rows"),
    "UPDATE": (
        "NEW TABLE AS new_rows OLD TABLE AS old_rows",
        "SELECT {column} FROM new_rows UNION SELECT {column} FROM old_rows",
    ),
    "DELETE": ("OLD TABLE AS old_rows", "SELECT {column} FROM old_rows"),
}


def noted(table: str, column: str = "association_id") -> migrations.RunSQL:
    """Note a change of the association in `column` whenever rows of `table` are written.

    Statement triggers: one small insert per statement, however many rows it writes. `column`
    is an SQL expression that must be named or aliased association_id.
    """
    return migrations.RunSQL(
        sql=[_trigger(table, event, column) for event in EVENTS],
        reverse_sql=[f"DROP TRIGGER note_{event.lower()} ON {table}" for event in EVENTS],
    )


def _trigger(table: str, event: str, column: str) -> str:
    tables, rows = EVENTS[event]
    query = rows.format(column=column).replace("'", "''")
    return (
        f"CREATE TRIGGER note_{event.lower()} AFTER {event} ON {table} REFERENCING {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION stegvis_note_change('{query}')"
    )
