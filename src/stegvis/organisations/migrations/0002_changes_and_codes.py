"""The freshness table with its trigger function, the municipalities and the shipped codes."""

import csv
from pathlib import Path

from django.db import migrations

ASSETS = Path(__file__).resolve().parent.parent / "assets"

CHANGES = """
CREATE TABLE organisations_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    association_id bigint NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    UNIQUE (association_id, xid)
);
REVOKE ALL ON organisations_change FROM stegvis_app;
GRANT SELECT ON organisations_change TO stegvis_app, stegvis_figures;

-- Statement triggers pass the rows they changed; one row per association and transaction is
-- enough. SECURITY DEFINER, because the program itself may not write here.
CREATE FUNCTION stegvis_note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO organisations_change (association_id)
         SELECT DISTINCT association_id FROM (%s) touched WHERE association_id IS NOT NULL
         ON CONFLICT DO NOTHING', TG_ARGV[0]);
    RETURN NULL;
END $$;
"""

UNDO_CHANGES = "DROP FUNCTION stegvis_note_change(); DROP TABLE organisations_change;"


def fill(apps, schema_editor):
    """Municipalities by SCB's code (290 since 2003) and every code the program ships."""
    from stegvis.core.codes import LISTS  # noqa: PLC0415 - the lists of the day it is run

    alias = schema_editor.connection.alias
    municipality = apps.get_model("organisations", "Municipality")
    with (ASSETS / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        municipality.objects.using(alias).bulk_create(
            municipality(code=row["code"], name=row["name"]) for row in csv.DictReader(file)
        )
    code = apps.get_model("organisations", "Code")
    code.objects.using(alias).bulk_create(
        code(list_name=each.name, code=one.code, label_sv=one.sv, label_en=one.en, origin="stegvis")
        for each in LISTS.values()
        for one in each
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RunSQL(CHANGES, UNDO_CHANGES),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
