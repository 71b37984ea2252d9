"""What a report on progress must say before it is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.domain.expected_results import expected_results
from plans.domain.revisions import Said, plain_number
from plans.domain.states import Execution

MIN_TEXT = 10
MIN_NOTE = 10


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """The number that an item's expected result promises («не менее 34 человек»)."""

    number: Decimal
    unit: str

    def __str__(self) -> str:
        joint = "\u00a0"
        return f"{plain_number(self.number)}{joint}{self.unit}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a report is measured by when it is sent."""

    expected: ExpectedFigure | None
    returned: Said | None
    files: Mapping[int, str]  # evidence of the revision at hand: its id and the file's hash
    today: date


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a report cannot be sent: the field it is about and what to do."""

    field: str
    text: str


def expected_figure(result: str) -> ExpectedFigure | None:
    """The first number of things that the result promises, if it promises any."""
    for promised in expected_results(result):
        return ExpectedFigure(promised.value, promised.unit)
    return None


def problems(said: Said, *, expected: ExpectedFigure | None, today: date) -> list[Problem]:
    """All reasons at once why the report cannot be sent; an empty list lets it go."""
    return [
        *_execution_problems(said),
        *_figure_problems(said, expected),
        *_date_problems(said, today),
    ]


def unchanged_problem(said: Said, returned: Said | None) -> list[Problem]:
    """A returned report comes back changed, or not at all."""
    if returned != said:
        return []
    return [
        Problem(
            "text", "Отчёт не отличается от возвращённого. Исправьте то, о чём пишет методист."
        )
    ]


def _execution_problems(said: Said) -> Iterator[Problem]:
    if not said.execution:
        yield Problem("execution", "Отметьте, что с мероприятием.")
    if said.execution == Execution.DONE and len(said.text.strip()) < MIN_TEXT:
        yield Problem("text", f"Напишите, что сделано: не короче {MIN_TEXT} знаков.")
    if said.execution in {Execution.PARTLY, Execution.NOT_DONE} and not said.reason.strip():
        yield Problem("reason", "Укажите причину и новый срок.")


def _figure_problems(said: Said, expected: ExpectedFigure | None) -> Iterator[Problem]:
    # Work in progress may have nothing to count yet; what was not done has nothing at all.
    is_due = said.execution in {Execution.DONE, Execution.PARTLY}
    if expected and is_due and said.figure is None:
        yield Problem("figure", f"Укажите число: в плане {expected}.")
    if said.figure is not None and said.figure < 0:
        yield Problem("figure", "Число не может быть меньше нуля.")


def _date_problems(said: Said, today: date) -> Iterator[Problem]:
    if said.done_on and said.done_on > today:
        yield Problem(
            "done_on", "Этот день ещё не наступил. Поставьте сегодняшнюю дату или более раннюю."
        )
