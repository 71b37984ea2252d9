"""What a form says of an item, on a board: steps that are still there keep their numbers."""

from dataclasses import replace

from plans.domain.content import Item
from plans.domain.drafts import ItemDraft, item_from_draft
from plans.domain.editing.board import Board, RowState
from plans.domain.editing.rows import new_step
from plans.domain.editing.values import COLUMN, item_of, values_of_item, values_of_step


def write_draft(board: Board, row: RowState, draft: ItemDraft) -> None:
    """Take over what was typed; a text that differs in line ends alone stays as it was."""
    before = item_of(row.values, [step.values for step in board.steps_of(row.uid)], board.columns)
    texts = {name: _kept(getattr(before, name) or "", text) for name, text in draft.texts.items()}
    deadline = draft.deadline_text
    if deadline is not None:
        deadline = _kept(before.deadline.text or "", deadline)
    draft = replace(draft, texts=texts, deadline_text=deadline)
    take_content(board, row, item_from_draft(draft, before, board.context(row.uid)))
    if draft.checkpoint is not None:
        row.values["checkpoint"] = draft.checkpoint


def take_content(board: Board, row: RowState, item: Item) -> None:
    """The item says this now; who does it stays."""
    kept = {name: value for name, value in row.values.items() if not name.startswith(COLUMN)}
    row.values = kept | values_of_item(item, board.columns)
    was = [*board.lines.get(row.uid, ())]
    lines = _matched(board, row, item)
    for step, content in zip(lines, item.steps, strict=True):
        board.steps[step].values |= values_of_step(content, board.columns)
    for gone in was:
        board.steps[gone].is_removed = gone not in lines
    board.lines[row.uid] = lines
    if [uid for uid in was if uid in lines] != [uid for uid in lines if uid in was]:
        board.placed.update(lines)


def _matched(board: Board, row: RowState, item: Item) -> list[str]:
    """For each step the one of the same name, else the one in its place, else a new one."""
    free = [*board.lines.get(row.uid, ())]
    places = [*free]
    found: list[str | None] = []
    for step in item.steps:
        named = next((uid for uid in free if board.steps[uid].values["title"] == step.title), None)
        found.append(named)
        if named:
            free.remove(named)
    lines = []
    for place, uid in enumerate(found):
        if uid is None and place < len(places) and places[place] in free:
            uid = places[place]  # noqa: PLW2901 -- found after all
            free.remove(uid)
        lines.append(uid or new_step(board, row.uid, board.new_uid(), None, at_end=True).uid)
    return lines


def _kept(old: str, new: str) -> str:
    return old if " ".join(old.split()) == " ".join(new.split()) else new
