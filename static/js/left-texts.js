/** On a plan that cannot be edited now: what its table could not save is still in this browser, and is shown. */

import { copyText } from "./copy-text.js";

const place = document.querySelector("[data-left-texts]");
const prefix = `grid:${document.body.dataset.person}:${place.dataset.plan}:`;
const list = place.querySelector("[data-left-list]");
const said = place.querySelector("[data-left-said]");

function stored() {
  try {
    return Object.keys(window.localStorage).sort();
  } catch {
    return []; // forbidden: then nothing was kept, either
  }
}

const cellsOf = ({ text, cells = {} }) => (text === undefined ? cells : { section: text });
const rowOf = ({ text, section, step, item }) => (text === undefined ? (step ?? item) : section);

/** Every text of an edit that was not sent, with the name of its place. */
function textsOf({ operations = [], names = {} }) {
  return operations
    .flatMap((one) => [one, ...(one.steps ?? [])])
    .flatMap((one) => Object.entries(cellsOf(one)).map(([col, text]) => [names[`${rowOf(one)}:${col}`], text]))
    .filter(([, text]) => text);
}

function leftUnder(key) {
  const kept = JSON.parse(window.localStorage.getItem(key) ?? "null");
  if (!kept) return [];
  return key.startsWith(`${prefix}draft:`) ? [[kept.where, kept.text]] : textsOf(kept);
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function boxOf(key, texts) {
  const box = document.createElement("div");
  box.className = "stack";
  for (const [where, text] of texts) {
    const name = Object.assign(document.createElement("b"), { textContent: where ?? "Ваш текст" });
    const words = Object.assign(document.createElement("div"), { className: "said", textContent: text });
    box.append(name, words);
  }
  const copy = button("Скопировать", async () => {
    const isCopied = await copyText(texts.map(([, text]) => text).join("\n"));
    said.textContent = isCopied ? "Скопировано." : "Браузер не дал скопировать: выделите текст и нажмите Ctrl+C.";
  });
  const drop = button("Не нужен", () => {
    window.localStorage.removeItem(key);
    box.remove();
    place.hidden = !list.childElementCount;
  });
  const row = Object.assign(document.createElement("div"), { className: "row" });
  row.append(copy, drop);
  box.append(row);
  return box;
}

for (const key of stored()) {
  const isText = key.startsWith(`${prefix}out:`) || key.startsWith(`${prefix}draft:`);
  const texts = isText ? leftUnder(key) : [];
  if (texts.length) list.append(boxOf(key, texts));
}
place.hidden = !list.childElementCount;
