/** The place where a block goes: rows of the table from the cell in hand down to the end of its section. */

import { addressOf, columns, fieldOf, isStepColumn, labelOf, linesOf, newUid, nextLine, sectionOf, table } from "../api.js";

const heads = () => [...table.tHead.querySelectorAll("th[data-col]")].filter((head) => head.dataset.col !== "assigned");

/** The columns of the plan, those out of sight among them. */
export const planColumns = () => heads().map(({ dataset }) => ({ col: dataset.col, label: labelOf(dataset.col) }));

export const titleColumn = () => heads().find(({ dataset }) => dataset.field === "title")?.dataset.col ?? "";

const stepsOf = (item) => linesOf(item).flatMap((line) => line.dataset.step ?? []);

/** Lines below a cell, its own first, to the end of its section. */
function linesFrom(cell) {
  const start = cell.parentElement;
  const lines = [];
  let line = start.dataset.section ? nextLine(start) : start;
  for (; line && !line.dataset.section; line = nextLine(line)) lines.push(line);
  return lines;
}

/** Without a cell, which is in a plan without rows, everything is new. */
export function whereOf(cell) {
  if (!cell) return { lines: [], items: [], section: null, after: null, last: null };
  const { item = null, section } = addressOf(cell);
  const lines = linesFrom(cell).map((line) => ({ item: line.dataset.item, step: line.dataset.step }));
  const items = [...new Set(lines.map((line) => line.item))].map((uid) => ({ item: uid, steps: stepsOf(uid) }));
  return {
    lines,
    items,
    section: section ?? sectionOf(item),
    after: item,
    last: items.at(-1)?.item ?? null,
  };
}

/** The block's columns laid side by side from the cell's column on. */
export function fromCell(cell, width) {
  const known = new Set(heads().map(({ dataset }) => dataset.col));
  const shown = columns().filter((col) => known.has(col));
  const start = Math.max(0, shown.indexOf(cell?.dataset.col));
  return Array.from({ length: width }, (_, place) => shown[start + place] ?? null);
}

export const planWords = { isStep: isStepColumn, newUid, fieldOf };
