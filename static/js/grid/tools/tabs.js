/** Cells as text: parted by tabs, quoted as Excel quotes them; and as an HTML table. */

const FIELD = /(?:"((?:[^"\t]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
const WITH_TABS = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g;
const NEEDS_QUOTES = /[\n\t]|""/;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// Without it Excel puts every line of a cell into a row of its own.
const BREAK = "<br style='mso-data-placement:same-cell'>";

const quoted = (text) => (/[\n\t]|^"/.test(text) ? `"${text.replaceAll("\t", " ").replaceAll('"', '""')}"` : text);
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]).replaceAll("\n", BREAK);

/** `rows` of texts; what a merged cell covers is null. */
export function toTabs(rows) {
  return rows.map((row) => row.map((text) => quoted(text ?? "")).join("\t")).join("\r\n");
}

/** Rows of texts from tabs and line ends; quotes mean something around a line break or a tab only. */
export function fromTabs(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const [whole, parted] = [rowsBy(WITH_TABS, plain), rowsBy(FIELD, plain)];
  // What Excel copies is a rectangle: that tells whose the quotes around a tab are.
  return isEven(whole) && (whole.length === parted.length || !isEven(parted)) ? whole : parted;
}

const isEven = (rows) => rows.every(({ length }) => length === rows[0].length);

function rowsBy(field, plain) {
  const rows = [[]];
  for (const [, inQuotes, bare, end] of plain.matchAll(field)) {
    const isQuoted = inQuotes !== undefined && NEEDS_QUOTES.test(inQuotes);
    rows.at(-1).push(inQuotes === undefined ? bare : isQuoted ? inQuotes.replaceAll('""', '"') : `"${inQuotes}"`);
    if (end === "\n") rows.push([]);
    if (!end) break;
  }
  return rows;
}

function spanDown(rows, line, place) {
  let span = 1;
  while (line + span < rows.length && !rows[line + span].isWide && rows[line + span].texts[place] === null) span += 1;
  return span;
}

/** `rows` of {texts, isWide}: null is covered from above, a wide row is one cell over all columns. */
export function toHtml(rows) {
  const width = Math.max(...rows.map(({ texts }) => texts.length));
  const lines = rows.map(({ texts, isWide }, line) => {
    if (isWide) return `<tr><td colspan="${width}"><b>${escaped(texts.find((text) => text !== null) ?? "")}</b></td></tr>`;
    const cells = texts.map((text, place) => {
      if (text === null) return "";
      const span = spanDown(rows, line, place);
      return `<td${span > 1 ? ` rowspan="${span}"` : ""} style="border:.5pt solid windowtext">${escaped(text)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<meta charset="utf-8"><table style="border-collapse:collapse">${lines.join("")}</table>`;
}
