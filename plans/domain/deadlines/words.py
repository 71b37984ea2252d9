"""A deadline's words as tokens: one sign for each month, number, year, unit, however written.

`#15` a number, `M09` a month, `Y2024` a year, `U2023` a school year, `R3` a roman number,
`S3` a season, `W` a weekday, `T` a full date; all other tokens are Russian words.
"""

import re
from functools import lru_cache

from plans.domain.deadlines.spelling import spelt
from plans.domain.deadlines.typing_errors import mistyped

_MONTH_STEMS = (
    r"январ[ьяюе]|январем|янв",
    r"феврал[ьяюе]|февралем|фев|февр",
    r"март[ауе]?|мартом|мар",
    r"апрел[ьяюе]|апрелем|апр",
    r"ма[йяею]|маем",
    r"июн[ьяюе]|июнем|июн",
    r"июл[ьяюе]|июлем|июл",
    r"август[ауе]?|августом|авг",
    r"сентябр[ьяюе]|сентябрем|сен|сент",
    r"октябр[ьяюе]|октябрем|окт",
    r"ноябр[ьяюе]|ноябрем|ноя|нояб",
    r"декабр[ьяюе]|декабрем|дек",
)
_WORDS: tuple[tuple[str, str], ...] = (
    *((stem, f"M{number:02}") for number, stem in enumerate(_MONTH_STEMS, start=1)),
    (r"г|гг|год|года|году|годы|годов|годам|годом", "год"),
    (r"квартал\w*|кв", "квартал"),
    (r"полугоди\w*|полугодье|полуг|пг", "полугодие"),
    (r"полгода", "полгода"),
    (r"месяц\w*|мес", "месяц"),
    (r"недел\w*", "неделя"),
    (r"период\w*", "период"),
    (r"числ\w*", "числа"),
    (r"раза?|разу", "раз"),
    (r"понедельник\w*|вторник\w*|сред[ау]м?|четверг\w*|пятниц\w*|суббот\w*", "W"),
    (r"воскресень\w*|воскресен|пн|вт|ср|чт|пт|сб|вс|средам|среда|среды", "W"),
    (r"перв(?:ый|ая|ое|ого|ой|ом|ую|ому)", "#1"),
    (r"втор(?:ой|ая|ое|ого|ом|ую|ому)", "#2"),
    (r"трет(?:ий|ья|ье|ьего|ьей|ьем|ью|ьему)", "#3"),
    (r"четверт(?:ый|ая|ое|ого|ой|ом|ую|ому)", "#4"),
    (r"последн\w+", "последний"),
    (r"один|одного|одна|одну|одному", "#1"),
    (r"два|две|двух", "#2"),
    (r"дважды", "#2 раз"),
    (r"три|трех", "#3"),
    (r"трижды", "#3 раз"),
    (r"четыре|четырех", "#4"),
    (r"весн[аыойеу]+|весенн\w+", "S1"),
    (r"лето|лета|летом|летн\w+", "S2"),
    (r"осен[ьиью]+|осенн\w+", "S3"),
    (r"зим[аыойеу]+|зимн\w+", "S4"),
    (r"начал[оаеу]|нач", "начало"),
    (r"середин[аеыу]|сер", "середина"),
    (r"необх", "необходимости"),
    (r"конец|кон|конце|конца|концу|окончания|окончанию|завершения", "конец"),
    (r"половин[аеыу]|пол", "половина"),
    (r"декад[аеыу]", "декада"),
    (r"в?течени[еий]|теч", "течение"),
    (r"пост", "постоянно"),
    (r"ежемес(?:ячн\w+)?", "ежемесячно"),
    (r"ежекв(?:артальн\w+)?", "ежеквартально"),
    (r"еженед(?:ельн\w+)?", "еженедельно"),
    (r"ежегод(?:н\w+)?", "ежегодно"),
    (r"уч|учеб|учебн[а-я]+", "учебный"),
    (r"триместр[а-я]*", "триместр"),
    (r"четверт[ьи]", "четверть"),
    (r"со", "с"),
    (r"ко", "к"),
    (r"во", "в"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_TOKEN = re.compile(
    r"(?P<date>\b\d\d?\.\d\d?\.(?:\d{4}|\d\d)(?!\d))"
    r"|(?P<month_year>\b\d\d?\.(?:19|20)\d\d(?!\d))"
    r"|(?P<day_month>\b\d\d?\.\d\d?(?![\d]))"
    r"|(?P<school>\bu20\d\d)"
    r"|(?P<year>\b(?:19|20)\d\d(?!\d))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[а-яa-zіѵ]+)"
    r"|(?P<sign>[-,;:/()])"
    r"|(?P<blank>_+)"
    r"|(?P<other>[^\s.])"
)
_EXACT = re.compile("|".join(f"(?P<w{i}>(?:{p})$)" for i, (p, _) in enumerate(_WORDS)))
_BROKEN = re.compile(r"([а-я]+)-\s*([а-я]+)")
_BREAKABLE = (
    "ежемесячно",
    "ежеквартально",
    "ежегодно",
    "еженедельно",
    "постоянно",
    "необходимости",
)
_CYRILLIC_ROMAN = str.maketrans("іхѵ", "ixv")


def tokens(text: str) -> list[str]:
    """The signs of `text`; what is no sign stays a word."""
    found: list[str] = []
    for match in _TOKEN.finditer(_healed(spelt(text))):
        found.extend(_sign(match.lastgroup or "", match[0]))
    return _without_year_words(found)


def _healed(text: str) -> str:
    """«сен- тябрь» broken at a line's end is one word; «март-апрель» stays two."""
    return _BROKEN.sub(lambda match: _joined(match[1], match[2]) or match[0], text)


def _joined(first: str, second: str) -> str | None:
    whole = first + second
    is_known = _EXACT.match(whole) or whole.startswith(_BREAKABLE)
    return whole if is_known and not _EXACT.match(second) else None


def _sign(  # noqa: C901, PLR0911 -- one return a kind of sign
    group: str, text: str
) -> list[str]:
    match group:
        case "date":
            return [f"T{text}"]
        case "month_year":
            month, year = text.split(".")
            return [f"M{int(month):02}", f"Y{year}"] if 1 <= int(month) <= 12 else ["?"]
        case "day_month":
            day, month = text.split(".")
            return [f"#{int(day)}", f"M{int(month):02}"] if 1 <= int(month) <= 12 else ["?"]
        case "school":
            return [f"U{text[1:]}"]
        case "year":
            return [f"Y{text}"]
        case "number":
            return [f"#{int(text[:6])}"]
        case "word":
            return _word(text).split()
        case "sign":
            return [text]
    return ["?"]


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    roman = text.translate(_CYRILLIC_ROMAN)
    if roman in _ROMAN and (len(text) > 1 or text.isascii()):
        return f"R{_ROMAN.index(roman) + 1}"
    match = _EXACT.match(text)
    if match:
        return _WORDS[int((match.lastgroup or "w0")[1:])][1]
    return mistyped(text) or text


def _without_year_words(found: list[str]) -> list[str]:
    """«2024 г.» is a year and no more."""
    kept: list[str] = []
    for sign in found:
        if sign == "год" and kept and kept[-1][0] in "YTU":
            continue
        kept.append(sign)
    return kept
