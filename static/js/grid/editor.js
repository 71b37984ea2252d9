/** The field in a cell: what is typed there is saved on leaving, put back on Escape, and kept all the while. */

import { focusCell } from "./cursor.js";
import { beginDraft, endDraft, touchDraft } from "./drafts.js";
import { nameOfPlace } from "./naming.js";
import { addressOf, cellAt, isEditable, keyOf, labelOf, nameOf, table, textOf, versionOf } from "./table.js";

const GROWS = CSS.supports("field-sizing", "content");

let open = null; // {cell, row, col, base, version, field}
let isMoving = false; // the field changes its place: not the person leaves it
let onSave = () => {};

export const isEditing = () => open !== null;
export const openKey = () => (open ? `${open.row}:${open.col}` : "");
export const editorCell = () => open?.cell ?? null;

/** Who takes the text: `save(address, text, base, version)`. */
export function setSaver(save) {
  onSave = save;
}

const clean = (text) => text.replace(/\r\n?/g, "\n").replace(/\s+$/, "");
const isChanged = () => clean(open.field.value) !== open.base;

function draft() {
  if (!open || !isChanged()) return null;
  const { row, col, base, version, field } = open;
  return { row, col, base, version, text: field.value, where: nameOfPlace(row, col) };
}

export const editorDraft = () => draft();

function grow() {
  if (GROWS || !open) return;
  open.field.style.height = "auto";
  open.field.style.height = `${open.field.scrollHeight + 2}px`;
}

function fieldFor(cell, text) {
  const field = document.createElement("textarea");
  field.className = "cell-field";
  field.value = text;
  field.spellcheck = true;
  field.enterKeyHint = "done";
  const { row, col } = addressOf(cell);
  field.setAttribute("aria-label", `${labelOf(col)}, ${nameOf(row)}`);
  const told = [...cell.querySelectorAll("[data-told]")].map(({ id }) => id).filter(Boolean);
  if (told.length) field.setAttribute("aria-describedby", told.join(" "));
  field.addEventListener("input", onInput);
  field.addEventListener("focusout", onLeave);
  return field;
}

function onInput() {
  grow();
  touchDraft();
}

function onLeave() {
  // Another window in front is no leaving: the field is still the page's active element.
  if (isMoving || !open || document.activeElement === open.field) return;
  commitEditor();
}

/** Opens the field with the cell's text, or with `text`; `base` and `version` are what it began from. */
export function openEditor(cell, { text, base = textOf(cell), version, select = false } = {}) {
  if (open) commitEditor();
  if (!isEditable(cell) || table.dataset.locked) return false;
  const { row, col, item, section } = addressOf(cell);
  const field = fieldFor(cell, text ?? base);
  open = { cell, row, col, base, version: version ?? versionOf(item ?? section), field };
  cell.classList.add("edit");
  cell.append(field);
  grow();
  field.focus({ preventScroll: true });
  field.setSelectionRange(select ? 0 : field.value.length, field.value.length);
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
  beginDraft(draft);
  table.dispatchEvent(new CustomEvent("grid:editing", { detail: { isEditing: true } }));
  return true;
}

function close() {
  const { cell, field } = open;
  const hadFocus = document.activeElement === field;
  open = null;
  isMoving = true;
  field.remove();
  isMoving = false;
  cell.classList.remove("edit");
  if (hadFocus) focusCell(cell, undefined, { preventScroll: true });
  endDraft();
  table.dispatchEvent(new CustomEvent("grid:editing", { detail: { isEditing: false } }));
}

/** Takes the text and closes; whether there was anything to save. */
export function commitEditor() {
  if (!open) return false;
  const { cell, base, version, field } = open;
  const [address, text] = [addressOf(cell), clean(field.value)];
  const isNew = text !== base;
  if (isNew) onSave(address, text, base, version); // first kept in the outbox, then the draft goes
  close();
  return isNew;
}

export function cancelEditor() {
  if (open) close();
}

/** Types into the field as a key would, so that the browser's own undo knows of it. */
export function typeText(text) {
  if (!document.execCommand("insertText", false, text)) {
    open.field.setRangeText(text, open.field.selectionStart, open.field.selectionEnd, "end");
    onInput();
  }
}

/** An answer to one's own save: the text being typed goes on from the row's new version. */
export function rebaseEditor(uid, from, to) {
  if (!open || open.version !== from) return;
  const { item, section } = addressOf(open.cell);
  if ((item ?? section) === uid) open.version = to;
}

/** Does something to the table that may move the field's cell or take it away; the field stays with its row. */
export function aroundEditor(change) {
  if (!open) return change();
  const { field, row, col } = open;
  const hadFocus = document.activeElement === field;
  const [from, to] = [field.selectionStart, field.selectionEnd];
  const lost = draft(); // with the name of its place, before that goes
  isMoving = true;
  const result = change();
  const cell = cellAt(row, col);
  const isSame = cell && keyOf(cell) === `${row}:${col}`;
  if (isSame && (open.cell !== cell || !field.isConnected)) {
    open.cell.classList.remove("edit");
    open.cell = cell;
    cell.classList.add("edit");
    cell.append(field);
  }
  isMoving = false;
  if (!isSame) giveUp(lost);
  else if (hadFocus && document.activeElement !== field) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(from, to);
  }
  return result;
}

/** The cell is gone, or may not be changed any more: the text is shown beside the table. */
export function giveUp(lost = draft()) {
  close();
  if (lost) table.dispatchEvent(new CustomEvent("grid:lost", { detail: lost }));
}
