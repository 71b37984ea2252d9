/** New rows, steps and sections: at once in the table, sent when they have got their name. */

import { activeAddress, activeCell, activeLine, focusCell } from "./cursor.js";
import { openEditor } from "./editor.js";
import { isLocked, isNamed } from "./guards.js";
import { pump, remove, waiting } from "./outbox.js";
import { show } from "./overlay.js";
import { keepingPlace } from "./rows.js";
import { sendLater } from "./saving.js";
import { collapse } from "./selection.js";
import { announce } from "./status.js";
import { columns, fieldOf, isStepColumn, lineOf, linesOf, newUid, sectionOf, versionOf } from "./table.js";
import { setRowDropper } from "./undo.js";
import { unripeOf } from "./unripe.js";

const columnOf = (field) => columns().find((col) => fieldOf(col) === field);

export function addRow() {
  const { item, section } = activeAddress() ?? {};
  const within = section ?? (item ? sectionOf(item) : null);
  if (isLocked() || !isNamed(within)) return;
  const made = newUid();
  sendLater("add", [{ do: "add", item: made, section: within, after: item ?? null, cells: {} }]);
  focusCell({ row: made, col: columnOf("title") ?? columns()[0] });
  collapse();
  announce("Новая строка: впишите мероприятие.", { isHint: true });
}

export function addStep() {
  const { item } = activeAddress() ?? {};
  if (isLocked() || !item || !isNamed(item)) return;
  const lines = linesOf(item);
  const current = activeLine().dataset.item === item ? activeLine() : lines.at(-1);
  const after = current.dataset.step ?? lines.at(-1).dataset.step ?? null;
  if (!isNamed(after)) return;
  const made = newUid();
  sendLater("add", [{ do: "add_step", item, version: versionOf(item), step: made, first: newUid(), after, cells: {} }]);
  focusCell({ row: made, col: columnOf("intermediate_result") ?? columns().find(isStepColumn) });
  collapse();
  announce("Новая подстрока: впишите промежуточный результат.", { isHint: true });
}

export function addSection() {
  if (isLocked()) return;
  const { item, section } = activeAddress() ?? {};
  const after = section ?? (item ? sectionOf(item) : null);
  if (!isNamed(after)) return;
  const made = newUid();
  sendLater("sections", [{ do: "add_section", section: made, after, text: "" }]);
  focusCell({ row: made, col: "section" });
  collapse();
  openEditor(activeCell());
}

/** Takes away a new row that was never sent. */
export function dropNew(uid) {
  const entry = unripeOf(uid);
  if (!entry) return false;
  const [one] = entry.operations;
  remove(entry);
  keepingPlace(() => {
    if (one.do === "add_step") {
      lineOf(uid)?.remove();
      const lines = [...document.querySelectorAll(`tr[data-item="${one.item}"]`)];
      for (const cell of lines[0]?.cells ?? []) if (!isStepColumn(cell.dataset.col)) cell.rowSpan = lines.length;
      show([]);
    } else show([{ do: one.do === "add" ? "remove" : "remove_section", item: one.item, section: one.section }]);
  });
  pump();
  return true;
}

setRowDropper(() => {
  const last = waiting().at(-1);
  if (last?.state !== "unripe") return false;
  const [one] = last.operations;
  const isEmpty = !(one.text || Object.values(one.cells ?? {}).some(Boolean));
  return isEmpty && dropNew(one.step ?? one.item ?? one.section);
});
