"""Russian cases: the dictionaries are large, so they are loaded when first asked."""

import logging
import re
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"[а-яё]+|\d+")
_FEMALE = re.compile(r"(?:вна|ична|инична|кызы)$")
_MALE = re.compile(r"(?:вич|ьич|оглы)$")


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
def is_name_of_person(word: str) -> bool:
    """Whether the dictionary takes the word first of all for a surname, a name, a patronymic."""
    best = _analyzer().parse(word)[0].tag
    return any(mark in best for mark in ("Surn", "Name", "Patr")) and "Geox" not in best


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
