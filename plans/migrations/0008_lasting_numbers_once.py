from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_lasting_numbers")]

    operations = [
        migrations.AddConstraint(
            model_name='plancolumn',
            constraint=models.UniqueConstraint(fields=('plan', 'uid'), name='plan_column_once'),
        ),
        migrations.AddConstraint(
            model_name='plansection',
            constraint=models.UniqueConstraint(fields=('plan', 'uid'), name='plan_section_once'),
        ),
        migrations.AddConstraint(
            model_name='planstep',
            constraint=models.UniqueConstraint(fields=('item', 'uid'), name='plan_step_once'),
        ),
    ]
