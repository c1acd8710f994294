"""Persons are seen through a participation one reaches, no longer by the whole organisation.

A participant also shows at the site where she was first registered: a row that was just added
must be visible to who added it, before her first participation stands.
"""

import django.db.models.deletion
from django.db import migrations, models

from stegvis.access.rls import by_owner, by_participation, by_site, narrow

FIRST_SITE = """
UPDATE casework_participant SET site_id = (
    SELECT taken.site_id FROM casework_participation taken
    WHERE taken.participant_id = casework_participant.id
    ORDER BY taken.started_on, taken.id LIMIT 1
)
"""
# Sees every row for the one question, and gives back what the context was.
KNOWN = """
CREATE FUNCTION casework_known_person(owner bigint, print bytea) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before text := coalesce(current_setting('stegvis.everything', true), '');
    known bigint;
BEGIN
    IF before <> 'on' AND NOT coalesce(owner::text = ANY (
        string_to_array(current_setting('stegvis.owners', true), ',')), false) THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('stegvis.everything', 'on', true);
    SELECT participant_id INTO known FROM casework_identity
        WHERE owner_id = owner AND number_print = print;
    PERFORM set_config('stegvis.everything', before, true);
    RETURN known;
END $$;
COMMENT ON FUNCTION casework_known_person(bigint, bytea) IS
    'The participant of an owner in context whose number has this print, also at a site unseen';
"""
SEEN = (
    f"{by_site()} OR EXISTS (SELECT 1 FROM casework_participation taken"
    " WHERE taken.participant_id = casework_participant.id)"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_follow_ups"), ("access", "0005_login")]

    operations = [
        migrations.AddField(
            "participant",
            "site",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="interventions.site",
            ),
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE casework_participant DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_participation DISABLE ROW LEVEL SECURITY",
                FIRST_SITE,
                "SET CONSTRAINTS ALL IMMEDIATE",
                "ALTER TABLE casework_participant ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE casework_participation ENABLE ROW LEVEL SECURITY",
            ],
            migrations.RunSQL.noop,
        ),
        narrow(
            "casework_participation",
            f"{by_site()} OR {by_participation('id')}",
            before=by_site(),
        ),
        narrow("casework_participant", SEEN, before=by_owner(), written=by_owner()),
        migrations.RunSQL(KNOWN, "DROP FUNCTION casework_known_person(bigint, bytea)"),
    ]
