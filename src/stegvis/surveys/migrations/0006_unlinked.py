"""Unlinked forms wait where only their own intervention's submission reaches them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stegvis.access.rls import by_site, force
from stegvis.organisations.changes import noted

COLLECTING = "intervention_id = nullif(current_setting('stegvis.collecting', true), '')::bigint"
IN_ASSOCIATION = (
    "association_id IN (SELECT i.association_id FROM interventions_intervention i"
    f" JOIN interventions_site s ON s.intervention_id = i.id WHERE {by_site('s.id')})"
)
GENDERS = ["woman", "man", "other", "unknown"]
OCCASIONS = ("first", "again")


def what_was_said() -> list[tuple[str, models.Field]]:
    return [
        ("instrument", models.CharField(max_length=80)),
        ("version", models.CharField(max_length=20)),
        ("collected_from", models.DateField()),
        ("collected_to", models.DateField()),
        ("gender", models.CharField(max_length=10)),
        ("occasion", models.CharField(max_length=10)),
        ("pattern", models.JSONField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_invitations")]

    operations = [
        migrations.CreateModel(
            name="CollectionLength",
            fields=[
                (
                    "association",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="collection_length",
                        serialize=False,
                        to="organisations.association",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__in", (3, 4, 6))),
                        name="collection_length_listed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsedKey",
            fields=[("print", models.BinaryField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="WaitingForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                *what_was_said(),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="interventions.intervention",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gender__in", GENDERS)), name="waiting_gender_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occasion__in", [*OCCASIONS])),
                        name="waiting_occasion_listed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssociationCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                *what_was_said(),
                ("count", models.PositiveIntegerField()),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.association",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("gender__in", GENDERS)),
                        name="association_count_gender_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occasion__in", [*OCCASIONS])),
                        name="association_count_occasion_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="association_counts_forms"
                    ),
                ],
            },
        ),
        force("surveys_waitingform", COLLECTING),
        force("surveys_associationcount", IN_ASSOCIATION),
        noted("surveys_associationcount"),
        migrations.RunSQL(
            "CREATE POLICY while_collecting ON surveys_unlinkedcount TO stegvis_app"
            f" USING ({COLLECTING}) WITH CHECK ({COLLECTING})",
            "DROP POLICY while_collecting ON surveys_unlinkedcount",
        ),
    ]
