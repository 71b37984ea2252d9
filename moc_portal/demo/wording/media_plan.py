"""The media plan of the centre, its channels, and what has been published."""

from moc_portal.demo.wording.rows import Row, Sections, Who

MEDIA = "Ответственный за медиаплан"
SITE = "Сайт МОЦ"
COMMUNITY = "Сообщество ВКонтакте"
MESSENGER = "Канал в MAX"
PAPER = "Газета «Лугоборская неделя»"
MAILING = "Рассылка родителям"
RADIO = "Радио «Луговое»"

# Kind, name, the part of the address before the town's domain.
CHANNELS = (
    ("site", SITE, "moc"),
    ("community", COMMUNITY, "community"),
    ("messenger", MESSENGER, "channel"),
    ("press", PAPER, "week"),
    ("mailing", MAILING, ""),
    ("broadcast", RADIO, "radio"),
)
PARENTS = "Родители (законные представители)"
CHILDREN = "Обучающиеся 5–11 классов"
TEACHERS = "Педагоги дополнительного образования"

ITEMS = (
    Row(
        "Серия публикаций «Выбираем кружок вместе»",
        "Ежемесячно",
        MEDIA,
        Who.STAFF,
        goal="Рассказать о возможностях дополнительного образования",
        audience=PARENTS,
        channels=(SITE, COMMUNITY, MAILING),
    ),
    Row(
        "Публикации о детских объединениях в сообществах образовательных организаций",
        "Ежеквартально до 20 числа",
        "Ответственные в ОО",
        Who.ALL,
        "Не менее 4 публикаций",
        "Публикации вышли в сообществе организации, ссылки приложены.",
        goal="Показать жизнь объединений",
        audience=PARENTS,
        channels=(COMMUNITY,),
    ),
    Row(
        "Сюжет «Один день в технопарке»",
        "Октябрь",
        MEDIA,
        Who.NOBODY,
        goal="Привлечь детей в техническую направленность",
        audience=CHILDREN,
        channels=(RADIO, MESSENGER),
    ),
    Row(
        "Статья о победителях муниципальных конкурсов",
        "Декабрь, май",
        MEDIA,
        Who.NOBODY,
        goal="Отметить успехи детей и педагогов",
        audience=f"{PARENTS}; {CHILDREN}",
        channels=(PAPER, SITE),
    ),
    Row(
        "Памятка «Как получить сертификат дополнительного образования»",
        "Сентябрь",
        "Администратор Навигатора",
        Who.SCHOOLS,
        "Роздано не менее 100 памяток",
        "Памятки розданы на родительских собраниях и размещены на сайте.",
        goal="Разъяснить порядок получения сертификата",
        audience=PARENTS,
        channels=(SITE, MAILING),
    ),
    Row(
        "Прямой эфир «Навигатор: вопросы и ответы»",
        "Январь, август",
        "Администратор Навигатора",
        Who.NOBODY,
        goal="Ответить на вопросы о записи в объединения",
        audience=PARENTS,
        channels=(COMMUNITY,),
    ),
    Row(
        "Рубрика «Педагог месяца»",
        "Октябрь–май",
        MEDIA,
        Who.ADDITIONAL,
        "Подготовлен 1 рассказ о педагоге",
        "Рассказ о педагоге подготовлен и опубликован.",
        goal="Поднять престиж профессии",
        audience=TEACHERS,
        channels=(COMMUNITY, SITE),
    ),
    Row(
        "Анонсы и итоги Недели дополнительного образования",
        "Октябрь, апрель",
        MEDIA,
        Who.STAFF,
        "Не менее 6 публикаций",
        "Анонсы и итоги Недели опубликованы на всех площадках.",
        goal="Привлечь участников",
        audience=f"{PARENTS}; {CHILDREN}",
        channels=(SITE, COMMUNITY, MESSENGER),
    ),
    Row(
        "Летняя афиша краткосрочных программ",
        "До 25 мая",
        MEDIA,
        Who.ADDITIONAL,
        "Представлено не менее 2 программ",
        "Программы смены описаны, афиша размещена.",
        goal="Занять детей летом",
        audience=PARENTS,
        channels=(SITE, PAPER),
    ),
    Row(
        "Ответы на обращения в сообществах",
        "По мере необходимости",
        MEDIA,
        Who.NOBODY,
        goal="Поддерживать обратную связь",
        audience=PARENTS,
        channels=(COMMUNITY, MESSENGER),
    ),
)
SECTIONS: Sections = (("", ITEMS),)
STORIES = (
    "Открыта запись в объединения «{place}»",
    "«{place}»: чему учат в новых объединениях",
    "Как прошли открытые занятия: «{place}»",
    "Педагоги «{place}» делятся опытом",
    "Три вопроса о сертификате: отвечает «{place}»",
    "Победы обучающихся «{place}»",
)
