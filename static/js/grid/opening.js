/** Lays out the rows of a long table bit by bit, so that the first ones can be worked in at once. */

import { body } from "./table.js";

const FIRST = 30; // as in the style sheet
const BIT = 80;

const root = document.documentElement;
let shown = FIRST;

export const isOpening = () => root.classList.contains("grid-opening");

/** All of them now: somebody goes there, prints or searches. */
export function openAll() {
  root.classList.remove("grid-opening");
}

const whenIdle = window.requestIdleCallback
  ? (act) => window.requestIdleCallback(act, { timeout: 500 })
  : (act) => setTimeout(act, 50);

function openBit() {
  if (!isOpening()) return;
  for (let row = body.rows[shown], left = BIT; row && left; row = row.nextElementSibling, left -= 1) row.classList.add("open");
  shown += BIT;
  if (shown >= body.rows.length) openAll();
  else whenIdle(openBit);
}

export function beginOpening() {
  if (body.rows.length <= FIRST) openAll();
  else whenIdle(openBit);
}

window.addEventListener("beforeprint", openAll);
