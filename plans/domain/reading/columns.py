"""What a column's header means: synonyms, cases, typing errors."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from plans.domain.content import Field
from plans.domain.reading.text import fold

MAX_HEADER = 120


class Guess(NamedTuple):
    """A field, and how sure it is: 3 by its own name, 1 by likeness."""

    field: Field
    score: float


_MONTH_NAME = (
    r"(?:янв(?:арь)?|фев(?:р(?:аль)?)?|март?|апр(?:ель)?|май|июнь?|июль?|авг(?:уст)?|"
    r"сен(?:т(?:ябрь)?)?|окт(?:ябрь)?|ноя(?:б(?:рь)?)?|дек(?:абрь)?)"
)
MONTH_HEADER = re.compile(
    rf"{_MONTH_NAME}(?: 20\d\d)?(?: г| года?)?"
    r"|(?:[1-4]|i|ii|iii|iv)(?: ?й)? ?(?:квартал|кв)(?: 20\d\d)?(?: г| года?)?"
    r"|(?:[12]|i|ii)(?: ?е)? полугодие(?: 20\d\d)?(?: г| года?)?"
)
_BARE_PART = re.compile(r"(?:1[0-2]|[1-9]|x|xi|xii|ix|iv|v|vi{0,3}|i{1,3})")
_GRID_PARENT = re.compile(r"срок|месяц|квартал|период|год|20\d\d|дата|график")

_RULES: tuple[tuple[str, Field, float], ...] = (
    (
        r"(?:№|n|no|#)+ ?(?:п ?п|п|пункта|мероприятия)?|п ?п|номер(?: п п| пункта)?|пункт плана",
        Field.NUMBER,
        3,
    ),
    (
        (
            r"(?:отметк|факт|статус|информаци\w+ о выполнен|причин|результат\w* (?:вы|"
            r"ис)полнен|(?:вы|ис)полнение$)"
        ),
        Field.OTHER,
        3,
    ),
    (
        (
            r"(?:ссылк|скриншот|адрес|место провед|место$|время|форма(?! отч| предст)|формат|"
            r"жанр|вид материал)"
        ),
        Field.OTHER,
        3,
    ),
    (
        (
            r"(?:кол ?во|к во|количеств|охват|планируемый охват|объем|источник\w* финанс|"
            r"возможн\w+ источник|финанс)"
        ),
        Field.OTHER,
        3,
    ),
    (
        (
            r"(?:контролирующ|контроль$|показател|наименовани\w+ показател|единиц|ед изм|фио|"
            r"ф и о|должност|подпись)"
        ),
        Field.OTHER,
        2,
    ),
    (r"примечани\w* к меропри", Field.DESCRIPTION, 3),
    (r"примечан|комментар|доп\w* (?:сведени|информац)|пояснени", Field.NOTE, 3),
    (r"промежут|контрольн\w+ (?:точк|событи)|вех[аи]", Field.INTERMEDIATE_RESULT, 3),
    (
        (
            r"(?:срок |дата |плановое |планов\w+ дата |сроки )?начал[оа](?: (?:реализации|"
            r"исполнения|выполнения|работ\w*))?$|с$"
        ),
        Field.DEADLINE_START,
        3,
    ),
    (
        (
            r"(?:срок |дата |плановое |планов\w+ дата |сроки )?(?:окончани[ея]|завершени[ея]|"
            r"конец)(?: (?:реализации|исполнения|выполнения|работ\w*))?$|по$|до$"
        ),
        Field.DEADLINE_END,
        3,
    ),
    (
        r"ответств|отв$|исполнител|кто (?:проводит|отвечает|исполняет)|соисполнител",
        Field.RESPONSIBLE,
        3,
    ),
    (r"координатор|организатор", Field.RESPONSIBLE, 2),
    (r"руководител", Field.RESPONSIBLE, 1),
    (
        (
            r"канал|площадк|(?:информационн\w+ )?ресурс|сми$|место размещ|источник\w* размещ|"
            r"где размещ|средств\w+ (?:массовой )?информ"
        ),
        Field.CHANNELS,
        3,
    ),
    (
        (
            r"целев\w+ (?:аудитор|групп)|аудитор|кому адрес|категори\w+ (?:участник|детей|"
            r"обучающ)|участники|для кого|адресат|контингент|участие$"
        ),
        Field.AUDIENCE,
        3,
    ),
    (r"(?:краткое )?описани|краткое содерж", Field.DESCRIPTION, 3),
    (r"цел[ьи](?! ?аудит)|задач[аи]?$|задач[аи] ", Field.GOAL, 3),
    (
        (
            r"(?:планируем\w+ |рекомендуем\w+ |примерн\w+ |ориентировочн\w+ |"
            r"плановы[ейх]+ )?(?:срок|дат[аы]|период|месяц|квартал)"
        ),
        Field.DEADLINE,
        3,
    ),
    (r"когда|календарн\w+ (?:срок|дат)|график", Field.DEADLINE, 2),
    (
        r"(?:ожидаем\w+ |планируем\w+ |прогнозируем\w+ |конечн\w+ |итогов\w+ )?результат",
        Field.RESULT,
        3,
    ),
    (
        (
            r"итогов\w+ документ|форма отч|форма предст|вид документ|выход|"
            r"контрольн\w+ показат|подтвержд|ожидаем\w+ эффект|продукт|документ\w* ?$|итог$|"
            r"индикатор"
        ),
        Field.RESULT,
        2,
    ),
    (
        (
            r"(?:наименовани\w+ |название |перечень |основные |пошаговые |содержание |"
            r"план\w* |виды? )*мероприяти"
        ),
        Field.TITLE,
        3,
    ),
    (r"(?:наименовани|название)(?! (?:раздел|организ|учрежден|оо\b|моц))", Field.TITLE, 2.5),
    (
        (
            r"содержани\w+|направлени\w+ и содерж|виды? (?:деятельн|работ)|форма и содерж|"
            r"действи|информационн\w+ повод|тема публик|дела$|событи[ея]|работы$"
        ),
        Field.TITLE,
        2,
    ),
    (r"тем[аы]|мероприят|направлени\w+ деятельн", Field.TITLE, 1.5),
)
_COMPILED = tuple((re.compile(pattern), field, score) for pattern, field, score in _RULES)
_TYPO_WORDS: dict[str, Field] = {
    "наименование мероприятия": Field.TITLE,
    "мероприятия": Field.TITLE,
    "мероприятие": Field.TITLE,
    "содержание": Field.TITLE,
    "сроки": Field.DEADLINE,
    "сроки исполнения": Field.DEADLINE,
    "срок исполнения": Field.DEADLINE,
    "сроки проведения": Field.DEADLINE,
    "сроки реализации": Field.DEADLINE,
    "дата проведения": Field.DEADLINE,
    "ответственные": Field.RESPONSIBLE,
    "ответственный": Field.RESPONSIBLE,
    "ответственный исполнитель": Field.RESPONSIBLE,
    "исполнители": Field.RESPONSIBLE,
    "результат": Field.RESULT,
    "ожидаемый результат": Field.RESULT,
    "целевая аудитория": Field.AUDIENCE,
    "каналы информирования": Field.CHANNELS,
    "примечание": Field.NOTE,
    "промежуточный результат": Field.INTERMEDIATE_RESULT,
    "краткое описание": Field.DESCRIPTION,
}


@lru_cache(maxsize=2048)
def guess(header: str, parent: str = "") -> Guess:  # noqa: PLR0911 -- by sureness
    """The field that a header names; `other` where none does."""
    plain = normal(header)
    if not plain or len(plain) > MAX_HEADER:
        return Guess(Field.OTHER, 0)
    if MONTH_HEADER.fullmatch(plain):
        return Guess(Field.MONTH, 3)
    if parent and _BARE_PART.fullmatch(plain) and _GRID_PARENT.search(normal(parent)):
        return Guess(Field.MONTH, 2)
    for pattern, field, score in _COMPILED:
        if pattern.match(plain) and (field is not Field.NUMBER or pattern.fullmatch(plain)):
            return Guess(field, score)
    return _by_likeness(plain)


@lru_cache(maxsize=2048)
def normal(header: str) -> str:
    """Lower case without signs, footnote marks and line ends."""
    text = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", header.lower())
    text = re.sub(r"\([^)]*\)?", " ", text) if not text.strip().startswith("(") else text
    return fold(re.sub(r"[^\w№#]+", " ", text.replace("ё", "е"))).strip()


def _by_likeness(plain: str) -> Guess:
    best, found = 0.0, Field.OTHER
    if 4 <= len(plain) <= 40:
        for known, field in _TYPO_WORDS.items():
            ratio = SequenceMatcher(None, plain, known).ratio()
            if ratio > best:
                best, found = ratio, field
    return Guess(found, 1) if best >= 0.78 else Guess(Field.OTHER, 0)


KNOWN_HEADERS = frozenset({*_TYPO_WORDS, "№", "№ п п", "n п п", "п п", "дата", "срок", "цель"})


def assign(guesses: list[Guess]) -> list[Field]:
    """Each field once, to the surest column; only `month` and `other` stand twice."""
    best: dict[Field, int] = {}
    for index, (field, score) in enumerate(guesses):
        if field not in best or score > guesses[best[field]].score:
            best[field] = index
    return [
        field if field in {Field.MONTH, Field.OTHER} or best[field] == index else Field.OTHER
        for index, (field, _) in enumerate(guesses)
    ]
