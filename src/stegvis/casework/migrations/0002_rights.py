"""Persons stay in the owner's workspace: row-level security and keys that keep places consistent."""

from django.db import migrations

from stegvis.access.rls import by_owner, by_site, force
from stegvis.organisations.changes import noted

# Deferred: moving an intervention to another owner updates site, persons and participations in
# one transaction, in any order.
CONSISTENT = """
ALTER TABLE casework_participant ADD CONSTRAINT participant_with_owner
    UNIQUE (id, owner_id, association_id);
ALTER TABLE casework_participation
    ADD CONSTRAINT participation_site_of_owner
        FOREIGN KEY (site_id, intervention_id, owner_id)
        REFERENCES interventions_site (id, intervention_id, owner_id)
        DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT participation_intervention_of_association
        FOREIGN KEY (intervention_id, association_id)
        REFERENCES interventions_intervention (id, association_id)
        DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT participation_participant_of_owner
        FOREIGN KEY (participant_id, owner_id, association_id)
        REFERENCES casework_participant (id, owner_id, association_id)
        DEFERRABLE INITIALLY DEFERRED;
"""
LOOSE = """
ALTER TABLE casework_participation
    DROP CONSTRAINT participation_site_of_owner,
    DROP CONSTRAINT participation_intervention_of_association,
    DROP CONSTRAINT participation_participant_of_owner;
ALTER TABLE casework_participant DROP CONSTRAINT participant_with_owner;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_rights"),
        ("casework", "0001_initial"),
        ("interventions", "0002_changes"),
    ]

    operations = [
        migrations.RunSQL(CONSISTENT, LOOSE),
        force("casework_participant", by_owner()),
        force("casework_participation", by_site()),
        force("casework_headcount", by_owner()),
        noted("casework_participant"),
        noted("casework_participation"),
        noted("casework_headcount"),
    ]
