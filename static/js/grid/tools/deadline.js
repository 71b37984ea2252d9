/** The editor of what a deadline means: the words stay, people say which days they are. */

import { addressOf, announce, cellAt, columns, fieldOf, flush, focusCell, nameOf, send, textOf } from "../api.js";
import { write } from "./cells.js";
import { begin, close, complain, dialogOf, open } from "./dialogs.js";
import { ask, fill, whyNot } from "./fragments.js";
import { addTerm, readTerms, showTerms } from "./terms.js";

const WAIT = 250; // ms after the last key
const FIELDS = ["deadline", "deadline_start", "deadline_end"];
const dialog = dialogOf("deadline");
const form = dialog.querySelector("form");
const place = dialog.querySelector("[data-fragment]");

let cell = null;
let row = null;
let timer = 0;

const given = (name) => place.querySelector(`[data-${name}]`);

/** The cell of the deadline in the line of this cell. */
function deadlineCell(from) {
  if (FIELDS.includes(fieldOf(from.dataset.col))) return from;
  const { item } = addressOf(from);
  const col = columns().find((name) => FIELDS.includes(fieldOf(name)));
  return (item && col && cellAt(item, col)) || from;
}

export async function openDeadline(from, { toCheckpoint = false } = {}) {
  if (from) focusCell(from);
  const active = begin();
  cell = active && deadlineCell(active);
  row = cell && addressOf(cell);
  if (!row?.item) return announce("Выберите строку мероприятия: срок есть у него.");
  complain(dialog);
  place.textContent = "Портал смотрит, как понят срок…";
  open("deadline", "[value=no]");
  const step = row.step ?? cell.parentElement.dataset.step;
  row = { ...row, step };
  await flush(); // the server speaks of what it has
  const problem = await fill(place, "deadline", { item: row.item, step });
  if (!dialog.open) return undefined;
  if (problem || !given("terms")) return complain(dialog, problem ?? "");
  given("row-name").textContent = nameOf(row.item);
  given("write").hidden = fieldOf(cell.dataset.col) !== "deadline";
  showTerms(form, JSON.parse(given("terms").dataset.terms));
  (toCheckpoint ? form.elements.checkpoint : form.querySelector("[data-name],[data-add-term]")).focus();
  return undefined;
}

async function preview() {
  const text = form.elements.other.value;
  const shown = given("preview");
  if (!text.trim()) return shown.replaceChildren();
  const answer = await ask("terms", { text, item: row.item });
  if (form.elements.other?.value !== text) return undefined; // an answer to words that are gone
  if (answer.text) shown.innerHTML = answer.text;
  else shown.textContent = whyNot(answer);
  return undefined;
}

function takeReading() {
  const read = given("preview").querySelector("[data-read]");
  if (!read) return complain(dialog, "Впишите слова срока: портал покажет, как их понимает.");
  showTerms(form, JSON.parse(read.dataset.read));
  return announce("Даты взяты из этих слов. Нажмите «Сохранить».");
}

function writeWords() {
  const text = form.elements.other.value.trim();
  if (!text) return complain(dialog, "Впишите слова, которые станут сроком в плане.");
  close("deadline");
  if (text !== textOf(cell)) write("cells", [[cell, text]]);
  return announce("Слова срока записаны в план.");
}

place.addEventListener("click", ({ target }) => {
  const adds = target.closest("[data-add-term]");
  const removed = target.closest("[data-remove-term]");
  if (adds) addTerm(form, { kind: adds.dataset.addTerm }).focus();
  if (removed) {
    removed.closest("[data-kind]").remove();
    form.querySelector("[data-name],[data-add-term]").focus();
  }
  if (target.closest("[data-take]")) takeReading();
  if (target.closest("[data-write]")) writeWords();
});

place.addEventListener("input", ({ target }) => {
  complain(dialog);
  if (target.name !== "other") return;
  clearTimeout(timer);
  timer = setTimeout(preview, WAIT);
});

place.addEventListener("keydown", (event) => {
  // Enter in a field must not confirm what has only just been typed.
  if (event.key === "Enter" && event.target.name === "other") {
    event.preventDefault();
    preview();
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "no" || !form.elements.checkpoint) return close("deadline");
  const { terms, problem, field } = readTerms(form);
  const { checkpoint } = form.elements;
  const isOtherPoint = checkpoint.value !== checkpoint.dataset.was;
  const isOnlyPoint = isOtherPoint && problem && given("terms").dataset.terms === "[]";
  if (problem && !isOnlyPoint) {
    complain(dialog, problem);
    return field.focus();
  }
  const operations = [];
  const { item, step } = row;
  if (terms) operations.push({ do: "set_terms", item, ...(step && { step }), terms });
  if (isOtherPoint) operations.push({ do: "set_flag", item, checkpoint: checkpoint.value });
  close("deadline");
  send("cells", operations);
  return announce("Сохранено, как понят срок. Слова плана не изменились.");
});
