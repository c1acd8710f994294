"""The history of changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_erasure")]
    operations = []
