/** Rows, steps and sections change their places, or what they are part of. */

import { activeAddress, activeCell, activeLine, focusCell, settleCell } from "./cursor.js";
import { isFiltered, isLocked, isNamed } from "./guards.js";
import { asItem, asSteps, columnOf, nameIn } from "./outline.js";
import { show } from "./overlay.js";
import { neighbours } from "./places.js";
import { keepingPlace } from "./rows.js";
import { send } from "./saving.js";
import { collapse, selectedItems } from "./selection.js";
import { announce } from "./status.js";
import { blockOf, cellAt, lineOf, linesOf, nameOf, newUid, nextLine, table } from "./table.js";
import { unripeOf } from "./unripe.js";

const UNSEEN = "Строка стала подстрокой. Чтобы видеть её название, добавьте графу «Промежуточный результат»: кнопка «Графы».";

/** Moves items (or one section) to a place: below `after`, or first in the section. */
export function moveTo({ items, section, after, isSection = false }) {
  if (isLocked() || isFiltered()) return;
  if (isSection) {
    if (isNamed(section)) send("sections", [{ do: "move_section", section, after }]);
    return;
  }
  if (!isNamed(section)) return;
  let known = after;
  const ripe = items.filter((item) => !unripeOf(item));
  keepingPlace(() => show([{ do: "move", items, section, after }]));
  const before = known && blockOf(known)[0];
  for (let row = before; known && unripeOf(known); ) {
    row = row.previousElementSibling;
    if (!row || row.dataset.section) known = null;
    else if (row.dataset.item) known = row.dataset.item;
  }
  if (ripe.length) send("move", [{ do: "move", items: ripe, section, after: known }]);
}

function moveStep(address, down) {
  const steps = linesOf(address.item).map((line) => line.dataset.step);
  const at = steps.indexOf(address.step);
  const after = down ? steps[at + 1] : (steps[at - 2] ?? null);
  if (at + (down ? 1 : -1) < 0 || (down && !after)) return false;
  if (![address.step, after].every(isNamed)) return true;
  send("move", [{ do: "move_step", item: address.item, step: address.step, after }]);
  follow(address.step, address.col);
  activeCell()?.scrollIntoView({ block: "nearest" });
  return true;
}

/** One place up or down: the step in hand, the selected items or the whole section. */
export function moveRows(down) {
  const address = activeAddress();
  if (!address || isLocked() || isFiltered()) return;
  if (address.step && linesOf(address.item).length > 1 && moveStep(address, down)) return;
  const place = neighbours(address.section ? [address.section] : selectedItems(), down);
  if (!place) {
    announce(down ? "Ниже двигать некуда." : "Выше двигать некуда.");
    return;
  }
  moveTo(place);
  activeCell()?.scrollIntoView({ block: "nearest" });
}

/** The cell in hand goes along; a button that was pressed keeps the focus. */
function follow(row, col) {
  const cell = cellAt(row, col);
  const isInTable = document.activeElement === document.body || table.contains(document.activeElement);
  if (cell && isInTable) focusCell(cell, lineOf(row));
  else if (cell) settleCell(cell);
  collapse();
}

function makeStep(item, col) {
  const into = nextLine(lineOf(item), false)?.dataset.item;
  if (!into) return announce("Выше нет пункта, чьей подстрокой это могло бы стать.");
  if (!isNamed(into)) return null;
  const drawn = asSteps(item).map((said) => ({ step: newUid(), ...said }));
  const steps = drawn.map(({ step }) => ({ step }));
  send("move", [{ do: "indent", item, into, first: newUid(), steps, drawn }]);
  follow(steps[0].step, col);
  return announce(columnOf("intermediate_result") ? "Строка стала подстрокой." : UNSEEN);
}

function makeItem(item, step, col) {
  if (!step) return announce("Это уже отдельный пункт.");
  if (!nameIn(lineOf(step))) return announce("Сначала напишите, что это за результат: он станет названием пункта.");
  const made = newUid();
  send("move", [{ do: "outdent", item, step, made, drawn: asItem(step) }]);
  follow(made, col);
  return announce(`Подстрока стала отдельным пунктом: ${nameOf(made)}.`);
}

/** Makes an item the last step of the one above, or a step an item of its own. */
export function indent(deeper) {
  const address = activeAddress();
  if (!address?.item || isLocked() || isFiltered()) return;
  const { item, col } = address;
  const { step } = activeLine().dataset;
  if (![item, ...linesOf(item).map((line) => line.dataset.step)].every(isNamed)) return;
  if (deeper) makeStep(item, col);
  else makeItem(item, step, col);
}
