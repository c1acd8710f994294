"""Keys of sealed texts: for the owner's staff, and for the user who wrote them."""

import uuid
from django.db import migrations, models

from stegvis.access.rls import by_owner, by_user, force


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_rights'),
    ]

    operations = [
        migrations.AlterField(
            model_name='grant',
            name='place_kind',
            field=models.CharField(choices=[('association', 'association'), ('organisation', 'organisation'), ('intervention', 'intervention'), ('site', 'site'), ('nation', 'nation')], max_length=20),
        ),
        migrations.AlterField(
            model_name='grant',
            name='role',
            field=models.CharField(choices=[('intervention_staff', 'intervention_staff'), ('owner_manager', 'owner_manager'), ('referring_officer', 'referring_officer'), ('referral_group', 'referral_group'), ('project_leader', 'project_leader'), ('association_office', 'association_office'), ('board', 'board'), ('auditor', 'auditor'), ('national_analyst', 'national_analyst')], max_length=40),
        ),
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('user_id', models.BigIntegerField(null=True)),
                ('wrapped', models.BinaryField()),
                ('master', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['master'], name='data_key_by_master')],
            },
        ),
        force("access_datakey", f"{by_owner()} OR {by_user('user_id')}"),
    ]
