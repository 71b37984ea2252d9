from django.db import migrations

from organisations.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_audit_append_only")]

    # Once more: on SQLite the triggers now refuse INSERT OR REPLACE, too.
    operations = [AppendOnly("AuditEvent")]
