/** The panel of columns: what this person sees, and, apart from it, what the plan's table is for everybody. */

import { announce, newUid, resync, send, table } from "../api.js";
import { begin, close, complain, dialogOf, open } from "./dialogs.js";
import { fill } from "./fragments.js";
import { merged } from "./columns-merge.js";
import { apply, isHidden, keepNow, reset, setHidden, setWidth, view, widthNow } from "./columns-view.js";
import { agreed, counted } from "./words.js";

const dialog = dialogOf("columns");
const place = dialog.querySelector("[data-fragment]");

const own = () => [...place.querySelectorAll("[data-own]")];
const rows = () => [...place.querySelectorAll("[data-column]")];
const form = () => place.querySelector("form");
const saving = dialog.querySelector("[data-save-columns]");
const leaving = dialog.querySelector("[data-leave-columns]");

/** Columns of the plan wait for their button; a dialog must not be shut over them unseen. */
function touch(isTouched = true) {
  saving.hidden = !isTouched;
  leaving.textContent = isTouched ? "Не менять" : "Закрыть";
}

let shown = []; // the plan's columns as the server gave them

/** The personal part as it is now. */
function showOwn() {
  for (const row of own()) {
    const col = row.dataset.own;
    row.querySelector("[data-shown]").checked = !isHidden(col);
    row.querySelector("[data-width]").value = view.widths[col] ?? "";
    row.querySelector("[data-width]").placeholder = widthNow(col) || "";
  }
}

export async function openColumns() {
  begin();
  complain(dialog);
  place.textContent = "";
  touch(false);
  open("columns", "[data-leave-columns]");
  const problem = await fill(place, "columns");
  if (!dialog.open) return;
  if (problem) {
    complain(dialog, problem);
    return;
  }
  shown = said();
  showOwn();
  place.querySelector("[data-shown]").focus();
}

function filledIn(col) {
  return table.querySelectorAll(`tbody td[data-col="${CSS.escape(col)}"]`).length
    ? [...table.querySelectorAll(`tbody td[data-col="${CSS.escape(col)}"] .t`)].filter(({ textContent }) => textContent.trim()).length
    : 0;
}

/** What the changes mean for everybody, in one sentence. */
function warn() {
  const kept = new Set(rows().map(({ dataset }) => dataset.column));
  const gone = own().map(({ dataset }) => dataset.own).filter((col) => !kept.has(col));
  const count = gone.reduce((sum, col) => sum + filledIn(col), 0);
  const words = [];
  if (gone.length) words.push(`${agreed(gone.length, "Уйдёт,Уйдут,Уйдут")} ${counted(gone.length, "графа,графы,граф")}`);
  if (count) words.push(`заполнено ${counted(count, "ячейка,ячейки,ячеек")}: тексты останутся в истории правок`);
  place.querySelector("[data-warning]").textContent = words.length ? `${words.join(", ")}.` : "";
}

function move(row, forward) {
  const other = forward ? row.nextElementSibling : row.previousElementSibling;
  if (!other) return;
  if (forward) other.after(row);
  else other.before(row);
  touch();
  row.querySelector(forward ? "[data-later]" : "[data-earlier]").focus();
  place.querySelector("[data-moved]").textContent = `Графа теперь ${rows().indexOf(row) + 1}-я из ${rows().length}.`;
}

function newRow(uid) {
  const row = place.querySelector("template[data-new-column]").content.firstElementChild.cloneNode(true);
  row.dataset.column = uid;
  return row;
}

function add() {
  const row = newRow(newUid());
  touch();
  place.querySelector("[data-columns]").append(row);
  row.querySelector("[data-header]").focus();
}

/** The panel shows these columns, in this order. */
function lay(columns) {
  const known = new Map(rows().map((row) => [row.dataset.column, row]));
  const laid = columns.map(({ uid, header, field }) => {
    const row = known.get(uid) ?? newRow(uid);
    row.querySelector("[data-header]").value = header;
    row.querySelector("[data-meaning]").value = field;
    return row;
  });
  place.querySelector("[data-columns]").replaceChildren(...laid);
}

/** Somebody has changed the columns since the panel was opened: theirs are read, one's own choice stays. */
async function goOnFromTheirs(message) {
  const [was, mine] = [shown, said()];
  const problem = await fill(place, "columns");
  if (problem) {
    lay(mine);
    complain(dialog, problem);
    return;
  }
  shown = said();
  const { columns, words } = merged(was, mine, shown);
  lay(columns);
  showOwn();
  warn();
  complain(dialog, `${message} Сейчас в плане ${words}. Выбранное вами осталось: проверьте и нажмите «Изменить графы плана» ещё раз.`);
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  touch();
  (next?.querySelector("[data-drop]") ?? place.querySelector("[data-add-column]")).focus();
  warn();
}

function said() {
  return rows().map((row) => ({
    uid: row.dataset.column,
    header: row.querySelector("[data-header]").value.trim(),
    field: row.querySelector("[data-meaning]").value,
  }));
}

async function save() {
  const columns = said();
  const empty = rows().find((row) => !row.querySelector("[data-header]").value.trim());
  if (empty) {
    complain(dialog, "У каждой графы должен быть заголовок: впишите его или уберите графу.");
    empty.querySelector("[data-header]").focus();
    return;
  }
  if (!columns.some(({ field }) => field === "title")) {
    complain(dialog, "Отметьте, в какой графе стоят названия мероприятий: без неё плана нет.");
    return;
  }
  complain(dialog);
  const { seen } = form().dataset;
  const { state, code, message, problems = [] } = await send("columns", [{ do: "columns", columns, seen }]);
  if (code === "columns") {
    await goOnFromTheirs(message);
    return;
  }
  if (state !== "saved") {
    complain(dialog, problems[0]?.message ?? message ?? "Графы не изменены. Повторите через минуту.");
    return;
  }
  close("columns");
  await resync();
  apply();
  announce("Графы плана изменены для всех. Отменить: Ctrl+Z.");
}

place.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-own]");
  if (!row) return;
  const col = row.dataset.own;
  if (target.matches("[data-shown]")) {
    const isLast = !target.checked && !own().some((other) => other.querySelector("[data-shown]").checked);
    if (isLast) {
      target.checked = true;
      complain(dialog, "Хотя бы одна графа должна быть видна.");
      return;
    }
    setHidden(col, !target.checked);
  } else setWidth(col, Number(target.value) || 0);
  keepNow();
  showOwn();
});

place.addEventListener("input", ({ target }) => {
  complain(dialog);
  if (target.closest("[data-column]")) touch();
});

leaving.addEventListener("click", () => close("columns"));

/** Escape and a click beside the dialog may be slips. */
function holdBack(event) {
  if (saving.hidden) return;
  event.preventDefault();
  event.stopPropagation();
  complain(dialog, "Графы плана ещё не изменены: нажмите «Изменить графы плана» или «Не менять».");
}

dialog.addEventListener("cancel", holdBack);
dialog.addEventListener("click", (event) => event.target === dialog && holdBack(event));

place.addEventListener("click", ({ target }) => {
  const row = target.closest("[data-column]");
  if (target.closest("[data-reset]")) {
    reset();
    keepNow();
    showOwn();
  } else if (target.closest("[data-add-column]")) add();
  else if (target.closest("[data-earlier]")) move(row, false);
  else if (target.closest("[data-later]")) move(row, true);
  else if (target.closest("[data-drop]")) remove(row);
});

place.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  save();
});
