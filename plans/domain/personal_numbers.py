"""Numbers that lead to a person: addresses, telephones, certificates, documents.

What stays is as weighty as what goes: dates, orders, budgets and standards are numbers, too.
"""

import re
from collections.abc import Callable

_I = re.IGNORECASE
# Most texts hold none of these: the patterns below would look in vain.
_ANY = re.compile(r"[\d@]|(?:at|собака)[\])]", _I)
_GAP = r"[\s\u00a0\u2011–—-]"
_NUMBER = r"(?:№|N|номер\w*)"
# What is counted is no number of anybody: «150000000 рублей».
_COUNTED = (
    r"(?!\s*(?:руб|₽|р\.|тыс|млн|млрд|коп|чел|дет|реб|шт|ед\b|экз|%|процент|просмотр|обуча|"
    r"участник|час))"
)

_MAIL = re.compile(
    r"(?:(?:e-?mail|эл\.?\s?почта|электронн\w+ (?:почта|адрес)|почта)\s*[:–—-]?\s*)?"
    r"(?<![\w.+-])[\w.+-]+(?:@|\s?[\[(](?:at|собака)[\])]\s?)[\w-]+(?:\.[\w-]+)+",
    _I,
)
_LABELLED_PHONE = re.compile(
    r"(?:\b(?:тел(?:ефон\w*)?|tel|моб(?:ильн\w+)?|сот(?:овый)?|факс|доб(?:авочн\w+)?|"
    r"whats\s?app|ватсап|viber)"
    r"|(?<![А-ЯЁа-яё])т)\b\.?\s*[:№-]?\s*\+?\d(?:[\s().,/-]{0,3}\d){2,}",
    _I,
)
# Eleven digits that begin with the country's, however they are grouped, or a town's own.
_PHONE = re.compile(
    r"(?<![\d№.,/-])(?:\+7|8)[\s(.-]{0,3}(?:\d[\s().-]{0,3}){9}\d(?!\d)"
    r"|(?<![\d№.,/-])7[\s(-]{1,3}9\d\d(?:[\s()-]{0,3}\d){7}(?!\d)"
    r"|(?<![\d№])\(\d{3,5}\)\s*\d{1,3}(?:[\s-]\d{2}){1,2}(?!\d)"
)
_TOWN_PHONE = re.compile(r"(?<![\d№.,/-])(?<!№\s)\d{1,3}-\d{2}-\d{2}(?![\d-])")
_HANDLE = re.compile(r"(?<![\w./])@[A-Za-z]\w{3,}")
_LONG = re.compile(rf"(?<![\w№.,/:-])(?<!№\s)\d{{9,12}}(?!\w){_COUNTED}")
_ORGANISATION_NUMBER = re.compile(
    r"(?:ОКТМО|ОКАТО|ОКПО|О?ГРН|КПП|БИК|КБК|УИН|(?P<inn>ИНН))\s*[:№-]?\s*$"
)

_INSURANCE = re.compile(
    rf"(?:СНИЛС\s*{_NUMBER}?\s*[:–-]?\s*)?(?<![\d№.,/-])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"{_GAP}?\d{{2}}(?![\d-]|[.,]\d){_COUNTED}"
    rf"|СНИЛС\s*{_NUMBER}?\s*[:–-]?\s*\d(?:{_GAP}?\d){{10}}(?!\d)",
    _I,
)
_PASSPORT = re.compile(
    r"паспорт\w*\s*(?:гражданина\s+)?(?:РФ\s*)?[:,(]?\s*(?:сери\w+\s*)?[:№]?\s*"
    rf"\d{{2}}\s?\d{{2}}\s*[,-]?\s*{_NUMBER}?\s*\d{{3}}\s?\d{{3}}(?!\d)"
    rf"|сери\w+\s*[:№]?\s*\d{{2}}\s?\d{{2}}\s*[,-]?\s*{_NUMBER}\s*\d{{6}}(?!\d)"
    rf"|(?<![\d№.,/-])(?<!№\s)\d{{2}}\s\d{{2}}\s{_NUMBER}?\s*\d{{6}}(?![\d-]){_COUNTED}"
    rf"|(?<![\d№.,/-])(?<!№\s)\d{{4}}\s{_NUMBER}?\s*\d{{6}}(?![\d-]){_COUNTED}",
    _I,
)
_BIRTH_RECORD = re.compile(
    rf"(?:свидетельств\w+\s+о\s+рождении\s*:?\s*)?(?<!\w)[IVXLC]{{1,6}}\s?-\s?[А-ЯЁ]{{2}}\s*"
    rf"{_NUMBER}?\s*\d{{6}}(?!\d)"
)
_BIRTHDAY = re.compile(
    r"(?:(?:дата\s+рождения|родил\w+)\s*:?\s*)\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{4}\s*(?:г\.\s?р\.?|года?\s+рождения|г\.\s*рождения)",
    _I,
)
_POLICY = re.compile(rf"полис\w*(?:\s+ОМС)?\s*{_NUMBER}?\s*[:–-]?\s*\d(?:{_GAP}?\d){{9,15}}", _I)
# A bank's card: sums are grouped by three.
_CARD = re.compile(r"(?<![\d№.,/-])\d{4}([\s-])\d{4}\1\d{4}\1\d{4}(?![\d-])")

