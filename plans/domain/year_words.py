"""Numbers that look like years and are none of the plan's: acts, spans of programmes, phones.

A protected piece of a text keeps its years; the reason is shown to the person.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

YEAR = r"(?:19|20)\d\d"
DASH = r"[-/\\–—−‑]"
MONTH = (
    r"(?:январ[ьяюе]|феврал[ьяюе]|март[аеу]?|апрел[ьяюе]|ма[йяюе]|июн[ьяюе]|июл[ьяюе]"
    r"|август[аеу]?|сентябр[ьяюе]|октябр[ьяюе]|ноябр[ьяюе]|декабр[ьяюе]"
    r"|янв|фев(?:р)?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)(?![а-яё])"
)
OF_YEAR = r"(?:\s*(?:года|году|годов|годы|год|гг|г)(?![а-яё])\.?)?"
FULL_DATE = (
    rf"(?:\d{{1,2}}[./]\d{{1,2}}[./](?:{YEAR}|\d\d)(?!\d)"
    rf"|[«\"]?\d{{1,2}}[»\"]?\s+{MONTH}\.?\s+{YEAR})"
)

_ACT = (
    r"(?:приказ|распоряжени|постановлени|закон|указ|письм|положени|решени|протокол|устав|договор"
    r"|соглашени|поручени|инструкци|регламент|порядк|правил|методическ\w+\s+рекомендаци)[а-яё]*"
)
_PROGRAMME = (
    r"(?:нацпроект|госпрограмм|концепци|стратеги|десятилети|распоряжени|постановлени|указ)[а-яё]*"
    r"|(?:национальн|федеральн|государственн|региональн|областн|краев|республиканск|муниципальн"
    r"|целев|ведомственн)[а-яё]+\s+(?:целев[а-яё]+\s+)?(?:проект|программ|цел|план)[а-яё]*"
    r"|(?:программ|проект)[а-яё]*\s+(?:развити|«)"
)
COUNTED = (
    r"(?:чел|дет|реб[её]н|обучающ|учащ|школьник|педагог|участник|родител|руб|тыс|млн|млрд|шт"
    r"|экз|ед\b|единиц|сертификат|мест|балл|час|программ|групп|заяв|процент|просмотр|подписч"
    r"|публикац|мероприяти|организац|кв\.?\s*м|метр|км|листов|страниц)[а-яё]*"
)


class Protected(NamedTuple):
    """A piece of a text whose years stay; an empty reason is not worth telling."""

    start: int
    end: int
    reason: str
    is_doubtful: bool = False


ACT = "дата документа, а не плана"
SPAN = "срок программы или проекта, а не плана"
NUMBER = "номер, а не год"
COUNT = "количество, а не год"
THEME = "тематический год: у следующего года тема другая"
NAMED = "год входит в название программы или проекта"

_RULES: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+\.\w+", re.IGNORECASE), "", False),
    (
        re.compile(
            r"(?<![\w.-])[\w.-]+\.(?:docx?|xlsx?|pptx?|pdf|od[tsp]|jpe?g|png|zip)\b", re.IGNORECASE
        ),
        "",
        False,
    ),
    (
        re.compile(
            r"(?:тел|телефон|факс|моб|сот)[а-яё]*\.?\s*:?\s*[+\d][\d\s()–-]{4,}\d"
            r"|(?<!\d)(?:\+7|8)[\s(–-]*\d{3,5}[)\s–-]*\d{1,3}[\s–-]?\d\d[\s–-]?\d\d(?!\d)"
            r"|(?<!\d)\d{1,3}-\d\d-\d\d(?!\d)",
            re.IGNORECASE,
        ),
        "",
        False,
    ),
    (
        re.compile(
            rf"(?:(?<!\w)от\s+)?{FULL_DATE}{OF_YEAR}\s*(?:№|N\s?\d)\s*\S*\d[^\s,;()«»]*"
            rf"|(?:№|\bN)\s*\S*\d[^\s,;()«»]*\s+от\s+{FULL_DATE}"
            rf"|\bот\s+{YEAR}{OF_YEAR}\s*№\s*\S*\d[^\s,;()«»]*"
            rf"|{YEAR}\s*(?:г\.|года)\s*№\s*\S*\d[^\s,;()«»]*",
            re.IGNORECASE,
        ),
        ACT,
        False,
    ),
    (
        re.compile(
            rf"(?:{_ACT}|\bФЗ|\b\d+-ФЗ)(?:(?!\bот\s+\d)[^;\n]){{0,160}}?\bот\s+{FULL_DATE}{OF_YEAR}"
            rf"(?!\s*(?:до|по|{DASH})\s*[«\"]?\d)(?:\s*№\s*\S*\d[^\s,;()«»]*)?",
            re.IGNORECASE,
        ),
        ACT,
        False,
    ),
    (
        re.compile(
            rf"(?:\bв\s+ред\w*\.?|\bред\.|\bс\s+изм\w*\.?)[^;)\n]{{0,40}}?(?:{FULL_DATE}|{YEAR})",
            re.IGNORECASE,
        ),
        ACT,
        False,
    ),
    (
        re.compile(
            r"\b(?:ГОСТ(?:\s+Р)?|СанПиН|СП|СНиП|ISO|ИСО|ОКВЭД|ОКПО|ТР\s?ТС)\s[^,;()«»\n]{0,40}?"
            r"[-–:—](?:(?:19|20)\d\d|\d\d)(?!\d)"
        ),
        "номер стандарта",
        False,
    ),
    (re.compile(r"(?:№|\bN)\s*[^\s,;()«»]*\d[^\s,;()«»]*"), NUMBER, False),
    (
        re.compile(
            r"(?:\bпп?\.|\bпункт[а-яё]*|\bст\.|\bстать[а-яё]*|\bверси[а-яё]*|\bраздел[а-яё]*)"
            r"\s*\d+(?:\.\d+)+",
            re.IGNORECASE,
        ),
        "",
        False,
    ),
    (
        re.compile(
            rf"(?:{_PROGRAMME})[^;\n]{{0,220}}?(?:\bдо\s+{YEAR}{OF_YEAR}"
            rf"|{YEAR}{OF_YEAR}\s*{DASH}\s*{YEAR}{OF_YEAR}"
            rf"|\bс\s+{YEAR}{OF_YEAR}\s+(?:по|до)\s+{YEAR}{OF_YEAR})",
            re.IGNORECASE,
        ),
        SPAN,
        False,
    ),
    (
        re.compile(
            rf"(?:программ|проект|концепци|стратеги|методик)[а-яё]*\s+«[^»\n]*{YEAR}[^»\n]*»",
            re.IGNORECASE,
        ),
        NAMED,
        True,
    ),
    (
        re.compile(
            rf"{YEAR}\s*(?:г\.|год[а-я]*)?\s*[-–—(,:«\"]*\s*Год(?:а|у|ом|е)?\s+[А-Яа-яё]"
            rf"|\bГод(?:а|у|ом|е)?\s+[А-Яа-яё][^.,;\n()\d]{{2,60}}?[\s(–—«»\"-]*{YEAR}"
        ),
        THEME,
        True,
    ),
    (re.compile(rf"(?<![\d.,]){YEAR}\s*{COUNTED}", re.IGNORECASE), COUNT, False),
    (re.compile(r"(?<!\d)\d{1,3}(?:[\s\u00a0]\d{3})+(?!\d)|\d+,\d+"), "", False),
)
# «27/28» alone: two years in a row, where neither a day, a house nor a count is meant.
SLASHED_PAIR = re.compile(
    r"(?<![\d.,/№-])(?<!№ )(?P<first>\d\d)(?P<mid>\s?/\s?)(?P<second>\d\d)(?![\d/%°-]|[.,]\d)"
    rf"(?!\s*(?:{MONTH}|{COUNTED}))",
    re.IGNORECASE,
)
_NO_YEARS = re.compile(
    r"(?<![а-яё])(?:д|дом[а-яё]*|кв|каб[а-яё]*|ауд[а-яё]*|корп[а-яё]*|стр|ул|размер[а-яё]*|"
    r"групп[а-яё]*|класс[а-яё]*|счет[а-яё]*|счёт[а-яё]*|номер[а-яё]*)\.?\s*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:охва[тч]|количеств|числ[оа](?![а-яё])|численност|кол-в|не\s+менее|не\s+более|свыше|"
    r"более|менее|около|показател|итого|всего)[а-яё]*\s*[:=–—-]?\s*$",
    re.IGNORECASE,
)
_DIGIT_SPAN = re.compile(
    rf"({YEAR}){OF_YEAR}\s*(?:{DASH}|по|до)\s*({YEAR}){OF_YEAR}$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[А-ЯЁ«])")
_SHORT = re.compile(r"(?<!\w)(?:г|гг|ул|им|ред|изм|ст|пп?|руб|тыс|т|д|РФ)$", re.IGNORECASE)


def protected_in(text: str) -> list[Protected]:
    """The pieces, in the order of the rules: the first that names a place counts."""
    return list(_protected(text))


def _protected(text: str) -> Iterator[Protected]:
    for pattern, reason, is_doubtful in _RULES:
        for match in pattern.finditer(text):
            if reason in {ACT, SPAN} and _is_cut(match[0]):
                continue
            if reason == SPAN and _is_school_pair(match[0]):
                continue
            yield Protected(match.start(), match.end(), reason, is_doubtful)


def _is_cut(piece: str) -> bool:
    """Whether a sentence ends inside: what stands before says nothing of what stands after."""
    return any(
        not _SHORT.search(piece[: match.start()]) for match in _SENTENCE.finditer(piece.rstrip())
    )


def _is_school_pair(piece: str) -> bool:
    """«проект … 2025-2026»: one year after the other is the plan's own time."""
    match = _DIGIT_SPAN.search(piece.rstrip())
    return bool(match and int(match[2]) - int(match[1]) == 1)


def is_bare(before: str, after: str) -> bool:
    """«2028» alone in a cell, «охват 2028», «2028 всех»: nothing says that it is a year."""
    return bool(after.strip() or not before.strip() or _COUNTS.search(before))


def is_numbered(before: str) -> bool:
    """«д. 27/28», «каб. 27/28»: what stands before says that the pair is no school year."""
    return bool(_NO_YEARS.search(before))
