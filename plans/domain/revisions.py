"""What one revision of a report says, what a person sends, and how two revisions differ."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from documents.uploads.door import InspectedFile
from plans.domain.states import EXECUTION_NAMES, Execution

MAX_FILES = 10
MAX_LINKS = 10


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that one revision says; two revisions are the same if these are equal."""

    execution: str = ""
    text: str = ""
    figure: Decimal | None = None
    figure_unit: str = ""
    done_on: date | None = None
    reason: str = ""
    evidence: frozenset[str] = frozenset()  # hashes of files and addresses of links


@dataclass(frozen=True, slots=True)
class Link:
    """A page that proves the report: its address and, where given, what it is."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person sends from the form: all they say, over the version that they saw."""

    said: Said
    version: int
    links: tuple[Link, ...] = ()
    files: tuple[InspectedFile, ...] = ()  # new ones, through the guarded door
    removed: frozenset[int] = frozenset()  # evidence to leave out


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs between two revisions, both in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is the same in both revisions, or is not."""

    text: str
    is_changed: bool


def plain_number(number: Decimal) -> str:
    """«34», «12,5»: no trailing zeros, a comma as people write it."""
    said = f"{number:f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return said.replace(".", ",")


def changes(before: Said, after: Said) -> list[Change]:
    """The short fields that differ, in the order of the form; the text has its own comparison."""
    pairs = zip(_in_words(before), _in_words(after), strict=True)
    return [Change(label, old, new) for (label, old), (_, new) in pairs if old != new]


def word_difference(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut into pieces that stayed and pieces that went or came."""
    old, new = re.findall(r"\s*\S+|\s+", before), re.findall(r"\s*\S+|\s+", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        changed = tag != "equal"
        left += [Piece("".join(old[i:j]), changed)] if i < j else []
        right += [Piece("".join(new[k:m]), changed)] if k < m else []
    return left, right


def _in_words(said: Said) -> list[tuple[str, str]]:
    execution = EXECUTION_NAMES[Execution(said.execution)] if said.execution else ""
    figure = "" if said.figure is None else plain_number(said.figure)
    return [
        ("Исполнение", execution),
        ("Количество", f"{figure} {said.figure_unit}".strip() if figure else ""),
        ("Дата исполнения", f"{said.done_on:%d.%m.%Y}" if said.done_on else ""),
        ("Причина и новый срок", said.reason),
    ]
