/** New rows that wait for their name: the server takes none without it. */

import { pump, rewrite, waiting } from "./outbox.js";
import { nameFirstStep } from "./outline.js";
import { fieldOf, lineOf } from "./table.js";

const isRipe = ({ operations: [one] }) => {
  if (one.do === "add_section") return Boolean(one.text.trim());
  const said = Object.entries(one.cells).filter(([, text]) => text.trim());
  return one.do === "add" ? said.some(([col]) => fieldOf(col) === "title") : said.length > 0;
};

export const unripeOf = (uid) =>
  waiting().find((entry) => entry.state === "unripe" && newUidOf(entry.operations[0]) === uid);
const newUidOf = (one) => one.step ?? one.item ?? one.section;

export function ripen(entry, col, text) {
  const [one] = entry.operations;
  if (one.do === "add_section") one.text = text;
  else one.cells[col] = text;
  if (isRipe(entry)) {
    entry.state = "waiting";
    if (one.do === "add") place(one);
    if (one.do === "add_step") nameFirstStep(one.item, one.first);
  }
  rewrite(entry);
  pump();
}

/** A new row may have moved before it was sent, and the row above it may not be known to the server. */
function place(one) {
  one.after = null;
  for (let row = lineOf(one.item).previousElementSibling; row; row = row.previousElementSibling) {
    if (row.dataset.section) {
      one.section = row.dataset.section;
      return;
    }
    const { item } = row.dataset;
    if (one.after === null && item && !unripeOf(item)) one.after = item;
  }
}
