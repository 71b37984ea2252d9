/** Rows go into the bin, cells are emptied or set many at once. */

import { activeAddress, activeLine } from "./cursor.js";
import { dropNew } from "./adding.js";
import { isLocked } from "./guards.js";
import { setText } from "./overlay.js";
import { send } from "./saving.js";
import { counted, dropPicked, selectedCells, selectedItems, selectedLines } from "./selection.js";
import { announce } from "./status.js";
import { addressOf, fieldOf, isEditable, isStepColumn, linesOf, textOf } from "./table.js";
import { unripeOf } from "./unripe.js";

function removeStep({ item, step }) {
  if (dropNew(step)) return;
  send("remove", [{ do: "remove_step", item, step }]);
  announce("Подстрока в корзине. Ctrl+Z вернёт её.");
}

/** Puts the selected rows into the bin, or the section or the step in hand. */
export function removeRows() {
  const address = activeAddress();
  if (isLocked() || !address) return;
  const isOne = selectedLines().length < 2;
  if (address.section && isOne) {
    if (dropNew(address.section)) return;
    send("sections", [{ do: "remove_section", section: address.section }]);
    announce("Раздел с его пунктами в корзине. Ctrl+Z вернёт его.");
    return;
  }
  const { step } = activeLine().dataset;
  if (isOne && isStepColumn(address.col) && step && linesOf(address.item).length > 1) {
    removeStep({ item: address.item, step });
    return;
  }
  const items = selectedItems().filter((item) => !dropNew(item));
  dropPicked();
  if (!items.length) return;
  send("remove", items.map((item) => ({ do: "remove", item })));
  announce(`В корзине ${counted(items.length, "строка", "строки", "строк")}. Ctrl+Z вернёт.`);
}

/** Empties the selected cells; a title stays, a row without one says nothing. */
export function emptyCells() {
  if (isLocked()) return;
  const cells = selectedCells().flat().filter((cell) => cell && isEditable(cell) && textOf(cell));
  const titles = cells.filter((cell) => cell.dataset.col === "section" || fieldOf(cell.dataset.col) === "title");
  if (titles.length) announce("Названия остались: строку целиком убирает Ctrl+Delete.");
  setCells("cells", cells.filter((cell) => !titles.includes(cell)).map((cell) => [cell, ""]));
}

/** Sets many cells as one edit; new rows that are not sent yet take theirs at once. */
export function setCells(kind, changes) {
  const operations = new Map();
  const bases = {};
  for (const [cell, text] of changes) {
    const { row, col, item, step } = addressOf(cell);
    const own = unripeOf(row);
    if (own) {
      own.operations[0].cells[col] = text;
      setText(cell, text);
      continue;
    }
    const one = operations.get(row) ?? { do: "set", item, ...(step && { step }), cells: {} };
    one.cells[col] = text;
    bases[`${row}:${col}`] = textOf(cell);
    operations.set(row, one);
  }
  if (operations.size) send(kind, [...operations.values()], { bases });
}
