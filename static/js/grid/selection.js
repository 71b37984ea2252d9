/** What is selected: a rectangle from an anchor to the cell in hand, and whole rows that were picked besides. */

import { activeCell, activeLine, focusCell, goTo } from "./cursor.js";
import { blockOf, body, cellIn, columns, isLine, itemsInOrder, lineOf, nextLine, table } from "./table.js";

const EDGES = ["sel-t", "sel-b", "sel-l", "sel-r"];
const foot = document.querySelector("[data-grid-selected]");
const plurals = new Intl.PluralRules("ru");

let anchor = null; // {line, col}
let head = null;
let painted = new Map(); // cell → edges
const picked = new Set(); // uids of items

export function counted(number, one, few, many) {
  return `${number} ${{ one, few }[plurals.select(number)] ?? many}`;
}

function rectangle() {
  if (!anchor?.line.isConnected || !head?.line.isConnected) return { lines: [], cols: [] };
  const isDown = !(anchor.line.compareDocumentPosition(head.line) & Node.DOCUMENT_POSITION_PRECEDING);
  const [first, last] = isDown ? [anchor.line, head.line] : [head.line, anchor.line];
  const lines = [first];
  while (lines.at(-1) !== last) lines.push(nextLine(lines.at(-1)));
  const cols = columns();
  const ends = [anchor.col, head.col].map((col) => cols.indexOf(col));
  const isWhole = ends.includes(-1); // a section's row
  return { lines, cols: isWhole ? cols : cols.slice(Math.min(...ends), Math.max(...ends) + 1) };
}

/** The cells of the rectangle, each with the edges it has there. */
function outline() {
  const { lines, cols } = rectangle();
  const found = new Map();
  lines.forEach((line, row) => {
    cols.forEach((col, place) => {
      const cell = cellIn(line, col);
      if (!cell) return;
      const edges = found.get(cell) ?? new Set();
      if (row === 0) edges.add("sel-t");
      if (row === lines.length - 1) edges.add("sel-b");
      if (place === 0) edges.add("sel-l");
      if (place === cols.length - 1) edges.add("sel-r");
      found.set(cell, edges);
    });
  });
  return found;
}

/** Shows the selection; only cells that change are touched. */
export function paint() {
  const found = outline();
  for (const cell of painted.keys()) {
    if (found.has(cell)) continue;
    cell.classList.remove("sel", ...EDGES);
    cell.removeAttribute("aria-selected");
  }
  for (const [cell, edges] of found) {
    cell.classList.add("sel");
    for (const edge of EDGES) cell.classList.toggle(edge, edges.has(edge));
    cell.setAttribute("aria-selected", "true");
  }
  painted = found;
  tell();
}

function tell() {
  const cells = painted.size;
  const items = selectedItems().length;
  let words = "";
  if (picked.size) words = `Выбрано: ${counted(picked.size, "строка", "строки", "строк")}`;
  else if (cells > 1) words = `Выделено: ${counted(cells, "ячейка", "ячейки", "ячеек")}`;
  if (foot) foot.textContent = words;
  table.dispatchEvent(new CustomEvent("grid:selection", { bubbles: true, detail: { cells, items } }));
}

const here = () => ({ line: activeLine(), col: activeCell().dataset.col });

/** The cell in hand alone. */
export function collapse() {
  if (!activeCell()) return;
  anchor = head = here();
  paint();
}

/** Goes to a place and stretches the selection to it. */
export function extendTo(place) {
  anchor ??= here();
  goTo(place);
  head = here();
  paint();
}

export function selectRange(from, to) {
  anchor = { line: from.parentElement, col: from.dataset.col };
  head = { line: to.parentElement, col: to.dataset.col };
  focusCell(to, to.parentElement, { preventScroll: true });
  paint();
}

/** Stretches the selection to whole rows, or to the whole table, without moving the cell in hand. */
export function widen(toTable = false) {
  const cols = columns();
  anchor ??= here();
  const lines = toTable ? [...body.rows].filter(isLine) : [];
  anchor = { line: lines[0] ?? anchor.line, col: cols[0] };
  head = { line: lines.at(-1) ?? activeLine(), col: cols.at(-1) };
  paint();
}

export const isWhole = () => rectangle().cols.length === columns().length;

/** Picks an item's row besides the rectangle, or lets it go. */
export function pick(item) {
  const isPicked = !picked.delete(item);
  if (isPicked) picked.add(item);
  showPicked(item);
  tell();
}

/** The first row picked by hand brings those along that were selected before it, as in a spreadsheet. */
export function pickBeside(item) {
  const isInHand = !picked.size && table.contains(document.activeElement) && !activeLine()?.dataset.section;
  for (const one of isInHand ? selectedItems() : []) if (one !== item) pick(one);
  pick(item);
}

export function showPicked(item) {
  for (const line of blockOf(item)) line.classList.toggle("picked", picked.has(item));
}

export function dropPicked() {
  const items = [...picked];
  picked.clear();
  items.forEach(showPicked);
  if (items.length) tell();
  return items.length > 0;
}

export function selectedCells() {
  const { lines, cols } = rectangle();
  const seen = new Set();
  const once = (cell) => (cell && !seen.has(cell) && seen.add(cell) ? cell : null);
  return lines.map((line) => (line.dataset.section ? [once(line.cells[0])] : cols.map((col) => once(cellIn(line, col)))));
}

export const selectedLines = () => rectangle().lines;

function itemsBelow(section) {
  const lines = [];
  for (let line = nextLine(section); line && !line.dataset.section; line = nextLine(line)) lines.push(line);
  return itemsInOrder(lines);
}

export function selectedItems() {
  if (picked.size) return itemsInOrder().filter((item) => picked.has(item));
  const { lines } = rectangle();
  if (lines.length === 1 && lines[0].dataset.section) return itemsBelow(lines[0]);
  return itemsInOrder(lines);
}

/** After rows were drawn anew. */
export function repaint() {
  if (!anchor?.line.isConnected || !head?.line.isConnected) anchor = head = activeCell() ? here() : null;
  for (const item of picked) {
    if (lineOf(item)) showPicked(item);
    else picked.delete(item);
  }
  paint();
}
