import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import stegvis.core.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interventions', '0003_terms'),
        ('organisations', '0003_opening_period'),
        ('surveys', '0002_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', stegvis.core.models.SlugField(max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9åäöéü][a-z0-9åäöéü_-]*$', 'Use small letters, digits and hyphens, for example «promise-hjo».')])),
                ('version', models.CharField(max_length=20)),
                ('document', models.JSONField()),
                ('wording', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instruments', to='organisations.association')),
                ('intervention', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='own_instruments', to='interventions.intervention')),
            ],
        ),
        migrations.CreateModel(
            name='InstrumentUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at_start', models.BooleanField(default=True)),
                ('every_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at_exit', models.BooleanField(default=True)),
                ('months_after', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None)),
                ('shows_first', models.BooleanField(default=False)),
                ('used_from', models.DateField()),
                ('used_to', models.DateField(blank=True, null=True)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='surveys.instrument')),
                ('intervention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instruments_in_use', to='interventions.intervention')),
            ],
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('association', 'code', 'version'), name='instrument_version_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='instrumentuse',
            constraint=models.UniqueConstraint(fields=('intervention', 'instrument'), name='instrument_used_once'),
        ),
    ]
