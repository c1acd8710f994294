"""Drafts: sealed, seen by nobody but who wrote them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import by_user, force


class Migration(migrations.Migration):
    dependencies = [("access", "0005_login")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="draft_by_age")],
            },
        ),
        force("access_draft", by_user("user_id")),
    ]
