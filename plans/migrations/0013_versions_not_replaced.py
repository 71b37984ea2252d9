from django.db import migrations

from organisations.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_document_edits")]

    # Once more: on SQLite the triggers now refuse INSERT OR REPLACE, too.
    operations = [AppendOnly("PlanVersion"), AppendOnly("VersionFile")]
