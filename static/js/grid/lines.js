/** Lines that the server has not drawn yet: empty cells under the table's columns, hidden ones among them. */

import { fieldOf, labelOf, table } from "./table.js";

const CLASSES = { number: "n", title: "main" };

export const allColumns = () => [...table.tHead.querySelectorAll("th[data-col]")].map((head) => head.dataset.col);

export function newCell(col, isSub) {
  const cell = document.createElement("td");
  const field = fieldOf(col);
  cell.setAttribute("role", field === "title" ? "rowheader" : "gridcell");
  cell.tabIndex = -1;
  cell.dataset.col = col;
  cell.dataset.label = labelOf(col);
  cell.className = CLASSES[field] ?? "nil";
  if (col !== "assigned") cell.append(Object.assign(document.createElement("span"), { className: "t" }));
  if (isSub) cell.classList.remove("main");
  return cell;
}

export function newLine(dataset, cols) {
  const line = document.createElement("tr");
  line.setAttribute("role", "row");
  Object.assign(line.dataset, dataset);
  line.append(...cols.map((col) => newCell(col, Boolean(dataset.step))));
  return line;
}
