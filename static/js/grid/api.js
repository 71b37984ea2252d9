/**
 * What the grid offers its tools (static/js/grid/tools/*.js): they take what they need from here alone.
 *
 * Addresses. A row goes by its uid (item, step or section), a column by its uid («assigned» and
 * «section» are columns, too). `addressOf(cell)` → {row, col, item, step, section}, the unused ones
 * undefined; `keyOf(cell)` → "row:col", as in the presence of people.
 *
 * table:     table, sheet, columns() → [uid…] in sight, fieldOf(col), labelOf(col), isStepColumn(col),
 *            lineOf(uid) → first <tr>, linesOf(item) → [<tr>…], cellAt(row, col), addressOf(cell), keyOf(cell),
 *            textOf(cell) → raw text, versionOf(uid), isEditable(cell), sectionOf(uid) → section uid or null,
 *            itemsInOrder() → [uid…], newUid()
 * cursor:    activeCell(), focusCell(cell | {row, col})
 * selection: selectedCells() → [[<td>…]…] rows of a rectangle (a cell over several lines once, null elsewhere),
 *            selectedItems() → [uid…] (range and picked rows; a section row alone stands for its items),
 *            selectRange(fromCell, toCell)
 * editing:   openEditor(cell, {text}), commitEditor(), isEditing()
 * saving:    send(kind, operations) → Promise<{state: "saved", answer} | {state: "refused", message, problems}>
 *            (versions are filled in where they are left out; the texts are shown at once and wait in the
 *            outbox, so nobody need wait for the promise; a conflict is settled in place before it resolves),
 *            setCells(kind, [[cell, text]…]): texts into many cells as one edit, new rows among them,
 *            undo(), redo(), flush() → Promise that nothing waits any more or that it cannot be sent now,
 *            resync() → Promise: the table anew from the server, after `columns` or a change of filters
 *            unripeOf(uid): the outbox entry of a new row that is not sent yet, its texts in operations[0].cells
 * server:    post(url, body), getJson(url), getFragment(url) — with the token, answers {status, body}; status 0: no connection,
 *            401: signed out
 * words:     announce(text) says something to everybody (over the page for a while, and to screen readers)
 *
 * Events on `table` (they bubble): grid:ready; grid:selection {cells, items} counts; grid:saved {answer};
 * grid:rows after markup was replaced (hang nothing on cells: delegate); grid:locked {message}.
 * A key the grid does not know reaches `table` as an ordinary keydown; a tool that takes one of the grid's
 * keys listens in the capturing phase and stops it.
 */

export { getFragment, getJson, post } from "./http.js";
export { activeCell, focusCell } from "./cursor.js";
export { setCells } from "./deeds.js";
export { commitEditor, isEditing, openEditor } from "./editor.js";
export { flush, send } from "./saving.js";
export { resync } from "./resync.js";
export { selectedCells, selectedItems, selectRange } from "./selection.js";
export { announce } from "./status.js";
export * from "./table.js";
export { redo, undo } from "./undo.js";
export { unripeOf } from "./unripe.js";
