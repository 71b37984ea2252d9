/** The numbers on the tabs above the table, and what the page says of an untouched plan, follow the table. */

import { body, table } from "./table.js";

const CALM = 300; // ms: rows come one after another
const DATED = "[data-editor=deadline]";
const DOUBTFUL = ".tone-warn[data-editor=deadline]";
const UNASSIGNED = ".tone-warn[data-editor=assigned]";

let timer = 0;

function counted() {
  const seen = { "": new Set(), dated: new Set(), doubtful: new Set(), unassigned: new Set() };
  for (const line of body.rows) {
    const { item } = line.dataset;
    if (!item) continue;
    seen[""].add(item);
    if (line.querySelector(DATED)) seen.dated.add(item);
    if (line.querySelector(DOUBTFUL)) seen.doubtful.add(item);
    if (line.querySelector(UNASSIGNED)) seen.unassigned.add(item);
  }
  const all = seen[""].size;
  const counts = { "": all, doubtful: seen.doubtful.size, unassigned: seen.unassigned.size };
  if (table.tHead.querySelector("[data-field^=deadline]")) counts.undated = all - seen.dated.size;
  return counts;
}

function show() {
  const counts = counted();
  for (const tab of document.querySelectorAll(".narrowing .tabs a")) {
    const count = counts[new URL(tab.href).searchParams.get("show") ?? ""];
    if (count !== undefined) tab.querySelector(".count").textContent = String(count);
  }
}

table?.addEventListener("grid:rows", () => {
  for (const untouched of document.querySelectorAll("[data-until-edited]")) untouched.hidden = true;
  for (const bin of document.querySelectorAll("[data-bin-link]")) bin.textContent = "Корзина";
  clearTimeout(timer);
  if (!("filtered" in table.dataset)) timer = setTimeout(show, CALM);
});