# Ten digits in one family of registers, groups of any kind in others.
_GROUPED = re.compile(r"(?<![\d№.,/:-])\d{1,6}(?:[.-]\d{1,10}){2,5}(?![\d-]|[.,]\d)")
_CERTIFICATE = re.compile(
    r"(?P<word>(?:сертификат|свидетельств)\w*(?:\s+(?:уч[её]та|ПФ(?:ДОД?)?|ДО|социальн\w+))?"
    rf"\s*(?:{_NUMBER}\s*)?[:–-]?\s*)(?P<said>(?:№\s*)?\d(?:[\s.-]?\d){{7,19}})(?!\d)"
    rf"{_COUNTED}",
    _I,
)


def without_numbers(text: str) -> str:
    """The text without anything by which a person can be written to, called or looked up."""
    if not _ANY.search(text):
        return text
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def _kept_if(keeps: Callable[[re.Match[str]], bool]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if keeps(found) else ""


def _gone(_found: re.Match[str]) -> str:
    return ""


def _is_day(found: re.Match[str]) -> bool:
    """«01-09-25»: a day of this time rather than a town's telephone."""
    day, month, year = map(int, found[0].split("-"))
    return len(found[0]) == 8 and 0 < day <= 31 and 0 < month <= 12 and 20 <= year <= 39


def _is_of_organisation(found: re.Match[str]) -> bool:
    """«ОКТМО 28701000001»: registers of organisations are public; a person's ИНН has 12 digits."""
    label = _ORGANISATION_NUMBER.search(found.string[: found.start()])
    return label is not None and not (label["inn"] and len(found[0]) == 12)


def _is_ordinary(found: re.Match[str]) -> bool:
    """Whether the groups are a date, a version, the number of a standard."""
    groups = re.split(r"[.-]", found[0])
    return max(map(len, groups)) < 5 or sum(map(len, groups)) < 10


def _certificate(found: re.Match[str]) -> str:
    """The word stays: «сертификат выдан» tells of the work, the number of a child."""
    groups = re.findall(r"\d+", found["said"])
    is_long = max(map(len, groups)) >= 5
    if not is_long and (len(groups) < 3 or {*map(len, groups)} != {4}):
        return found[0]  # years, dates, thousands
    return re.sub(rf"\s*{_NUMBER}?\s*[:–-]?\s*$", " ", found["word"], flags=_I)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_MAIL, _gone),
    (_LABELLED_PHONE, _gone),
    (_CERTIFICATE, _certificate),
    (_INSURANCE, _gone),
    (_PASSPORT, _gone),
    (_BIRTH_RECORD, _gone),
    (_BIRTHDAY, _gone),
    (_POLICY, _gone),
    (_CARD, _gone),
    (_GROUPED, _kept_if(_is_ordinary)),
    (_PHONE, _gone),
    (_TOWN_PHONE, _kept_if(_is_day)),
    (_LONG, _kept_if(_is_of_organisation)),
    (_HANDLE, _gone),
)
