"""That a participant was asked, by year; and lengths of collection periods that change on a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through
from stegvis.organisations.changes import noted


def key(to: str, *, on_delete=django.db.models.deletion.PROTECT, related_name: str = "+"):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to)


CLOSING = "nullif(current_setting('stegvis.closing', true), '')::bigint"
OF_ASSOCIATION = (
    f"intervention_id IN (SELECT id FROM interventions_intervention WHERE association_id = {CLOSING})"
)


def while_closing(table: str, condition: str) -> migrations.RunSQL:
    """Let the page of period closing read `table`; it shows no number below five."""
    return migrations.RunSQL(
        f"CREATE POLICY while_closing ON {table} FOR SELECT TO stegvis_app USING ({condition})",
        f"DROP POLICY while_closing ON {table}",
    )

# A row that was written anew leaves its old place behind, with the transaction that wrote it:
# PostgreSQL clears these tables as soon as there is one to clear, not at its usual fifty.
OF_FORMS = (
    "surveys_waitingform",
    "surveys_usedkey",
    "surveys_unlinkedcount",
    "surveys_associationcount",
)


def cleared_at_once(table: str) -> migrations.RunSQL:
    """Let autovacuum look after `table` whenever a row of it has been replaced."""
    return migrations.RunSQL(
        f"ALTER TABLE {table}"
        " SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0)",
        f"ALTER TABLE {table}"
        " RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0011_erasure"),
        ("organisations", "0003_opening_period"),
        ("surveys", "0006_unlinked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instrument", models.CharField(max_length=80)),
                ("year", models.PositiveSmallIntegerField()),
                ("occasion", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=20)),
                ("noted_on", models.DateField()),
                ("association", key("organisations.association")),
                ("noted_by", key(settings.AUTH_USER_MODEL)),
                (
                    "participation",
                    key(
                        "casework.participation",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "instrument", "year", "occasion"),
                        name="asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occasion__in", ["first", "again"])),
                        name="asked_occasion_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["asked", "declined", "not_suitable"])),
                        name="asked_outcome_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2000, 2200))),
                        name="asked_year_has_four_digits",
                    ),
                ],
            },
        ),
        force("surveys_asked", through("casework_participation", "participation_id")),
        noted("surveys_asked"),
        migrations.AddField(
            model_name="collectionlength",
            name="before",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="collectionlength",
            name="holds_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="collectionlength", name="collection_length_listed"),
        migrations.AddConstraint(
            model_name="collectionlength",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__in", (3, 4, 6, 12))),
                name="collection_length_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="collectionlength",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before__isnull", True), ("holds_from__isnull", True)),
                    models.Q(("before__isnull", False), ("holds_from__isnull", False)),
                    _connector="OR",
                ),
                name="collection_length_changes_on_a_day",
            ),
        ),
        while_closing("surveys_waitingform", OF_ASSOCIATION),
        while_closing("surveys_unlinkedcount", OF_ASSOCIATION),
        while_closing("surveys_associationcount", f"association_id = {CLOSING}"),
        *(cleared_at_once(table) for table in OF_FORMS),
    ]
