"""The heading above a table: which lines are the plan's title, what kind of plan it names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from plans.domain.content import PlanKind
from plans.domain.frame import Place
from plans.domain.reading.sections import is_numbered
from plans.domain.reading.text import fold, unspaced

_STRONG = re.compile(
    r"[«\"\s]*(?:\d{1,2}\.\s+)?(?:проект\s+)?(?:(?:годовой|календарный|перспективный|"
    r"тематический|учебный|комплексный|"
    r"сетевой|единый|муниципальный|сводный|примерный|рабочий|ежемесячный|оперативный|"
    r"календарно-тематический)\s+)*"
    r"(?:медиа\s*-?\s*план|план(?:а|-график|\b)|дорожная\s+карта|«дорожная|комплекс\s+мер|"
    r"перечень\s+мероприят|"
    r"график\b|программа\b|мероприятия\b|циклограмма|"
    r"система\s+(?:основных\s+)?мероприят|"
    r"календарь\s+(?:событий|мероприятий|дел\b|знаменательных|образовательных))",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\bплан\b|\bплана\b|медиаплан|медиа-план|дорожн\w+\s+карт|комплекс\s+мер", re.IGNORECASE
)
_NOT_TITLE = re.compile(
    r"\s*(?:цель|цели|задач[аи]|основани[ея]|нормативн|исполнител|введение|содержание|"
    r"пояснительн|раздел|этап)\b.*",
    re.IGNORECASE,
)
_PERIOD_LINE = re.compile(r"\s*\(?(?:на|за|в|период)\b.*20\d\d", re.IGNORECASE)
_TOWN = (
    r"(?:г|город|с|село|п|пос|пос[её]лок|пгт|рп|р\.\s?п|ст|ст-ца|станица|д|дер|деревня|х|аул)\.?"
)
_PLACE = re.compile(
    rf"\s*(?:{_TOWN}\s+)?[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?,?\s+20\d\d(?:\s*(?:г\.?|год))?\s*"
    rf"|\s*{_TOWN}\s*[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?\s*|\s*20\d\d(?:\s*(?:г\.?|год))?\s*"
)
_DAY = (
    r"[«\"“„]?\d{1,2}[»\"”“]?\s+(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|"
    r"декабр)[а-я]\s+20\d\d|\d{1,2}\.\d{1,2}\.20\d\d"
)
# «г. Полянск, 15 сентября 2024 г.», «15.03.2024»
_PLACE_AND_DAY = re.compile(
    rf"\s*(?:{_TOWN}\s*[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?,?\s+)?(?:{_DAY})\s*(?:года|год|г\.?)?\s*"
)
_DECREED = re.compile(rf"(?<!\w)от\s+(?:{_DAY})|^\s*(?:{_DAY})\s*(?:года|г\.?)?\s*(?:№|N)")
_ON_WORDING = re.compile(
    r"\s*\((?:утв|с\s+изм|в\s+ред|ред\.|с\s+уч[её]том\s+изм|введ[её]н).*", re.IGNORECASE
)
# «План составлен на основе …»: a sentence about the plan, not its name.
_SENTENCE = re.compile(
    r"\S+(?:\s+\S+){0,4}?\s+(?:составлен|разработан|утвержд[её]н|согласован|реализуется|направлен|"
    r"включает|предусматривает|определяет|является|содержит|подготовлен|рассмотрен|принят|"
    r"разрабатывается|составляется|охватывает|обеспечивает|состоит|призван)[аоы]?\b.*[.:;]\s*",
    re.IGNORECASE,
)
MAX_TITLE_LINE = 400
MAX_BROKEN = 40  # characters of a line that ends within a title's first words


class HeadingLine(NamedTuple):
    """A line above a table, how it stands out, and the block or row that printed it."""

    text: str
    stands_out: bool = False
    place: Place = (-1, -1)


def plan_kind(title: str) -> PlanKind:
    """What the plan calls itself."""
    text = unspaced(fold(title)).lower().replace("ё", "е")
    if re.search(r"дорожн\w+ карт", text):
        return PlanKind.ROAD_MAP
    if re.search(r"медиа\s?-?\s?план", text):
        return PlanKind.MEDIA_PLAN
    if re.search(r"план\w* мероприятий", text):
        return PlanKind.ACTION_PLAN
    return PlanKind.WORK_PLAN


def is_plan_heading(line: str) -> bool:
    """Whether a line begins the title of a plan."""
    return (
        len(line) <= MAX_TITLE_LINE
        and bool(_STRONG.match(unspaced(line)))
        and not line.rstrip().endswith(":")
        and not _SENTENCE.fullmatch(line)
    )


def find_title(lines: Sequence[HeadingLine]) -> tuple[str, set[int]]:
    """The title nearest above the table, and the lines it takes; empty where there is none."""
    groups = _groups(lines)
    for position in range(len(groups) - 1, -1, -1):
        start = _title_start(lines, groups[position])
        if start is not None:
            end = _title_end(lines, groups, position, start)
            taken = {index for index in range(start, end) if lines[index].text.strip()}
            return fold("\n".join(lines[index].text for index in sorted(taken))), taken
    return "", set()


def guess_title(lines: Sequence[HeadingLine]) -> tuple[str, set[int]]:
    """Where no line speaks of a plan: the last lines above the table that stand out."""
    taken: list[int] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.stands_out and line.text and not _is_no_title(line.text):
            taken.insert(0, index)
        elif taken:
            break
    title = fold(" ".join(lines[index].text for index in taken))
    return (title, set(taken)) if title and len(title) <= MAX_TITLE_LINE else ("", set())


def _is_no_title(text: str) -> bool:
    return _is_aside(text) or bool(_NOT_TITLE.fullmatch(text)) or is_numbered(text)


def is_dated_aside(text: str) -> bool:
    """A day, a decree's date, a bracket on the wording: none of them names a plan's period."""
    return bool(
        _PLACE_AND_DAY.fullmatch(text) or _ON_WORDING.fullmatch(text) or _DECREED.search(text)
    )


def _is_aside(text: str) -> bool:
    """The town, the day, a bracket about the wording: what stands by a title."""
    return any(sign.fullmatch(text) for sign in (_PLACE, _PLACE_AND_DAY, _ON_WORDING))


def _groups(lines: Sequence[HeadingLine]) -> list[range]:
    """Runs of lines without an empty one between."""
    groups, start = [], None
    for index, line in enumerate([*lines, HeadingLine("")]):
        if line.text.strip() and start is None:
            start = index
        elif not line.text.strip() and start is not None:
            groups.append(range(start, index))
            start = None
    return groups


def _title_start(lines: Sequence[HeadingLine], group: range) -> int | None:
    strong = [index for index in group if _begins_title(lines, index, group.stop)]
    if strong:
        return _before_strong(lines, strong)
    for index in group:
        text = lines[index].text
        is_sentence = len(text) > 120 and text.rstrip().endswith(".")
        if (
            _WEAK.search(unspaced(text))
            and not is_sentence
            and not _SENTENCE.fullmatch(text)
            and not _NOT_TITLE.fullmatch(text)
        ):
            return index
    return None


def _begins_title(lines: Sequence[HeadingLine], index: int, stop: int) -> bool:
    """Also where its first words are broken: «КОМПЛЕКС» with «МЕР по …» below."""
    text = unspaced(lines[index].text)
    if is_plan_heading(text):
        return True
    below = unspaced(lines[index + 1].text) if index + 1 < stop else ""
    match = _STRONG.match(f"{text} {below}") if below and len(text) < MAX_BROKEN else None
    return match is not None and match.end() > len(text) + 1


def _before_strong(lines: Sequence[HeadingLine], strong: list[int]) -> int:
    """The first heading line of the last unbroken run of them."""
    start = strong[-1]
    for index in reversed(strong[:-1]):
        between = [lines[position].text for position in range(index, start)]
        if any(
            _NOT_TITLE.fullmatch(text) or _PLACE_AND_DAY.fullmatch(text) or len(text) > 200
            for text in between
        ):
            break
        start = index
    return start


def _title_end(
    lines: Sequence[HeadingLine], groups: Sequence[range], position: int, start: int
) -> int:
    end = _end_in_group(lines, range(start, groups[position].stop))
    if end < groups[position].stop:
        return end
    for group in groups[position + 1 :]:
        texts = [lines[index].text for index in group]
        if not all(_PERIOD_LINE.match(text) and len(text) < 120 for text in texts):
            break
        end = group.stop
    return end


def _end_in_group(lines: Sequence[HeadingLine], group: range) -> int:
    stands_out = lines[group.start].stands_out
    for index in group:
        line = lines[index]
        if index == group.start:
            continue
        ends = (
            _NOT_TITLE.fullmatch(line.text)
            or is_numbered(line.text)
            or line.text.rstrip().endswith(":")
            or _is_aside(line.text)
            or (stands_out and not line.stands_out)
            or len(line.text) > MAX_TITLE_LINE
        )
        if ends:
            return index
    return group.stop
