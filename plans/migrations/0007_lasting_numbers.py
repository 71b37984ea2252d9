import uuid

from django.db import migrations


def number_rows(apps, _schema_editor):
    """A default is computed once for a whole table: every row needs a number of its own."""
    for name in ("PlanColumn", "PlanSection", "PlanStep"):
        model = apps.get_model("plans", name)
        rows = list(model._base_manager.only("pk"))
        for row in rows:
            row.uid = uuid.uuid4()
        model._base_manager.bulk_update(rows, ["uid"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_plan_editor")]

    operations = [migrations.RunPython(number_rows, migrations.RunPython.noop)]
