"""Wanted outcomes, what is handed over at the exit, and follow-ups after it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through
from stegvis.organisations.changes import noted

PARTICIPATION = "casework_participation"


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_data_keys"),
        ("casework", "0008_plans"),
        ("organisations", "0002_changes_and_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WantedOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("score", models.CharField(blank=True, max_length=20)),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wanted_outcomes",
                        to="casework.participation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "code"), name="wanted_outcome_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__in", ["reached", "partly", "not_reached", ""])
                        ),
                        name="wanted_outcome_score_listed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("receiver", models.CharField(blank=True, max_length=80)),
                ("from_day", models.DateField(blank=True, null=True)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.datakey",
                    ),
                ),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="casework.participation",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("reached", models.BooleanField(null=True)),
                ("made_on", models.DateField(blank=True, null=True)),
                ("occupation", models.JSONField(blank=True, null=True)),
                ("support", models.JSONField(blank=True, null=True)),
                ("next_steps", models.JSONField(blank=True, default=list)),
                ("plan", models.CharField(blank=True, max_length=20)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.association",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="casework.participation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "due_on"), name="follow_up_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "plan__in",
                                ["carried_out", "partly", "not_carried_out", "no_plan", ""],
                            )
                        ),
                        name="follow_up_plan_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reached", True),
                            models.Q(
                                ("next_steps", []),
                                ("occupation", None),
                                ("plan", ""),
                                ("support", None),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_answers_need_contact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_on", None), ("reached__isnull", False), _connector="OR"
                        ),
                        name="follow_up_day_needs_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tried_on", models.DateField()),
                ("channel", models.CharField(max_length=20)),
                ("reached", models.BooleanField()),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="casework.followup",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["tried_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["phone", "message", "letter", "video", "in_person"],
                            )
                        ),
                        name="follow_up_channel_listed",
                    ),
                ],
            },
        ),
        force("casework_wantedoutcome", through(PARTICIPATION, "participation_id")),
        force("casework_handover", through(PARTICIPATION, "participation_id")),
        force("casework_followup", through(PARTICIPATION, "participation_id")),
        force("casework_followupattempt", through("casework_followup", "follow_up_id")),
        noted("casework_followup"),
    ]
