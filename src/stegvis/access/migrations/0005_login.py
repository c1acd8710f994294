"""Sessions that end at once, invitations, and doors opened in an emergency."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from stegvis.access.rls import by_owner, by_user, force

ID = (
    "id",
    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
)


def link(to: str, name: str, *, null: bool = False, cascade: bool = False) -> models.ForeignKey:
    action = django.db.models.deletion.CASCADE if cascade else django.db.models.deletion.PROTECT
    return models.ForeignKey(null=null, on_delete=action, related_name=name, to=to)


class Migration(migrations.Migration):
    dependencies = [("access", "0004_read_log")]

    operations = [
        migrations.AddField("user", "is_demo", models.BooleanField(default=False)),
        migrations.AddField("user", "session_version", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ID,
                ("fingerprint", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("valid_until", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("made_by", link(settings.AUTH_USER_MODEL, "+", null=True)),
                ("user", link(settings.AUTH_USER_MODEL, "invitations", cascade=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "used_at"], name="invitation_by_user")
                ],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ID,
                ("association_id", models.BigIntegerField()),
                ("owner_id", models.BigIntegerField()),
                ("participation_id", models.BigIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen_by", link(settings.AUTH_USER_MODEL, "+", null=True)),
                ("user", link(settings.AUTH_USER_MODEL, "emergencies")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "until"], name="emergency_by_user"),
                    models.Index(fields=["owner_id", "opened_at"], name="emergency_by_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(until__gt=F("opened_at"))
                        & Q(
                            until__lte=models.ExpressionWrapper(
                                F("opened_at")
                                + models.Value("1:00:00", output_field=models.DurationField()),
                                output_field=models.DateTimeField(),
                            )
                        ),
                        name="emergency_an_hour_at_most",
                    ),
                    models.CheckConstraint(
                        condition=Q(seen_at=None, seen_by=None)
                        | Q(seen_at__isnull=False, seen_by__isnull=False),
                        name="emergency_seen_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyReason",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("owner_id", models.BigIntegerField()),
                ("emergency", link("access.emergency", "reasons")),
                ("key", link("access.datakey", "+")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner_id", "emergency"), name="emergency_reason_once"
                    )
                ],
            },
        ),
        force(
            "access_emergencyreason",
            f"{by_owner()} OR EXISTS (SELECT 1 FROM access_emergency opened"
            f" WHERE opened.id = emergency_id AND {by_user('opened.user_id')})",
        ),
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON access_emergency FROM stegvis_app",
            "GRANT DELETE ON access_emergency TO stegvis_app",
        ),
    ]
