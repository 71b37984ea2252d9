"""The check of a printed document finds its version by the beginning of the hash."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("plans", "0010_versions_kept_whole")]

    operations = [
        migrations.AddIndex(
            model_name="planversion",
            index=models.Index(fields=["sha256"], name="plan_version_seal"),
        ),
    ]
