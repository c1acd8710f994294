"""Identities: sealed, one a participant, behind the participations that the reader reaches."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stegvis.access.rls import force

# An identity is read and written by those who reach one of the person's participations. Keys keep
# owner and protection the same as the participant's; whoever becomes protected loses the address
# in the same statement.
TIED = """
ALTER TABLE casework_participant ADD CONSTRAINT participant_with_protection
    UNIQUE (id, owner_id, protected);
ALTER TABLE casework_identity ADD CONSTRAINT identity_of_participant
    FOREIGN KEY (participant_id, owner_id, protected)
    REFERENCES casework_participant (id, owner_id, protected)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION casework_drop_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.address := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER drop_address BEFORE UPDATE ON casework_identity FOR EACH ROW
    WHEN (NEW.protected AND NOT OLD.protected) EXECUTE FUNCTION casework_drop_address();
"""
LOOSE = """
DROP TRIGGER drop_address ON casework_identity;
DROP FUNCTION casework_drop_address();
ALTER TABLE casework_identity DROP CONSTRAINT identity_of_participant;
ALTER TABLE casework_participant DROP CONSTRAINT participant_with_protection;
"""
REACHED = (
    "EXISTS (SELECT 1 FROM casework_participation taking_part"
    " WHERE taking_part.participant_id = casework_identity.participant_id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_rights"),
        ("access", "0003_data_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="protected",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("number_print", models.BinaryField(null=True)),
                ("number_master", models.PositiveSmallIntegerField(null=True)),
                ("protected", models.BooleanField(default=False)),
                ("address", models.BinaryField(null=True)),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.datakey")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation")),
                ("participant", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="identity", to="casework.participant")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "number_print"), name="identity_number_once_per_owner"),
                    models.CheckConstraint(condition=models.Q(models.Q(("number_master", None), ("number_print", None)), models.Q(("number_master__isnull", False), ("number_print__isnull", False)), _connector="OR"), name="identity_print_has_its_master"),
                    models.CheckConstraint(condition=models.Q(("address", None), ("protected", False), _connector="OR"), name="identity_protected_has_no_address"),
                ],
            },
        ),
        migrations.RunSQL(TIED, LOOSE),
        force("casework_identity", REACHED),
    ]
