/** What a change of several rows says of each of them. */

import { fieldOf, itemsInOrder, linesOf, sectionOf, table, textOf } from "../api.js";
import { settingCells } from "./cells.js";

const cellsIn = (item, col) => linesOf(item).flatMap((line) => [...line.cells].filter((cell) => cell.dataset.col === col));

/** How many of these items say it more than once: one cell for each step. */
export const withSteps = (items) => items.filter((item) => linesOf(item).length > 1).length;

function texts(items, fields) {
  const pairs = fields.flatMap(({ col, text, isAdded }) =>
    items.flatMap((item) =>
      cellsIn(item, col).map((cell) => [cell, isAdded && textOf(cell) ? `${textOf(cell)}\n${text}` : text]),
    ),
  );
  return settingCells(pairs.filter(([cell, text]) => text !== textOf(cell)));
}

/** The last row of a section that is not one of those that come. */
function lastOf(section, items) {
  const there = itemsInOrder().filter((item) => sectionOf(item) === section && !items.includes(item));
  return there.at(-1) ?? null;
}

export const CHANGES = {
  deadline: (items, said) => texts(items, said.deadlines),
  responsible: (items, said) => texts(items, [{ col: said.column, text: said.responsible, isAdded: said.isAdded }]),
  section: (items, said) => [{ do: "move", items, section: said.section, after: lastOf(said.section, items) }],
  is_public: (items, said) => items.map((item) => ({ do: "set_flag", item, is_public: said.isPublic })),
  checkpoint: (items, said) => items.map((item) => ({ do: "set_flag", item, checkpoint: said.checkpoint })),
  remove: (items) => items.map((item) => ({ do: "remove", item })),
};

export const responsibleColumn = () =>
  [...table.tHead.querySelectorAll("th[data-col]")].map(({ dataset }) => dataset.col).find((col) => fieldOf(col) === "responsible") ?? "";
