"""Tokens brought into the order in which the grammar looks for them."""

from collections.abc import Iterator

_JOINTS = frozenset({",", ":"})
_BEFORE = frozenset({"в", "на", ";"})
_NAMED = frozenset({"квартал", "полугодие", "триместр"})
_LISTED = frozenset({",", "и", "-", "с", "по", "до", "к", "на", "в", "числа"})
_COUNTED = frozenset({"половина", "декада"})
_PARTS = _COUNTED | {"неделя", "начало", "середина", "конец", "последний"}
_RANGE = 5


def arranged(found: list[str]) -> list[str]:
    """«октябрь месяц», «1-2 декада марта», «2024 год: май, октябрь» as the grammar knows them."""
    return _with_years_after(_with_parts_apart(list(_without_month_words(found))))


def without_first_year(found: list[str]) -> tuple[list[str], int]:
    """The tokens without «с 2025 года», and that year; 0 where none is named."""
    for index in range(len(found) - 1):
        year, after = found[index + 1], found[index + 2 : index + 3]
        if found[index] == "с" and year[:1] == "Y" and after not in (["по"], ["до"], ["-"]):
            start = index - (found[index - 1 : index] == [","])
            return [*found[:start], *found[index + 2 :]], int(year[1:])
    return found, 0


def _without_month_words(found: list[str]) -> Iterator[str]:
    """«октябрь месяц», «в октябре месяце» are October."""
    for index, sign in enumerate(found):
        if sign != "месяц" or not index or not _is_month(found[index - 1]):
            yield sign


def _with_parts_apart(found: list[str]) -> list[str]:
    """«1-2 декада марта» is from the first to the second: each gets its month."""
    parted: list[str] = []
    index = 0
    while index < len(found):
        piece = found[index : index + _RANGE]
        if _is_range_of_parts(piece):
            first, joint, last, unit, month = piece
            parted.extend((first, unit, month, joint, last, unit, month))
            index += _RANGE
        else:
            parted.append(found[index])
            index += 1
    return parted


def _is_range_of_parts(piece: list[str]) -> bool:
    return (
        len(piece) == _RANGE
        and piece[1] in {"-", "и", ","}
        and piece[3] in _COUNTED
        and all(map(_is_number, (piece[0], piece[2])))
        and _is_month(piece[4])
    )


def _with_years_after(found: list[str]) -> list[str]:
    """«2024 год: май, октябрь», «2025 г., IV квартал»: the year goes behind each of its parts."""
    placed: list[str] = []
    index = 0
    while index < len(found):
        end = _end_of_parts(found, index)
        if end:
            start = index + 1 + (found[index + 1] in _JOINTS)
            placed.extend(_dated(found[start:end], found[index]))
        index = end or index + 1
        if not end:
            placed.append(found[index - 1])
    return placed


def _end_of_parts(found: list[str], index: int) -> int:
    """Where the parts of the year at `index` end; 0 where it stands before none."""
    if found[index][:1] != "Y" or index + 1 >= len(found):
        return 0
    joint = found[index + 1]
    before = found[index - 1] if index else ";"
    if before not in _BEFORE and not (joint == ":" and before == ","):
        return 0
    start = end = index + 1 + (joint in _JOINTS)
    while end < len(found) and _is_of_parts(found[end]):
        end += 1
    if end < len(found) and found[end][:1] in "YUT":
        return _before_next_year(found, start, end)
    return end if any(_is_part(sign) for sign in found[start:end]) else 0


def _before_next_year(found: list[str], start: int, end: int) -> int:
    """«2024 год: октябрь, 2025 год: март»: the next year is the head of parts of its own."""
    is_head = found[end][:1] == "Y" and found[end + 1 : end + 2] == [":"]
    is_parted = end > start + 1 and found[end - 1] == ","
    return end if is_head and is_parted else 0


def _is_of_parts(sign: str) -> bool:
    return sign in _LISTED or sign in _PARTS or _is_part(sign) or _is_number(sign)


def _is_number(sign: str) -> bool:
    return sign[:1] in {"#", "R"} and sign[1:].isdigit()


def _is_month(sign: str) -> bool:
    return sign[:1] == "M" and sign[1:].isdigit()


def _is_part(sign: str) -> bool:
    """A month, a season, or the word that ends a numbered part: what a year may follow."""
    return sign in _NAMED or (sign[:1] in {"M", "S"} and sign[1:].isdigit())


def _dated(parts: list[str], year: str) -> list[str]:
    dated: list[str] = []
    for sign in parts:
        dated.append(sign)
        if _is_part(sign):
            dated.append(year)
    return dated
