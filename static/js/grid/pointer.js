/** The mouse and the finger: a click selects, a second one opens the field, dragging stretches the selection. */

import { activeCell, focusCell } from "./cursor.js";
import { commitEditor, isEditing, openEditor } from "./editor.js";
import { collapse, extendTo, pickBeside, selectRange } from "./selection.js";
import { addressOf, body, sheet, table } from "./table.js";

const NARROW = window.matchMedia("(max-width:46rem)");
const OWN = ".cell-field,.told-row,button:not([data-editor]),input";

let pressed = null; // {cell, wasActive}
let isStretched = false;

const cellUnder = (target) => {
  const cell = target.closest?.("td[data-col],th[data-col]");
  return cell && body.contains(cell) ? cell : null;
};
const isOwn = (target) => Boolean(target.closest?.(OWN));

function select(cell) {
  if (isEditing()) commitEditor();
  focusCell(cell, undefined, { preventScroll: true });
  collapse();
}

table.addEventListener("mousedown", (event) => {
  const cell = cellUnder(event.target);
  if (!cell || event.button !== 0 || isOwn(event.target)) return;
  event.preventDefault(); // no selection of letters over many cells
  const wasActive = cell === activeCell() && table.contains(document.activeElement) && !isEditing();
  pressed = { cell, wasActive };
  isStretched = false;
  if (event.shiftKey) extendTo({ cell, at: cell.parentElement });
  else if (event.ctrlKey || event.metaKey) {
    const { item } = addressOf(cell);
    if (item) pickBeside(item);
    pressed = null;
  } else select(cell);
});

table.addEventListener("mouseover", (event) => {
  const cell = pressed && event.buttons === 1 ? cellUnder(event.target) : null;
  if (!cell || (cell === pressed.cell && !isStretched)) return;
  isStretched = true;
  selectRange(pressed.cell, cell);
});

const chipIn = (target) => target.closest?.("[data-editor]");

/** A cell that is not typed into has an editor of its own behind its chip. */
function openAny(cell) {
  if (!openEditor(cell)) cell.querySelector("[data-editor]")?.click();
}

table.addEventListener("click", (event) => {
  const cell = cellUnder(event.target);
  if (!cell || isOwn(event.target)) return;
  event.preventDefault(); // a title leads to its form only without this script
  const isSecond = pressed?.cell === cell && pressed.wasActive && !isStretched && !event.shiftKey;
  const isOpening = (isSecond || NARROW.matches) && !event.ctrlKey;
  const isByHand = event.detail > 0; // a screen reader and F4 press a chip without a mouse
  pressed = null;
  // Somebody who selects a cell need not aim beside its chip: the chip opens on the second click, as the cell does.
  if (!chipIn(event.target)) return isOpening && openAny(cell);
  return isByHand && !isOpening && event.stopImmediatePropagation();
});

table.addEventListener("dblclick", (event) => {
  const cell = cellUnder(event.target);
  const isOpened = isEditing() || document.querySelector("dialog[open]:not(.find)"); // by the second of the two clicks
  if (cell && !isOwn(event.target) && !chipIn(event.target) && !isOpened) openAny(cell);
});

table.addEventListener("dragstart", (event) => event.preventDefault());

let isByPointer = false;
for (const [name, is] of [["pointerdown", true], ["pointerup", false], ["keydown", false]]) {
  document.addEventListener(name, () => (isByPointer = is), true);
}

/** Tab from outside comes to the cell in hand, whatever link stands first or last in the table. */
table.addEventListener("focusin", (event) => {
  const isInside = event.relatedTarget && table.contains(event.relatedTarget);
  const isMeant = event.target === activeCell() || event.target.closest(".told-row,.cell-field");
  if (!isInside && !isMeant && !isByPointer && activeCell()) focusCell(activeCell());
});

sheet.addEventListener("keydown", (event) => {
  if (event.target === sheet && event.key === "Tab" && !event.shiftKey && activeCell()) {
    event.preventDefault();
    focusCell(activeCell());
  }
});
