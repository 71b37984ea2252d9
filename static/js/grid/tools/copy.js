/** Copies the selected range for Excel and Word, and for this table itself; Ctrl+X takes it away, too. */

import { addressOf, announce, isEditing, labelOf, selectedCells, table, textOf } from "../api.js";
import { mustStay, write } from "./cells.js";
import { toHtml, toTabs } from "./tabs.js";
import { counted } from "./words.js";

/** Known to this browser alone: the cells as they are, with their columns. */
export const OWN = "application/x-moc-grid";

const CELLS = "ячейка,ячейки,ячеек";

function said(cell) {
  if (cell.querySelector(".t")) return textOf(cell);
  return [...cell.querySelectorAll(".chip")].map((chip) => chip.textContent).join("\n");
}

function chosen() {
  return selectedCells().map((cells) => {
    const [first] = cells;
    const isWide = Boolean(first && addressOf(first).section);
    return { cells, isWide, texts: cells.map((cell) => cell && said(cell)) };
  });
}

const isOurs = (event) => table.contains(document.activeElement) && !isEditing() && !event.target.closest?.("input,textarea");

/** Whether something was copied. */
function copy(event) {
  if (!isOurs(event)) return null;
  const rows = chosen();
  const cells = rows.flatMap((row) => row.cells.filter(Boolean));
  if (!cells.length) return null;
  event.preventDefault();
  const { clipboardData } = event;
  const width = Math.max(...rows.map(({ texts }) => texts.length));
  const texts = rows.map((row) => Array.from({ length: width }, (_, place) => row.texts[place] ?? (row.isWide ? "" : null)));
  const isOne = cells.length === 1;
  clipboardData.setData("text/plain", isOne ? said(cells[0]) : toTabs(texts));
  if (!isOne) clipboardData.setData("text/html", toHtml(rows));
  const wide = rows.map(({ isWide }) => isWide);
  clipboardData.setData(OWN, JSON.stringify({ texts: isOne ? [[said(cells[0])]] : texts, wide }));
  return cells;
}

document.addEventListener("copy", (event) => {
  const cells = copy(event);
  if (cells) announce(`Скопировано: ${counted(cells.length, CELLS)}.`);
});

function takeAway(cells) {
  const filled = cells.filter((cell) => textOf(cell) && !addressOf(cell).section);
  const kept = filled.filter((cell) => mustStay(cell, "")).map((cell) => labelOf(cell.dataset.col));
  const count = table.dataset.locked ? 0 : write("cells", filled.map((cell) => [cell, ""]));
  const left = kept.length ? ` Графа «${kept[0]}» осталась: без названия пункта нет.` : "";
  announce(`Вырезано: ${counted(count, CELLS)}.${left}`);
}

document.addEventListener("cut", (event) => {
  const cells = copy(event);
  if (cells) takeAway(cells);
});

// Browsers cut only where something can be typed: elsewhere the key is all there is.
document.addEventListener("keydown", (event) => {
  const isCut = event.code === "KeyX" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isCut || !isOurs(event)) return;
  event.preventDefault();
  const cells = chosen().flatMap((row) => row.cells.filter(Boolean));
  if (document.execCommand("copy")) takeAway(cells);
});
