/** Opens the dialogs of the tools and gives the focus back to the cell they came from. */

import { activeCell, commitEditor, focusCell, isEditing, keyOf, cellAt } from "../api.js";

let origin = ""; // the address of the cell to return to

export const dialogOf = (name) => document.getElementById(`grid-${name}`);

/** Where a tool begins: the field in a cell is saved first. */
export function begin() {
  if (isEditing()) commitEditor();
  const cell = activeCell();
  origin = cell ? keyOf(cell) : "";
  return cell;
}

export function goBack() {
  const [row, col] = origin.split(":");
  const cell = origin && cellAt(row, col);
  if (cell) focusCell(cell, undefined, { preventScroll: true });
}

export function open(name, first = "[autofocus],input,select,textarea,button") {
  const dialog = dialogOf(name);
  dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector(first)?.focus();
  return dialog;
}

export function close(name) {
  dialogOf(name).close();
}

/** A sentence in a dialog's `role="alert"`; empty takes it away. */
export function complain(dialog, text = "") {
  const place = dialog.querySelector("[data-problem]");
  place.textContent = text;
  place.hidden = !text;
  if (text) place.scrollIntoView({ block: "nearest" }); // its button may stand a screen below
}

// The dialogs stand beside the table: closed by Escape, a button or their work, they lead back to it.
for (const dialog of document.querySelectorAll("dialog[data-grid-tool]")) {
  dialog.addEventListener("close", goBack);
}
