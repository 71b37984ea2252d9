/** What places are called: kept with a text, so that it can be told where it belongs when its row is gone. */

import { addresses } from "./operations.js";
import { labelOf, lineOf, nameOf } from "./table.js";

const MOST = 50; // of a pasted block the first will do

export const nameOfPlace = (row, col) => `${labelOf(col)}, ${lineOf(row) ? nameOf(row) : "новая строка"}`;

/** "row:col" → words, for the texts of these operations. */
export function namesOfPlaces(operations) {
  const all = operations.flatMap(addresses).slice(0, MOST);
  return Object.fromEntries(all.map((address) => [address, nameOfPlace(...address.split(":"))]));
}
