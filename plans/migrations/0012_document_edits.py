from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('plans', '0011_version_seal'),
    ]

    operations = [
        migrations.AlterField(
            model_name='planedit',
            name='kind',
            field=models.CharField(choices=[('cells', 'правка'), ('add', 'добавление'), ('remove', 'удаление'), ('move', 'перестановка'), ('paste', 'вставка'), ('replace', 'замена'), ('bulk', 'правка выделенных'), ('assign', 'назначение'), ('sections', 'разделы'), ('columns', 'графы'), ('restore', 'возврат из корзины'), ('document', 'обновление из документа'), ('undo', 'отмена'), ('redo', 'повтор')], max_length=10, verbose_name='вид'),
        ),
    ]
