"""Meetings, group sessions with attendance, and hours a week."""

import django.db.models.deletion
from django.db import migrations, models


from stegvis.access.rls import by_site, force, through


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_data_keys'),
        ('casework', '0006_changes'),
        ('interventions', '0003_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='casework.participation')),
                ('occasion', models.CharField(default='extra', max_length=20)),
                ('weeks', models.PositiveSmallIntegerField(default=0)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(max_length=20)),
                ('day', models.DateField(blank=True, null=True)),
                ('starts_at', models.TimeField(blank=True, null=True)),
                ('mode', models.CharField(blank=True, max_length=20)),
                ('parties', models.JSONField(blank=True, default=list)),
                ('cancelled_by', models.CharField(blank=True, max_length=20)),
                ('cancelled_on', models.DateField(blank=True, null=True)),
                ('voided', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['participation', 'day'], name='meeting_by_participation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('occasion__in', ['after_weeks', 'before_end', 'extra'])), name='meeting_occasion_listed'), models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'booked', 'held', 'cancelled', 'not_held'])), name='meeting_state_listed'), models.CheckConstraint(condition=models.Q(('mode__in', ['in_person', 'video', 'phone', ''])), name='meeting_mode_listed'), models.CheckConstraint(condition=models.Q(('cancelled_by__in', ['participant', 'referrer', 'intervention', 'fk', 'af', 'municipality', 'care', 'employer', 'other', ''])), name='meeting_cancelled_by_listed'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['booked', 'held']), _negated=True), ('day__isnull', False), _connector='OR'), name='meeting_booked_or_held_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_on__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_by', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_by', ''), ('cancelled_on__isnull', True)), _connector='OR'), name='meeting_cancelled_by_whom_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='interventions.site')),
                ('day', models.DateField()),
                ('starts_at', models.TimeField()),
                ('ends_at', models.TimeField()),
                ('title', models.CharField(max_length=80)),
                ('cancelled', models.BooleanField(default=False)),
                ('marked', models.BooleanField(default=False)),
                ('undoable', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['site', 'day'], name='session_by_site')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='casework.session')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='casework.participation')),
                ('state', models.CharField(blank=True, max_length=20)),
                ('hours', models.DecimalField(decimal_places=2, default=0, max_digits=4)),
                ('before_state', models.CharField(blank=True, max_length=20)),
                ('before_hours', models.DecimalField(decimal_places=2, default=0, max_digits=4)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participation', 'session'), name='attendance_once'), models.CheckConstraint(condition=models.Q(('state__in', ['present', 'late', 'absent_known', 'absent', ''])), name='attendance_state_listed'), models.CheckConstraint(condition=models.Q(('hours', 0), ('state__in', ('present', 'late')), _connector='OR'), name='attendance_hours_if_there'), models.CheckConstraint(condition=models.Q(('hours__gte', 0), ('hours__lte', 24)), name='attendance_hours_plausible')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='WeekHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weeks', to='casework.participation')),
                ('monday', models.DateField()),
                ('planned', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('achieved', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('participation', 'monday'), name='week_hours_once'), models.CheckConstraint(condition=models.Q(('monday__iso_week_day', 1)), name='week_hours_begin_on_monday'), models.CheckConstraint(condition=models.Q(models.Q(('planned', None), models.Q(('planned__gte', 0), ('planned__lte', 80)), _connector='OR'), models.Q(('achieved', None), models.Q(('achieved__gte', 0), ('achieved__lte', 80)), _connector='OR')), name='week_hours_plausible')],
                'indexes': [],
            },
        ),
        force("casework_meeting", through("casework_participation", "participation_id")),
        force("casework_session", by_site()),
        force("casework_attendance", through("casework_participation", "participation_id")),
        force("casework_weekhours", through("casework_participation", "participation_id")),
    ]
