"""Lines that stand by a plan's table and are no part of it: signatures, legends, page numbers."""

import re
from collections.abc import Sequence

from plans.domain.reading.people import words
from plans.domain.reading.people.names import PERSON
from plans.domain.reading.text import fold

_REMARK = re.compile(
    r"\s*(?:\*|<\*>|[¹²³]|примечани[ея]\b|итого\b|всего\b|сноск|"
    r"(?:условные |принятые |используемые )?(?:обозначения|сокращения)\b\s*:?|"
    r"(?:исполнител[ьи]|исп\.|подготовил[аи]?|составил[аи]?|согласовано|ознакомлен[аы]?|"
    r"с (?:планом|приказом) ознакомлен[аы]?|тел\.|телефон|контактн\w+ телефон|м\.\s?п\.)"
    r"(?![а-яё])\s*[:.–—-]?)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—\s]*"
    r"|(?:продолжение|окончание|начало)\s+(?:таблиц|приложени|план).*|таблица\s*(?:№\s*)?[\d.]*",
    re.IGNORECASE,
)
# «(в ред. приказа …)», «(позиция введена …)»: about the document's wording
_ON_WORDING = re.compile(
    r"\((?:в\s+ред|с\s+изм|позици|пункт|строк|раздел\s+(?:в\s+ред|введ|изл)|введ[её]н|утв\.|"
    r"дополнен|исключ|утратил|см\.).*\)\.?",
    re.IGNORECASE,
)
_BLANK = re.compile(r"_{3,}")
_POST = re.compile(
    rf"(?:{words.ROLES.pattern}|{words.HEADS.pattern}|и\.?\s?о\.?\s|врио\b)", re.IGNORECASE
)
_ENDS_WITH_NAME = re.compile(rf"(?:{PERSON.pattern})\s*[/.)]*\s*$")
MAX_SIGNATURE = 200


def is_remark(text: str) -> bool:
    """A line under the table that is neither item nor section: «* …», «Исполнитель: …»."""
    return bool(_REMARK.match(text) or _ON_WORDING.fullmatch(fold(text)))


def is_noise(text: str) -> bool:
    """A page's number, «Продолжение таблицы 1»."""
    return bool(_NOISE.fullmatch(fold(text)))


def is_signature(texts: Sequence[str]) -> bool:
    """«Руководитель МОЦ ______ Е.Е. Дронов», in one cell or in several."""
    text = fold(" ".join(texts))
    if not text or len(text) > MAX_SIGNATURE:
        return False
    has_name = bool(_ENDS_WITH_NAME.search(text))
    if _BLANK.search(text):
        return has_name or bool(_POST.match(text))
    person = PERSON.search(text)
    is_post = bool(_POST.match(text)) and person is not None and person.start() > 0
    return has_name and is_post and 2 <= len(texts) <= 4


def is_outside(texts: Sequence[str]) -> bool:
    """Whether a line or a row, by its words alone, belongs to no table."""
    first = texts[0] if texts else ""
    return is_remark(first) or is_signature(texts) or (len(texts) == 1 and is_noise(first))
