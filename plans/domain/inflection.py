"""Russian cases: the dictionaries are large, so they are loaded when first asked."""

import logging
import re
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Any

from plans.domain.first_names import FIRST_NAMES, NEW_WORDS

_WORD = re.compile(r"[а-яё]+|\d+")
_FEMALE = re.compile(r"(?:вна|ична|инична|кызы)$")
_MALE = re.compile(r"(?:вич|ьич|оглы)$")
_OF_MANY = frozenset({"gent", "gen2", "accs", "loct", "ablt", "datv"})
_FIRST_TWO = frozenset({"ль", *(name[:2] for name in FIRST_NAMES)})
# No «-ский»: «Лугоборский фестиваль» is named after its town.
_SURNAME_END = re.compile(
    r"[а-яё]{2}(?:(?:ов|ев|ёв)(?:а|ой|у|ым|ом|е)?|(?:[^аеёиоуыэюя])(?:ин|ын)(?:а|ой|у|ым|е)?|"
    r"енко|[уч]ук|дзе|швили)$"
)


class Given(Enum):
    """A first name, and whether it is a word of the language besides («Вера», «Роман»)."""

    SURELY = auto()
    PERHAPS = auto()


def plain(text: str) -> str:
    """Lower case, «ё» as «е»: how names are compared."""
    return text.lower().replace("ё", "е")


def lemmas(text: str) -> tuple[str, ...]:
    """Words in their dictionary form: «школе № 5» is «школа», «5»."""
    return tuple(_lemma(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=4096)
def surname_forms(surname: str, patronymic: str = "") -> frozenset[str]:
    """A surname in every case; both genders where the patronymic does not tell."""
    maker, parts = _declension()
    genders = [
        gender
        for gender, other in ((parts.male, _FEMALE), (parts.female, _MALE))
        if not other.search(patronymic.lower())
    ]
    forms = {
        maker.make(parts.surname, gender, case, surname)
        for gender in genders
        for case in parts.cases
    }
    return frozenset(plain(form) for form in {*forms, surname})


@lru_cache(maxsize=16384)
def is_surname(word: str) -> bool:
    """Whether the word alone can only be somebody's surname or patronymic.

    The dictionary takes every new word for a rare name, so what it does not know must end as
    surnames do.
    """
    if not _analyzer().word_is_known(word):
        return bool(_SURNAME_END.search(word.lower())) and not NEW_WORDS.match(word)
    parses = _analyzer().parse(word)
    best = parses[0].tag
    is_named = "Surn" in best or "Patr" in best
    is_named |= _ends_as_surname(word) and any("Surn" in parse.tag for parse in parses)
    is_named |= {"Name", "plur"} <= best.grammemes and bool(_SURNAME_END.search(word.lower()))
    return is_named and "Geox" not in best and not any(map(_is_word, parses))


@lru_cache(maxsize=16384)
def is_nothing_but_surname(word: str) -> bool:
    """The same of a word in lower case, where «соколов» is falcons before it is anybody."""
    parses = _analyzer().parse(word)
    is_known = _analyzer().word_is_known(word)
    return is_surname(word) and not (
        is_known and any(_is_word(parse, begins=False) for parse in parses)
    )


@lru_cache(maxsize=16384)
def is_known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=16384)
def names_thing(word: str) -> bool:
    """«Чтения», «юный»: what stands before a name in a title, no verb and no preposition."""
    return _analyzer().parse(word)[0].tag.POS in {"NOUN", "ADJF"}


@lru_cache(maxsize=16384)
def is_form_of(word: str, name: str) -> bool:
    """Whether this is the given name in some case."""
    return name in {plain(parse.normal_form) for parse in _analyzer().parse(word)}


@lru_cache(maxsize=16384)
def may_be_surname(word: str) -> bool:
    """Whether it can be a surname beside a given name: «Ли Анна», «Климовец Екатерина»."""
    if not _analyzer().word_is_known(word):
        return not NEW_WORDS.match(word)
    parses = _analyzer().parse(word)
    return _ends_as_surname(word) or any(
        "Surn" in parse.tag or "Name" in parse.tag for parse in parses
    )


@lru_cache(maxsize=16384)
def given_name(word: str) -> Given | None:
    """Whether the word is a first name in some case, and whether it could be anything else."""
    if plain(word)[:2] not in _FIRST_TWO:
        return None
    parses = _analyzer().parse(word)
    named = {plain(parse.normal_form) for parse in parses if {"Name", "sing"} in parse.tag}
    if plain(word) not in FIRST_NAMES and not named & FIRST_NAMES:
        return None
    is_other = any(_is_word(parse, begins=False) or "Geox" in parse.tag for parse in parses)
    return Given.PERHAPS if is_other else Given.SURELY


@lru_cache(maxsize=16384)
def is_plain_word(word: str) -> bool:
    """«Встреча», «Хакатон»: a word of the language, and nobody's surname."""
    parses = _analyzer().parse(word)
    is_known = _analyzer().word_is_known(word)
    if NEW_WORDS.match(word):
        return not _SURNAME_END.search(word.lower()) or (is_known and any(map(_is_word, parses)))
    if not is_known:
        return False
    if _ends_as_surname(word):
        return False
    tags = [parse.tag for parse in parses]
    is_named = any(mark in tag for tag in tags for mark in ("Surn", "Name", "Patr"))
    return not is_named and not any("anim" in tag for tag in tags)


def _ends_as_surname(word: str) -> bool:
    """«Хромов» is «of chrome», too, but with that no entry begins; «магазин» begins many."""
    if not _SURNAME_END.search(word.lower()):
        return False
    tags = [parse.tag for parse in _analyzer().parse(word)]
    return all(
        "Surn" in tag or tag.POS == "ADJS" or (tag.POS == "NOUN" and tag.case in _OF_MANY)
        for tag in tags
    )


def _is_word(parse: Any, *, begins: bool = True) -> bool:
    """«Мороз» is weather, too; «Соколов» is many falcons, and with those nobody begins."""
    tag = parse.tag
    if any(mark in tag for mark in ("Surn", "Name", "Patr", "Geox", "Abbr", "Init", "Poss")):
        return False
    return tag.POS != "NOUN" or tag.case == "nomn" or not begins


@lru_cache(maxsize=16384)
def is_verb_or_link(word: str) -> bool:
    """«Ведёт», «От», «Совместно»: what begins a sentence before a name and is none."""
    best = _analyzer().parse(word)[0].tag
    return best.POS in {"VERB", "INFN", "GRND", "ADVB", "PREP", "CONJ", "PRCL"}


@lru_cache(maxsize=16384)
def _lemma(word: str) -> str:
    if word.isdigit():
        return word
    parses = _analyzer().parse(word)
    # A noun first: «школы» is the school in another case, «дому» is the house.
    nouns = [parse for parse in parses if parse.tag.POS in {"NOUN", "ADJF"}]
    return plain((nouns or parses)[0].normal_form)


@cache
def _analyzer() -> Any:
    import pymorphy3  # noqa: PLC0415 -- 15 MB of dictionaries, needed on few pages

    # It tells the log of every loading.
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)
    return pymorphy3.MorphAnalyzer()


class _Parts:
    """Names of the declension's own, imported when it is."""

    def __init__(self) -> None:
        from pytrovich.enums import Case, Gender, NamePart  # noqa: PLC0415 -- as above

        self.male, self.female = Gender.MALE, Gender.FEMALE
        self.surname = NamePart.LASTNAME
        self.cases = list(Case)


@cache
def _declension() -> tuple[Any, _Parts]:
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 -- as above

    return PetrovichDeclinationMaker(), _Parts()
