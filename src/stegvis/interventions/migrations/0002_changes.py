"""A change in the catalogue makes the association's figures be computed anew."""

from django.db import migrations

from stegvis.organisations.changes import noted

OF_INTERVENTION = (
    "(SELECT i.association_id FROM interventions_intervention i WHERE i.id = intervention_id)"
    " AS association_id"
)


class Migration(migrations.Migration):
    dependencies = [
        ("interventions", "0001_initial"),
        ("organisations", "0002_changes_and_codes"),
    ]

    operations = [
        # Targets of the composite foreign keys that keep a participation's places consistent.
        migrations.RunSQL(
            "ALTER TABLE interventions_site ADD CONSTRAINT site_with_owner"
            " UNIQUE (id, intervention_id, owner_id);"
            "ALTER TABLE interventions_intervention ADD CONSTRAINT intervention_with_association"
            " UNIQUE (id, association_id);",
            "ALTER TABLE interventions_site DROP CONSTRAINT site_with_owner;"
            "ALTER TABLE interventions_intervention DROP CONSTRAINT intervention_with_association;",
        ),
        noted("interventions_intervention"),
        noted("interventions_site", OF_INTERVENTION),
        noted("interventions_agreement", OF_INTERVENTION),
    ]
