/** The edge of a header is a handle: dragged, it makes the column wider; a double click lets it be as it was. */

import { table } from "../api.js";
import { setWidth, widthNow } from "./columns-view.js";

const EDGE = 8; // px

let held = null;

/** The header whose right edge is under the pointer. */
function edgeAt({ target, clientX }) {
  const head = target.closest?.("th[data-col]");
  if (!head || !table.tHead.contains(head)) return null;
  const { left, right } = head.getBoundingClientRect();
  if (right - clientX <= EDGE) return head;
  const before = clientX - left <= EDGE / 2 ? head.previousElementSibling : null;
  return before && !before.hidden ? before : null;
}

table.addEventListener("pointermove", (event) => {
  if (!held) table.tHead.classList.toggle("on-edge", Boolean(edgeAt(event)));
  else setWidth(held.col, held.width + event.clientX - held.from);
});

table.addEventListener("pointerdown", (event) => {
  const head = event.button === 0 && edgeAt(event);
  if (!head) return;
  event.preventDefault();
  const { col } = head.dataset;
  held = { col, from: event.clientX, width: widthNow(col) };
  table.setPointerCapture(event.pointerId);
});

function letGo() {
  if (!held) return;
  held = null;
  table.tHead.classList.remove("on-edge");
}

table.addEventListener("pointerup", letGo);
table.addEventListener("pointercancel", letGo);
table.addEventListener("dblclick", (event) => {
  const head = edgeAt(event);
  if (head) setWidth(head.dataset.col, 0);
});
