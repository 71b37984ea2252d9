/** The editor of who carries a row out, or several rows at once. */

import { addressOf, announce, flush, focusCell, lineOf, nameOf, send, versionOf } from "../api.js";
import { begin, close, complain, dialogOf, open } from "./dialogs.js";
import { folded } from "./find-text.js";
import { ask, fill, whyNot } from "./fragments.js";
import { counted } from "./words.js";

const ITEMS = "пункт,пункта,пунктов";
const SAID = "исполнитель,исполнителя,исполнителей";
const dialog = dialogOf("executors");
const form = dialog.querySelector("form");
const place = dialog.querySelector("[data-fragment]");

let items = [];
let alike = new Map(); // items in which remembered words stand → whom they mean there

const ticks = () => [...place.querySelectorAll("input[data-token]")];
const chosen = () => ticks().filter((tick) => tick.checked).map(({ dataset }) => dataset.token);
const pairOf = (token) => token.split("-").slice(1).map(Number);
const executors = () => chosen().map((token) => pairOf(token)).map(([organisation, user]) => [organisation, user ?? null]);

function show() {
  dialog.querySelector("[data-executors-count]").textContent = `Отмечено: ${counted(chosen().length, SAID)}`;
  for (const group of place.querySelectorAll("input[data-group]")) {
    const members = ticks().filter(({ dataset }) => belongs(dataset, group.dataset.group));
    const count = members.filter((tick) => tick.checked).length;
    group.checked = members.length > 0 && count === members.length;
    group.indeterminate = count > 0 && count < members.length;
  }
}

const belongs = ({ kinds = "" }, group) => kinds.split(" ").includes(group);

function tick(pairs) {
  const wanted = new Set(pairs.map(([organisation, user]) => (user ? `p-${organisation}-${user}` : `o-${organisation}`)));
  for (const one of ticks()) if (wanted.has(one.dataset.token)) one.checked = true;
  show();
}

/** Opens it for the row of a cell, or for these rows. */
export async function openExecutors(from, many = []) {
  if (from) focusCell(from);
  const cell = begin();
  items = many.length ? many : [cell && addressOf(cell).item].filter(Boolean);
  alike = new Map();
  if (!items.length) return announce("Выберите строку мероприятия: исполнители есть у него.");
  const isMany = many.length > 0;
  complain(dialog);
  const words = isMany ? `Для выделенных строк: ${counted(items.length, ITEMS)}.` : nameOf(items[0]);
  dialog.querySelector("[data-executors-rows]").textContent = words;
  place.textContent = "Портал ищет исполнителей…";
  open("executors", "[value=no]");
  await flush(); // the server speaks of what it has
  const problem = await fill(place, "executors", isMany ? {} : { item: items[0] });
  if (!dialog.open) return undefined;
  if (problem) return complain(dialog, problem);
  show();
  place.querySelector("[data-filter]")?.focus();
  return undefined;
}

function filter(text) {
  const wanted = folded(text.trim()).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const one of ticks()) {
    const label = one.closest("label");
    const said = folded(label.textContent);
    label.hidden = !wanted.every((word) => said.includes(word));
    count += label.hidden ? 0 : 1;
  }
  for (const list of place.querySelectorAll("[data-list]")) list.hidden = !list.querySelector("label:not([hidden])");
  place.querySelector("[data-filter-count]").textContent = wanted.length ? `Показано: ${count}` : "";
}

async function remember(button) {
  const line = button.closest("[data-words]");
  const target = button.dataset.target ?? line.querySelector("select").value;
  const said = line.querySelector("[data-said]");
  if (!target) {
    said.textContent = "Выберите, кто это.";
    return;
  }
  const answer = await ask("link", { text: line.dataset.words, target });
  if (answer.status !== 200) {
    said.textContent = whyNot(answer);
    return;
  }
  const { label, rows, executors: found } = answer.body;
  const others = rows.filter(({ item }) => item !== items[0]);
  tick(found);
  said.textContent = `Запомнено и отмечено: ${label}.`;
  const also = line.querySelector("[data-also]");
  also.hidden = !others.length;
  also.querySelector("span").textContent = `Поручить и в других строках с этими словами: ${others.length}`;
  const box = also.querySelector("input");
  box.checked = others.length > 0;
  alike.set(line, { box, others, found });
}

/** A row that a filter hides is known by the version the server told. */
function giving({ item, version }, found) {
  return { do: "assign_more", item, executors: found, version: lineOf(item) ? versionOf(item) : version };
}

function operations() {
  const isAdding = form.elements.how?.value === "add";
  const own = items.map((item) => ({ do: isAdding ? "assign_more" : "assign", item, executors: executors() }));
  const more = [...alike.values()]
    .filter(({ box }) => box.checked)
    .flatMap(({ others, found }) => others.map((other) => giving(other, found)));
  return [...own, ...more];
}

place.addEventListener("input", ({ target }) => {
  if (target.matches("[data-filter]")) filter(target.value);
});

place.addEventListener("change", ({ target }) => {
  if (target.dataset.group) {
    for (const one of ticks()) if (belongs(one.dataset, target.dataset.group)) one.checked = target.checked;
  }
  show();
});

place.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-remember]");
  if (button) remember(button);
});

place.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-filter]")) event.preventDefault();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "no" || !ticks().length) return close("executors");
  if (items.length > 1 && !chosen().length) return complain(dialog, "Отметьте хотя бы одного исполнителя.");
  const sent = operations();
  close("executors");
  send(items.length > 1 ? "bulk" : "assign", sent);
  return announce(`Поручено: ${counted(sent.length, ITEMS)}. Отменить: Ctrl+Z.`);
});
