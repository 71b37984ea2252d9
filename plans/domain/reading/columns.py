"""What a column's header means: synonyms, cases, typing errors."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from plans.domain.content import Field
from plans.domain.reading.text import fold
from plans.domain.reading.typing_errors import corrected, in_one_script

MAX_HEADER = 120
_MAX_TYPED = 60  # longer texts are no headers with a typing error
_TYPED = 2  # how sure a header is that has one
_ALIKE, _TYPO = 0.78, 0.9  # shares of equal letters: below the second it may be another word


DATED = frozenset({Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END, Field.MONTH})


class Guess(NamedTuple):
    """A field, and how sure it is: 3 by its own name, 1 by likeness, 0 where nothing names one."""

    field: Field
    score: float
    is_likeness: bool = False


_NOTHING = Guess(Field.OTHER, 0)
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
        (
            r"(?:№|n|no|#)+ ?(?:п ?п|п|стр\w*|пункта|мероприятия|меропр)?|п ?п|пор (?:номер|№)|"
            r"(?:порядковый )?номер(?: п ?п| пункта| по порядку)?|пункт плана|пункт"
        ),
        Field.NUMBER,
        3,
    ),
    (
        r"(?:место|форм[аы]|формат|время|адрес)\b(?!.*отч).*\b(?:дат[аы]|сроки?)\b",
        Field.DEADLINE,
        2.5,
    ),
    (
        (
            r"(?:место|учрежд|организ|орган\b|орган[ыа] |структурн|подраздел|должност|ведомств|"
            r"отдел|служб|школ|оо\b|оу\b).*\bответственн"
        ),
        Field.RESPONSIBLE,
        1.5,
    ),
    (
        r"где подвод\w+ итог|форма (?:завершени|подведени)|показател\w+ результативн",
        Field.RESULT,
        1.5,
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
            r"(?:ссылк|скриншот|адрес(?!ат)|место (?:и |провед)|место$|"
            r"время(?! исп| вып)|форм[аы](?! отч| предст| и (?:содерж|тем))|формат|жанр|"
            r"вид материал|день недели|телефон)"
        ),
        Field.OTHER,
        3,
    ),
    (
        (
            r"(?:кол ?во|к во|количеств|(?:планируем\w+ )?(?:охват|числ[оа] )|объем|"
            r"(?:возможн\w+ )?источник\w* финанс|финанс|сумма|стоимость|бюджет|затрат)"
        ),
        Field.OTHER,
        3,
    ),
    (
        (
            r"(?:контролирующ|контроль$|показател|единиц|ед изм|(?:фио|ф и о)(?! отв| исп)|"
            r"фамилия|должност|подпись|(?:наименовани|названи)\w+ (?:показател|индикатор|"
            r"раздел|организац|учрежд|оо\b|моц\b|оу\b|школ|муниципал|район|объединени|территор)|раздел|направление$|"
            r"блок$|этап\w*(?! работ| реализ| выполн| проект| подготов))"
        ),
        Field.OTHER,
        2,
    ),
    (r"примечани\w* к меропри", Field.DESCRIPTION, 3),
    (r"примеч|прим$|комментар|доп\w* (?:сведени|информац)|пояснени", Field.NOTE, 3),
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
        (
            r"(?:фио |ф и о )?(?:ответств|исполнител)|отв(?: \w+){0,2}$|исп(?: л[ьи])?$|"
            r"соисполнител|(?:кто )(?:провод|отв|исп|делает|готовит)\w*"
        ),
        Field.RESPONSIBLE,
        3,
    ),
    (
        (
            r"координатор|организатор|кто(?! приглаш| участв| присут)|куратор|докладчик|"
            r"выступающ|ведущий$"
        ),
        Field.RESPONSIBLE,
        2,
    ),
    (r"руководител", Field.RESPONSIBLE, 1),
    (r"этап\w* (?:работ|реализ|выполн|проект|подготов)", Field.TITLE, 1.5),
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
            r"цел(?:ев\w+)? (?:аудитор|групп)|аудитор|кому адрес|категори\w+ (?:участник|детей|"
            r"обучающ|слушат)|участники|для кого|адресат|контингент|участие$|ца$|класс(?:ы)?$"
        ),
        Field.AUDIENCE,
        3,
    ),
    (r"(?:краткое )?описани|краткое содерж", Field.DESCRIPTION, 3),
    (r"цел[ьи](?! ?аудит)|задач[аи]?$|задач[аи] ", Field.GOAL, 3),
    (
        (
            r"(?:планируем\w+ |рекомендуем\w+ |примерн\w+ |ориентировочн\w+ |"
            r"плановы[ейх]+ )?(?:срок|дат[аы]|период|месяц|квартал|дни провед|день провед|день$)"
        ),
        Field.DEADLINE,
        3,
    ),
    (r"когда|время (?:и дат|исп|вып)|календарн\w+ (?:срок|дат)|график", Field.DEADLINE, 2),
    (
        r"(?:(?:ожид|план|прогноз|предполаг|предвар|конечн|итогов)\w* )?(?:результат|рез т)",
        Field.RESULT,
        3,
    ),
    (
        (
            r"(?:итогов\w+|отчетн\w+) (?:документ|материал)|ожидаем\w+ итог|форма отч|"
            r"форма предст|вид документ|выход|контрольн\w+ показат|подтвержд|"
            r"ожидаем\w+ эффект|продукт|документ\w* ?$|итог$|индикатор"
        ),
        Field.RESULT,
        2,
    ),
    (
        (
            r"(?:наименовани\w+ |название |перечень |основные |пошаговые |содержание |"
            r"план\w* |виды? |наим\w* |тем[аы]? |форма и |проводимые )*"
            r"(?:мероприяти|меропр\b|мер т?и[ея]|мер я\b)"
        ),
        Field.TITLE,
        3,
    ),
    (r"(?:наименовани|название)(?! (?:раздел|организ|учрежден|оо\b|моц))", Field.TITLE, 2.5),
    (
        (
            r"содержани\w+|направлени\w+ и содерж|виды? (?:деятельн|работ)|форма и содерж|"
            r"действи|информационн\w+ повод|тема публик|дел[ао]$|событи[ея]|работы?$|"
            r"наим$|что (?:делаем|делать|сделать|планируется|нужно)|что$|задани[ея]|поручени[ея]"
        ),
        Field.TITLE,
        2,
    ),
    (r"тем[аы]|мероприят|направлени\w+ деятельн|(?:рассматриваем\w+ )?вопрос", Field.TITLE, 1.5),
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
def guess(header: str, parent: str = "") -> Guess:
    """The field that a header names; `other` where none does."""
    plain = normal(header)
    if not plain or len(plain) > MAX_HEADER:
        return _NOTHING
    found = _by_name(plain, normal(parent) if parent else "")
    if len(plain) > _MAX_TYPED:
        return found
    right = corrected(plain)
    typed = _by_name(right, "") if right != plain else _NOTHING
    if typed.score and (typed.score >= found.score or typed.field is Field.OTHER):
        return typed._replace(score=min(typed.score, _TYPED))
    return found if found.score else _by_likeness(plain)


def _by_name(plain: str, parent: str) -> Guess:
    if MONTH_HEADER.fullmatch(plain):
        return Guess(Field.MONTH, 3)
    if parent and _BARE_PART.fullmatch(plain) and _GRID_PARENT.search(parent):
        return Guess(Field.MONTH, 2)
    for pattern, field, score in _COMPILED:
        if pattern.match(plain) and (field is not Field.NUMBER or pattern.fullmatch(plain)):
            return Guess(field, score)
    return _NOTHING


@lru_cache(maxsize=2048)
def normal(header: str) -> str:
    """Lower case without signs, footnote marks and line ends."""
    text = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", header.lower())
    text = in_one_script(text)
    text = re.sub(r"\([^)]*\)?", " ", text) if not text.strip().startswith("(") else text
    return fold(re.sub(r"[^\w№#]+", " ", text.replace("ё", "е"))).strip()


def _by_likeness(plain: str) -> Guess:
    best, found = 0.0, Field.OTHER
    if 4 <= len(plain) <= 40:
        for known, field in _TYPO_WORDS.items():
            ratio = SequenceMatcher(None, plain, known).ratio()
            if ratio > best:
                best, found = ratio, field
    return Guess(found, 1, best < _TYPO) if best >= _ALIKE else _NOTHING


KNOWN_HEADERS = frozenset({*_TYPO_WORDS, "№", "№ п п", "n п п", "п п", "дата", "срок", "цель"})


def assign(guesses: list[Guess]) -> list[Field]:
    """Each field once, to the surest column; only `month` and `other` stand twice."""
    best: dict[Field, int] = {}
    for index, (field, score, _) in enumerate(guesses):
        if field not in best or score > guesses[best[field]].score:
            best[field] = index
    return [
        field if field in {Field.MONTH, Field.OTHER} or best[field] == index else Field.OTHER
        for index, (field, _, _) in enumerate(guesses)
    ]
