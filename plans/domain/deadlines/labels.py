"""Words that only say what a date is for: «прием заявок до 10 октября, финал – 25 ноября»."""

import re

SEPARATORS = frozenset(
    {",", ";", ":", "и", "далее", "затем", "/", "срок", "сроки", "дата", "а", "но"}
)
_STAGES = r"этап\w*|тур\w*|смен[аыу]|поток\w*|заезд\w*"
_LABEL = re.compile(
    rf"(?:{_STAGES}|отчет(?:а|ы|ов|ность)?|итог(?:и|ов|овый|овая)?|ориентировочно|"
    r"прием|заяв(?:ки|ок)|конкурс[аы]?|фестивал[ья]|финал\w*|отбор\w*|сбор|подготовк[аи]|"
    r"организаци[яи]|проведени[ея]|исполнени[ея]|подведени[ея]|мониторинг[а]?|публикаци[яи]|"
    r"размещени[ея]|регистраци[яи]|анализ[а]?|сдача|предоставлени[ея]|представлени[ея]|"
    r"утверждени[ея]|формировани[ея]|разработк[аи]|открыти[ея]|закрыти[ея]|совещани[ея]|"
    r"муниципальн(?:ый|ого)|региональн(?:ый|ого)|школьн(?:ый|ого)|всероссийск(?:ий|ого)|"
    r"областн(?:ой|ого)|заочн(?:ый|ого|ая)|очн(?:ый|ого|ая)|отборочн(?:ый|ого)|"
    r"промежуточн(?:ый|ая)|предварительн\w+|документов|материалов|мероприяти[яй]|работ)"
)
_STAGE = re.compile(_STAGES)


def is_label(sign: str) -> bool:
    return _LABEL.fullmatch(sign) is not None


def label_at(found: list[str], index: int) -> int:
    """How many tokens at `index` only label or part what stands beside them."""
    sign = found[index]
    after = found[index + 1] if index + 1 < len(found) else ""
    if sign in SEPARATORS or is_label(sign):
        return 1
    if sign[0] in "#R" and sign[1:].isdigit() and _STAGE.fullmatch(after):
        return 2
    before = found[index - 1] if index > 0 else ""
    return int(sign == "-" and (before in SEPARATORS or is_label(before) or is_label(after)))


def weekday_at(found: list[str], index: int, *, after_day: bool) -> int:
    """«вторник, 15 октября», «15 октября, вт»: how many tokens the weekday of a date takes."""
    comma = found[index] == ","
    if found[index + comma : index + comma + 1] != ["W"]:
        return 0
    if after_day:
        return 1 + comma
    step = 1 + (found[index + 1 : index + 2] == [","])
    following = found[index + step] if index + step < len(found) else ""
    return step if following[:1] in {"#", "T"} else 0
