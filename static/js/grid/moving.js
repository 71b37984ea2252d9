/** Rows, steps and sections change their places, or what they are part of. */

import { activeAddress, activeCell, activeLine, focusCell } from "./cursor.js";
import { isFiltered, isLocked, isNamed } from "./guards.js";
import { show } from "./overlay.js";
import { neighbours } from "./places.js";
import { keepingPlace } from "./rows.js";
import { send } from "./saving.js";
import { collapse, selectedItems } from "./selection.js";
import { announce } from "./status.js";
import { blockOf, cellAt, columns, linesOf, nameOf, table } from "./table.js";
import { unripeOf } from "./unripe.js";

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
  if (isNamed(address.step) && isNamed(after)) send("move", [{ do: "move_step", item: address.item, step: address.step, after }]);
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

/** Makes an item the last step of the one above, or a step an item of its own. */
export async function indent(deeper) {
  const address = activeAddress();
  if (!address?.item || isLocked() || isFiltered() || !isNamed(address.row)) return;
  const { step } = activeLine().dataset;
  const { item } = address;
  if (!deeper && !step) {
    announce("Это уже отдельный пункт.");
    return;
  }
  const above = blockOf(item)[0].previousElementSibling?.dataset.item;
  if (deeper && !above) {
    announce("Выше нет пункта, чьей подстрокой это могло бы стать.");
    return;
  }
  const one = deeper ? { do: "indent", item } : { do: "outdent", item, step };
  const { state } = await send("move", [one]);
  if (state !== "saved") return;
  const col = activeCell()?.dataset.col ?? columns()[0];
  const line = deeper ? linesOf(above).at(-1) : blockOf(item).at(-1)?.nextElementSibling;
  const cell = line && cellAt(line.dataset.step ?? line.dataset.item, col);
  if (cell && (document.activeElement === document.body || table.contains(document.activeElement))) focusCell(cell, line);
  collapse();
  announce(deeper ? "Строка стала подстрокой." : `Подстрока стала отдельным пунктом: ${nameOf(line?.dataset.item)}.`);
}
