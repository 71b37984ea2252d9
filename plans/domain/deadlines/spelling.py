"""How one and the same deadline is spelt: scans, typing habits and broken words made alike."""

import re
from collections.abc import Callable

_CLOCK = r"(?:[01]?\d|2[0-4])(?::[0-5]\d|\.(?:00|1[3-9]|[2-5]\d)|-00)(?![.\d])"
_CLOCK_PAIR = r"(?:[01]?\d|2[0-3])-[0-5]\d\s*(?:-|до|по)\s*(?:[01]?\d|2[0-3])-[0-5]\d(?![.\d])"
_HOUR = r"(?:ч|час|часа|часов)\b\.?"
_HOURS = rf"\d\d?\s*{_HOUR}(?:\s*[0-5]\d\s*мин[а-я]*\.?)?"
_AFTER_DATE = r"(?<=\d\.\d\d)|(?<=\d\.\d{4})|(?<=[а-я]{2})"
_COUNTED = r"(?:кв|полуг|декад|п/г)"
_SCHOOL_YEARS = (
    r"\b(20\d\d)\s*[-/]\s*(?:20)?\d\d\s*(?:-?[а-я]{1,2}\s+)?уч[а-я]*\.?\s*(?:год[а-я]*|г\b)?"
)
_YEAR_PAIR = (
    r"\b(20\d\d)\s*(?:/|-(?=\s*(?:20)?\d\d\s*(?:год|году|года|г)\b(?!\.?\s*г)))\s*"
    r"(?:20)?(\d\d)\b(?!\s*(?:гг|годы|годов|годах))"
)
_LIKE_CYRILLIC = str.maketrans("abcehkmoptxy", "авсенкмортху")
_HOLIDAYS = (
    (r"знаний", "1 сентября"),
    (r"учителя", "5 октября"),
    (r"народного единства", "4 ноября"),
    (r"защитника отечества", "23 февраля"),
    (r"космонавтики", "12 апреля"),
    (r"победы", "9 мая"),
    (r"защиты детей", "1 июня"),
    (r"россии", "12 июня"),
)


def _plain_letters(match: re.Match[str]) -> str:
    """Latin letters within a Russian word, and a lone one that stands for «с», «в», «к»."""
    word = match[0]
    has_cyrillic = any("а" <= letter <= "я" for letter in word)
    return word.translate(_LIKE_CYRILLIC) if has_cyrillic or word in {"c", "b", "k"} else word


def _roman(match: re.Match[str]) -> str:
    return match[0].replace("l", "i").replace("1", "i").replace("у", "v") + " "


def _dotted(match: re.Match[str]) -> str:
    return ".".join(part for part in match.groups() if part)


def _school_year(match: re.Match[str]) -> str:
    """«2024/25» and «2024-2025 год» are one year of school; «2024-2025 годы» are two."""
    follows = (int(match[1]) + 1) % 100 == int(match[2])
    return f" u{match[1]} " if follows else match[0]


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u00ad\u200b\ufeff]", ""),
        (r"[\u2010-\u2015\u2212]|\u2026|\.{3}", "-"),
        (r"[«»„“”\"'*]", " "),
        (r"ё", "е"),
        # scans: the same shape, another letter or figure
        (rf"\bш(?=\s*{_COUNTED})", "iii"),
        (rf"\bп(?=\s*(?:{_COUNTED}|[-,и]\s*(?:ш|i{{2,3}}v?|iv)\b))", "ii"),
        (rf"\b(?:[1liі][vу]|[ivxіl]+)(?=\s*{_COUNTED})", _roman),
        (r"\b(?=[il1]*l)[il]+v?\b|\b1v\b", _roman),
        (r"(?<![а-яa-z\d])0(?=[а-яa-z]{3})", "о"),
        (r"(?<![а-я])о(?=\d)|(?<=\d)о(?=[\d.])", "0"),
        (r"[a-zа-яіѵ]*[a-z][a-zа-яіѵ]*", _plain_letters),
        # words that were spaced out, broken or shortened
        (r"\b(?:[а-я] ){3,}[а-я]\b", lambda match: match[0].replace(" ", "")),
        (r"тече\s*-\s*ни", "течени"),
        (r"(?<=[а-я]{3})(?=20\d\d\b)", " "),
        (r"(?<=течени[еи])(?=год|учеб|все|месяц|квартал)", " "),
        (r"\bтеч[еи]н[иье][еий]?\b", "течение"),
        (r"теч-[ея]\b|теч\.", "течение "),
        (r"кв-л[а-я]*", "квартал"),
        (r"п/г", "полугодие"),
        (r"\bт\.\s?ч\b\.?", " "),
        (r"\bсрок[а-я]* (?=реализации|действия|исполнения плана)", "период "),
        # dates and years
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", r"\3.\2.\1"),
        (r"\b(\d\d?)/(\d\d?)/(\d{4})\b|\b(\d\d?)-(\d\d?)-(\d{4})\b", _dotted),
        (r"\b(\d\d?)\.\s+(\d\d?)\.\s*(\d{4})\b", r"\1.\2.\3"),
        (
            r"осенне\s?-\s?зимн[а-я]+ (?:период[а-я]*|сезон[а-я]*) (\d{4})\s?[-/]\s?(\d{4})",
            r"октябрь \1 - март \2",
        ),
        (r"осенне\s?-\s?зимн[а-я]+ (?:период[а-я]*|сезон[а-я]*)", "октябрь - март"),
        (
            r"\bзим[а-я]+ (?:период[а-я]* )?(20\d\d)\s?[-/]\s?(?:20)?(\d\d)\b",
            r"декабрь \1 - февраль 20\2",
        ),
        (_SCHOOL_YEARS, r" u\1 "),
        (_YEAR_PAIR, _school_year),
        # the time of day says nothing of the day
        (rf"(?:\bс\s+)?(?<![\d.-]){_CLOCK_PAIR}(?:\s*{_HOUR})?", " "),
        (
            (
                rf"(?:\b(?:в|с|до|к)\s+)?(?<![\d.]){_CLOCK}(?:\s*(?:-|до)\s*{_CLOCK})?"
                rf"(?:\s*{_HOUR})?"
            ),
            " ",
        ),
        (rf"(?:\b(?:в|с|до|к)\s+|(?:{_AFTER_DATE}),?\s+){_HOURS}(?:\s*(?:-|до)\s*{_HOURS})?", " "),
        (r"(?<=\d) в \d\d?-[0-5]\d\b", " "),
        (r"включительно|начиная(?=\s+с)|в срок(?=\s+(?:до|с|по|не позднее|не позже)\b)", " "),
        (r"\b([ivx]+)-(?:го|е|й|я|ое|ая|ый|м|ом|х)\b", r"\1"),
        (r"\b(\d+)\s*-?\s*(?:го|ого|е|й|я|ое|ая|ый|му|м|х)\b(?!\.)", r"\1"),
    )
)
_NAMED_DAYS = tuple(
    (re.compile(rf"\b(к|ко|до) дн\w+ {name}"), rf"\1 {day}") for name, day in _HOLIDAYS
)


def spelt(text: str) -> str:
    """The text in small letters, spelt as the grammar expects it."""
    text = text.lower()
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    if "дн" in text:
        for pattern, replacement in _NAMED_DAYS:
            text = pattern.sub(replacement, text)
    return text
