/** Finds words in the whole plan, also in rows that a filter hides: the cells where they stand. */

import { addressOf, body, isEditable, isLine, table, textOf } from "../api.js";
import { getPage } from "../http.js";
import { placesOf } from "./find-text.js";

let hidden = null; // rows that the filter leaves out, as they were when the search began

/** After the search has begun anew. */
export async function readHidden() {
  hidden = null;
  if (!("filtered" in table.dataset)) return true;
  const { page } = await getPage(window.location.pathname);
  hidden = page?.querySelector("#plan-grid")?.tBodies[0] ?? null;
  return hidden !== null;
}

function* cellsOf(rows) {
  for (const line of rows) {
    if (!isLine(line)) continue;
    for (const cell of line.cells) if (isEditable(cell)) yield cell;
  }
}

const isShown = (uid) => Boolean(uid && table.querySelector(`[data-item="${uid}"]`));

function match(cell, what, options) {
  return placesOf(textOf(cell), what, options).map(([start, end]) => ({ cell, start, end, ...addressOf(cell) }));
}

/** Every place in reading order; those out of sight come last and have `isHidden`. */
export function search(what, options) {
  const found = [...cellsOf(body.rows)].flatMap((cell) => match(cell, what, options));
  if (!hidden) return found;
  const away = [...hidden.rows].filter((line) => line.dataset.item && !isShown(line.dataset.item));
  const more = [...cellsOf(away)].flatMap((cell) => match(cell, what, options));
  return [...found, ...more.map((place) => ({ ...place, isHidden: true, version: versionIn(place.item) }))];
}

const versionIn = (item) => Number(hidden.querySelector(`[data-item="${item}"][data-version]`).dataset.version);
