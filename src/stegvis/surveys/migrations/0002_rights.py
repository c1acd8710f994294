"""Answers are visible where the participation is; counts of unlinked forms at their intervention."""

from django.db import migrations

from stegvis.access.rls import by_site, force, through
from stegvis.organisations.changes import noted

AT_INTERVENTION = (
    f"intervention_id IN (SELECT s.intervention_id FROM interventions_site s WHERE {by_site('s.id')})"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_rights"), ("surveys", "0001_initial")]

    operations = [
        force("surveys_response", through("casework_participation", "participation_id")),
        force("surveys_answer", through("surveys_response", "response_id")),
        force("surveys_unlinkedcount", AT_INTERVENTION),
        noted("surveys_response"),
        noted("surveys_unlinkedcount"),
    ]
