/** One change of all selected rows: first it is said what will happen to how many. */

import { announce, focusCell, nameOf, selectedItems, send } from "../api.js";
import { unripeOf } from "../saving.js";
import { CHANGES, responsibleColumn, withSteps } from "./bulk-plan.js";
import { begin, close, complain, dialogOf, open } from "./dialogs.js";
import { openExecutors } from "./executors.js";
import { fill } from "./fragments.js";
import { agreed, counted } from "./words.js";

const ITEMS = "пункт,пункта,пунктов";
const dialog = dialogOf("bulk");
const form = dialog.querySelector("form");
const place = dialog.querySelector("[data-fragment]");
const yes = form.querySelector("[value=yes]");

let items = [];

const kind = () => form.elements.what?.value ?? "";

function words() {
  const [first, last] = [items[0], items.at(-1)].map(nameOf);
  return `Выделено: ${counted(items.length, ITEMS)} (${first} — ${last}).`;
}

/** What the person has said, with a problem where something is missing. */
function said() {
  const { elements } = form;
  const deadlines = [...place.querySelectorAll("[data-deadline]")]
    .map(({ dataset, value }) => ({ col: dataset.deadline, text: value.trim() }))
    .filter(({ text }) => text);
  return {
    deadlines,
    column: responsibleColumn(),
    responsible: elements.responsible?.value.trim() ?? "",
    isAdded: elements.responsible_how?.value === "add",
    section: elements.section?.value ?? "",
    isPublic: elements.is_public?.value === "yes",
    checkpoint: elements.checkpoint?.value ?? "",
  };
}

const SENTENCES = {
  deadline: ({ deadlines }) =>
    deadlines.some(({ text }) => text)
      ? `Срок станет: «${deadlines.map(({ text }) => text).join(" – ")}».`
      : "Впишите, каким станет срок.",
  responsible: ({ responsible, isAdded }) => {
    if (!responsible) return "Впишите ответственных.";
    return `${isAdded ? "Добавятся" : "Ответственными станут"}: «${responsible.replaceAll("\n", "», «")}».`;
  },
  section: ({ section }) => `Строки перейдут в конец раздела «${nameOfSection(section)}».`,
  assign: () => "Дальше выберите исполнителей.",
  is_public: ({ isPublic }) =>
    isPublic ? "Строки будут на публичной странице плана." : "На публичной странице плана этих строк не будет.",
  checkpoint: () => "Отчёты по строкам будут с этой частотой.",
  remove: () => "Строки уйдут в корзину; вернуть их можно 30 дней.",
};

const nameOfSection = (uid) => [...form.elements.section.options].find(({ value }) => value === uid)?.textContent.trim() ?? "";

function show() {
  for (const part of place.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind();
  const many = ["deadline", "responsible"].includes(kind()) ? withSteps(items) : 0;
  const steps = many ? ` У ${counted(many, "пункта,пунктов,пунктов")} есть подстроки: так станет у каждой.` : "";
  place.querySelector("[data-sentence]").textContent = SENTENCES[kind()](said()) + steps;
  const deed = kind() === "remove" ? "В корзину" : "Изменить";
  yes.textContent = kind() === "assign" ? "Выбрать исполнителей" : `${deed} ${counted(items.length, ITEMS)}`;
}

export async function openBulk() {
  const cell = begin();
  items = selectedItems().filter((item) => !unripeOf(item)); // a row without a title is not sent yet
  if (items.length < 2) {
    announce("Выделите две строки или больше: Shift и стрелки, либо щёлкните с Shift.");
    if (cell) focusCell(cell);
    return;
  }
  complain(dialog);
  dialog.querySelector("[data-bulk-count]").textContent = words();
  place.textContent = "";
  open("bulk", "[value=no]");
  const problem = await fill(place, "bulk");
  if (!dialog.open) return;
  if (problem) {
    complain(dialog, problem);
    return;
  }
  show();
  form.elements.what.focus();
}

place.addEventListener("input", () => {
  complain(dialog);
  show();
});

/** Nothing is wiped out by a field that was left empty. */
function problemOf(what, { deadlines, responsible }) {
  const isEmpty = (what === "deadline" && !deadlines.some(({ text }) => text)) || (what === "responsible" && !responsible);
  return isEmpty ? "Поле пустое: впишите, что поставить во все строки. Стирает клавиша Delete в выделенных ячейках." : "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "no" || !kind()) return close("bulk");
  const [what, all] = [kind(), said()];
  const problem = problemOf(what, all);
  if (problem) return complain(dialog, problem);
  close("bulk");
  if (what === "assign") return openExecutors(null, items);
  const operations = CHANGES[what](items, all);
  if (!operations.length) return announce("В этих строках так уже написано: менять нечего.");
  send("bulk", operations);
  const done = what === "remove" ? "В корзине" : agreed(items.length, "Изменён,Изменены,Изменены");
  return announce(`${done}: ${counted(items.length, ITEMS)}. Отменить: Ctrl+Z.`);
});
