"""That a participant was asked, by year; collection periods that change on a day; yearly rounds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through
from stegvis.organisations.changes import noted


def key(
    to: str, *, on_delete=django.db.models.deletion.PROTECT, related_name: str = "+", **more: bool
):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to, **more)


CLOSING = "nullif(current_setting('stegvis.closing', true), '')::bigint"
OF_ASSOCIATION = f"intervention_id IN (SELECT id FROM interventions_intervention WHERE association_id = {CLOSING})"


def while_closing(table: str, condition: str) -> migrations.RunSQL:
    """Let the page of period closing read `table`; it shows no number below five."""
    return migrations.RunSQL(
        f"CREATE POLICY while_closing ON {table} FOR SELECT TO stegvis_app USING ({condition})",
        f"DROP POLICY while_closing ON {table}",
    )


# A form of a yearly round is collected for the association, under a setting of its own.
COLLECTING = "association_id = nullif(current_setting('stegvis.collecting_all', true), '')::bigint"


def while_collecting(table: str) -> migrations.RunSQL:
    """Let the form that is sent in a yearly round reach the rows of its association in `table`."""
    return migrations.RunSQL(
        f"CREATE POLICY while_collecting_all ON {table} TO stegvis_app"
        f" USING ({COLLECTING}) WITH CHECK ({COLLECTING})",
        f"DROP POLICY while_collecting_all ON {table}",
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
        f"ALTER TABLE {table} RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)",
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
        migrations.AlterField(
            model_name="waitingform",
            name="intervention",
            field=key("interventions.intervention", blank=True, null=True),
        ),
        migrations.AddField(
            model_name="waitingform",
            name="association",
            field=key("organisations.association", blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="waitingform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("association__isnull", False), ("intervention__isnull", True)),
                    models.Q(("association__isnull", True), ("intervention__isnull", False)),
                    _connector="OR",
                ),
                name="waiting_form_has_one_place",
            ),
        ),
        migrations.CreateModel(
            name="YearlyRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "association",
                    key(
                        "organisations.association",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="yearly_rounds",
                    ),
                ),
                ("instrument", key("surveys.instrument", related_name="yearly_rounds")),
                ("opened_by", key(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "instrument", "opens_on"),
                        name="yearly_round_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("opens_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="yearly_round_days_in_order",
                    ),
                ]
            },
        ),
        while_collecting("surveys_waitingform"),
        while_collecting("surveys_associationcount"),
        while_closing("surveys_waitingform", f"{OF_ASSOCIATION} OR association_id = {CLOSING}"),
        while_closing("surveys_unlinkedcount", OF_ASSOCIATION),
        while_closing("surveys_associationcount", f"association_id = {CLOSING}"),
        *(cleared_at_once(table) for table in OF_FORMS),
    ]
