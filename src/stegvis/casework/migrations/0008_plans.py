"""Action plans with their goals, and notes: sealed texts."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


from stegvis.access.rls import force, through


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_data_keys'),
        ('casework', '0007_meetings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.datakey')),
                ('sealed', models.BinaryField()),
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='casework.participation')),
                ('agreed_on', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='PlanGoal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.datakey')),
                ('sealed', models.BinaryField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='casework.plan')),
                ('position', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('reached_on', models.DateField(blank=True, null=True)),
                ('reached_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dropped', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reached_by', None), ('reached_on', None)), models.Q(('reached_by__isnull', False), ('reached_on__isnull', False)), _connector='OR'), name='plan_goal_reached_on_and_by')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.datakey')),
                ('sealed', models.BinaryField()),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='casework.participation')),
                ('day', models.DateField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='casework.note')),
            ],
            options={
                'indexes': [models.Index(fields=['participation', 'day'], name='note_by_participation')],
                'constraints': [models.UniqueConstraint(fields=('participation', 'corrects'), name='note_corrected_once')],
            },
        ),
        force("casework_plan", through("casework_participation", "participation_id")),
        force("casework_plangoal", through("casework_plan", "plan_id")),
        force("casework_note", through("casework_participation", "participation_id")),
    ]
