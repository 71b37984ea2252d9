/** A message in its place: a row of the table below the item it is about, or above the table where there is none. */

import { focusCell } from "./cursor.js";
import { blockOf, body, cellAt, columns } from "./table.js";

const above = document.querySelector("[data-grid-kept]");
let count = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function comparison(texts) {
  const caps = texts.map(([cap]) => element("div", { className: "cap", textContent: cap }));
  const said = texts.map(([, text], place) =>
    element("div", { className: place ? "said now" : "said", textContent: text || "(пусто)" }),
  );
  return element("div", { className: texts.length > 1 ? "diff" : "diff one" }, ...caps, ...said);
}

function button([words, act], place) {
  const made = element("button", { type: "button", className: place ? "btn small" : "btn small main", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** The box with its words, texts side by side and buttons; `extra` stands before the buttons. */
function boxOf({ id, title, texts = [], buttons = [], extra = [], tone = "warn" }) {
  const box = element("div", { className: `notice tone-${tone} told`, tabIndex: -1 });
  box.setAttribute("role", "group");
  const words = element("p", { id, textContent: title });
  box.setAttribute("aria-labelledby", id);
  const inside = element("div", { className: "stack" }, words);
  if (texts.length) inside.append(comparison(texts));
  inside.append(...extra);
  if (buttons.length) inside.append(element("div", { className: "row" }, ...buttons.map(button)));
  box.append(inside);
  return box;
}

function rowFor(box) {
  const cell = element("td", { colSpan: columns().length, tabIndex: -1 }, box);
  cell.setAttribute("role", "gridcell");
  const row = element("tr", { className: "told-row" }, cell);
  row.setAttribute("role", "row");
  return row;
}

/** Shows a message about the cell at (row, col); `name` marks it, a second one of that name replaces the first. */
export function tell(name, { row, col }, given) {
  untell(name);
  count += 1;
  const id = `grid-told-${count}`;
  const cell = row ? cellAt(row, col) : null;
  const box = boxOf({ ...given, id });
  if (cell) {
    const line = cell.parentElement;
    const place = line.dataset.section ? line : blockOf(line.dataset.item).at(-1);
    const said = rowFor(box);
    said.dataset.told = name;
    said.dataset.of = `${row}:${col}`;
    place.after(said);
    cell.setAttribute("aria-describedby", id);
    cell.classList.add("bad");
  } else {
    box.dataset.told = name;
    above.append(box);
    above.hidden = false;
  }
  return box;
}

export function untell(name) {
  for (const said of document.querySelectorAll(`[data-told="${CSS.escape(name)}"]`)) {
    const cell = said.dataset.of && cellAt(...said.dataset.of.split(":"));
    const hadFocus = said.contains(document.activeElement);
    said.remove();
    if (cell) {
      cell.removeAttribute("aria-describedby");
      cell.classList.remove("bad");
    }
    if (hadFocus && cell) focusCell(cell);
  }
  above.hidden = !above.childElementCount;
}

/** The next message after the focus: its box takes the focus, and is read. */
export function goToNotice() {
  const all = [...above.querySelectorAll(".told"), ...body.querySelectorAll(".told")];
  if (!all.length) return false;
  const at = document.activeElement;
  const after = all.find((box) => at.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING && !box.contains(at));
  const box = after ?? all[0];
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
  return true;
}

/** From a message back to the cell it is about. */
export function leaveNotice(inside) {
  const of = inside.closest("[data-of]")?.dataset.of;
  const cell = of && cellAt(...of.split(":"));
  if (cell) focusCell(cell);
  return Boolean(cell);
}
