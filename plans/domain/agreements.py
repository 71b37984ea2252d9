"""The rules of agreement and approval: whose turn it is, what must be said, what is in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto
from types import MappingProxyType

from documents.uploads.door import InspectedFile
from plans.domain.drafts import NOTE_LENGTH

MAX_SIGNERS = 10
MAX_PAPERS = 10
LONGEST_BASIS = 300
# Orders are signed a little before the year begins, and entered a little before they are signed.
AHEAD = timedelta(days=92)


class SignerDecision(StrEnum):
    """What somebody who was asked has said."""

    WAITING = auto()
    AGREED = auto()
    RETURNED = auto()


class BasisKind(StrEnum):
    """The document by which a plan is put in force («документ-основание»)."""

    ORDER = auto()
    DIRECTIVE = auto()
    DECREE = auto()
    RESOLUTION = auto()
    MINUTES = auto()


BASIS_NAMES: Mapping[BasisKind, str] = MappingProxyType(
    {
        BasisKind.ORDER: "приказ",
        BasisKind.DIRECTIVE: "распоряжение",
        BasisKind.DECREE: "постановление",
        BasisKind.RESOLUTION: "решение",
        BasisKind.MINUTES: "протокол",
    }
)


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to be asked; those of a lower `ordering` are asked first."""

    user_id: int
    ordering: int


@dataclass(frozen=True, slots=True)
class Sending:
    """How a plan is sent for agreement: who is asked, what they are told."""

    signers: tuple[Invited, ...] = ()
    note: str = ""
    accepts_unclear: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Which plan somebody has before them: where it stood, in which round, after which edit."""

    state: str
    round_number: int
    edit_number: int
    version: int

    def __str__(self) -> str:
        return f"{self.state}.{self.round_number}.{self.edit_number}.{self.version}"

    def is_followed_by(self, now: "Seen") -> bool:
        """Whether the plan has gone on along its way since; who edited it is another matter."""
        return (self.state, self.round_number) != (now.state, now.round_number)


@dataclass(frozen=True, slots=True)
class Approving:
    """How a plan is put in force: when, by what document, with which papers.

    `seen` is the plan as the head has it on the page; None where nobody could have done anything
    to it in between.
    """

    approved_on: date
    basis: str = ""
    document_number: str = ""
    accepts_unclear: bool = False
    seen: Seen | None = None
    papers: tuple[InspectedFile, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RemarkText:
    """A remark: what it says, of which row and column (None: of the whole)."""

    text: str
    item_uid: str | None = None
    column_uid: str | None = None


def approval_days(starts_on: date, today: date) -> tuple[date, date]:
    """The first and the last day on which a plan that begins then may have been approved."""
    first = date(max(starts_on.year - 1, date.min.year), 1, 1)
    return first, max(first, today + AHEAD)


def approval_day_problem(day: date, days: tuple[date, date]) -> str:
    """Why the plan cannot have been approved on this day; empty where it can."""
    first, last = days
    if first <= day <= last:
        return ""
    return (
        f"Проверьте год: {day:%d.%m.%Y} не подходит. Дата утверждения этого плана — не раньше "
        f"{first:%d.%m.%Y} и не позже {last:%d.%m.%Y}. После утверждения её не изменить."
    )


def current_turn(asked: Iterable[tuple[int, str]]) -> int | None:
    """Of (ordering, decision): the ordering that is asked now; None when nobody is waited for."""
    return min(
        (ordering for ordering, decision in asked if decision == SignerDecision.WAITING),
        default=None,
    )


def in_turns(invited: Sequence[Invited]) -> tuple[Invited, ...]:
    """The same people in the order of asking, turns counted 1, 2, 3 without gaps."""
    turns = {
        turn: place for place, turn in enumerate(sorted({one.ordering for one in invited}), 1)
    }
    ordered = sorted(invited, key=lambda one: one.ordering)
    return tuple(Invited(one.user_id, turns[one.ordering]) for one in ordered)


def note_problem(note: str, remark_count: int) -> str:
    """Why this note does not let a plan be returned; empty where it does."""
    if remark_count or len(note.strip()) >= NOTE_LENGTH:
        return ""
    return (
        f"Напишите, что исправить: не меньше {NOTE_LENGTH} знаков, или оставьте замечания к "
        "пунктам."
    )


def basis_words(
    kind: BasisKind | None, number: str, day: date | None, issuer: str, other: str
) -> str:
    """«приказ управления образования от 30.08.2025 № 175»; `other` is said as it is."""
    if kind is None:
        return other.strip()
    words = [BASIS_NAMES[kind], " ".join(issuer.split())]
    words += [f"от {day:%d.%m.%Y}"] if day else []
    words += [f"№ {number}"] if number else []
    said = " ".join(filter(None, words))
    return f"{said}; {other.strip()}" if other.strip() else said


def completion_obstacles(
    ends_on: date, today: date, unclosed: Sequence[str], undecided: int = 0
) -> list[str]:
    """Why a plan cannot be completed today; empty where it can."""
    found = []
    if today <= ends_on:
        found.append(f"Период плана ещё не кончился: он длится до {ends_on:%d.%m.%Y}.")
    if unclosed:
        found.append(f"Не закрыты отчётные периоды: {', '.join(unclosed)}. Закройте их.")
    if undecided:
        found.append("У плана есть незаконченное изменение: утвердите его или отзовите.")
    return found
