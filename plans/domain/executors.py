"""Who carries out, taken apart: a person, a post, an organisation, and what exactly is theirs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from plans.domain.inflection import plain
from plans.domain.reading.people import words
from plans.domain.reading.people.names import PERSON, Person, person_in
from plans.domain.reading.responsible import ALIAS, split_responsible


class ExecutorKind(StrEnum):
    """What an entry names first."""

    PERSON = auto()
    ROLE = auto()
    ORGANISATION = auto()
    GROUP = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class NamedExecutor:
    """One entry of «Ответственный»; `text` is as written and is what is printed.

    `organisation` holds the full name where the entry gives an alias of it, which `alias` keeps.
    """

    kind: ExecutorKind
    text: str
    person: Person | None = None
    role: str = ""
    organisation: str = ""
    scope: str = ""
    alias: str = ""
    is_lead: bool = False


LONGEST_LINK = 300

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_REMARK = re.compile(r"^(?:по согласованию|отв\.?|ответственн\w+|исполнител\w+)$", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:отв\.|ответственн(?:ый|ая|ые)(?: исполнител[ьи])?|исполнител[ьи]|соисполнител[ьи])"
    r"\s*[:–—-]\s*|^отв\.\s+",
    re.IGNORECASE,
)
_CONTACTS = re.compile(rf",?\s*(?:{words.CONTACT.pattern}).*$", re.IGNORECASE)
_CONSENT = re.compile(r",?\s*по согласованию\s*$", re.IGNORECASE)
_EDGES = " ,;:–—-."
# Where a post ends and its place begins: «методист | МБУ ДО «ДДТ»», «директора | школ».
_PLACE = re.compile(
    r"(?:^|(?<=\s))(?:[МГЧ][БАК]?[ДОН]?О?У[А-ЯЁ]*\b|КОГ[А-ЯЁ]+|"
    r"(?!У?ВР\b|АХЧ|Н?МР\b|УР\b|ИКТ|СМИ|АИС|ДО\b|ДОД\b|ПФДО|НОК|ПДО)[А-ЯЁ]{2,}|"
    r"(?i:управлени|отдел|комитет|департамент|министерств|администраци|центр|дворц|дом[ау]?\b|"
    r"школ(?!ьн)|гимнази|лице[йяе]|учреждени|организаци|муниципальн\w+ опорн|"
    r"детск\w+ сад|станци|общеобразоват|образовательн\w+ (?:орган|учрежд)))"
)
_GROUP = re.compile(
    r"^(?:все |вся )?(?:(?:обще)?образовательные |спортивные |детские |частные |"
    r"дошкольные )*(?:организации|учреждения|школы|гимназии|лицеи|сады|клубы|центры|семьи|"
    r"редакции|родители|педагоги|дети|обучающиеся|учащиеся|волонт[её]ры|библиотеки|музеи|партн[её]ры|"
    r"рабочая группа|коллектив\w*|работники|сотрудники|участники|члены)\b|"
    r"^(?:все\s+)?(?:ОО|ОУ|УДО|ДОУ|ПОО|МОО|МОУ|СОШ|ООШ|ДОО|ОДО)(?:[\s,]|$)|"
    r"(?:рабоч|творческ|экспертн|инициативн)\w+ групп|^(?:семьи|коллектив)",
    re.IGNORECASE,
)


def read_executors(
    entries: Sequence[str], aliases: Mapping[str, str] | None = None
) -> tuple[NamedExecutor, ...]:
    """The entries of one cell, taken apart; the first of them leads.

    Posts of a list belong to the organisation of the first: «Руководитель МОЦ, методист».
    """
    found: list[NamedExecutor] = []
    place = ""
    for entry in entries:
        executor = _with_alias(_read(entry), aliases or {})
        if executor.kind is ExecutorKind.ROLE and not executor.organisation:
            executor = replace(executor, organisation=place)
        elif executor.organisation and not found and not words.MANY.match(executor.role):
            place = executor.organisation if executor.role else ""
        found.append(replace(executor, is_lead=not found))
    return tuple(found)


def aliases_in(texts: Iterable[str]) -> dict[str, str]:
    """What «(далее – ЦОПП)» stands for, by its comparable form."""
    found: dict[str, str] = {}
    for text in texts:
        for definition in ALIAS.finditer(text):
            named = split_responsible(text[: definition.start()])
            alias = " ".join(definition[1].split()).strip(_EDGES)
            if named and alias:
                found.setdefault(plain(alias), _BRACKETS.sub("", named[-1]).strip())
    return found


def link_text(text: str) -> str:
    """An entry as a remembered link knows it: no case, quotes, blanks, remarks in brackets."""
    bare = _BRACKETS.sub(lambda found: "" if _is_scope(found[1]) else found[0], text)
    bare = plain(re.sub(r"[«»\"“”„]", "", bare)).strip(_EDGES)
    bare = re.sub(r"\s*[–—-]\s*", "-", bare)
    return re.sub(r"\s+", " ", re.sub(r"([.,№])\s+", r"\1", bare))[:LONGEST_LINK]


def _read(entry: str) -> NamedExecutor:
    bare, scope, inner = _without_brackets(_LABEL.sub("", entry))
    bare = _CONTACTS.sub("", _CONSENT.sub("", bare))
    person = person_in(bare)
    rest = PERSON.sub(" ", bare, count=1) if person else bare
    rest = " ".join(rest.split()).strip(_EDGES)
    role, organisation = _role_and_place(rest)
    if person and rest and not role and not organisation:
        scope, rest = scope or rest, ""
    if person and not rest:
        role, organisation = _role_and_place(scope)
        scope = "" if role or organisation else scope
    kind = _kind(person, rest, role)
    return NamedExecutor(
        kind, entry, person or inner, role=role, organisation=organisation, scope=scope
    )


def _without_brackets(text: str) -> tuple[str, str, Person | None]:
    """The text, what the brackets limit it to, the person whom they name."""
    scope, person = "", None
    for found in _BRACKETS.finditer(text):
        inside = found[1].strip()
        named = person_in(inside)
        if named:
            person = person or named
        elif re.search(r"[а-яё]{2}|[А-ЯЁ]{2}", inside) and not _REMARK.match(inside):
            scope = f"{scope}; {inside}" if scope else inside
    return _BRACKETS.sub("", text).strip(), scope, person


def _is_scope(inside: str) -> bool:
    return not person_in(inside)


def _role_and_place(rest: str) -> tuple[str, str]:
    if not words.ROLES.match(rest):
        is_place = words.ORGANISATION.match(rest) or _PLACE.match(rest) or _GROUP.match(rest)
        return "", rest if is_place else ""
    place = next((found for found in _PLACE.finditer(rest) if found.start()), None)
    if place is None:
        return rest, ""
    return rest[: place.start()].strip(_EDGES), rest[place.start() :].strip(_EDGES)


def _kind(person: Person | None, rest: str, role: str) -> ExecutorKind:
    signs = (
        (ExecutorKind.PERSON, person),
        (ExecutorKind.ROLE, role),
        (ExecutorKind.GROUP, _GROUP.match(rest)),
        (ExecutorKind.ORGANISATION, words.ORGANISATION.match(rest) or _PLACE.match(rest)),
    )
    return next((kind for kind, sign in signs if sign), ExecutorKind.UNKNOWN)


def _with_alias(executor: NamedExecutor, aliases: Mapping[str, str]) -> NamedExecutor:
    full = aliases.get(plain(executor.organisation))
    if not full:
        return executor
    return replace(executor, organisation=full, alias=executor.organisation)
