/** The lines of an item laid out by its steps, before the server has answered. */

import { allColumns, newCell, newLine } from "./lines.js";
import { cellIn, fieldOf, forgetIndex, isStepColumn, lineOf, linesOf, textOf } from "./table.js";

const OWN_CHIPS = "[data-editor=assigned],[data-editor=checkpoint]"; // of the item, in cells of its first step
const UNDERSTOOD = ".chips:not(.stale) [data-editor=deadline]";

export const columnOf = (field) => allColumns().find((col) => fieldOf(col) === field);
const stepCells = (line) => [...line.cells].filter((cell) => isStepColumn(cell.dataset.col));
const isSaying = (line) => stepCells(line).some((cell) => textOf(cell) || cell.querySelector(UNDERSTOOD));

/** The steps of an item in their order; one that has no number yet is undefined. */
export function stepsOf(item) {
  return linesOf(item)
    .filter((line) => line.dataset.step || isSaying(line))
    .map((line) => line.dataset.step);
}

/** What an item without steps says becomes its first one, as on the server. */
export function nameFirstStep(item, uid) {
  const [line] = linesOf(item);
  if (!uid || !line || line.dataset.step || !isSaying(line)) return;
  line.dataset.step = uid;
  forgetIndex();
}

const partOf = (line) => ({ cells: new Map(stepCells(line).map((cell) => [cell.dataset.col, cell])), said: line.dataset.said });
const NOTHING = { cells: new Map(), said: undefined };

function fill(line, { cells, said }, own) {
  const cols = allColumns().filter((col) => own || isStepColumn(col));
  line.replaceChildren(...cols.map((col) => own?.get(col) ?? cells.get(col) ?? newCell(col, !own)));
  if (said === undefined) delete line.dataset.said;
  else line.dataset.said = said;
}

/** The chips that are the item's own stay in its first line, whichever step stands there. */
function lift(line) {
  const chips = [...line.querySelectorAll(OWN_CHIPS)].map((chip) => [chip.closest("[data-col]").dataset.col, chip]);
  chips.forEach(([, chip]) => chip.remove());
  line.querySelectorAll(".chips:empty").forEach((box) => box.remove());
  return () => {
    for (const [col, chip] of chips) {
      const cell = cellIn(line, col);
      if (!cell.querySelector(":scope > .chips")) cell.append(Object.assign(document.createElement("div"), { className: "chips" }));
      cell.querySelector(":scope > .chips").append(chip);
    }
  };
}

/** Gives an item these steps in this order; cells stay the same elements, new ones are empty. */
export function layOut(item, steps) {
  const lines = linesOf(item);
  const [first] = lines;
  if (!first || lines.map(({ dataset }) => dataset.step).join() === steps.join()) return;
  const parts = new Map(lines.map((line) => [line.dataset.step, partOf(line)]));
  const own = new Map([...first.cells].filter((cell) => !isStepColumn(cell.dataset.col)).map((cell) => [cell.dataset.col, cell]));
  const putBack = lift(first);
  const wanted = steps.length ? steps : [undefined];
  wanted.forEach((step, place) => {
    const line = lines[place] ?? Object.assign(newLine({ item }, []), { className: "sub" });
    fill(line, parts.get(step) ?? NOTHING, place ? null : own);
    if (step) line.dataset.step = step;
    else delete line.dataset.step;
    if (!lines[place]) lines[place - 1].after(line);
    lines[place] = line;
  });
  lines.slice(wanted.length).forEach((line) => line.remove());
  for (const cell of own.values()) {
    if (wanted.length > 1) cell.rowSpan = wanted.length;
    else cell.removeAttribute("rowspan");
  }
  putBack();
  forgetIndex();
}

/** The steps with one of them below another, or on top. */
export function placed(steps, step, after) {
  const order = steps.filter((uid) => uid !== step);
  order.splice(after ? order.indexOf(after) + 1 : 0, 0, step);
  return order;
}

const textsIn = (line) => Object.fromEntries(stepCells(line).map((cell) => [cell.dataset.col, textOf(cell)]).filter(([, text]) => text));

/** A step's name where the plan has no column for it: the line keeps it. */
export const nameIn = (line) => textsIn(line)[columnOf("intermediate_result")] ?? line.dataset.said ?? "";

function named(name, cells) {
  const col = columnOf("intermediate_result");
  return col ? { cells: { ...cells, [col]: name } } : { cells, said: name };
}

/** What an item says, as steps of another one. */
export function asSteps(item) {
  const lines = linesOf(item);
  const name = textOf(cellIn(lines[0], columnOf("title")));
  const own = lines.filter((line) => line.dataset.step);
  if (own.length) return [named(name, {}), ...own.map((line) => named(nameIn(line), textsIn(line)))];
  const further = nameIn(lines[0]);
  return [named(name, textsIn(lines[0])), ...(further ? [named(further, {})] : [])];
}

/** What a step says, as an item of its own. */
export function asItem(step) {
  const line = lineOf(step);
  const { [columnOf("intermediate_result")]: _name, ...cells } = textsIn(line);
  return { ...cells, [columnOf("title")]: nameIn(line) };
}
