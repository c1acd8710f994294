"""What figures read of answers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_answering")]
    operations = []
