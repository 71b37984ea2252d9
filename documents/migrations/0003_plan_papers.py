from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_initial")]

    operations = [
        migrations.AlterField(
            model_name="storedfile",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("plan_source", "исходный документ плана"),
                    ("evidence", "подтверждение"),
                    ("result", "готовый документ"),
                    ("import", "загруженная таблица"),
                    ("plan_paper", "бумага утверждённого плана"),
                ],
                max_length=20,
                verbose_name="назначение",
            ),
        )
    ]
