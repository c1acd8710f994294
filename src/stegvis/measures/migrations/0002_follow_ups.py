"""Figures of follow-ups read what was heard, and who is to be left alone."""

from django.db import migrations

from stegvis.access.rls import readable_for_figures


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_follow_ups"),
        ("measures", "0001_rights"),
    ]

    operations = [
        readable_for_figures(
            "casework_followup", "participation_id", "due_on", "reached", "occupation", "plan"
        ),
        readable_for_figures(
            "casework_consent", "id", "participant_id", "kind", "given_on", "withdrawn_on"
        ),
        migrations.RunSQL(
            "GRANT SELECT (protected) ON casework_participant TO stegvis_figures",
            "REVOKE SELECT (protected) ON casework_participant FROM stegvis_figures",
        ),
    ]
