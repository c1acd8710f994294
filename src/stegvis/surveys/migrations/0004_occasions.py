"""Occasions without an answer; and a wording that someone may have read is never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through
from stegvis.organisations.changes import noted

FIXED = """
CREATE FUNCTION surveys_wording_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.document ->> 'locked') = 'true'
        OR EXISTS (SELECT 1 FROM surveys_instrumentuse u WHERE u.instrument_id = OLD.id)
    THEN
        RAISE EXCEPTION 'The wording of an instrument that is locked or in use never changes.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'instrument_wording_is_fixed';
    END IF;
    RETURN NEW;
END $$
"""
GUARD = """
CREATE TRIGGER wording_is_fixed BEFORE UPDATE OF document, wording, code, version
ON surveys_instrument FOR EACH ROW
WHEN (OLD.document IS DISTINCT FROM NEW.document OR OLD.wording IS DISTINCT FROM NEW.wording
      OR OLD.code IS DISTINCT FROM NEW.code OR OLD.version IS DISTINCT FROM NEW.version)
EXECUTE FUNCTION surveys_wording_is_fixed()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0011_erasure"),
        ("organisations", "0003_opening_period"),
        ("surveys", "0003_instruments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NotAnswered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=10)),
                ("due_on", models.DateField()),
                ("reason", models.CharField(max_length=20)),
                ("noted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.association",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.instrument",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_answered",
                        to="casework.participation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "instrument", "occasion", "due_on"),
                        name="not_answered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("occasion__in", ["start", "ongoing", "exit", "follow_up"])
                        ),
                        name="not_answered_occasion_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "left_early",
                                    "not_reached",
                                    "declined",
                                    "interpreter_missing",
                                    "not_understood",
                                    "not_suitable",
                                    "not_yet_due",
                                ],
                            )
                        ),
                        name="not_answered_reason_listed",
                    ),
                ],
            },
        ),
        force("surveys_notanswered", through("casework_participation", "participation_id")),
        noted("surveys_notanswered"),
        migrations.RunSQL(
            sql=[FIXED, GUARD],
            reverse_sql=[
                "DROP TRIGGER wording_is_fixed ON surveys_instrument",
                "DROP FUNCTION surveys_wording_is_fixed()",
            ],
        ),
    ]
