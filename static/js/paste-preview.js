/** Shows under `<textarea data-paste>` how much of a table was seen; it comes after paste.js. */

const LARGEST = 2_400_000; // bytes that a request holds
const SHOWN_ROWS = 5;
const SHOWN_LETTERS = 90;
const WIDEST = 99;
const HIDDEN = /display:\s*none|mso-hide:\s*all|(^|[;\s])height:\s*0(pt|px)?\s*(;|$)/i;
const FIELDS = /(?:"((?:[^"\t]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;

const field = document.querySelector("textarea[data-paste]");
const markup = field.form.elements.pasted_html;
const seen = document.querySelector("[data-paste-seen]");
const count = seen.querySelector("[data-paste-count]");
const preview = seen.querySelector("table");
const plurals = new Intl.PluralRules("ru");

function counted(number, forms) {
  const [one, few, many] = forms.split(",");
  return `${number} ${{ one, few }[plurals.select(number)] ?? many}`;
}

const fold = (text) => text.replace(/\s+/g, " ").trim();
const isShown = (row) => !HIDDEN.test(row.dataset.style ?? "") && row.getAttribute("height") !== "0";

function cellOf(cell) {
  cell.querySelectorAll("br,p,li,div").forEach((element) => element.after(" "));
  const [across, down] = [cell.colSpan, cell.rowSpan].map((span) => Math.min(span, WIDEST));
  return { text: fold(cell.textContent), across, down };
}

/** Inline styles go by another name: the page's policy minds them even where nothing is shown. */
function tablesOfHtml(html) {
  const page = new DOMParser().parseFromString(html.replace(/(<\/?|\s)style\b/gi, "$1data-style"), "text/html");
  const outer = [...page.querySelectorAll("table")].filter((table) => !table.parentElement.closest("table"));
  return outer.map((table) => [...table.rows].filter(isShown).map((row) => [...row.cells].map(cellOf)));
}

function tablesOfText(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(FIELDS)) {
    const said = quoted === undefined ? plain : quoted.replaceAll('""', '"');
    rows.at(-1).push({ text: fold(said), across: 1, down: 1 });
    if (end !== "\t") rows.push([]);
  }
  return [rows.filter((row) => row.length > 1)];
}

const widthOf = (rows) => rows.reduce((widest, row) => Math.max(widest, row.reduce((sum, cell) => sum + cell.across, 0)), 0);
const areaOf = (rows) => rows.length * widthOf(rows);

function rowOf(cells, left) {
  const row = document.createElement("tr");
  for (const { text, across, down } of cells) {
    const cell = row.insertCell();
    cell.textContent = text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
    cell.colSpan = across;
    cell.rowSpan = Math.min(down, left);
  }
  return row;
}

function say(rows) {
  const { large, none, found, rows: rowForms, columns } = seen.dataset;
  if (new Blob([field.value, markup.value]).size > LARGEST) return large;
  return rows.length ? `${found} ${counted(rows.length, rowForms)}, ${counted(widthOf(rows), columns)}.` : none;
}

function show() {
  const tables = markup.value ? tablesOfHtml(markup.value) : tablesOfText(field.value);
  const rows = tables.reduce((best, table) => (areaOf(table) > areaOf(best) ? table : best), []);
  const first = rows.slice(0, SHOWN_ROWS);
  seen.hidden = !field.value.trim();
  count.textContent = say(rows);
  preview.replaceChildren(...first.map((cells, index) => rowOf(cells, first.length - index)));
  preview.parentElement.hidden = !rows.length;
}

field.addEventListener("input", show);
show();
