/** The panel of «Найти и заменить»: it stays beside the table while people look and replace. */

import { activeCell, announce, commitEditor, focusCell, isEditing, labelOf, nameOf, send, table } from "../api.js";
import { write } from "./cells.js";
import { complain, dialogOf } from "./dialogs.js";
import { readHidden, search } from "./find.js";
import { replacing, replacingAway } from "./find-replace.js";
import { counted } from "./words.js";

const PLACES = "место,места,мест";
const GAP = 16; // px between a found cell and the panel
const CELLS = "ячейке,ячейках,ячейках";
const panel = dialogOf("find");
const [what, other] = ["what", "other"].map((name) => panel.querySelector(`#grid-find-${name}`));
const words = panel.querySelector("[data-find-words]");
const count = panel.querySelector("[data-find-count]");
const everything = panel.querySelector('[data-find="all"]');

let found = [];
let at = -1;
let isAsked = false; // how many places would change has been said

const options = () => ({ words: words.checked });
const isSame = (one, two) => one.row === two.row && one.col === two.col && one.start === two.start;

/** The panel stands over the table: it moves aside, and where it is as wide as the screen the cell does. */
function uncover(cell) {
  if (!panel.open) return;
  const [own, there] = [panel.getBoundingClientRect(), cell.getBoundingClientRect()];
  const isCovered = there.right > own.left && there.left < own.right && there.bottom > own.top && there.top < own.bottom;
  if (!isCovered) return;
  const isWide = own.width > window.innerWidth * 0.8;
  if (isWide) window.scrollBy(0, Math.min(there.bottom - own.top + GAP, there.top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)));
  else panel.classList.toggle("aside");
}

function mark() {
  for (const cell of table.querySelectorAll(".found")) cell.classList.remove("found");
  globalThis.CSS?.highlights?.delete("found");
  const place = found[at];
  if (!place || place.isHidden) return;
  place.cell.classList.add("found");
  place.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  uncover(place.cell);
  const text = place.cell.querySelector(".t").firstChild;
  if (!globalThis.Highlight || !text) return;
  const range = new Range();
  range.setStart(text, place.start);
  range.setEnd(text, place.end);
  CSS.highlights.set("found", new Highlight(range));
}

function tell() {
  const place = found[at];
  const where = place ? `: ${place.section ? "название раздела" : `${nameIn(place)}, ${labelOf(place.col)}`}` : "";
  count.textContent = what.value ? (found.length ? `${at + 1} из ${found.length}${where}` : "Ничего не найдено") : "";
}

const nameIn = (place) => (place.isHidden ? "строка, скрытая отбором" : nameOf(place.row));

function calm() {
  isAsked = false;
  everything.textContent = "Заменить все";
  complain(panel);
}

/** Looks again, and stays at the place that was shown, or goes to the first one after the cell in hand. */
function look() {
  calm();
  const known = found[at];
  found = what.value ? search(what.value, options()) : [];
  at = known ? found.findIndex((place) => isSame(place, known)) : -1;
  if (at < 0) at = found.findIndex(({ cell, isHidden }) => isHidden || isFromHere(cell));
  if (at < 0 && found.length) at = 0;
  mark();
  tell();
}

function isFromHere(cell) {
  const here = activeCell();
  return !here || here === cell || Boolean(here.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function step(forward) {
  const before = found[at];
  found = what.value ? search(what.value, options()) : [];
  const same = before ? found.findIndex((place) => isSame(place, before)) : -1;
  const from = same >= 0 ? same : at - (forward ? 1 : 0);
  at = found.length ? (from + (forward ? 1 : -1) + found.length) % found.length : -1;
  calm();
  mark();
  tell();
  if (!panel.contains(document.activeElement)) goTo();
}

function goTo() {
  const place = found[at];
  if (place && !place.isHidden) focusCell(place.cell);
}

async function replace(places) {
  const { pairs, left } = replacing(places, other.value);
  if (left) complain(panel, "Название мероприятия не может стать пустым: такие ячейки остались как были.");
  if (!pairs.length) return;
  announce(`Заменено: ${counted(places.length, PLACES)} в ${counted(pairs.length, CELLS)}. Отменить: Ctrl+Z.`);
  if (!places.some(({ isHidden }) => isHidden)) {
    write("replace", pairs);
    return;
  }
  const { state, message } = await send("replace", replacingAway(places, pairs));
  if (state === "refused") complain(panel, message);
  await readHidden();
}

function replaceOne() {
  const place = found[at];
  if (!place) return;
  replace([place]);
  const next = at;
  found = search(what.value, options());
  // What was put in may hold the words itself: go on behind it.
  const end = place.start + other.value.length;
  const isBehind = (one) => one.cell === place.cell ? one.start >= end : found.indexOf(one) >= next;
  at = found.findIndex((one, index) => index >= next && isBehind(one));
  if (at < 0 && found.length) at = 0;
  mark();
  tell();
}

function replaceAll() {
  found = what.value ? search(what.value, options()) : [];
  if (!found.length) return tell();
  const cells = new Set(found.map(({ cell }) => cell)).size;
  if (!isAsked) {
    isAsked = true;
    everything.textContent = `Да, заменить ${found.length}`;
    count.textContent = `Изменится ${counted(found.length, PLACES)} в ${counted(cells, CELLS)}. Нажмите ещё раз.`;
    return undefined;
  }
  replace(found);
  found = [];
  at = -1;
  look();
  return undefined;
}

export async function openFind(toReplace = false) {
  if (isEditing()) commitEditor();
  const isNew = !panel.open;
  if (isNew) panel.show();
  const field = toReplace && what.value ? other : what;
  field.focus();
  field.select();
  if (isNew && !(await readHidden())) complain(panel, "Строки, скрытые отбором, прочитать не удалось: поиск идёт по видимым.");
  look();
}

/** F3 works while the panel is away, too: with the words that were looked for last. */
export function findNext(forward) {
  if (!what.value) openFind();
  else step(forward);
}

panel.addEventListener("input", ({ target }) => {
  if (target === other) calm();
  else look();
});

panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    panel.close();
  } else if (event.key === "Enter" && event.target.matches("#grid-find-what")) {
    event.preventDefault();
    step(!event.shiftKey);
  } else if (event.key === "Enter" && event.target.matches("#grid-find-other")) {
    event.preventDefault();
    replaceOne();
  }
});

panel.addEventListener("click", ({ target }) => {
  const acts = { next: () => step(true), previous: () => step(false), replace: replaceOne, all: replaceAll };
  acts[target.closest("[data-find]")?.dataset.find]?.();
});

panel.addEventListener("close", () => {
  const place = found[at];
  const cell = place && !place.isHidden ? place.cell : activeCell();
  at = -1;
  mark();
  found = [];
  if (cell?.isConnected) focusCell(cell);
});
