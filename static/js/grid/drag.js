/** Rows and sections are dragged by one handle, which comes to the row under the pointer or in hand. */

import { activeLine } from "./cursor.js";
import { moveTo } from "./moving.js";
import { placeAt } from "./places.js";
import { selectedItems } from "./selection.js";
import { body, isLine, lineOf, sheet, table } from "./table.js";

const EDGE = 40; // px from the edge of the sheet where it begins to scroll
const NARROW = window.matchMedia("(max-width:46rem)");
const handle = made("button", "handle");
const mark = made("div", "drop-line");

let line = null; // the row that the handle stands at
let drag = null; // {uids, isSection, place, y, frame}

/** Only for the pointer: the keyboard has keys of its own for it. */
function made(name, css) {
  const element = document.createElement(name);
  element.className = css;
  element.hidden = true;
  element.tabIndex = -1;
  if (name === "button") element.type = "button";
  element.setAttribute("aria-hidden", "true");
  sheet.append(element);
  return element;
}

function put(element, top, height) {
  const frame = sheet.getBoundingClientRect();
  element.style.top = `${top - frame.top + sheet.scrollTop}px`;
  const isCard = NARROW.matches && element === handle; // at the other edge, beside the number
  element.style.left = `${isCard ? sheet.clientWidth - handle.offsetWidth : sheet.scrollLeft}px`;
  if (height) element.style.height = `${height}px`;
}

function comeTo(target) {
  if (drag || !target || table.dataset.locked || "filtered" in table.dataset) return;
  const { item, section } = target.dataset;
  line = lineOf(section ?? item);
  if (!line) return;
  const { top } = line.getBoundingClientRect();
  handle.hidden = false;
  put(handle, top);
  handle.title = section ? "Перетащить раздел (Alt+↑, Alt+↓)" : "Перетащить строку (Alt+↑, Alt+↓)";
}

const lineUnder = (target) => {
  const row = target.closest?.("tr");
  return row && body.contains(row) && isLine(row) ? row : null;
};

function rowAt(y) {
  const { left, width } = table.getBoundingClientRect();
  const x = Math.min(Math.max(left, 0) + 80, left + width - 5);
  for (const element of document.elementsFromPoint(x, y)) {
    const row = lineUnder(element);
    if (row) return row;
  }
  return null;
}

function showPlace() {
  const row = rowAt(drag.y);
  if (!row) return;
  const { item, section } = row.dataset;
  const first = lineOf(section ?? item);
  const rect = first.getBoundingClientRect();
  const isUpper = drag.y < rect.top + rect.height / 2;
  const found = placeAt(first, isUpper, drag);
  drag.place = found?.place ?? null;
  mark.hidden = !found;
  if (found) {
    const top = found.row ? found.row.getBoundingClientRect().bottom : body.getBoundingClientRect().top;
    put(mark, top - 1);
    mark.style.width = `${Math.min(sheet.clientWidth, table.offsetWidth)}px`;
  }
}

function scroll() {
  if (!drag) return;
  const { top, bottom } = sheet.getBoundingClientRect();
  const [upper, lower] = [Math.max(top, 0) + EDGE, Math.min(bottom, window.innerHeight) - EDGE];
  const by = drag.y < upper ? -12 : drag.y > lower ? 12 : 0;
  if (by && sheet.scrollHeight > sheet.clientHeight) sheet.scrollTop += by;
  else if (by) window.scrollBy(0, by);
  if (by) showPlace();
  drag.frame = requestAnimationFrame(scroll);
}

function stop(isDropped) {
  if (!drag) return;
  const { place, frame, uids } = drag;
  cancelAnimationFrame(frame);
  drag = null;
  mark.hidden = true;
  table.classList.remove("dragging");
  if (isDropped && place && place.after !== uids.at(-1)) moveTo(place);
  comeTo(activeLine());
}

handle.addEventListener("pointerdown", (event) => {
  if (!line?.isConnected || event.button !== 0) return;
  event.preventDefault();
  const { item, section } = line.dataset;
  const chosen = selectedItems();
  const isSection = Boolean(section);
  const uids = isSection ? [section] : chosen.includes(item) ? chosen : [item];
  drag = { uids, isSection, place: null, y: event.clientY, frame: 0 };
  handle.setPointerCapture(event.pointerId);
  table.classList.add("dragging");
  drag.frame = requestAnimationFrame(scroll);
});

handle.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.y = event.clientY;
  showPlace();
});

handle.addEventListener("pointerup", () => stop(true));
handle.addEventListener("pointercancel", () => stop(false));
document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") stop(false);
});
table.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") comeTo(lineUnder(event.target));
});
table.addEventListener("grid:selection", () => comeTo(activeLine()));
table.addEventListener("grid:rows", () => {
  if (!line?.isConnected) handle.hidden = true;
});
table.addEventListener("grid:locked", () => (handle.hidden = true));
