/** Shows at once what waits in the outbox: texts, new rows, moved and removed ones. */

import { allColumns, newLine } from "./lines.js";
import { layOut, nameFirstStep, placed, stepsOf } from "./outline.js";
import { blockOf, body, cellAt, columns, forgetIndex, isStepColumn, lineOf, linesOf } from "./table.js";

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
    if (!block.length || block.includes(last)) continue;
    if (last?.nextElementSibling === block[0]) {
      last = block.at(-1); // it stands there already: a field in it need not lose the focus
      continue;
    }
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

/** The item leaves the table, its texts stand in new steps of the one above. */
function showIndent({ item, into, first, drawn = [] }) {
  if (!lineOf(into)) return;
  removeBlock(item);
  nameFirstStep(into, first);
  const made = drawn.filter(({ step }) => !lineOf(step));
  layOut(into, [...stepsOf(into), ...made.map(({ step }) => step)]);
  for (const { step, cells, said } of made) {
    if (said !== undefined) lineOf(step).dataset.said = said;
    setCells(step, cells);
  }
}

/** The step leaves its item and stands below it as one of its own. */
function showOutdent({ item, step, made, drawn = {} }) {
  if (!lineOf(item)) return;
  layOut(item, stepsOf(item).filter((uid) => uid !== step));
  const isNew = !lineOf(made);
  addItem({ item: made, after: item });
  if (isNew) setCells(made, drawn);
  moveBlocks([made], blockOf(item).at(-1));
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
    if (Object.values(one.cells ?? {}).some(Boolean)) nameFirstStep(one.item, one.first);
    addStep(one);
    setCells(one.step, one.cells);
  },
  add_section(one) {
    addSection(one);
    setCells(one.section, { section: one.text });
  },
  indent: showIndent,
  outdent: showOutdent,
  move_step({ item, step, after }) {
    const steps = stepsOf(item);
    if (steps.includes(step) && (!after || steps.includes(after))) layOut(item, placed(steps, step, after));
  },
  remove_step: ({ item, step }) => layOut(item, stepsOf(item).filter((uid) => uid !== step)),
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
