"""The history of changes, written by triggers; consents and joint groups are narrowed to sites."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import by_owner, by_user, force, narrow, through
from stegvis.casework.tracking import ADDED, REMOVED, tracked, writer

# Seen where the participation is seen, what is known of the person herself wherever she is.
SEEN = (
    "CASE WHEN participation_id IS NULL"
    " THEN EXISTS (SELECT 1 FROM casework_participant person WHERE person.id = participant_id)"
    " ELSE EXISTS (SELECT 1 FROM casework_participation stay WHERE stay.id = participation_id) END"
)
# Whoever alters a row need not see all of the person (an officer withdraws a consent), but writes
# in no other name than the context's.
OWN_NAME = f"by_id IS NULL OR {by_user('by_id')}"
# No row is changed, and only what reaches everything (erasure, protection) takes rows away.
KEPT = (
    "REVOKE UPDATE, TRUNCATE ON casework_revision FROM stegvis_app;"
    " CREATE POLICY with_the_person ON casework_revision AS RESTRICTIVE FOR DELETE TO stegvis_app"
    " USING (current_setting('stegvis.everything', true) = 'on');"
    # A cascade of the database (an identity follows its participant's protection) writes as the
    # tables' owner.
    " CREATE POLICY by_cascade ON casework_revision FOR INSERT TO CURRENT_USER WITH CHECK (true)"
)
LOOSE = (
    "DROP POLICY by_cascade ON casework_revision;"
    " DROP POLICY with_the_person ON casework_revision;"
    " GRANT UPDATE ON casework_revision TO stegvis_app"
)
# A consent is seen where the person is, no longer by the whole organisation.
REFERRED = f"referral_id IS NOT NULL AND {through('casework_referral', 'referral_id')}"
CONSENT_BEFORE = f"(participant_id IS NOT NULL AND {by_owner()}) OR ({REFERRED})"
CONSENT_SEEN = (
    f"(participant_id IS NOT NULL AND {through('casework_participant', 'participant_id')})"
    f" OR ({REFERRED})"
)
# A joint group of an intervention, or of one of its sites; a referral to any site is everyone's.
HELD = f"""
CREATE POLICY for_group ON casework_referral FOR SELECT TO stegvis_app USING (
    shared_until >= (now() AT TIME ZONE 'Europe/Stockholm')::date
    AND EXISTS (
        SELECT 1 FROM access_grant held
        WHERE {by_user('held.user_id')} AND held.revoked_at IS NULL
            AND held.role = 'referral_group' AND %s
    )
)
"""
OF_INTERVENTION = "(held.place_kind = 'intervention' AND held.place_id = intervention_id)"
OF_SITE = (
    "(held.place_kind = 'site' AND (held.place_id = site_id OR (site_id IS NULL AND EXISTS ("
    "SELECT 1 FROM interventions_site here WHERE here.id = held.place_id"
    " AND here.intervention_id = casework_referral.intervention_id))))"
)
NO_GROUP = "DROP POLICY for_group ON casework_referral"
PARTICIPATION = (
    *("site_id", "kind", "municipality_code", "origin", "target_groups", "referrers"),
    *("referred_on", "decision_on", "need_signalled_on", "started_on", "planned_end_on"),
    *("ended_on", "completed", "exit_reason", "next_steps", "next_intervention", "education"),
    *("time_in_support", "support_start", "support_end", "occupation_start", "occupation_end"),
    *("employment_form", "hours_start", "hours_end", "voided"),
)
MEETING = (
    *("state", "day", "starts_at", "mode", "parties", "cancelled_by", "cancelled_on", "voided"),
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_erasure"), ("access", "0007_erasures")]
    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("noun", models.CharField(max_length=20)),
                ("day", models.DateField(null=True)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("removed", models.BooleanField(default=False)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.participant",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="casework.participation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["participation", "-id"], name="revision_by_participation"
                    ),
                    models.Index(fields=["participant", "-id"], name="revision_by_participant"),
                ],
            },
        ),
        force("casework_revision", SEEN),
        narrow("casework_revision", SEEN, before=SEEN, written=OWN_NAME),
        migrations.RunSQL(KEPT, LOOSE),
        narrow(
            "casework_consent", CONSENT_SEEN, before=CONSENT_BEFORE, written=CONSENT_BEFORE
        ),
        migrations.RunSQL(
            [NO_GROUP, HELD % f"({OF_INTERVENTION} OR {OF_SITE})"],
            [NO_GROUP, HELD % OF_INTERVENTION],
        ),
        writer(),
        tracked("participation", *PARTICIPATION),
        tracked("participant", "gender", "birth_year", "protected"),
        tracked("consent", "kind", "given_on", "valid_to", "withdrawn_on", "how", "kept_at"),
        tracked("meeting", *MEETING),
        tracked(
            "followup",
            *("due_on", "reached", "made_on", "occupation", "support", "next_steps", "plan"),
            also=(REMOVED,),
        ),
        tracked("weekhours", "monday", "planned", "achieved", also=(REMOVED, ADDED)),
        tracked("wantedoutcome", "code", "score", also=(REMOVED,)),
        tracked("plangoal", "due_on", "reached_on", "dropped"),
        tracked("plan", "agreed_on"),
        tracked("handover", "receiver", "from_day", also=(REMOVED,)),
        tracked("identity", "protected"),
    ]
