"""Invitations to answer without an account, and the narrow door that they open.

A request that answers has no user and no scope. It says the hash of its link (or code) in
``stegvis.answering``; through that it reaches one invitation, the drafts of that invitation, and
the one response that bears the invitation's name, the last only until it has been sent.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through

SAID = "string_to_array(nullif(current_setting('stegvis.answering', true), ''), ',')"
REACHED = f"(encode(link_print, 'hex') = ANY ({SAID}) OR encode(code_print, 'hex') = ANY ({SAID}))"
ITS_OWN = (
    "EXISTS (SELECT 1 FROM surveys_invitation i JOIN surveys_instrument n ON n.id = i.instrument_id"
    f" WHERE {REACHED} AND i.answered_on IS NULL AND i.revoked_at IS NULL"
    " AND i.valid_until > now() AND i.participation_id = surveys_response.participation_id"
    " AND i.association_id = surveys_response.association_id"
    " AND i.owner_id = surveys_response.owner_id AND i.occasion = surveys_response.occasion"
    " AND n.code = surveys_response.instrument AND n.version = surveys_response.version"
    " AND 'inv-' || i.id = surveys_response.reference)"
)
DRAFTS = f"invitation_id IN (SELECT i.id FROM surveys_invitation i WHERE {REACHED})"


def by_link(table: str, command: str, condition: str) -> migrations.RunSQL:
    """Let who has the link do `command` with the rows of `table` that meet `condition`."""
    kind = "WITH CHECK" if command == "INSERT" else "USING"
    name = f"by_link_{command.lower()}"
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} FOR {command} TO stegvis_app {kind} ({condition})",
        f"DROP POLICY {name} ON {table}",
    )


def key(to: str, *, on_delete=django.db.models.deletion.PROTECT, related_name: str = "+"):
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0011_erasure"),
        ("organisations", "0003_opening_period"),
        ("surveys", "0004_occasions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=10)),
                ("due_on", models.DateField()),
                ("link_print", models.BinaryField()),
                ("code_print", models.BinaryField()),
                ("valid_until", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("association", key("organisations.association")),
                ("instrument", key("surveys.instrument")),
                ("made_by", key(settings.AUTH_USER_MODEL)),
                ("owner", key("organisations.organisation")),
                (
                    "participation",
                    key(
                        "casework.participation",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["link_print"], name="invitation_by_link"),
                    models.Index(fields=["code_print"], name="invitation_by_code"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("occasion__in", ["start", "ongoing", "exit", "follow_up"])
                        ),
                        name="invitation_occasion_listed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("master", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                (
                    "invitation",
                    key(
                        "surveys.invitation",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                    ),
                ),
            ],
        ),
        force("surveys_invitation", through("casework_participation", "participation_id")),
        by_link("surveys_invitation", "SELECT", REACHED),
        by_link("surveys_invitation", "UPDATE", REACHED),
        # The staff cannot open a draft, and have no reason to see that there is one.
        force("surveys_answerdraft", DRAFTS),
        by_link("surveys_response", "INSERT", ITS_OWN),
        by_link("surveys_response", "SELECT", ITS_OWN),
    ]
