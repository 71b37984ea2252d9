/** Every five seconds: what others have changed, who is here and where. */

import { activeKey } from "./cursor.js";
import { isEditing } from "./editor.js";
import { post } from "./http.js";
import { answersTaken, isSending, retryNow } from "./outbox.js";
import { resync } from "./resync.js";
import { takeRows } from "./rows.js";
import { cellOfKey, table } from "./table.js";
import { lock } from "./words.js";

const EVERY = 5000;
const SOON = 700;

const list = document.querySelector("[data-grid-people]");
const news = document.querySelector("[data-grid-news]");
let timer = 0;
let isLooking = false;
let held = new Map(); // address of a cell → who is in it
let shown = "";

function flag(cell, name) {
  const words = document.createElement("span");
  words.className = "flag";
  words.textContent = `${name} правит`;
  cell.classList.add("held");
  cell.prepend(words);
}

function unflag(cell) {
  cell.classList.remove("held");
  cell.querySelector(":scope > .flag")?.remove();
}

/** Marks the cells that others are typing in. */
function showHeld(people) {
  const now = new Map(people.filter((one) => one.is_editing && one.cell).map(({ cell, name }) => [cell, name]));
  for (const [key, name] of held) {
    const cell = now.get(key) === name ? null : cellOfKey(key);
    if (cell) unflag(cell);
  }
  for (const [key, name] of now) {
    const cell = cellOfKey(key);
    if (cell && !cell.querySelector(":scope > .flag")) flag(cell, name);
  }
  held = now;
}

function person({ name, initials, is_editing: isBusy }) {
  const made = document.createElement("li");
  const picture = document.createElement("span");
  picture.className = "ava peer";
  picture.title = name;
  const letters = Object.assign(document.createElement("span"), { textContent: initials });
  letters.setAttribute("aria-hidden", "true");
  const words = Object.assign(document.createElement("span"), { className: "vh", textContent: `${name}${isBusy ? ", правит" : ""}` });
  picture.append(letters, words);
  made.append(picture);
  return made;
}

function showPeople(people) {
  showHeld(people);
  const key = JSON.stringify(people.map(({ name, is_editing: isBusy }) => [name, isBusy]));
  if (key === shown) return;
  shown = key;
  list.replaceChildren(...people.map(person));
  list.hidden = !people.length;
}

async function take(body) {
  if (body.by?.length) news.textContent = body.by.join("; ");
  const hasRows = body.rows?.length || body.sections?.length || body.removed?.length || body.order;
  if (body.reload) {
    if (!(await resync())) return;
  } else if (hasRows) takeRows(body);
  table.dataset.number = body.number;
}

async function look() {
  isLooking = true;
  const before = answersTaken();
  const { status, body } = await post(table.dataset.watchUrl, {
    number: Number(table.dataset.number),
    cell: activeKey(),
    is_editing: isEditing(),
  });
  isLooking = false;
  // An answer that crossed a save of ours is older than the table: the next one will do.
  const isCrossed = isSending() || answersTaken() !== before;
  if (status === 200 && body) {
    if (!isCrossed) await take(body);
    showPeople(body.people ?? []);
    retryNow();
    if (body.is_editable === false) lock(body.state_words);
  } else if (status === 403 && body) lock(body.message);
  plan(isCrossed ? SOON : EVERY);
}

function plan(pause) {
  clearTimeout(timer);
  if (!document.hidden && !table.dataset.locked) timer = setTimeout(look, pause);
}

/** Begins to look, and looks at once when the page comes to sight again. */
export function beginWatch() {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !isLooking) plan(0);
  });
  let isTold = false;
  table.addEventListener("grid:editing", () => {
    if (isTold || isLooking) return;
    isTold = true; // others see soon who types where
    setTimeout(() => (isTold = false), 1500);
    plan(SOON);
  });
  table.addEventListener("grid:rows", () => showHeld([...held].map(([cell, name]) => ({ cell, name, is_editing: true }))));
  plan(SOON);
}
