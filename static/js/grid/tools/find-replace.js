/** Puts other words into found places. */

import { textOf } from "../api.js";
import { mustStay } from "./cells.js";
import { replaced } from "./find-text.js";

function byCell(places) {
  const cells = new Map();
  for (const place of places) cells.set(place.cell, [...(cells.get(place.cell) ?? []), place]);
  return cells;
}

/** Pairs [cell, text] with the other words in these places; what would be empty stays and is counted as left. */
export function replacing(places, other) {
  const pairs = [...byCell(places)].map(([cell, found]) => {
    const spans = found.map(({ start, end }) => [start, end]);
    return [cell, replaced(textOf(cell), spans, other)];
  });
  const fit = pairs.filter(([cell, text]) => !mustStay(cell, text));
  return { pairs: fit, left: pairs.length - fit.length };
}

/** The same as operations, for rows that a filter keeps out of sight: their versions come with them. */
export function replacingAway(places, pairs) {
  const known = byCell(places);
  const rows = new Map();
  for (const [cell, text] of pairs) {
    const [{ row, col, item, step, section, version }] = known.get(cell);
    const set = rows.get(row) ?? { do: "set", item, ...(step && { step }), ...(version && { version }), cells: {} };
    if (section) rows.set(row, { do: "set_section", section, text });
    else {
      set.cells[col] = text;
      rows.set(row, set);
    }
  }
  return [...rows.values()];
}
