"""Row-level security as migration operations: forced on a personal table from its first day."""

from django.db import migrations

# NULLIF: after a transaction PostgreSQL leaves a custom setting as the empty string, not as NULL.
LISTED = (
    "{column} = ANY ("
    "string_to_array(nullif(current_setting('stegvis.{name}', true), ''), ',')::bigint[])"
)
EVERYTHING = "current_setting('stegvis.everything', true) = 'on'"


def by_site(column: str = "site_id") -> str:
    """Rows of the sites in context."""
    return LISTED.format(column=column, name="sites")


def by_owner(column: str = "owner_id") -> str:
    """Rows of the owner organisations in context."""
    return LISTED.format(column=column, name="owners")


def by_user(column: str) -> str:
    """Rows that belong to the user in context."""
    return f"{column} = nullif(current_setting('stegvis.user_id', true), '')::bigint"


def by_participation(column: str = "participation_id") -> str:
    """Rows of the participations that emergency access has opened for the moment."""
    return LISTED.format(column=column, name="participations")


def through(table: str, column: str) -> str:
    """Rows whose parent in `table` is itself visible in the context."""
    return f"EXISTS (SELECT 1 FROM {table} parent WHERE parent.id = {column})"  # noqa: S608


def force(table: str, condition: str) -> migrations.RunSQL:
    """Force row-level security on `table`: rows that meet `condition`, or all for the operator."""
    return migrations.RunSQL(
        sql=[
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            _policy(table, seen=condition, written=condition),
        ],
        reverse_sql=[
            f"DROP POLICY in_context ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def narrow(table: str, condition: str, *, before: str, written: str = "") -> migrations.RunSQL:
    """Put `condition` in the place of `before`, which `force` set; `written` for new rows."""
    drop = f"DROP POLICY in_context ON {table}"
    return migrations.RunSQL(
        sql=[drop, _policy(table, seen=condition, written=written or condition)],
        reverse_sql=[drop, _policy(table, seen=before, written=before)],
    )


def _policy(table: str, *, seen: str, written: str) -> str:
    return (
        f"CREATE POLICY in_context ON {table} TO stegvis_app"
        f" USING (({seen}) OR ({EVERYTHING})) WITH CHECK (({written}) OR ({EVERYTHING}))"
    )


def readable_for_figures(table: str, *columns: str, personal: bool = True) -> migrations.RunSQL:
    """Let the role that builds snapshots read `columns` of `table` and nothing else of it."""
    grant = f"GRANT SELECT ({', '.join(columns)}) ON {table} TO stegvis_figures"
    revoke = f"REVOKE SELECT ON {table} FROM stegvis_figures"  # noqa: S608
    if not personal:
        return migrations.RunSQL(sql=[grant], reverse_sql=[revoke])
    return migrations.RunSQL(
        sql=[
            grant,
            f"CREATE POLICY for_figures ON {table} FOR SELECT TO stegvis_figures USING (true)",
        ],
        reverse_sql=[f"DROP POLICY for_figures ON {table}", revoke],
    )
