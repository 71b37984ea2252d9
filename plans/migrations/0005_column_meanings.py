import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_audit_append_only'),
        ('plans', '0004_executor_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='planimport',
            name='read_fields',
            field=models.JSONField(blank=True, default=dict, verbose_name='исправленные графы'),
        ),
        migrations.CreateModel(
            name='ColumnMeaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work_plan', 'план работы'), ('media_plan', 'медиаплан'), ('road_map', 'дорожная карта'), ('action_plan', 'план мероприятий')], max_length=20, verbose_name='вид плана')),
                ('header', models.CharField(max_length=300, verbose_name='заголовок для сравнения')),
                ('written', models.CharField(max_length=300, verbose_name='заголовок')),
                ('field', models.CharField(choices=[('number', 'номер'), ('title', 'мероприятие'), ('description', 'описание'), ('goal', 'цель'), ('audience', 'целевая аудитория'), ('channels', 'каналы'), ('result', 'ожидаемый результат'), ('intermediate_result', 'промежуточный результат'), ('deadline', 'срок'), ('deadline_start', 'начало срока'), ('deadline_end', 'конец срока'), ('responsible', 'ответственный'), ('note', 'примечание'), ('month', 'месяц'), ('other', 'прочее')], max_length=20, verbose_name='смысл')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='исправлено')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто исправил')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='column_meanings', to='organisations.organisation', verbose_name='центр')),
            ],
            options={
                'verbose_name': 'запомненная графа',
                'verbose_name_plural': 'запомненные графы',
                'ordering': ['written', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'kind', 'header'), name='column_meaning_once')],
            },
        ),
    ]
