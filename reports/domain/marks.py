"""What a report writes in «Отметка» when several organisations carry out one item."""

from collections.abc import Sequence
from enum import StrEnum


class Mark(StrEnum):
    """The mark of an item in a report; the value is what is printed."""

    DONE = "выполнено"
    IN_PROGRESS = "выполняется"
    NOT_DONE = "не выполнено"
    NOT_APPLICABLE = "неактуально"
    NO_DATA = "нет данных"
    NOT_YET = "срок не наступил"
    NOT_ASKED = "отчёт не требовался"


# What an item is when everybody has answered and all say the same.
UNANIMOUS = {frozenset({"done"}): Mark.DONE, frozenset[str](): Mark.NOT_APPLICABLE}


def mark_of(executions: Sequence[str], expected_count: int, *, starts_later: bool) -> Mark:
    """The mark from the accepted `executions` and how many organisations were asked.

    «Выполнено» only when everybody who was asked has done it: a report must not promise more than
    the accepted entries say. Whoever calls the item irrelevant counts for neither side.
    """
    if expected_count == 0:
        return Mark.NOT_YET if starts_later else Mark.NOT_ASKED
    if not executions:
        return Mark.NO_DATA
    said = frozenset(executions) - {"not_applicable"}
    if said == {"not_done"}:
        return Mark.NOT_DONE
    everybody = len(executions) == expected_count
    return UNANIMOUS.get(said, Mark.IN_PROGRESS) if everybody else Mark.IN_PROGRESS
