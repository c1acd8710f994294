"""That a participant was asked, by year."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_unlinked")]
    operations = []
