"""Names that honour somebody: of schools, streets, readings and contests. They are no secret."""

import re
from functools import cache

from plans.domain.first_names import HONOURED, HONOURED_ALONE
from plans.domain.inflection import is_form_of, names_thing, plain, surname_forms
from plans.domain.reading.people import words

_TITLED = (
    r"(?:(?:дважды|трижды|геро[яй]|советского|союза|российской|федерации|росси[ия]|л[её]тчика|"
    r"космонавта|л[её]тчика-космонавта|маршала|генерала|адмирала|полководца|академика|"
    r"профессора|поэта|писателя|композитора|художника|уч[её]ного|просветителя|педагога|святого|"
    r"святой|князя|народного|народной|заслуженного|заслуженной|артиста|артистки|учителя)\s+){0,8}"
)
# «имени А. С. Пушкина» names a school, not one of its people; «от имени» does.
_MEMORIAL = re.compile(
    rf"(?:^|[^А-ЯЁа-яё])(?:им\.|(?<!от )имени|памяти)\s*{_TITLED}$", re.IGNORECASE
)
# Somebody may teach there who is called so, so this keeps only who is not known.
_OF_HONOUR = re.compile(
    r"(?:^|[^А-ЯЁа-яё])(?:(?:чтени|преми|мемориал|стипенди|памятник|улиц|проспект|площад|"
    r"переулк|бульвар)[а-яё]*|куб(?:ок|ка|ке|ку|ком)|со дня рождения|ул\.|просп\.|пр-т|пл\.|"
    r"пер\.|(?<!\d)(?<!\d\s)г\.|пос\.|дер\.|ст-ца|(?:город|посел|посёл|сел|деревн|станиц)"
    r"[а-яё]{0,4})\s*$",
    re.IGNORECASE,
)


def is_memorial(text: str, start: int) -> bool:
    """Whether a school, a street, a contest bears the name."""
    return bool(_MEMORIAL.search(text[max(0, start - 90) : start]))


def is_of_honour(text: str, start: int) -> bool:
    """Whether readings are held, or a street is named, after whoever is named here."""
    return bool(_OF_HONOUR.search(text[max(0, start - 30) : start]))


def is_of_history(text: str, start: int, tokens: list[str]) -> bool:
    """Whether the name that ends the text is said, all of it, of somebody in the books."""
    surname = next(filter(None, (_honoured().get(plain(token)) for token in tokens)), "")
    if not surname:
        return False
    first, father = HONOURED[surname]
    letters = "".join(re.findall(r"([А-ЯЁ])\.", text[start:])).lower()
    others = [token for token in tokens if _honoured().get(plain(token)) != surname]
    if letters or others:
        is_he = all(is_form_of(token, first) or plain(token)[:4] == father[:4] for token in others)
        return is_he and letters in {"", first[0] + father[0]}
    return surname in HONOURED_ALONE and _belongs_to_thing(text[:start])


def _belongs_to_thing(before: str) -> bool:
    """«Сказки» before «Пушкина»; a post or a verb there makes it somebody of today."""
    noun = re.search(r"([А-ЯЁа-яё-]+)[ \u00a0]$", before[-60:])
    return noun is not None and names_thing(noun[1]) and not words.ROLES.match(noun[1])


@cache
def _honoured() -> dict[str, str]:
    return {
        form: surname
        for surname, (_letters, father) in HONOURED.items()
        for form in surname_forms(surname, father)
    }
