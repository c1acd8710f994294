"""The read log says where and why, and is sealed; reviews and seals can only be added."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


def only_added(table: str) -> migrations.RunSQL:
    """Rows of `table` are added by the program and never changed or removed by it."""
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM stegvis_app",
        f"GRANT UPDATE, DELETE ON {table} TO stegvis_app",
    )


def numbers() -> ArrayField:
    return ArrayField(models.BigIntegerField(), default=list, size=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_data_keys")]

    operations = [
        migrations.AddField("readlogentry", "role", models.CharField(blank=True, max_length=40)),
        migrations.AddField("readlogentry", "association_id", models.BigIntegerField(null=True)),
        migrations.AddField("readlogentry", "owner_id", models.BigIntegerField(default=0)),
        migrations.AddField("readlogentry", "owner_ids", numbers()),
        migrations.AddField("readlogentry", "participations", numbers()),
        migrations.AddField("readlogentry", "asked", models.CharField(blank=True, max_length=400)),
        migrations.AddField("readlogentry", "count", models.PositiveIntegerField(null=True)),
        migrations.AddIndex(
            "readlogentry", models.Index(fields=["owner_id", "id"], name="readlog_by_owner")
        ),
        migrations.AddIndex(
            "readlogentry", GinIndex(fields=["object_ids"], name="readlog_by_person")
        ),
        migrations.AddIndex(
            "readlogentry", GinIndex(fields=["participations"], name="readlog_by_participation")
        ),
        migrations.CreateModel(
            name="LogSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.BigIntegerField()),
                ("number", models.PositiveBigIntegerField()),
                ("after_id", models.BigIntegerField()),
                ("to_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("gaps", numbers()),
                (
                    "parts",
                    ArrayField(models.CharField(max_length=120), default=list, size=None),
                ),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "number"), name="log_seal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LogReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_id", models.BigIntegerField()),
                ("verdict", models.CharField(max_length=20)),
                ("reviewed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="access.readlogentry",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "owner_id"), name="log_review_once"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["in_order", "asked", "improper"])),
                        name="log_review_verdict_listed",
                    ),
                ],
            },
        ),
        only_added("access_logseal"),
        only_added("access_logreview"),
    ]
