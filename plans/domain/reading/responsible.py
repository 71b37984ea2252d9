"""Who is responsible («ответственный»): one entry a person, a role or an organisation."""

import re
from collections.abc import Iterable
from itertools import pairwise

from plans.domain.reading.text import is_empty, lines_of

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|ьич|оглы|кызы)"
_PERSON = re.compile(
    rf"{_INITIALS}\s?{_SURNAME}|{_SURNAME}\s+{_INITIALS}|"
    rf"{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+{_PATRONYMIC}"
)
_ENDS_WITH_PERSON = re.compile(rf"(?:{_PERSON.pattern})\s*$")
_ALIAS = re.compile(r"\s*\(\s*далее\s*[-–—:]?\s*[^()]*\)", re.IGNORECASE)
MARK = re.compile(r"^(?:[-–—•·*]\s+|[-–—•·](?=[А-ЯЁа-яё])|\d{1,2}[.)]\s*(?=[А-ЯЁа-яё]))")
_WORD = re.compile(r"[А-ЯЁа-яё]+")

# Words in the nominative that begin an entry of their own, even in lower case.
_HEADS = re.compile(
    r"(?:зам(?:\.|еститель|естители)|гл\.|главн(?:ый|ые)|ст(?:\.|арш(?:ий|ие))|ведущ(?:ий|"
    r"ие)|соц\.?|"
    r"методист|администратор|модератор|педагог|учител[ьия]|тьютор|руководител[ьи]|"
    r"директор(?:а|$|\b)|"
    r"заведующ(?:ий|ая|ие)|завуч|специалист|координатор|ответственн(?:ый|ые|ое)|"
    r"организатор|начальник|"
    r"психолог|логопед|дефектолог|воспитател[ьи]|тренер|инструктор|преподавател[ьи]|"
    r"классн(?:ый|ые) рук|"
    r"библиотекар[ьи]|секретар[ьи]|бухгалтер|юрист|экономист|программист|оператор|"
    r"редактор|редакци[яи]\b|"
    r"корреспондент|пресс|администрация\b|управление\b|отдел(?:ы)?\b|комитет|департамент|"
    r"министерств[оа]\b|"
    r"учреждени[ея]\b|организаци[ия]\b|школ[аы]\b|сад(?:ы)?\b|центр(?:ы)?\b|дом(?:а)?\b|"
    r"дворец|станци[яи]\b|"
    r"рабоч(?:ая|ие) групп|творческ(?:ая|ие) групп|межведомственн(?:ая|ые)|экспертн(?:ый|"
    r"ая|ые)|эксперт|комисси[яи]\b|"
    r"совет(?:ы)?\b|родител[ьи]|обучающиеся|учащиеся|волонт[её]р|коллектив|сотрудник|"
    r"работник|команда|"
    r"куратор|наставник|член|председател[ьи]|глав[аы]\b|инспектор|муниципальн(?:ый|ая|ые|"
    r"ое)|региональн(?:ый|ая|ые)|"
    r"образовательн(?:ые|ая|ое) |общеобразовательн(?:ые|ая|ое) |все\b|представител[ьи]|"
    r"социальн(?:ый|ые)|музе[йи]\b|"
    r"библиотек[аи]\b|сми\b|партн[её]р|префектура|служб[аы]\b|детск(?:ий|ие)|опорн(?:ый|"
    r"ые)|базов(?:ый|ые|ая|ое))",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:зам|методист|администратор|педагог|учител|руководител|директор|заведующ|"
    r"специалист|координатор|"
    r"ответственн|организатор|начальник|психолог|куратор|старш|ведущ|главн|воспитател|"
    r"тренер|преподавател|завуч)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:управлени|отдел|комитет|департамент|министерств|администрац|префектур|служб|"
    r"центр|дворец|дом\b|"
    r"мин[а-я]+|м[а-яё]*[БАК]?ОУ|учреждени)",
    re.IGNORECASE,
)
_LEGAL_FORM = re.compile(
    r"(?:[МГФКОЧА][БАК]?О?У(?: (?:ДО|ДПО|СОШ|ДОУ))?|КОГ\w+|ОГ\w+|МКУ|МБУ|МАУ)\s*$"
)
_GENITIVE = re.compile(r"[а-яё]+(?:ии|ия|ого|его|ой|ей|ых|их|ов|ев|ства|ости|ки|ы|и|а|я)\b")
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,}(?:\s+[А-ЯЁ]{2,})*$")
_OF_AUTHORITY = re.compile(
    r"(?:администрации|управления|министерства|департамента|отдела|комитета)\b", re.IGNORECASE
)
_DANGLING = re.compile(r"(?:[-–—/]|\b(?:и|по|в|во|с|со|на|для|при|за|к|о|об|от|до|из|у))$")


