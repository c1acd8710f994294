"""What was erased, until the ledger beside the keys holds it."""

import django.db.models.functions.datetime
from django.db import migrations, models

KINDS = ("person", "protected", "referral", "key")


class Migration(migrations.Migration):
    dependencies = [("access", "0006_drafts")]

    operations = [
        migrations.CreateModel(
            name="ErasedId",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                (
                    "erased_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("entered_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", KINDS)), name="erased_id_kind"
                    )
                ],
            },
        ),
    ]
