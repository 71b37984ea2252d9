"""A deadline's words as tokens: one sign for each month, number, year, unit, however written.

`#15` a number, `M09` a month, `Y2024` a year, `U2023` a school year, `R3` a roman number,
`S3` a season, `W` a weekday, `T` a full date; all other tokens are Russian words.
"""

import re
from functools import lru_cache

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
    (r"полугоди\w*|полугодье|пг", "полугодие"),
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
    (r"два|две|двух|дважды", "#2"),
    (r"три|трех|трижды", "#3"),
    (r"четыре|четырех", "#4"),
    (r"весн[аыойе]+|весен\w+", "S1"),
    (r"лето|лета|летом|летн\w+", "S2"),
    (r"осен[ьиью]+|осенн\w+", "S3"),
    (r"зим[аыойе]+|зимн\w+", "S4"),
    (r"начал[оае]|началу", "начало"),
    (r"середин[аеыу]", "середина"),
    (r"конец|конце|конца|концу|окончания|завершения", "конец"),
    (r"половин[аеыу]", "половина"),
    (r"декад[аеыу]", "декада"),
    (r"течени[еий]|теч", "течение"),
    (r"со", "с"),
    (r"ко", "к"),
    (r"во", "в"),
)
_HOLIDAYS = (
    (r"дн\w+ знаний", "1 сентября"),
    (r"дн\w+ учителя", "5 октября"),
    (r"дн\w+ народного единства", "4 ноября"),
    (r"дн\w+ защитника отечества", "23 февраля"),
    (r"дн\w+ космонавтики", "12 апреля"),
    (r"дн\w+ победы", "9 мая"),
    (r"дн\w+ защиты детей", "1 июня"),
    (r"дн\w+ россии", "12 июня"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_CLOCK = r"(?:[01]?\d|2[0-4])(?::[0-5]\d|\.(?:00|1[3-9]|[2-5]\d))(?![.\d])"
_BEFORE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u00ad\u200b\ufeff]", ""),
        (r"[\u2010-\u2015\u2212]|\u2026|\.{3}", "-"),
        (r"[«»„“”\"'*]", " "),
        (r"ё", "е"),
        (r"теч-[ея]\b|теч\.", "течение"),
        (r"\bт\.\s?ч\b\.?", " "),
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", r"\3.\2.\1"),
        (r"\b(\d\d?)/(\d\d?)/(\d{4})\b", r"\1.\2.\3"),
        (
            (
                r""
                r"\b(20\d\d)\s*[-/]\s*(?:20)?\d\d\s*(?:-?[а-я]{1,2}\s+)?уч[а-я]*\.?\s*(?:год[а-я]*|"
                r"г\b)?"
            ),
            r" u\1 ",
        ),
        (rf"(?:\b(?:в|с|до|к)\s+)?(?<![\d.]){_CLOCK}(?:\s*(?:-|до)\s*{_CLOCK})?", " "),
        (r"\b1v\b", "iv"),
        (r"п/г", "полугодие"),
        (r"включительно|начиная(?=\s+с)|в срок(?=\s+(?:до|не позднее))|\bне (?=ранее)", " "),
        (r"\b(\d+)\s*-?\s*(?:го|ого|е|й|я|ое|ая|ый|му|м|х)\b(?!\.)", r"\1"),
    )
)
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
_CYRILLIC_ROMAN = str.maketrans("іхѵ", "ixv")


def tokens(text: str) -> list[str]:
    """The signs of `text`; what is no sign stays a word."""
    text = text.lower()
    for pattern, replacement in _BEFORE:
        text = pattern.sub(replacement, text)
    for holiday, sign in _HOLIDAYS:
        if "дн" in text:
            text = re.sub(rf"\b(к|ко|до) {holiday}", rf"\1 {sign}", text)
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        found.extend(_sign(match.lastgroup or "", match[0]))
    return _without_year_words(found)


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
            return [_word(text)]
        case "sign":
            return [text]
    return ["?"]


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    roman = text.translate(_CYRILLIC_ROMAN)
    if roman in _ROMAN and (len(text) > 1 or text.isascii()):
        return f"R{_ROMAN.index(roman) + 1}"
    match = _EXACT.match(text)
    return _WORDS[int((match.lastgroup or "w0")[1:])][1] if match else text


def _without_year_words(found: list[str]) -> list[str]:
    """«2024 г.» is a year and no more."""
    kept: list[str] = []
    for sign in found:
        if sign == "год" and kept and kept[-1][0] in "YTU":
            continue
        kept.append(sign)
    return kept
