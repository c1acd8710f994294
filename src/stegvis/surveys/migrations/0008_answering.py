"""What answering needs: texts of help, free text, interviews."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_asked")]
    operations = []
