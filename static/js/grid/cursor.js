/** The cell in hand: one cell of the table takes the focus (a roving tabindex), arrows walk over merged cells. */

import { isOpening, openAll } from "./opening.js";
import { addressOf, body, cellAt, cellIn, columns, isLine, keyOf, lineOf, nextLine, sheet } from "./table.js";

let active = null; // the cell
let line = null; // the line in hand: a cell over several lines is met in one of them
let met; // the step of that line
let wanted = 0; // the column to return to after a section's row
let key = ""; // the cell's address, to find it again after its row was drawn anew

export const activeCell = () => (active?.isConnected ? active : null);
export const activeLine = () => (line?.isConnected ? line : (activeCell()?.parentElement ?? null));
export const activeColumn = () => columns()[wanted];
export const activeKey = () => key;

function take(cell, at) {
  if (active !== cell) {
    active?.setAttribute("tabindex", "-1");
    cell.setAttribute("tabindex", "0");
  }
  active = cell;
  line = at;
  met = at.dataset.step;
  key = keyOf(cell);
}

/** Gives a cell the focus, or the one at an address; `at` is the line it was met in. */
export function focusCell(place, at, options) {
  const cell = place instanceof Element ? place : cellAt(place.row, place.col);
  if (!cell) return false;
  const index = columns().indexOf(cell.dataset.col);
  if (index >= 0) wanted = index;
  take(cell, at ?? cell.parentElement);
  if (isOpening() && !cell.offsetParent) openAll();
  cell.focus({ preventScroll: true });
  // The browser's own way would bring a far cell to the middle, and the head of the table out of sight.
  if (!options?.preventScroll) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

/** The cell that Tab enters the table by, without moving the focus. */
export function settleCell(cell) {
  wanted = Math.max(0, columns().indexOf(cell.dataset.col));
  take(cell, cell.parentElement);
}

/** Lines are drawn anew, and steps change theirs: the cell is still met in the line of the same step. */
function lineMet(cell) {
  const at = met && lineOf(met);
  return at && cellIn(at, cell.dataset.col) === cell ? at : cell.parentElement;
}

/** After rows were drawn anew: the same address, else the nearest row that is left. */
export function reviveCursor(fallback) {
  if (activeCell() && keyOf(active) === key) {
    line = lineMet(active);
    return;
  }
  const [row, col] = key.split(":");
  const cell = cellAt(row, col) ?? (fallback?.isConnected ? cellIn(fallback, col) : null) ?? firstCell();
  if (!cell) {
    key = "";
    return;
  }
  const hadFocus = document.activeElement === document.body || document.activeElement === active;
  take(cell, lineMet(cell));
  if (hadFocus) cell.focus({ preventScroll: true });
}

export function firstCell() {
  const first = [...body.rows].find(isLine);
  return first ? cellIn(first, columns()[0]) : null;
}

function lastLine() {
  let last = body.rows[body.rows.length - 1];
  while (last && !isLine(last)) last = last.previousElementSibling;
  return last;
}

/** Where `steps` lines below (above, if negative) the cell in hand lies, met in which line. */
function placeBelow(from, steps) {
  const col = columns()[wanted];
  const start = cellIn(from, col);
  let found = from;
  for (let next = from, left = Math.abs(steps); left > 0; ) {
    next = nextLine(next, steps > 0);
    if (!next) break;
    const cell = cellIn(next, col);
    if (cell === start || cell === cellIn(found, col)) continue; // still the same merged cell
    found = next;
    left -= 1;
  }
  return { cell: cellIn(found, col), at: found };
}

function placeBeside(from, steps) {
  const cols = columns();
  const index = Math.min(Math.max(wanted + steps, 0), cols.length - 1);
  if (from.dataset.section) return { cell: from.cells[0], at: from, index: Number.isFinite(steps) ? wanted : index };
  return { cell: cellIn(from, cols[index]), at: from, index };
}

/** How many lines are a screen away. */
function page(from, forward) {
  openAll();
  const limit = Math.max(sheet.clientHeight, 200) * 0.85;
  const top = from.getBoundingClientRect().top;
  let count = 0;
  for (let next = nextLine(from, forward); next; next = nextLine(next, forward)) {
    count += 1;
    if (Math.abs(next.getBoundingClientRect().top - top) > limit) break;
  }
  return count;
}

const STEPS = {
  ArrowDown: (from) => placeBelow(from, 1),
  ArrowUp: (from) => placeBelow(from, -1),
  PageDown: (from) => placeBelow(from, page(from, true)),
  PageUp: (from) => placeBelow(from, -page(from, false)),
  ArrowRight: (from) => placeBeside(from, 1),
  ArrowLeft: (from) => placeBeside(from, -1),
  Home: (from) => placeBeside(from, -Infinity),
  End: (from) => placeBeside(from, Infinity),
  "Control+Home": () => placeBeside([...body.rows].find(isLine), -Infinity),
  "Control+End": () => placeBeside(lastLine(), Infinity),
};

/** Where a key leads from the cell in hand; null for a key that leads nowhere. */
export function placeOf(step, from = activeLine()) {
  return from && STEPS[step] ? STEPS[step](from) : null;
}

/** Goes where `placeOf` says; whether the cell is another one. */
export function goTo({ cell, at, index }) {
  if (index !== undefined) wanted = index;
  const isOther = cell !== active || at !== line;
  const kept = wanted;
  focusCell(cell, at);
  wanted = kept;
  return isOther;
}

/** The next cell in reading order, over the end of a line; null at the end of the table. */
export function placeAfter(forward) {
  const from = activeLine();
  const cols = columns();
  for (let at = from, index = from.dataset.section ? (forward ? cols.length : -1) : wanted; ; ) {
    index += forward ? 1 : -1;
    if (at.dataset.section && at !== from) return { cell: at.cells[0], at };
    if (index < 0 || index >= cols.length) {
      at = nextLine(at, forward);
      if (!at) return null;
      index = forward ? -1 : cols.length;
      continue;
    }
    const cell = cellIn(at, cols[index]);
    if (cell && cell !== active && cell.parentElement === at) return { cell, at, index };
  }
}

export const activeAddress = () => (activeCell() ? addressOf(active) : null);
