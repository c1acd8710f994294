from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0004_read_log")]

    operations = []
