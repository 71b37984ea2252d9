from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_versions_not_replaced")]

    operations = [
        migrations.AddField(
            model_name="amendment",
            name="checkpoints",
            field=models.JSONField(
                blank=True, null=True, verbose_name="контрольные точки в начале"
            ),
        ),
    ]
