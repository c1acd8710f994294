"""Consents: of a participant here, of a referral from the next migration on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import by_owner, force

KINDS = ["secrecy", "registration", "survey_message", "one_year_contact"]


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_vault"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("given_on", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("how", models.CharField(max_length=20)),
                ("kept_at", models.CharField(blank=True, max_length=20)),
                ("signature", models.CharField(blank=True, max_length=80)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("association", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.association")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
                ("participant", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="casework.participant")),
                ("recorded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["given_on", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="consent_kind_listed"),
                    models.CheckConstraint(condition=models.Q(("kept_at__in", ["referrer", "intervention", "archive", ""])), name="consent_kept_at_listed"),
                    models.CheckConstraint(condition=models.Q(("valid_to__isnull", True), ("given_on__isnull", True), ("valid_to__gte", models.F("given_on")), _connector="OR"), name="consent_ends_after_it_is_given"),
                    models.CheckConstraint(condition=models.Q(("withdrawn_on__isnull", True), ("given_on__isnull", True), ("withdrawn_on__gte", models.F("given_on")), _connector="OR"), name="consent_withdrawn_after_it_is_given"),
                    models.CheckConstraint(condition=models.Q(models.Q(("how", "paper"), ("signature", ""), models.Q(("kept_at", ""), _negated=True)), models.Q(("how", "electronic"), ("kept_at", ""), models.Q(("signature", ""), _negated=True)), _connector="OR"), name="consent_signed_somehow"),
                ],
            },
        ),
        force("casework_consent", by_owner()),
    ]
