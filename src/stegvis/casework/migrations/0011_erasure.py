"""Retention rules, holds and receipts; what is erased keeps its months and says so."""

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import by_owner, force

PROTECT = django.db.models.deletion.PROTECT
KINDS = ["participation", "referral"]


def _id():
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def _to(model, on_delete=PROTECT, related_name="+", **options):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=model, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0010_narrow"),
        ("access", "0007_erasures"),
        ("measures", "0001_rights"),
    ]

    operations = [
        migrations.AddField(
            "participant",
            "random_id",
            models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), editable=False
            ),
        ),
        migrations.AddField(
            "participation", "erased_on", models.DateField(blank=True, editable=False, null=True)
        ),
        migrations.RunSQL(
            "GRANT SELECT (erased_on) ON casework_participation TO stegvis_figures",
            "REVOKE SELECT (erased_on) ON casework_participation FROM stegvis_figures",
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                _id(),
                ("kind", models.CharField(max_length=20)),
                ("months", models.PositiveSmallIntegerField()),
                ("document", models.CharField(max_length=80)),
                ("decided_on", models.DateField()),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("entered_by", _to(settings.AUTH_USER_MODEL)),
                ("owner", _to("organisations.organisation")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", KINDS)), name="retention_kind_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 240))),
                        name="retention_months_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="retention_needs_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                _id(),
                ("document", models.CharField(max_length=80)),
                ("placed_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                ("intervention", _to("interventions.intervention", blank=True, null=True)),
                ("lifted_by", _to(settings.AUTH_USER_MODEL, blank=True, null=True)),
                ("owner", _to("organisations.organisation")),
                (
                    "participant",
                    _to(
                        "casework.participant",
                        django.db.models.deletion.CASCADE,
                        "holds",
                        blank=True,
                        null=True,
                    ),
                ),
                ("placed_by", _to(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("intervention__isnull", False), ("participant", None)),
                            models.Q(("intervention", None), ("participant__isnull", False)),
                            _connector="OR",
                        ),
                        name="legal_hold_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="legal_hold_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_on__isnull", True),
                            ("placed_on__isnull", True),
                            ("lifted_on__gte", models.F("placed_on")),
                            _connector="OR",
                        ),
                        name="legal_hold_lifted_after_it_is_placed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_by", None), ("lifted_on", None)),
                            models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="legal_hold_lifted_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                _id(),
                ("kind", models.CharField(max_length=20)),
                ("erased_on", models.DateField()),
                ("document", models.CharField(max_length=80)),
                ("decided_on", models.DateField()),
                ("persons", models.PositiveIntegerField()),
                ("rows", models.JSONField(default=dict)),
                ("association", _to("organisations.association")),
                ("ordered_by", _to(settings.AUTH_USER_MODEL, blank=True, null=True)),
                ("owner", _to("organisations.organisation")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", KINDS)), name="erasure_kind_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="erasure_needs_a_decision",
                    ),
                ],
            },
        ),
        force("casework_legalhold", by_owner()),
        force("casework_erasure", by_owner()),
    ]
