/** The rows of dates and repetitions in the editor of a deadline: from terms to fields and back. */

const KINDS = ["window", "due", "recurring"];
const PLAIN = ["continuous", "on_request"];

const listOf = (form) => form.querySelector("[data-term-list]");

function fill(row, term) {
  for (const field of row.querySelectorAll("[data-name]")) field.value = term[field.dataset.name] ?? field.defaultValue;
}

/** Adds a row for a term, or an empty one of its kind; gives its first field. */
export function addTerm(form, term) {
  const row = form.querySelector(`template[data-term="${term.kind}"]`).content.firstElementChild.cloneNode(true);
  fill(row, term);
  listOf(form).append(row);
  return row.querySelector("[data-name]");
}

export function showTerms(form, terms) {
  listOf(form).replaceChildren();
  terms.filter(({ kind }) => KINDS.includes(kind)).forEach((term) => addTerm(form, term));
  for (const kind of PLAIN) form.elements[kind].checked = terms.some((term) => term.kind === kind);
}

function problemOf({ kind, start, end, times, day }) {
  if (kind === "window" && !(start && end)) return "Укажите обе даты промежутка или уберите его.";
  if (kind === "window" && start > end) return "Промежуток кончается раньше, чем начинается: поменяйте даты местами.";
  if (kind === "due" && !end) return "Укажите день, до которого нужно сделать, или уберите эту строку.";
  if (kind === "recurring" && !(times >= 1 && times <= 31)) return "Сколько раз: впишите число от 1 до 31.";
  if (kind === "recurring" && day !== null && !(day >= 1 && day <= 31)) return "До какого числа: впишите от 1 до 31 или оставьте пустым.";
  return "";
}

function termOf(row) {
  const said = Object.fromEntries([...row.querySelectorAll("[data-name]")].map((field) => [field.dataset.name, field.value]));
  if (row.dataset.kind !== "recurring") return { kind: row.dataset.kind, ...said };
  return { kind: "recurring", every: said.every, times: Number(said.times), day: said.day ? Number(said.day) : null };
}

/** {terms}, or {problem, field} that names what is wrong and where. */
export function readTerms(form) {
  const terms = [];
  for (const row of listOf(form).children) {
    const term = termOf(row);
    const problem = problemOf(term);
    if (problem) return { problem, field: row.querySelector("[data-name]") };
    terms.push(term);
  }
  for (const kind of PLAIN) if (form.elements[kind].checked) terms.push({ kind });
  if (terms.length) return { terms };
  const problem = "Добавьте промежуток или день, либо отметьте «весь период» или «по запросу».";
  return { problem, field: form.querySelector("[data-add-term]") };
}
