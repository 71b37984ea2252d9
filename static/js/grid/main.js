/** The grid of a plan: starts its parts. What it offers to its tools is in api.js. */

import { addRow, addSection, addStep } from "./adding.js";
import { activeKey, firstCell, focusCell, settleCell } from "./cursor.js";
import { removeRows } from "./deeds.js";
import "./drag.js";
import { setSaver } from "./editor.js";
import { showKeys } from "./keys.js";
import { offerDrafts } from "./kept.js";
import { indent, moveRows } from "./moving.js";
import { beginOpening, openAll } from "./opening.js";
import "./pointer.js";
import { begin, saveCell } from "./saving.js";
import { collapse } from "./selection.js";
import { drop, keep, recall, tab } from "./store.js";
import { body, cellOfKey, lineOf, sheet, table } from "./table.js";
import { redo, undo } from "./undo.js";
import { beginWatch } from "./watch.js";
import { hasUnsaved } from "./words.js";

const DEEDS = {
  undo,
  redo,
  row: addRow,
  step: addStep,
  section: addSection,
  up: () => moveRows(false),
  down: () => moveRows(true),
  indent: () => indent(true),
  outdent: () => indent(false),
  remove: removeRows,
  keys: showKeys,
};

/** Buttons act on the cell in hand and leave the focus where it is; a press must not close a field unseen. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-deed]");
  if (button && button.getAttribute("aria-disabled") !== "true") DEEDS[button.dataset.deed]?.();
});

/** A long table opens where it was left. */
function scrollBack() {
  const [left, top] = recall("scroll") ?? [0, 0];
  if (!top || "filtered" in table.dataset) return;
  openAll();
  sheet.scrollTo(left, top);
}

function settle() {
  const [row] = window.location.hash.startsWith("#item-")
    ? [document.getElementById(window.location.hash.slice(1))?.dataset.item]
    : [];
  const was = recall("at");
  const cell = (row && lineOf(row)?.cells[0]) ?? (was && cellOfKey(was)) ?? firstCell();
  if (!cell) return;
  if (row) focusCell(cell);
  else {
    settleCell(cell);
    scrollBack();
  }
  collapse();
}

/** A remark and the like lead to their row: into its cell, so that one can type at once. */
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#item-"]');
  const row = link && document.getElementById(link.hash.slice(1))?.dataset.item;
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  focusCell(lineOf(row).querySelector(".main") ?? lineOf(row).cells[0]);
  collapse();
});

table.addEventListener("grid:rows", () => {
  const empty = document.querySelector("[data-grid-empty]");
  if (empty) empty.hidden = body.rows.length > 0;
});
window.addEventListener("beforeunload", (event) => {
  if (hasUnsaved()) event.preventDefault();
});
window.addEventListener("pagehide", () => {
  if (activeKey()) keep("at", activeKey());
  else drop("at");
  if (!("filtered" in table.dataset)) keep("scroll", [sheet.scrollLeft, sheet.scrollTop]);
});

setSaver(saveCell);
for (const hidden of document.querySelectorAll("[data-grid-bar]")) hidden.hidden = false;
settle();
beginOpening();
beginWatch();
table.dataset.ready = tab;
table.dispatchEvent(new CustomEvent("grid:ready", { bubbles: true }));
await begin();
await offerDrafts();
