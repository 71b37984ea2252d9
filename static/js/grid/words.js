/** How saving goes, in words: after every change of the outbox. */

import { editorDraft } from "./editor.js";
import { isSending, troubleOf, waiting } from "./outbox.js";
import { cellsOf } from "./operations.js";
import { showState } from "./status.js";
import { table } from "./table.js";
import { showButtons } from "./undo.js";

const STUCK = new Set(["refused", "clash", "gone"]);
const SLOW = 400; // ms: a save that is quicker is not announced twice

let savedAt = table.dataset.at ?? "";
let lockedWords = "";
let slowTimer = 0;

export function savedNow(at) {
  savedAt = at ?? savedAt;
}

export function textsOf(entry) {
  return entry.operations.flatMap((one) => Object.values(cellsOf(one))).join("\n");
}

export function lock(message) {
  lockedWords = message || "План больше нельзя править.";
  table.dataset.locked = "true";
  table.setAttribute("aria-readonly", "true");
  table.dispatchEvent(new CustomEvent("grid:locked", { bubbles: true, detail: { message: lockedWords } }));
  changed();
}

/** A new row that says nothing yet is nothing to save. */
const isSaid = (entry) => entry.state !== "unripe" || textsOf(entry) !== "";

const WORDS = {
  offline: ["waiting", "Не сохранено: нет связи, попробую ещё. Текст хранится в этом браузере."],
  server: ["waiting", "Не сохранено: портал не ответил, попробую ещё. Текст хранится в этом браузере."],
  signedout: ["signedout", "Не сохранено: вы вышли из портала. Войдите снова — всё сохранится само."],
  stranger: [
    "stranger",
    "Не сохранено: в этом браузере вошёл другой человек. Ваш текст остаётся за вами и сохранится, когда вы снова войдёте под своим именем.",
  ],
};

export function changed() {
  clearTimeout(slowTimer);
  showButtons();
  const entries = waiting().filter(isSaid);
  const stuck = entries.filter(({ state }) => STUCK.has(state)).length;
  const left = entries.filter(({ state }) => state === "waiting").length;
  const trouble = troubleOf();
  table.toggleAttribute("data-waiting", entries.length > 0);
  table.classList.toggle("late", Boolean(trouble && left) || stuck > 0 || Boolean(lockedWords));
  if (lockedWords) showState("locked", `${lockedWords}${entries.length ? " Что не сохранено, показано над таблицей." : ""}`);
  else if (left && trouble) showState(...WORDS[trouble]);
  else if (stuck) showState("refused", "Есть несохранённое: перейдите к нему клавишей F8.");
  else if (isSending() || left) slowTimer = setTimeout(() => showState("saving", "Сохраняется…"), SLOW);
  else if (entries.length) showState("saving", "Новая строка сохранится, когда в ней появится название.");
  else showState("saved", savedAt ? `Сохранено в ${savedAt}` : "Всё сохранено");
}

export const hasUnsaved = () => waiting().some(isSaid) || editorDraft() !== null;
