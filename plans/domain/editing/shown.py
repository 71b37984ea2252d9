"""Rows of a board as the table shows them."""

from collections.abc import Mapping

from plans.domain.editing.board import Board, executors_of
from plans.domain.editing.cells import GridItem
from plans.domain.editing.values import item_of

Names = Mapping[tuple[int, int | None], str]


def shown_item(board: Board, uid: str, pk: int, names: Names, checkpoint: str) -> GridItem:
    """The item as it is now; `names` are in the order in which executors are listed."""
    state, steps = board.items[uid], board.steps_of(uid)
    own = {(entry[0], entry[1]) for entry in executors_of(state)}
    return GridItem(
        pk=pk,
        uid=uid,
        version=state.version,
        content=item_of(state.values, [step.values for step in steps], board.columns),
        step_uids=tuple(step.uid for step in steps),
        executors=tuple(name for key, name in names.items() if key in own),
        checkpoint=checkpoint,
        is_public=state.values["is_public"],
    )
