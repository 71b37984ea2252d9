/** How this person sees the columns: which are hidden, how wide the others are. */

import { columns, focusCell, post, table } from "../api.js";
import { firstCell, activeCell } from "../cursor.js";
import { forgetIndex } from "../table.js";

const NARROWEST = 48;
const WIDEST = 900;
const WAIT = 600; // ms: a drag is kept once, at its end
const sheet = new CSSStyleSheet();
const opener = document.querySelector("[data-tool=columns]");
const MEANING = opener.title;

export const view = { hidden: [], widths: {}, ...JSON.parse(table.dataset.view || "{}") };
let timer = 0;
let shown = "";

const heads = () => [...table.tHead.querySelectorAll("th[data-col]")];
export const isHidden = (col) => view.hidden.includes(col);
const limited = (width) => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

function spanSections() {
  const width = Math.max(1, columns().length);
  for (const cell of table.querySelectorAll('tr.part > [data-col="section"]')) {
    if (cell.colSpan !== width) cell.colSpan = width;
  }
}

const widthRule = (col) => `#plan-grid col[data-col="${CSS.escape(col)}"]{width:${limited(view.widths[col])}px}`;

/** A column that is away is easily forgotten: the button that brings it back says so. */
function showHidden(count) {
  if (count) opener.dataset.away = count;
  else delete opener.dataset.away;
  opener.title = count ? `Скрыто граф: ${count}. ${MEANING}` : MEANING;
}

/** Shows the table as `view` says; a plan's columns may have changed since. */
export function apply() {
  const known = heads().map(({ dataset }) => dataset.col);
  const hidden = known.filter(isHidden);
  for (const head of heads()) head.hidden = hidden.includes(head.dataset.col);
  const none = hidden.map((col) => `#plan-grid [data-col="${CSS.escape(col)}"]`).join();
  const widths = known.filter((col) => view.widths[col]).map(widthRule);
  const total = known.filter((col) => !isHidden(col)).reduce((sum, col) => sum + (view.widths[col] ?? 0), 0);
  const isWide = total > 0;
  const wide = isWide ? `${widths.join("")}#plan-grid{min-width:${Math.max(total, 320)}px}` : "";
  const css = `${none ? `${none}{display:none}` : ""}${wide ? `@media (min-width:46.01rem){${wide}}` : ""}`;
  if (css !== shown) sheet.replaceSync(css);
  showHidden(hidden.length);
  shown = css;
  forgetIndex();
  spanSections();
}

/** What is changed in the panel is one deed: a reload right after it has to find it done. */
export function keepNow() {
  clearTimeout(timer);
  if (timer) post(table.dataset.viewUrl, { hidden: view.hidden, widths: view.widths });
  timer = 0;
}

function keep() {
  clearTimeout(timer);
  timer = setTimeout(keepNow, WAIT);
}

window.addEventListener("pagehide", keepNow);

export function setHidden(col, isAway) {
  view.hidden = view.hidden.filter((other) => other !== col);
  if (isAway) view.hidden.push(col);
  apply();
  const cell = activeCell();
  if (cell && isHidden(cell.dataset.col)) focusCell(firstCell(), undefined, { preventScroll: true });
  keep();
}

export function setWidth(col, width) {
  if (width) view.widths[col] = limited(width);
  else delete view.widths[col];
  apply();
  keep();
}

export function reset() {
  view.hidden = [];
  view.widths = {};
  apply();
  keep();
}

export const widthNow = (col) => heads().find(({ dataset }) => dataset.col === col)?.offsetWidth ?? 0;

document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
table.addEventListener("grid:rows", apply); // a header may have been drawn anew, and sections say how wide they are
apply();
