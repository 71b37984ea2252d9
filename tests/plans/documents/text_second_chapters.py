"""A document of LibreOffice with a title page, an introduction and two plans."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import paragraphs, write_package
from tests.plans.documents.text_second_opendocument import CENTRED, centred, right, table

YEAR = "2025-01-01..2025-12-31"
WORK = "number title deadline responsible result"
MEDIA = "number deadline title channels responsible"


@document("title page, introduction, work plan and media plan", ".odt")
def chapters(path):
    work = plan(
        "work_plan",
        "План работы муниципального опорного центра",
        YEAR,
        WORK,
        WORK,
        """
== 1 == Организация == 1. Организация
1.1 | Приказ о распределении обязанностей | январь @ 01.01.25-31.01.25 | директор | приказ
1.2 | Соглашение с колледжем | I кв. @ 01.01.25-31.03.25 | директор | соглашение
1.3 | Планёрки | каждый вторник @ week/1 | методист Лугова Ф.Ф. | протокол
== 2 == Обучение == 2. Обучение
2.1 | Вебинары | 1 раз в месяц @ month/1 | методист Лугова Ф.Ф. | записи
2.2 | Практикум | 3 и 4 апреля @ <03.04.25 + <04.04.25 | методист Лугова Ф.Ф.{, }психолог
  | 25 участников
2.3 | Выезды | май, сентябрь – октябрь @ 01.05.25-31.05.25 + 01.09.25-31.10.25 | психолог | акты
""",
    )
    media = plan(
        "media_plan",
        "Медиаплан муниципального опорного центра",
        YEAR,
        MEDIA,
        MEDIA,
        """
1 | февраль @ 01.02.25-28.02.25 | Ролик о центре | Сайт{;↵}ВКонтакте | Лугова Ф.Ф.
2 | 1 июня @ <01.06.25 | Ко Дню защиты детей | ВКонтакте | Лугова Ф.Ф.
3 | август – сентябрь @ 01.08.25-30.09.25 | Набор в кружки | Газета «Маяк»{,↵}Сайт | методист
4 | ежемесячно до 30 числа @ month/1/30 | Дайджест | Рассылка родителям | методист
5 | по мере поступления информации @ O | Новости школ | Сайт | методист
""",
    )
    body = (
        paragraphs("Управление образования Маякского района\nМБУ ДО «Дом юннатов»")
        + right("СОГЛАСОВАНО\nНачальник управления\n_______ С.С. Верба\n15 января 2025 года")
        + right("УТВЕРЖДАЮ\nДиректор\n_______ Н.Н. Ива\n«__»______ 2025 г.")
        + centred("ПЛАНЫ\nработы на 2025 год\nп. Маяк\n2025")
        + paragraphs("Введение\nЦентр открыт 1 марта 2021 года и работает с 14 школами.")
        + centred(work.title)
        + table(work, "№|Мероприятие|Срок|Ответственный|Результат", WORK)
        + centred(media.title)
        + table(media, "№|Дата|Тема|Канал|Исполнитель", MEDIA)
    )
    write_package(path, "text", CENTRED, body)
    return truth_of(
        [work, media],
        approval("agreed", "Начальник управления", "С.С. Верба", "2025-01-15"),
        approval("approved", "Директор", "Н.Н. Ива"),
    )
