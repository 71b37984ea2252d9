/** The preview of a pasted block: which column goes where, which rows change, which are added. */

import { announce, labelOf, nameOf, send } from "../api.js";
import { close, complain, dialogOf, open } from "./dialogs.js";
import { ask, whyNot } from "./fragments.js";
import { operationsOf, outcomeOf } from "./paste-plan.js";
import { fromCell, planColumns, planWords, titleColumn, whereOf } from "./where.js";
import { agreed, counted, shortened } from "./words.js";
import { write } from "./cells.js";

const SHOWN = 10;
const ROWS = "строка,строки,строк";
const WHAT = { change: "изменится", add: "новая строка", section: "новый раздел", skip: "не войдёт" };

const dialog = dialogOf("paste");
const part = (name) => dialog.querySelector(`[data-paste-${name}]`);
const modes = () => [...dialog.querySelectorAll("[name=mode]")];
const mode = () => modes().find((choice) => choice.checked).value;

let cell = null;
let block = null;
let mapping = [];
let outcome = [];

const widthOf = ({ lines }) => Math.max(1, ...lines.map(({ texts }) => texts.length));
const textOfBlock = () => block.lines.map(({ texts }) => texts.join("\t")).join("\n");

function element(name, text = "", options = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...options });
}

/** Choices of a column of the plan for a column of the block. */
function select(place) {
  const choice = element("select", "", { className: "input" });
  choice.dataset.place = place;
  const header = block.headers[place];
  choice.setAttribute("aria-label", `Столбец ${place + 1}${header ? ` «${header}»` : ""}: в какую графу плана`);
  choice.append(new Option("не вставлять", ""));
  for (const { col, label } of planColumns()) choice.append(new Option(label, col));
  choice.value = mapping[place] ?? "";
  return choice;
}

function headRows() {
  const corner = element("th", "Что будет", { scope: "col" });
  const heads = mapping.map((_, place) => {
    const head = element("th", "", { scope: "col" });
    if (block.headers[place]) head.append(element("span", block.headers[place], { className: "said" }));
    head.append(select(place));
    return head;
  });
  const row = element("tr");
  row.append(corner, ...heads);
  return row;
}

function nameFor({ kind, item, why }) {
  if (kind === "change") return `${WHAT.change} ${nameOf(item)}`;
  return why ? `${WHAT[kind]}: ${why}` : WHAT[kind];
}

function bodyRows() {
  return outcome.flatMap((entry) => {
    const lines = entry.group?.lines ?? [entry.line];
    return lines.map((line, index) => {
      const row = element("tr", "", { className: `will-${entry.kind}` });
      row.append(element("th", index ? "подстрока" : nameFor(entry), { scope: "row" }));
      if (entry.kind === "section") row.append(element("td", entry.text, { colSpan: mapping.length }));
      else mapping.forEach((col, place) => row.append(textCell(line, place, col)));
      return row;
    });
  });
}

function textCell(line, place, col) {
  const text = line.texts[place] ?? "";
  const shown = element("td", line.covered[place] && !text ? "" : shortened(text), { className: col ? "" : "left-out" });
  return shown;
}

const countOf = (kind) => outcome.filter((entry) => entry.kind === kind).length;

function sentence() {
  if (mode() === "one") return "Весь текст войдёт в одну ячейку, строки останутся строками.";
  const [changed, added, sections, skipped] = ["change", "add", "section", "skip"].map(countOf);
  const steps = outcome.reduce((sum, { group }) => sum + (group ? group.lines.length - 1 : 0), 0);
  const parts = [
    changed && `${changed} ${agreed(changed, "изменится,изменятся,изменятся")}`,
    added && `${added} ${agreed(added, "добавится,добавятся,добавятся")}`,
    sections && counted(sections, "раздел,раздела,разделов"),
    skipped && `${skipped} не ${agreed(skipped, "войдёт,войдут,войдут")}`,
  ].filter(Boolean);
  const merged = steps ? ` Из объединённых ячеек: ${counted(steps, "подстрока,подстроки,подстрок")}.` : "";
  const above = block.skipped ? ` Шапка узнана, её строки не вставляются: ${block.skipped}.` : "";
  return `${counted(changed + added + skipped, ROWS)}: ${parts.join(", ") || "вставлять нечего"}.${merged}${above}`;
}

const nameless = () =>
  `Новой строке нужно название. Выберите столбец для графы «${labelOf(titleColumn())}» или вставляйте поверх строк.`;

function draw() {
  const what = { mapping, titleCol: titleColumn(), ...planWords };
  outcome = outcomeOf(block, whereOf(cell), what, mode());
  const isOne = mode() === "one";
  part("count").textContent = sentence();
  const rows = bodyRows();
  part("table").replaceChildren(element("thead"), element("tbody"));
  part("table").tHead.append(headRows());
  part("table").tBodies[0].append(...rows.slice(0, SHOWN));
  part("scroll").hidden = isOne;
  part("more").hidden = isOne || rows.length <= SHOWN;
  part("more").textContent = `И ещё ${counted(rows.length - SHOWN, ROWS)} ниже.`;
  const skipped = outcome.find(({ kind, why }) => kind === "skip" && why.startsWith("нет названия"));
  complain(dialog, !isOne && skipped ? nameless() : "");
  part("yes").disabled = !isOne && !operationsOf(outcome).length;
}

/** Opens the preview over the cell in hand. */
export function showBlock(at, pasted) {
  cell = at;
  block = pasted;
  mapping = block.columns ?? fromCell(cell, widthOf(block));
  const [over, , one] = modes();
  const isTable = block.table || !cell;
  one.closest("label").hidden = isTable;
  (isTable ? over : one).checked = true;
  if (!dialog.open) open("paste");
  part("body").hidden = false;
  part("wait").hidden = true;
  draw();
  modes().find((choice) => choice.checked).focus();
}

/** The same for a clipboard of another program, which the server reads. */
export async function askServer(at, clipboard) {
  part("body").hidden = true;
  part("wait").hidden = false;
  part("yes").disabled = true;
  part("count").textContent = "";
  complain(dialog);
  open("paste", "[value=no]");
  const answer = await ask("paste", clipboard);
  part("wait").hidden = true;
  if (!dialog.open) return;
  if (answer.status === 200) showBlock(at, answer.body);
  else complain(dialog, whyNot(answer));
}

dialog.addEventListener("change", ({ target }) => {
  if (target.dataset.place) {
    const place = Number(target.dataset.place);
    mapping = mapping.map((col, other) => (other === place ? target.value || null : col === target.value ? null : col));
    draw();
    dialog.querySelector(`[data-place="${place}"]`).focus();
  } else if (target.name === "mode") draw();
});

dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "no") return close("paste");
  const words = sentence();
  close("paste");
  if (mode() === "one") write("paste", [[cell, textOfBlock()]]);
  else send("paste", operationsOf(outcome));
  return announce(`Вставлено. ${words} Отменить: Ctrl+Z.`);
});
