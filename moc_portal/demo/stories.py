"""What the invented organisations report of one item in one quarter, and what comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from moc_portal.demo.chance import day_between, stream
from moc_portal.demo.years import working_moment
from plans.domain.progress_rules import expected_figure
from plans.domain.revisions import Link, Said
from plans.domain.states import Execution, ProgressState

EXPECTED, DRAFT, SUBMITTED, RETURNED, ACCEPTED = ProgressState
# Its first five are one of each, so that every organisation that reports knows them all.
OPEN_STATES = (
    *(RETURNED, ACCEPTED, EXPECTED, SUBMITTED, DRAFT),
    *(ACCEPTED, ACCEPTED, EXPECTED, SUBMITTED, EXPECTED, ACCEPTED, SUBMITTED, EXPECTED, ACCEPTED),
)
CLOSED_STATES = (ACCEPTED,) * 11 + (EXPECTED,)
SILENT = frozenset({5, 7})  # the places of organisations that have not begun
MORE_WORDS = (
    "Материалы размещены на сайте организации.",
    "Отзывы участников положительные.",
    "Фотоотчёт и лист регистрации приложены.",
    "К участию привлечены родители.",
)
NOTES = (
    "Число в отчёте расходится с листом регистрации. Уточните и приложите вторую страницу.",
    "Ссылка ведёт на главную страницу сайта, а нужна сама публикация.",
    "Напишите, кто участвовал: классы и объединения.",
    "Приложите приказ или протокол: без подтверждения принять не могу.",
)
REASONS = (
    "Перенесено из-за карантина, новый срок — следующий месяц.",
    "Педагог был болен, занятия восполняются до конца четверти.",
)
OTHER_WORDS = {
    Execution.IN_PROGRESS: "Работа идёт по графику, итоги будут в следующем отчёте.",
    Execution.PARTLY: "Проведена первая часть, вторая перенесена.",
    Execution.NOT_DONE: "Мероприятие не состоялось.",
}
_UNFINISHED = (Execution.IN_PROGRESS, Execution.PARTLY, Execution.NOT_DONE)


@dataclass(frozen=True, slots=True)
class Told:
    """What an item asks for, and the quarter in which it is told of."""

    result: str
    words: str
    first: date
    last: date  # today, in a quarter that is still running
    site: str


@dataclass(frozen=True, slots=True)
class Story:
    """One report: where it stands, what it says, what it said before it was returned once."""

    state: ProgressState
    said: Said
    links: tuple[Link, ...]
    begun: datetime
    sent: datetime
    decided: datetime
    note: str
    before: Said | None = None


class Teller:
    """Tells the story of each expectation of a period, one organisation's after another's."""

    def __init__(self, seed: int, period: str, states: tuple[ProgressState, ...]) -> None:
        self._topic = (seed, "story", period)
        self._states = states
        self._turns: dict[int, Iterator[ProgressState]] = {}

    def tell(self, place: int, number: int, told: Told) -> Story | None:
        """The story of an organisation's `number`-th item; None where it has nothing to say."""
        chance = stream(*self._topic, place, number)
        state = next(self._turn(place))
        if state is EXPECTED or (place in SILENT and self._states is OPEN_STATES):
            return None
        return _story(chance, state, told)

    def _turn(self, place: int) -> Iterator[ProgressState]:
        """The first organisation begins at the beginning, each other somewhere else."""
        if place not in self._turns:
            start = stream(*self._topic, place).randrange(len(self._states)) if place else 0
            self._turns[place] = cycle(self._states[start:] + self._states[:start])
        return self._turns[place]


def _story(chance: Random, state: ProgressState, told: Told) -> Story:
    begun = working_moment(chance, told.first, max(told.first, told.last - timedelta(days=6)))
    sent = _later(chance, begun, told)
    said = _said(chance, told, begun.date())
    returned_once = state is SUBMITTED and chance.random() < 1 / 3
    return Story(
        state,
        said,
        tuple(_links(chance, told.site)),
        begun,
        sent,
        _later(chance, sent, told),
        chance.choice(NOTES),
        replace(said, text="Мероприятие проведено, итоги подводятся.") if returned_once else None,
    )


def _later(chance: Random, moment: datetime, told: Told) -> datetime:
    """Within the following two days, as far as there are any."""
    days = min(chance.randint(1, 2), max((told.last - moment.date()).days - 1, 0))
    return moment + timedelta(days=days, minutes=chance.randint(5, 50))


def _said(chance: Random, told: Told, day: date) -> Said:
    execution = Execution.DONE
    if chance.random() < 1 / 7:
        execution = chance.choice(_UNFINISHED)
    is_unfinished = execution in {Execution.PARTLY, Execution.NOT_DONE}
    words = OTHER_WORDS.get(execution, f"{told.words} {chance.choice(MORE_WORDS)}")
    said = Said(
        execution=execution.value,
        text=words,
        done_on=day_between(chance, told.first, day) if execution is Execution.DONE else None,
        reason=chance.choice(REASONS) if is_unfinished else "",
    )
    expected = expected_figure(told.result)
    if expected is None or execution in {Execution.NOT_DONE, Execution.IN_PROGRESS}:
        return said
    share = chance.randint(40, 90) if execution is Execution.PARTLY else chance.randint(90, 140)
    figure = max(Decimal(round(expected.number * share / 100)), Decimal(1))
    return replace(said, figure=figure, figure_unit=expected.unit)


def _links(chance: Random, site: str) -> Iterator[Link]:
    if site and chance.random() < 1 / 2:
        yield Link(f"{site}/news/{chance.randint(100, 999)}", "Новость на сайте")
