"""Referrals: the officer's own, then the owner's, and the joint group's while consent holds."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import by_owner, by_site, by_user, force, narrow, through

STATUSES = ["draft", "sent", "received", "needs_more", "joint_meeting", "preparing", "waiting", "accepted", "started", "declined", "declined_by_person", "withdrawn", "expired"]
REASONS = ["no_place", "not_target_group", "other_more_suitable", "needs_care_first", "too_early", "already_taking_part", "no_answer", "incomplete", "moved", "changed_situation", "sent_by_mistake", "other", ""]
TIMES = ["none", "up_to_3_months", "up_to_6_months", "up_to_1_year", "up_to_3_years", "up_to_6_years", "up_to_9_years", "over_9_years", "unknown"]
LANGUAGES = ["ara", "sqi", "bos", "prs", "eng", "fin", "fra", "ckb", "kmr", "fas", "pus", "pol", "ron", "rus", "som", "spa", "swl", "tha", "tir", "tur", "ukr", "vie", "other", ""]
KINDS = ["municipality", "region", "fk", "af", "association", "provider", "health_unit", "civil_society", "education", "social_enterprise", "other"]
DECISIONS = ["preparing", "waiting", "accepted", "needs_more", "declined", "declined_by_person", ""]

# The moves that the rules allow (rules/referrals.py; a test compares the two), kept here for
# every other way in.
MOVES = {
    "draft": "sent",
    "sent": "received needs_more joint_meeting preparing waiting accepted declined declined_by_person withdrawn expired",
    "received": "needs_more joint_meeting preparing waiting accepted declined declined_by_person withdrawn expired",
    "needs_more": "sent received declined declined_by_person withdrawn expired",
    "joint_meeting": "received needs_more preparing waiting accepted declined declined_by_person withdrawn",
    "preparing": "joint_meeting waiting accepted started declined declined_by_person withdrawn",
    "waiting": "joint_meeting preparing accepted started declined declined_by_person withdrawn",
    "accepted": "waiting started declined declined_by_person withdrawn",
    "declined": "received",
    "declined_by_person": "received",
    "expired": "sent received",
}
PAIRS = ", ".join(f"'{old} {new}'" for old, all_new in MOVES.items() for new in all_new.split())
GUARD = f"""
CREATE FUNCTION casework_referral_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.status || ' ' || NEW.status) = ANY (ARRAY[{PAIRS}]) THEN
        RAISE EXCEPTION 'a referral does not go that way'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_allowed_move';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER allowed_move BEFORE UPDATE ON casework_referral FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION casework_referral_moves();
