/** Keeps what Word or Excel say of a table pasted into `<textarea data-paste>` in the field `pasted_html`. */

import { parse, slim } from "./clipboard-html.js";

const LARGEST = 2_000_000; // bytes; a request holds half a megabyte more
const field = document.querySelector("textarea[data-paste]");
const markup = field.form.elements.pasted_html;

/** The text that the kept HTML belongs to: once it is edited, the text counts, and again after an undo. */
let known = { text: field.value, html: markup.value };
let pending = null;

function paragraphs(text) {
  const lines = text.split("\n").map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  return lines.map((line) => line.outerHTML).join("");
}

/** HTML for the whole field after this paste; empty where only its text can be read. */
function htmlAfter(clipboard) {
  const { value, selectionStart, selectionEnd } = field;
  const before = value.slice(0, selectionStart);
  const goesOn = markup.value && selectionStart === value.length;
  if (value.slice(selectionEnd).trim() || (!goesOn && before.includes("\t"))) return "";
  const base = goesOn ? markup.value : before.trim() && paragraphs(before);
  const page = parse(clipboard.getData("text/html"));
  if (page.querySelector("tr")) return base + slim(page);
  return goesOn ? base + paragraphs(clipboard.getData("text/plain")) : "";
}

field.addEventListener("paste", (event) => {
  pending = htmlAfter(event.clipboardData);
});

field.addEventListener("input", () => {
  if (pending !== null) {
    const fits = new Blob([field.value, pending]).size <= LARGEST;
    known = { text: field.value, html: fits ? pending : "" };
    pending = null;
  }
  markup.value = field.value === known.text ? known.html : "";
});
