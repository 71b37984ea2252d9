/** Reads the table: where a cell is and what it says. Nothing is kept but an index, made when it is asked for. */

export const table = document.querySelector("#plan-grid");
export const sheet = document.querySelector("#plan-sheet");
export const body = table.tBodies[0];

const STEP_FIELDS = new Set(["intermediate_result", "deadline", "deadline_start", "deadline_end", "responsible"]);
const SECTION = "section";

let lines = null; // uid of an item, step or section → its first line
let heads = null; // uid of a column → its header

/** After rows have come, gone or moved. */
export function forgetIndex() {
  lines = heads = null;
}

function headers() {
  heads ??= new Map([...table.tHead.querySelectorAll("th[data-col]")].map((head) => [head.dataset.col, head]));
  return heads;
}

export const isLine = (line) => Boolean(line.dataset.item || line.dataset.section);
export const columns = () => [...headers()].filter(([, head]) => !head.hidden).map(([col]) => col);
export const fieldOf = (col) => headers().get(col)?.dataset.field ?? "";
export const labelOf = (col) => headers().get(col)?.dataset.label ?? headers().get(col)?.textContent.trim() ?? "Раздел";
export const isStepColumn = (col) => STEP_FIELDS.has(fieldOf(col));

export function lineOf(uid) {
  if (!lines) {
    lines = new Map();
    for (const line of body.rows) {
      const { item, section, step } = line.dataset;
      if (section || item) lines.set(section ?? (lines.has(item) ? step : item), line);
      if (step) lines.set(step, line);
    }
  }
  return lines.get(uid) ?? null;
}

export function nextLine(line, forward = true) {
  let next = line;
  do {
    next = forward ? next.nextElementSibling : next.previousElementSibling;
  } while (next && !isLine(next));
  return next;
}

/** The lines of an item, its steps among them. */
export function linesOf(item) {
  const found = [];
  for (let line = lineOf(item); line && line.dataset.item === item; line = nextLine(line)) found.push(line);
  return found;
}

/** All rows of the table that go with an item or a section: lines, and what is said below them. */
export function blockOf(uid) {
  const first = lineOf(uid);
  if (!first) return [];
  const ends = first.dataset.section
    ? (row) => row.dataset.section
    : (row) => row.dataset.section || (row.dataset.item && row.dataset.item !== uid);
  const block = [first];
  for (let row = first.nextElementSibling; row && !ends(row); row = row.nextElementSibling) block.push(row);
  return block;
}

export function sectionOf(uid) {
  let line = lineOf(uid);
  while (line && !line.dataset.section) line = line.previousElementSibling;
  return line?.dataset.section ?? null;
}

export function itemsInOrder(within = body.rows) {
  return [...new Set([...within].map((line) => line.dataset.item).filter(Boolean))];
}

/** The cell that is seen in this line in this column, even where it begins in a line above. */
export function cellIn(line, col) {
  if (line.dataset.section) return line.cells[0];
  for (const cell of line.cells) {
    if (cell.dataset.col === col) return cell;
  }
  const first = lineOf(line.dataset.item);
  return first && first !== line ? cellIn(first, col) : null;
}

export function cellAt(row, col) {
  const line = lineOf(row);
  return line && cellIn(line, col);
}

export function addressOf(cell) {
  const line = cell.parentElement;
  const { item, section } = line.dataset;
  if (section) return { row: section, col: SECTION, section };
  const { col } = cell.dataset;
  const step = isStepColumn(col) ? line.dataset.step : undefined;
  return { row: step ?? item, col, item, step };
}

export function keyOf(cell) {
  const { row, col } = addressOf(cell);
  return `${row}:${col}`;
}

export const cellOfKey = (key) => cellAt(...key.split(":"));
export const textOf = (cell) => cell.querySelector(".t")?.textContent ?? "";
export const isEditable = (cell) => cell.dataset.col !== "assigned" && cell.querySelector(".t") !== null;
export const versionOf = (uid) => Number(lineOf(uid)?.dataset.version) || 0;

/** What a person calls a row: its number, else the beginning of its title. */
export function nameOf(uid) {
  const line = lineOf(uid);
  if (line?.dataset.section) return `раздел «${textOf(line.cells[0])}»`;
  const first = line && lineOf(line.dataset.item);
  const said = (field) => [...(first?.cells ?? [])].find((cell) => fieldOf(cell.dataset.col) === field);
  const [number, title] = ["number", "title"].map((field) => said(field) && textOf(said(field)).trim());
  if (number) return `пункт ${number}`;
  return title ? `пункт «${title.length > 60 ? `${title.slice(0, 60)}…` : title}»` : "пункт без названия";
}

/** A lasting number; browsers give one by itself only to pages with https. */
export function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );
}