"""

# Sent, and to a site in context; one that leaves the site open shows at every site of the owner.
SENT = (
    f"sent_on IS NOT NULL AND ({by_site()} OR (site_id IS NULL AND {by_owner()} AND EXISTS ("
    "SELECT 1 FROM interventions_site here WHERE here.intervention_id ="
    f" casework_referral.intervention_id AND {by_site('here.id')})))"
)
REFERRED = "EXISTS (SELECT 1 FROM casework_referral parent WHERE parent.id = referral_id)"
OF_SOMEONE = f"(participant_id IS NOT NULL AND {by_owner()}) OR {REFERRED}"
# The joint group reads what its meetings have taken up, by its members' own running grants, as
# long as consent to lift secrecy holds. It writes nothing.
GROUP = f"""
CREATE POLICY for_group ON casework_referral FOR SELECT TO stegvis_app USING (
    shared_until >= (now() AT TIME ZONE 'Europe/Stockholm')::date
    AND EXISTS (
        SELECT 1 FROM access_grant held
        WHERE {by_user('held.user_id')} AND held.revoked_at IS NULL
            AND held.role = 'referral_group' AND held.place_kind = 'intervention'
            AND held.place_id = intervention_id
    )
);
CREATE POLICY for_referral ON access_datakey FOR SELECT TO stegvis_app USING (
    EXISTS (SELECT 1 FROM casework_referral parent WHERE parent.key_id = access_datakey.id)
);
"""
ALONE = """
DROP POLICY for_referral ON access_datakey;
DROP POLICY for_group ON casework_referral;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_data_keys"),
        ("casework", "0004_consents"),
        ("interventions", "0003_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20)),
                ("status", models.CharField(default="draft", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("protected", models.BooleanField(default=False)),
                ("gender", models.CharField(default="unknown", max_length=10)),
                ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("municipality_code", models.CharField(blank=True, max_length=4)),
                ("referrer", models.CharField(blank=True, max_length=80)),
                ("self_referral", models.BooleanField(default=False)),
                ("situations", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ("support", models.JSONField(blank=True, null=True)),
                ("time_in_support", models.CharField(default="unknown", max_length=20)),
                ("at_af", models.CharField(default="unknown", max_length=10)),
                ("programmes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ("contacts", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ("wanted_outcomes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ("interpreter", models.CharField(blank=True, max_length=10)),
                ("three_party", models.CharField(default="no", max_length=10)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("written_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("waiting_since", models.DateField(blank=True, null=True)),
                ("expected_start_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("shared_until", models.DateField(blank=True, null=True)),
                ("association", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.association")),
                ("intervention", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interventions.intervention")),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("officer", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
                ("participant", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="referrals", to="casework.participant")),
                ("participation", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="referrals", to="casework.participation")),
                ("sender", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
                ("site", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interventions.site")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "reference"), name="referral_reference_once"),
                    models.CheckConstraint(condition=models.Q(("status__in", STATUSES)), name="referral_status_listed"),
                    models.CheckConstraint(condition=models.Q(("gender__in", ["woman", "man", "other", "unknown"])), name="referral_gender_listed"),
                    models.CheckConstraint(condition=models.Q(("time_in_support__in", TIMES)), name="referral_time_listed"),
                    models.CheckConstraint(condition=models.Q(("at_af__in", ["yes", "no", "unknown"])), name="referral_at_af_listed"),
                    models.CheckConstraint(condition=models.Q(("three_party__in", ["no", "yes", "planned"])), name="referral_three_party_listed"),
                    models.CheckConstraint(condition=models.Q(("interpreter__in", LANGUAGES)), name="referral_language_listed"),
                    models.CheckConstraint(condition=models.Q(models.Q(("sent_on", None), ("status", "draft")), models.Q(models.Q(("status", "draft"), _negated=True), ("sent_on__isnull", False)), _connector="OR"), name="referral_draft_is_not_sent"),
                    models.CheckConstraint(condition=models.Q(models.Q(("status", "waiting"), _negated=True), ("waiting_since__isnull", False), _connector="OR"), name="referral_waits_since_a_day"),
                    models.CheckConstraint(condition=models.Q(("participation", None), ("status", "started"), _connector="OR"), name="referral_leads_to_a_start"),
                ],
                "indexes": [
                    models.Index(fields=["owner", "status"], name="referral_by_status"),
                    models.Index(fields=["intervention", "waiting_since"], name="referral_waiting"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("number_print", models.BinaryField(null=True)),
                ("number_master", models.PositiveSmallIntegerField(null=True)),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("referral", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="text", to="casework.referral")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("number_master", None), ("number_print", None)), models.Q(("number_master__isnull", False), ("number_print__isnull", False)), _connector="OR"), name="referral_print_has_its_master"),
                ],
                "indexes": [models.Index(fields=["number_print"], name="referral_by_number")],
            },
        ),
        migrations.CreateModel(
            name="ReferralStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("number", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("referral", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="casework.referral")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "number"), name="referral_step_once"),
                    models.CheckConstraint(condition=models.Q(("status__in", STATUSES)), name="referral_step_status_listed"),
                    models.CheckConstraint(condition=models.Q(("reason__in", REASONS)), name="referral_step_reason_listed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                ("state", models.CharField(default="planned", max_length=20)),
                ("taken_up", models.PositiveSmallIntegerField(default=0)),
                ("association", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.association")),
                ("intervention", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="joint_meetings", to="interventions.intervention")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "intervention", "held_on"), name="joint_meeting_once_a_day"),
                    models.CheckConstraint(condition=models.Q(("state__in", ["planned", "held", "cancelled"])), name="joint_meeting_state_listed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_kind", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=20)),
                ("count", models.PositiveSmallIntegerField()),
                ("meeting", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="casework.jointmeeting")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "organisation_kind", "role"), name="joint_attendance_once"),
                    models.CheckConstraint(condition=models.Q(("organisation_kind__in", KINDS)), name="joint_attendance_kind_listed"),
                    models.CheckConstraint(condition=models.Q(("role__in", ["officer", "manager", "coordinator", "care", "participant", "other"])), name="joint_attendance_role_listed"),
                    models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="joint_attendance_of_someone"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("position", models.PositiveSmallIntegerField()),
                ("decision", models.CharField(blank=True, max_length=20)),
                ("decided_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("meeting", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="casework.jointmeeting")),
                ("referral", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="agenda_items", to="casework.referral")),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "meeting"), name="agenda_item_once"),
                    models.CheckConstraint(condition=models.Q(("decision__in", DECISIONS)), name="agenda_item_decision"),
                    models.CheckConstraint(condition=models.Q(models.Q(("decided_by", None), ("decision", "")), models.Q(models.Q(("decision", ""), _negated=True), ("decided_by__isnull", False)), _connector="OR"), name="agenda_item_decided_by"),
                ],
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="referral",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="casework.referral"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(condition=models.Q(("participant__isnull", False), ("referral__isnull", False), _connector="OR"), name="consent_of_someone"),
        ),
        force("casework_referral", f"({SENT}) OR {by_user('officer_id')}"),
        force("casework_referraltext", through("casework_referral", "referral_id")),
        force("casework_referralstep", through("casework_referral", "referral_id")),
        force("casework_agendaitem", through("casework_referral", "referral_id")),
        narrow("casework_consent", OF_SOMEONE, before=by_owner()),
        migrations.RunSQL(GROUP, ALONE),
        migrations.RunSQL(GUARD, "DROP TRIGGER allowed_move ON casework_referral; DROP FUNCTION casework_referral_moves();"),
        # A history that is only added to.
        migrations.RunSQL(
            "REVOKE UPDATE, TRUNCATE ON casework_referralstep FROM stegvis_app",
            "GRANT UPDATE ON casework_referralstep TO stegvis_app",
        ),
    ]
