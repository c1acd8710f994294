"""Spells and typed changes of a participation; head counts are confirmed each January."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from stegvis.access.rls import force, through


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_data_keys"),
        ("casework", "0005_referrals"),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('reason', models.CharField(blank=True, max_length=40)),
                ('effective_on', models.DateField()),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(max_length=10)),
                ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='ChangeNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatusPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='headcount',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='headcount',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='headcount',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', None), ('confirmed_on', None)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='head_count_confirmed_by_someone_on_some_day'),
        ),
        migrations.AddField(
            model_name='change',
            name='counterpart',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.participation'),
        ),
        migrations.AddField(
            model_name='change',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='change',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='casework.participation'),
        ),
        migrations.AddField(
            model_name='change',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changenote',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='casework.change'),
        ),
        migrations.AddField(
            model_name='changenote',
            name='key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.datakey'),
        ),
        migrations.AddField(
            model_name='statusperiod',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_periods', to='casework.participation'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['participation', 'effective_on'], name='change_by_day'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(condition=models.Q(('state__in', ('proposed', 'approved'))), fields=['effective_on'], name='change_waiting'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['batch'], name='change_by_batch'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['extend', 'pause', 'resume', 'change_intensity', 'correct', 'reopen', 'transfer', 'register', 'end', 'void', 'restore'])), name='change_kind_listed'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['plan_continues', 'close_to_goal', 'waiting', 'illness', 'treatment', 'parental_leave', 'family', 'trial_elsewhere', 'closed_period', 'more_capacity', 'less_capacity', 'own_request', 'successor', 'new_agreement', 'registered_wrongly', 'other', ''])), name='change_reason_listed'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'approved', 'refused', 'withdrawn', 'applied'])), name='change_state_listed'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='change_decided_by_someone_at_some_time'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'withdrawn')), ('decided_by__isnull', False), _connector='OR'), name='change_is_decided_once_it_holds'),
        ),
        migrations.AddConstraint(
            model_name='statusperiod',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'paused'])), name='status_period_listed'),
        ),
        migrations.AddConstraint(
            model_name='statusperiod',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='status_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='statusperiod',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_week', None), ('hours_per_week__range', (0, 80)), _connector='OR'), name='status_period_hours_plausible'),
        ),
        migrations.AddConstraint(
            model_name='statusperiod',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('participation_id'), models.F('participation_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='status_period_one_at_a_time'),
        ),
        force("casework_statusperiod", through("casework_participation", "participation_id")),
        force("casework_change", through("casework_participation", "participation_id")),
        force("casework_changenote", through("casework_change", "change_id")),
    ]
