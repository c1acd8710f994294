"""That a participant was asked, by year; and lengths of collection periods that change on a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through
from stegvis.organisations.changes import noted


def key(to: str, *, on_delete=django.db.models.deletion.PROTECT, related_name: str = "+"):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to)


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
    ]
