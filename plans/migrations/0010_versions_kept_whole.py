from django.db import migrations

from organisations.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_amendment_turned_down")]

    # Once more: the triggers now refuse TRUNCATE, too.
    operations = [AppendOnly("PlanVersion"), AppendOnly("VersionFile")]
