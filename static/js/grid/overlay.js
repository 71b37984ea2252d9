/** Shows at once what waits in the outbox: texts, new rows, moved and removed ones. */

import {
  blockOf, body, cellAt, columns, fieldOf, forgetIndex, isStepColumn, labelOf, lineOf, linesOf, table,
} from "./table.js";

const UNMARKED = new Set(["main", "n"]);

/** Shows a text in a cell; what was understood of the former one is dimmed until the answer. */
export function setText(cell, text) {
  const place = cell.querySelector(".t");
  if (!place || place.textContent === text) return;
  place.textContent = text;
  cell.querySelector(".chips")?.classList.add("stale");
  if (![...UNMARKED].some((name) => cell.classList.contains(name))) cell.classList.toggle("nil", !text);
}

/** Marks a cell as not saved, or as saved. */
export function mark(cell, isWaiting) {
  cell.classList.toggle("unsaved", isWaiting);
  const said = cell.querySelector(":scope > .pending");
  if (isWaiting && !said) {
    const words = document.createElement("span");
    words.className = "pending";
    words.textContent = "не сохранено";
    cell.append(words);
  } else if (!isWaiting) {
    said?.remove();
  }
}

const CLASSES = { number: "n", title: "main" };

function newCell(col, isSub) {
  const cell = document.createElement("td");
  const field = fieldOf(col);
  cell.setAttribute("role", field === "title" ? "rowheader" : "gridcell");
  cell.tabIndex = -1;
  cell.dataset.col = col;
  cell.dataset.label = labelOf(col);
  cell.className = CLASSES[field] ?? "nil";
  if (col !== "assigned") cell.append(Object.assign(document.createElement("span"), { className: "t" }));
  if (isSub) cell.classList.remove("main");
  return cell;
}

function newLine(dataset, cols) {
  const line = document.createElement("tr");
  line.setAttribute("role", "row");
  Object.assign(line.dataset, dataset);
  line.append(...cols.map((col) => newCell(col, Boolean(dataset.step))));
  return line;
}

const allColumns = () => [...table.tHead.querySelectorAll("th[data-col]")].map((head) => head.dataset.col);

/** The row after which a new or moved item stands. */
function lastRowBefore({ section, after }) {
  if (after) return blockOf(after).at(-1);
  return section ? lineOf(section) : [...body.rows].filter((row) => row.dataset.section).at(-1);
}

function addItem(operation) {
  const { item } = operation;
  if (lineOf(item)) return;
  const line = newLine({ item, version: 1 }, allColumns());
  const place = lastRowBefore(operation);
  if (place) place.after(line);
  else body.append(line);
  forgetIndex();
  for (const step of operation.steps ?? []) addStep({ item, step: step.step, cells: step.cells, after: null });
}

function addStep({ item, step, after }) {
  const lines = linesOf(item);
  if (!lines.length || lineOf(step)) return;
  const line = newLine({ item, step }, allColumns().filter(isStepColumn));
  line.className = "sub";
  const at = after && lineOf(after)?.dataset.item === item ? lineOf(after) : lines.at(-1);
  at.after(line);
  for (const cell of lines[0].cells) {
    if (!isStepColumn(cell.dataset.col)) cell.rowSpan = lines.length + 1;
  }
  forgetIndex();
}

function addSection({ section, after }) {
  if (lineOf(section)) return;
  const line = newLine({ section, version: 1 }, []);
  line.className = "part";
  const cell = document.createElement("th");
  cell.setAttribute("role", "gridcell");
  cell.tabIndex = -1;
  cell.colSpan = columns().length;
  cell.dataset.col = "section";
  cell.append(Object.assign(document.createElement("span"), { className: "t" }));
  line.append(cell);
  const place = after ? blockOf(after).at(-1) : null;
  if (place) place.after(line);
  else if (after === null) body.prepend(line);
  else body.append(line);
  forgetIndex();
}

function moveBlocks(uids, place, atTop) {
  let last = place;
  for (const uid of uids) {
    const block = blockOf(uid);
    if (block.includes(last)) continue;
    if (last) last.after(...block);
    else if (atTop) body.prepend(...block);
    last = block.at(-1) ?? last;
  }
  forgetIndex();
}

function removeBlock(uid) {
  blockOf(uid).forEach((row) => row.remove());
  forgetIndex();
}

function setCells(uid, cells = {}) {
  for (const [col, text] of Object.entries(cells)) {
    const cell = cellAt(uid, col);
    if (!cell) continue;
    setText(cell, text);
    mark(cell, true);
  }
}

const SHOWN = {
  set: (one) => setCells(one.step ?? one.item, one.cells),
  set_section: (one) => setCells(one.section, { section: one.text }),
  add(one) {
    addItem(one);
    setCells(one.item, one.cells);
    for (const step of one.steps ?? []) setCells(step.step, step.cells);
  },
  add_step(one) {
    addStep(one);
    setCells(one.step, one.cells);
  },
  add_section(one) {
    addSection(one);
    setCells(one.section, { section: one.text });
  },
  remove: (one) => removeBlock(one.item),
  remove_section: (one) => removeBlock(one.section),
  move: (one) => moveBlocks(one.items, lastRowBefore(one)),
  move_section: (one) => moveBlocks([one.section], one.after ? blockOf(one.after).at(-1) : null, true),
};

/** Shows operations; what only the server can show waits for its answer. */
export function show(operations) {
  for (const one of operations) SHOWN[one.do]?.(one);
}

/** Shows again the waiting texts of these rows, after the server has drawn them. */
export function showTexts(entries, uids) {
  for (const { operations } of entries) {
    for (const one of operations) {
      const uid = one.item ?? one.section;
      if (!uids.has(uid)) continue;
      if (one.do === "add") setCells(uid, one.cells);
      else if (one.cells) setCells(one.step ?? one.item, one.cells);
      else if (one.text !== undefined) setCells(uid, { section: one.text });
    }
  }
}

/** Everything that waits, over a page drawn anew. */
export function showAll(entries) {
  for (const { operations } of entries) show(operations);
}
