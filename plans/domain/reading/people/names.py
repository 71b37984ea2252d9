"""Names of people as plans write them, and how to find them in a line."""

import re
from dataclasses import dataclass

# A post is no surname: «Методист Екатерина Владимировна Климовец».
_NO_POST = (
    r"(?!(?:Методист|Директор|Руководител|Администратор|Педагог|Начальник|Заместител|"
    r"Заведующ|Специалист|Координатор|Учител|Председател|Глав|Отдел|Управлени|Центр|Дом|"
    r"Школ|Ответственн|Исполнител))"
)
_WORD = r"[А-ЯЁ][а-яё]+"
_LOUD = r"[А-ЯЁ]{2,}(?:ОВ|ОВА|ЕВ|ЕВА|ЁВ|ЁВА|ИН|ИНА|ЫН|ЫНА|КИЙ|КАЯ|КО|УК|ЮК|ЫХ|ИХ|ЯН|ДЗЕ|ЕЦ|ИЧ)"
_QUIET = rf"{_NO_POST}{_WORD}(?:-{_WORD})?"
_SHOUTED = rf"{_LOUD}(?:-{_LOUD})?"
SURNAME = rf"(?:{_QUIET}|{_NO_POST}{_SHOUTED})"
# The second dot is often forgotten: «Иванова И.И».
INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ](?:\.|(?![А-ЯЁа-яё.])))?"
_DOTTED = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?"
PATRONYMIC = (
    r"(?:[А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич|вича|вичу|вичем|вны|вне|вной)|"
    r"[А-ЯЁ][а-яё]+\s(?:оглы|кызы))"
)
_SON_OF = r"(?:\s?[окО]\.)?"
PERSON = re.compile(
    rf"{_DOTTED}{SURNAME}(?!\.)|{SURNAME}\s+{INITIALS}{_SON_OF}|"
    rf"{SURNAME}\s+{_WORD}\s+{PATRONYMIC}|{_WORD}\s+{PATRONYMIC}\s+{SURNAME}"
)
ENDS_WITH_PERSON = re.compile(rf"(?:{PERSON.pattern})\s*$")
# Lines of a narrow column: the name goes on below.
_WRAPPED = (
    re.compile(rf"(?m)^({SURNAME})\n+({_WORD})\n+({PATRONYMIC})(?=\W|$)"),
    re.compile(rf"(?m)({SURNAME}\s{_WORD})\n+({PATRONYMIC})(?=\W|$)"),
    re.compile(rf"(?m)({SURNAME})\n+({_WORD}\s{PATRONYMIC})(?=\W|$)"),
    re.compile(rf"({_QUIET})\n+({INITIALS})(?=[\s,;]|$)"),
    # «ЦОКО» above «М.С. Лисицына» is no surname.
    re.compile(rf"({_NO_POST}{_SHOUTED})\n+({INITIALS})(?=[\s,;]|$)(?!\s*{_WORD})"),
    re.compile(rf"(?m)^({_DOTTED.rstrip('?')}?)\n+({SURNAME})(?=[\s,;]|$)"),
)
_FULL = re.compile(
    rf"(?P<surname>{SURNAME})\s+(?P<first>{_WORD})\s+(?P<second>{PATRONYMIC})|"
    rf"(?P<first_2>{_WORD})\s+(?P<second_2>{PATRONYMIC})\s+(?P<surname_2>{SURNAME})"
)
_SHORT = re.compile(
    rf"(?P<before>{_DOTTED})(?P<surname_2>{SURNAME})|(?P<surname>{SURNAME})\s+(?P<after>{INITIALS})"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A surname as written, the first letters of the other names, and those that are whole."""

    surname: str
    initials: str
    names: tuple[str, ...] = ()


def with_whole_names(text: str) -> str:
    """The text with names put on one line where a narrow column broke them."""
    for pattern in _WRAPPED:
        text = pattern.sub(lambda match: " ".join(match.groups()), text)
    return text


def person_in(text: str) -> Person | None:
    """The first person named in the text."""
    found = PERSON.search(text)
    if not found:
        return None
    full = _FULL.fullmatch(found[0])
    if full:
        first, second = full["first"] or full["first_2"], full["second"] or full["second_2"]
        return Person(full["surname"] or full["surname_2"], first[0] + second[0], (first, second))
    short = _SHORT.match(found[0])
    if not short:
        return None
    letters = re.findall(r"[А-ЯЁ]", short["before"] or short["after"])
    return Person(short["surname"] or short["surname_2"], "".join(letters[:2]))