def split_responsible(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The entries of a cell; `known` are entries that stand alone elsewhere in the document."""
    entries: list[str] = []
    for line in _joined_lines(lines_of(_ALIAS.sub("", text))):
        entries.extend(_split_line(line))
    names = set(known)
    clean = [_clean(entry) for entry in entries]
    return tuple(
        part for entry in clean if entry and not is_empty(entry) for part in _unglue(entry, names)
    )


def _joined_lines(lines: list[str]) -> list[str]:
    """Lines that only continue the one before are joined to it."""
    joined: list[str] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _continues(before: str, line: str) -> bool:  # noqa: PLR0911 -- the surest sign first
    if before.endswith((";", ",")):
        return is_open(before)
    if is_open(before) or _DANGLING.search(before) or line.startswith(("(", ",", ";")):
        return True
    if MARK.match(line) or _HEADS.match(line):
        return False
    if line[:1].islower() or _OF_AUTHORITY.match(line):
        return True
    if line.startswith(("«", '"')):
        return not before.endswith(("»", '"'))
    return _names_role(before, line) or bool(_LEGAL_FORM.search(before))


def _names_role(before: str, line: str) -> bool:
    """«Руководитель МОЦ» above «Щурилова Э.В.»: a role and its person are one entry."""
    last = before.rsplit(",", 1)[-1].rsplit(";", 1)[-1]
    return bool(
        _PERSON.fullmatch(line) and _ROLES.match(last.strip()) and not _PERSON.search(last)
    )


def is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("«") > text.count("»")


def _split_line(line: str) -> list[str]:
    groups = at_separators(MARK.sub("", line), ";")
    pieces = [
        piece
        for group in groups
        for piece in _with_appositions(_with_long_names(at_separators(group)))
    ]
    return [part for piece in pieces for entry in _at_and(piece) for part in _at_persons(entry)]


def at_separators(line: str, signs: str = ",;") -> list[str]:
    """Parts at commas and semicolons that stand outside brackets and quotes."""
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(line):
        if sign in "(«":
            depth += 1
        elif sign in ")»":
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in signs or _parts_persons(line, index)):
            parts.append(line[start:index])
            start = index + 1
    parts.append(line[start:])
    return [part.strip() for part in parts if part.strip()]


def _parts_persons(line: str, index: int) -> bool:
    """«Иванова И.И./Петрова П.П.»: a slash between two people."""
    if line[index] != "/":
        return False
    return bool(
        _ENDS_WITH_PERSON.search(line[:index].strip()) and _PERSON.match(line[index + 1 :].strip())
    )


def _with_long_names(pieces: list[str]) -> list[str]:
    """«Комитет рекламы, информации и оформления»: a comma inside a name parts nothing."""
    joined: list[str] = []
    for piece in pieces:
        is_rest = (
            joined
            and piece[:1].islower()
            and not _HEADS.match(piece)
            and (
                (_ORGANISATION.match(joined[-1]) and _GENITIVE.match(piece))
                or re.match(r"(?:реализующ|осуществляющ|находящ|участвующ|имеющ|котор)", piece)
            )
        )
        if is_rest:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _with_appositions(pieces: list[str]) -> list[str]:
    """«Орлова Е.М., методист, Рябушко М.В., педагог» is two people, each with a role."""
    if len(pieces) < 2 or len(pieces) % 2:
        return pieces
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    are_pairs = all(
        _PERSON.fullmatch(person) and role[:1].islower() and _ROLES.match(role)
        for person, role in pairs
    )
    return [f"{person}, {role}" for person, role in pairs] if are_pairs else pieces


def _at_and(piece: str) -> list[str]:
    """«методист и администратор» is two; «отдел культуры и спорта» is one."""
    parts = [piece]
    for match in re.finditer(r"\s(?:и|совместно с)\s", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if not is_open(left) and _are_entries(left, right):
            parts = [*_at_and(left), *_at_and(right)]
            break
    return parts


def _are_entries(left: str, right: str) -> bool:
    if _ENDS_WITH_PERSON.search(left) or _PERSON.match(right):
        return True
    if _ABBREVIATION.match(right) or _ABBREVIATION.fullmatch(left):
        return True
    last = _WORD.findall(left)[-1:] or [""]
    both_roles = bool(_ROLES.match(right) and (_ROLES.match(left) or _ABBREVIATION.match(last[0])))
    return both_roles or bool(_HEADS.match(right) and not _ORGANISATION.match(left))


def _at_persons(entry: str) -> list[str]:
    """«Судакова Е.В. Яркина Я.О.» is two; «Руководитель МОЦ Щурилова Э.В.» is one."""
    people = list(_PERSON.finditer(entry))
    if len(people) < 2 or "(" in entry:
        return [entry]
    parts, start = [], 0
    for person, following in pairwise(people):
        gap = entry[person.end() : following.start()].strip()
        if not gap or _ROLES.match(gap):
            parts.append(entry[start : person.end()])
            start = person.end()
    parts.append(entry[start:])
    return parts


def _clean(entry: str) -> str:
    entry = MARK.sub("", " ".join(entry.split())).strip(" ,;:")
    if re.search(r"[а-яё]{6,}\.$", entry):
        entry = entry[:-1]
    return entry.strip()


def _unglue(entry: str, known: set[str]) -> list[str]:
    """«Управление образования МО МОЦ» is two where both stand alone elsewhere."""
    if entry in known and not _ORGANISATION.match(entry):
        return [entry]
    for name in known:
        if entry.startswith(f"{name} ") and _ORGANISATION.match(name):
            rest = entry[len(name) + 1 :]
            if rest in known:
                return [name, rest]
    return [entry]
