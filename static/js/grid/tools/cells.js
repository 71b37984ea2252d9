/** Texts put into cells: the same for paste, cut, replacement and changes of many rows. */

import { addressOf, fieldOf, isEditable, send, setCells } from "../api.js";

/** An item without a title would be none. */
export const mustStay = (cell, text) => !text.trim() && fieldOf(cell.dataset.col) === "title";

/** Pairs [cell, text] as operations, one for each row. */
export function settingCells(pairs) {
  const rows = new Map();
  for (const [cell, text] of pairs) {
    if (!isEditable(cell) || mustStay(cell, text)) continue;
    const { row, col, item, step, section } = addressOf(cell);
    if (section) {
      rows.set(row, { do: "set_section", section, text });
      continue;
    }
    const set = rows.get(row) ?? { do: "set", item, ...(step && { step }), cells: {} };
    set.cells[col] = text;
    rows.set(row, set);
  }
  return [...rows.values()];
}

/** Writes the texts as one edit; how many cells took theirs. */
export function write(kind, pairs) {
  const fit = pairs.filter(([cell, text]) => isEditable(cell) && !mustStay(cell, text));
  // Rows that are not sent yet take theirs at once: only the grid knows them.
  if (fit.some(([cell]) => addressOf(cell).section)) send(kind, settingCells(fit));
  else if (fit.length) setCells(kind, fit);
  return fit.length;
}
