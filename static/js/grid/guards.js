/** When a deed cannot be done, says why. */

import { announce } from "./status.js";
import { table } from "./table.js";
import { unripeOf } from "./unripe.js";

export function isLocked() {
  if (table.dataset.locked) announce("План больше нельзя править.");
  return Boolean(table.dataset.locked);
}

export function isFiltered() {
  if ("filtered" in table.dataset) announce("Строки двигают, когда показан весь план: снимите отбор.");
  return "filtered" in table.dataset;
}

/** A row that the server does not know yet cannot be spoken of. */
export function isNamed(uid) {
  if (!uid || !unripeOf(uid)) return true;
  announce("Сначала впишите название новой строки.");
  return false;
}
