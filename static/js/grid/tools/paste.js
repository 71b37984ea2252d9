/** Ctrl+V: one value fills the range, a block of this table lies down at once, any other is shown first. */

import { parse, slim } from "../../clipboard-html.js";
import { activeCell, announce, cellIn, columns, isEditable, nextLine, selectedCells, table } from "../api.js";
import { write } from "./cells.js";
import { begin } from "./dialogs.js";
import { askServer, showBlock } from "./paste-dialog.js";
import { fromTabs } from "./tabs.js";
import { counted } from "./words.js";

const CELLS = "ячейку,ячейки,ячеек";
const NOTHING = "Нет разрешения читать буфер обмена. Выделите ячейку и нажмите Ctrl+V.";

const plain = (text) => text.replace(/\r\n?/g, "\n").replaceAll("\u00a0", " ").replace(/\s+$/, "");

function put(pairs) {
  const count = write("paste", pairs);
  if (!count) return announce("Сюда вставить нельзя: эта графа заполняется не текстом.");
  return announce(`Вставлено в ${counted(count, CELLS)}. Отменить: Ctrl+Z.`);
}

function fill(text) {
  const cells = selectedCells().flat().filter((cell) => cell && isEditable(cell));
  put(cells.map((cell) => [cell, text]));
}

/** The only value of the clipboard, or null: a sheet's single cell, a word, a line. */
function onlyValue(html, text) {
  const cells = html ? parse(html).querySelectorAll("td,th").length : 0;
  const said = plain(text);
  if (cells > 1 || (!cells && /[\n\t]/.test(said))) return null;
  const [[first, ...more], ...rest] = fromTabs(said);
  return more.length || rest.length ? said : first;
}

/** The line in which a row of the selection begins: merged cells may come from above. */
function lineOf(cells) {
  const lines = cells.filter(Boolean).map((cell) => cell.parentElement);
  return lines.reduce((last, line) => (line.rowIndex > last.rowIndex ? line : last));
}

/** Cells and texts of a block of this table where it lies down without moving anything; null if it does not fit. */
function lyingDown({ texts, wide }) {
  const selected = selectedCells();
  if (wide.some(Boolean) || selected.some(([first]) => first?.dataset.col === "section")) return null;
  const cols = columns();
  const start = cols.indexOf(selected[0].find(Boolean).dataset.col);
  const [height, width] = [texts.length, texts[0].length];
  const isMultiple = selected.length % height === 0 && selected[0].length % width === 0;
  const [rows, places] = isMultiple ? [selected.length, selected[0].length] : [height, width];
  const pairs = [];
  let line = lineOf(selected[0]);
  for (let row = 0; row < rows; row += 1, line = nextLine(line)) {
    if (!line || line.dataset.section) return null;
    for (let place = 0; place < places; place += 1) {
      const text = texts[row % height][place % width];
      if (text === null) continue;
      const cell = cols[start + place] && cellIn(line, cols[start + place]);
      if (!cell || cell.parentElement !== line) return null;
      if (isEditable(cell)) pairs.push([cell, text]);
    }
  }
  return pairs;
}

function blockOf({ texts, wide }) {
  const lines = texts.map((row, place) => ({
    texts: row.map((text) => text ?? ""),
    covered: row.map((text) => text === null),
    section: wide[place],
  }));
  return { lines, headers: [], columns: null, skipped: 0, table: true };
}

function pasteOwn(own) {
  if (own.texts.length === 1 && own.texts[0].length === 1 && activeCell()) return fill(own.texts[0][0]);
  const pairs = activeCell() && lyingDown(own);
  return pairs ? put(pairs) : showBlock(begin(), blockOf(own));
}

/** Puts down what the clipboard said. */
export function take({ own, html, text }) {
  if (own) return pasteOwn(JSON.parse(own));
  const value = onlyValue(html, text);
  if (value !== null && activeCell()) return value && fill(value);
  const hasTable = /<t[dh]\b/i.test(html);
  return askServer(begin(), { text: hasTable ? "" : text, html: hasTable ? slim(parse(html)) : "" });
}

const isEmpty = () => !table.querySelector("[role=gridcell],[role=rowheader]");

/** By the button: the browser asks whether it may read the clipboard. */
export async function pasteByButton() {
  if (!begin() && !isEmpty()) return announce("Сначала выберите ячейку, с которой начать вставку.");
  try {
    const said = { own: "", html: "", text: "" };
    for (const item of await navigator.clipboard.read()) {
      if (item.types.includes("text/html")) said.html = await (await item.getType("text/html")).text();
      if (item.types.includes("text/plain")) said.text = await (await item.getType("text/plain")).text();
    }
    return take(said);
  } catch {
    return announce(NOTHING);
  }
}
