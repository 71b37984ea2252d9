/** Taking back and repeating: the server knows the edits by number, here is only which of them are next. */

import { put, waiting } from "./outbox.js";
import { announce } from "./status.js";
import { table } from "./table.js";

const numbers = (text) => (text ?? "").split(",").filter(Boolean).map(Number);
const lists = { undo: numbers(table.dataset.undo), redo: numbers(table.dataset.redo) };
const WORDS = { undo: "Отменять больше нечего.", redo: "Возвращать больше нечего." };

let onRow = () => false; // takes away a new row that says nothing yet

export function setRowDropper(drop) {
  onRow = drop;
}

const ahead = (way) => waiting().filter((entry) => entry.kind === "undo" && entry.way === way && !entry.number).length;

/** Every entry before an undo will be one more edit to take back. */
function isPossible(way) {
  const others = waiting().filter((entry) => entry.kind !== "undo" && entry.state === "waiting").length;
  return lists[way].length + (way === "undo" ? others : 0) + ahead(way === "undo" ? "redo" : "undo") > ahead(way);
}

/** The number that an undo takes when its turn comes. */
export function numberToUndo({ way }) {
  if (!lists[way].length) announce(WORDS[way]);
  return lists[way][0] ?? 0;
}

export function takeLists(answer) {
  if (answer.undo) lists.undo = answer.undo;
  if (answer.redo) lists.redo = answer.redo;
  showButtons();
}

export function showButtons() {
  for (const way of ["undo", "redo"]) {
    const button = document.querySelector(`[data-deed="${way}"]`);
    button?.setAttribute("aria-disabled", String(!isPossible(way)));
  }
}

function turn(way) {
  if (way === "undo" && onRow()) return Promise.resolve({ state: "saved" });
  if (!isPossible(way)) {
    announce(WORDS[way]);
    return Promise.resolve({ state: "dropped" });
  }
  return put({ kind: "undo", way });
}

export const undo = () => turn("undo");
export const redo = () => turn("redo");
