"""What answering needs: texts of help, questions read aloud, own words, first answers, interviews.

Who answers by a link has no key of anybody: she may add one for her own words, which she cannot
read back, and open the one of the first answers that were copied for her.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stegvis.access.rls import force, through

SAID = "string_to_array(nullif(current_setting('stegvis.answering', true), ''), ',')"
# The first condition keeps every other reader of keys from looking at invitations.
OPENED = (
    "nullif(current_setting('stegvis.answering', true), '') IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM surveys_invitation i {join} WHERE"
    f" (encode(i.link_print, 'hex') = ANY ({SAID}) OR encode(i.code_print, 'hex') = ANY ({SAID}))"
    " AND i.answered_on IS NULL AND i.revoked_at IS NULL AND i.valid_until > now() AND {condition})"
)
ADDS = OPENED.format(join="", condition="i.owner_id = access_datakey.owner_id")
OPENS = OPENED.format(
    join="JOIN surveys_firstanswers f ON f.invitation_id = i.id",
    condition="f.key_id = access_datakey.id",
)


def key(to: str, *, on_delete=django.db.models.deletion.CASCADE, **said):
    return models.ForeignKey(on_delete=on_delete, to=to, **{"related_name": "+"} | said)


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def sealed():
    return [
        (
            "id",
            models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("sealed", models.BinaryField()),
        ("key", key("access.datakey", on_delete=django.db.models.deletion.PROTECT)),
    ]


def by_link(command: str, condition: str) -> migrations.RunSQL:
    """Let who has a link do `command` with the data keys that meet `condition`."""
    kind = "WITH CHECK" if command == "INSERT" else "USING"
    name = f"by_link_{command.lower()}"
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON access_datakey FOR {command} TO stegvis_app"
        f" {kind} ({condition})",
        f"DROP POLICY {name} ON access_datakey",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_data_keys"),
        ("organisations", "0003_opening_period"),
        ("surveys", "0007_asked"),
    ]

    operations = [
        migrations.AddField("invitation", "with_staff", models.BooleanField(default=False)),
        migrations.AddField(
            "invitation", "interpreter", models.CharField(blank=True, max_length=10, default="")
        ),
        migrations.AddField(
            "invitation",
            "municipality",
            key(
                "organisations.municipality",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
            ),
        ),
        migrations.AddField("response", "with_staff", models.BooleanField(default=False)),
        migrations.AddField(
            "response", "interpreter", models.CharField(blank=True, max_length=10, default="")
        ),
        migrations.AddField("response", "first_shown", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="HelpText",
            fields=[
                ("id", number()),
                ("language", models.CharField(max_length=10)),
                ("where_help_is", models.TextField(blank=True)),
                ("what_happens_next", models.TextField(blank=True)),
                ("association", key("organisations.association", related_name="help_texts")),
                (
                    "municipality",
                    key(
                        "organisations.municipality",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association", "municipality", "language"),
                        name="help_text_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", number()),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("sound", models.BinaryField()),
                ("instrument", key("surveys.instrument", related_name="recordings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrument", "name"), name="recording_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                *sealed(),
                ("item", models.CharField(max_length=80)),
                ("response", key("surveys.response", related_name="own_words")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("response", "item"), name="own_words_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FirstAnswers",
            fields=[
                *sealed(),
                ("invitation", key("surveys.invitation", related_name="first_answers")),
            ],
        ),
        force("surveys_ownwords", through("surveys_response", "response_id")),
        force("surveys_firstanswers", through("surveys_invitation", "invitation_id")),
        by_link("INSERT", ADDS),
        by_link("SELECT", OPENS),
    ]
