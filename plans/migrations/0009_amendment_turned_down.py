from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_lasting_numbers_once")]

    operations = [
        migrations.AddField(
            model_name="amendment",
            name="note",
            field=models.TextField(blank=True, verbose_name="почему отклонено"),
        ),
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "черновик"),
                    ("in_agreement", "на согласовании"),
                    ("returned", "возвращён"),
                    ("approved", "утверждён"),
                    ("completed", "завершён"),
                    ("cancelled", "отменён"),
                    ("merged", "внесён в план"),
                    ("rejected", "отклонён"),
                ],
                default="draft",
                max_length=20,
                verbose_name="состояние",
            ),
        ),
    ]
