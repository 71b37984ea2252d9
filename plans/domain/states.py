"""Where a plan, a period and an expectation may be, and the moves between: the whole table."""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType


class PlanState(StrEnum):
    """How far a plan has come on its way into force («состояние плана»)."""

    DRAFT = auto()
    IN_AGREEMENT = auto()
    RETURNED = auto()
    APPROVED = auto()
    COMPLETED = auto()
    CANCELLED = auto()
    MERGED = auto()  # an amendment's copy, once its plan has taken it over
    REJECTED = auto()  # and one that was turned down


class PeriodState(StrEnum):
    """Whether schools may submit («состояние отчётного периода»)."""

    PLANNED = auto()
    OPEN = auto()
    CLOSED = auto()


class ProgressState(StrEnum):
    """What has become of one expectation («ход исполнения»)."""

    EXPECTED = auto()
    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    ACCEPTED = auto()


class Execution(StrEnum):
    """What the organisation says of the item («отметка об исполнении»)."""

    DONE = auto()
    IN_PROGRESS = auto()
    PARTLY = auto()
    NOT_DONE = auto()
    NOT_APPLICABLE = auto()


EXECUTION_NAMES: Mapping[Execution, str] = MappingProxyType(
    {
        Execution.DONE: "выполнено",
        Execution.IN_PROGRESS: "в работе",
        Execution.PARTLY: "выполнено частично",
        Execution.NOT_DONE: "не выполнено",
        Execution.NOT_APPLICABLE: "неактуально",
    }
)

# Editable: the content may change. Everything else is reached by an action alone.
EDITABLE_PLAN = frozenset({PlanState.DRAFT, PlanState.RETURNED})
APPROVED_ONCE = frozenset({PlanState.APPROVED, PlanState.COMPLETED, PlanState.CANCELLED})
ENDED_PLAN = frozenset(
    {PlanState.COMPLETED, PlanState.CANCELLED, PlanState.MERGED, PlanState.REJECTED}
)
EDITABLE_PROGRESS = frozenset(
    {ProgressState.EXPECTED, ProgressState.DRAFT, ProgressState.RETURNED}
)

PLAN_MOVES: Mapping[str, tuple[frozenset[PlanState], PlanState]] = MappingProxyType(
    {
        "submit": (EDITABLE_PLAN, PlanState.IN_AGREEMENT),
        "withdraw": (frozenset({PlanState.IN_AGREEMENT}), PlanState.DRAFT),
        "return": (frozenset({PlanState.IN_AGREEMENT}), PlanState.RETURNED),
        "approve": (EDITABLE_PLAN | {PlanState.IN_AGREEMENT}, PlanState.APPROVED),
        "merge": (EDITABLE_PLAN | {PlanState.IN_AGREEMENT}, PlanState.MERGED),
        "complete": (frozenset({PlanState.APPROVED}), PlanState.COMPLETED),
        "cancel": (frozenset({PlanState.APPROVED}), PlanState.CANCELLED),
    }
)
PROGRESS_MOVES: Mapping[str, tuple[frozenset[ProgressState], ProgressState]] = MappingProxyType(
    {
        "save": (EDITABLE_PROGRESS, ProgressState.DRAFT),
        "submit": (EDITABLE_PROGRESS, ProgressState.SUBMITTED),
        "withdraw": (frozenset({ProgressState.SUBMITTED}), ProgressState.DRAFT),
        "accept": (frozenset({ProgressState.SUBMITTED}), ProgressState.ACCEPTED),
        "return": (
            frozenset({ProgressState.SUBMITTED, ProgressState.ACCEPTED}),
            ProgressState.RETURNED,
        ),
    }
)
PERIOD_MOVES: Mapping[str, tuple[frozenset[PeriodState], PeriodState]] = MappingProxyType(
    {
        "open": (frozenset({PeriodState.PLANNED}), PeriodState.OPEN),
        "close": (frozenset({PeriodState.OPEN}), PeriodState.CLOSED),
        "reopen": (frozenset({PeriodState.CLOSED}), PeriodState.OPEN),
    }
)
