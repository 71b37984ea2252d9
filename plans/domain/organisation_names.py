"""When two names mean one organisation: «МАОУ «СОШ № 5»», «школа №5», «школе № 5 г. Коврова»."""

import re

from plans.domain.inflection import lemmas, plain

Key = frozenset[str]

_SCHOOL = re.compile(
    r"(?:(?:средн|основн|начальн)\w+\s+)?(?:общеобразовательн\w+\s+)?школ[аыеуойам]*\b(?!-сад)|"
    r"\b[сон]ош\b|\bшк\."
)
_PRESCHOOL = re.compile(r"детск\w+\s+сад\w*|\bм[абк]?доу\b|\bд/с\b|\bдоу\b")
_PLACE = re.compile(
    r"\b(?:г|гор|пос|п|с|д|ст)\.\s?[а-я-]{3,}|\bгорода\s+[а-я-]+|"
    r"\b[а-я-]+(?:ского|цкого)\s+(?:район|муниципальн|городск)\w*(?:\s+(?:округа|района))?"
)
_NAMED_AFTER = re.compile(r"\b(?:имени|им\.)\s.*")
_FORM = re.compile(
    r"\b(?:муниципальн|бюджетн|автономн|казенн|государственн|областн|частн|нетипов|"
    r"(?:обще)?образовательн|учрежден|организаци)[а-я]*|\bдополнительного образования(?: детей)?|"
    r"\b(?:м|г|ч|о|к)?[абк]?п?о?у(?:до|дод|дпо|к)?\b|\b[кт]?ог\w{0,3}у\b|"
    r"\b(?:до|дод|дпо|ано)\b"
)
_CENTRE = re.compile(r"\b(?:моц|муниципальн\w+ (?:ресурсн\w+ )?\(?опорн\w+\)? центр\w*)\b")
_TOKEN = re.compile(r"[а-яa-z]+|\d+")
_NUMBERS = re.compile(
    r"^(?P<base>.*?\D)\s*(?P<list>№*\s*\d+(?:(?:\s*[,и–-]\s*|\s+)№?\s*\d+)+)\s*$"
)
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")
_MOST_IN_RANGE = 100
_SMALL = {"и", "по", "для", "на", "в", "с"}


def name_key(text: str) -> Key:
    """The words that tell an organisation from another, as they are written."""
    return frozenset(_TOKEN.findall(_bare(text)))


def lemma_key(text: str) -> Key:
    """The same in the dictionary's form: asked only where the written words find nothing."""
    return frozenset(lemmas(_bare(text)))


def acronym(text: str) -> str:
    """«Дом детского творчества» is «ддт»."""
    words = [word for word in _TOKEN.findall(_bare(text)) if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def numbered_names(text: str) -> list[str]:
    """«школы №№ 1, 3 и 5» are three names; anything else is one."""
    found = _NUMBERS.match(text)
    if not found:
        return [text]
    spelled = _RANGE.sub(lambda pair: _spelled(int(pair[1]), int(pair[2])), found["list"])
    base = found["base"].strip(" №")
    return [f"{base} № {number}" for number in re.findall(r"\d+", spelled)]


def _spelled(first: int, last: int) -> str:
    if not first <= last < first + _MOST_IN_RANGE:
        return f"{first}, {last}"
    return ", ".join(str(number) for number in range(first, last + 1))


def _bare(text: str) -> str:
    said = re.sub(r"[«»\"“”„]", " ", plain(text))
    said = _CENTRE.sub(" опорныйцентр ", said)
    said = _PRESCHOOL.sub(" сад ", _SCHOOL.sub(" школа ", said))
    said = _FORM.sub(" ", _PLACE.sub(" ", said))
    return _NAMED_AFTER.sub(" ", said) if re.search(r"\d", said) else said
