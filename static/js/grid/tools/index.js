/** What opens the tools of the grid: keys, buttons with `data-tool`, chips with `data-editor`, Ctrl+V. */

import { activeCell, announce, fieldOf, isEditing, table } from "../api.js";
import "./columns-view.js";
import { OWN } from "./copy.js";
import { withTools } from "./late.js";

const TOOLS = {
  bulk: (kit) => kit.openBulk(),
  columns: (kit) => kit.openColumns(),
  deadline: (kit) => kit.openDeadline(),
  executors: (kit) => kit.openExecutors(),
  find: (kit) => kit.openFind(),
  history: (kit) => kit.openHistory(),
  paste: (kit) => kit.pasteByButton(),
  replace: (kit) => kit.openFind(true),
};
const EDITORS = {
  assigned: (kit, cell) => kit.openExecutors(cell),
  checkpoint: (kit, cell) => kit.openDeadline(cell, { toCheckpoint: true }),
  deadline: (kit, cell) => kit.openDeadline(cell),
};
const EDITOR_OF = {
  "": "assigned", // the column «Кому поручено» has no meaning in the plan
  deadline: "deadline",
  deadline_start: "deadline",
  deadline_end: "deadline",
  responsible: "assigned",
};

/** A plan that was sent to approval meanwhile can still be looked through. */
function isLocked(tool) {
  const isRefused = Boolean(table.dataset.locked) && !["find", "columns", "history"].includes(tool);
  if (isRefused) announce("План больше нельзя править.");
  return isRefused;
}

document.addEventListener("click", (event) => {
  const tool = event.target.closest?.("[data-tool]");
  const act = TOOLS[tool?.dataset.tool];
  if (act && !isLocked(tool.dataset.tool)) withTools(act);
});

table.addEventListener("click", (event) => {
  const chip = event.target.closest?.("[data-editor]");
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  if (!chip || isElsewhere || !EDITORS[chip.dataset.editor]) return;
  event.preventDefault();
  if (isLocked(chip.dataset.editor)) return;
  const cell = chip.closest("td,th");
  withTools((kit) => EDITORS[chip.dataset.editor](kit, cell));
});

function editorOfCell() {
  const cell = activeCell();
  if (!cell || cell.dataset.col === "section") return null;
  const isAssigned = cell.dataset.col === "assigned";
  const editor = isAssigned ? "assigned" : EDITOR_OF[fieldOf(cell.dataset.col)];
  return editor ? (kit) => EDITORS[editor](kit, cell) : null;
}

// Alt+↓, a list's own key, moves rows here: in a step's line there would be no other cell to move it from.
table.addEventListener("keydown", (event) => {
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const act = event.key === "F4" && isPlain && !isLocked("") ? editorOfCell() : null;
  if (!act) return;
  event.preventDefault();
  withTools(act);
});

table.addEventListener("keydown", (event) => {
  const isHistory = event.key === "F4" && event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
  if (!isHistory) return;
  event.preventDefault();
  withTools(TOOLS.history);
});

const panel = document.getElementById("grid-find");
const isFindFocused = () => panel.open && panel.contains(document.activeElement);
const isHere = () => table.contains(document.activeElement) || isFindFocused();

document.addEventListener("keydown", (event) => {
  const { code, key } = event;
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (key === "F3" && (isHere() || activeCell()) && !document.querySelector("dialog:modal")) {
    event.preventDefault();
    withTools((kit) => kit.findNext(!event.shiftKey));
  } else if (isCommand && code === "KeyF" && isHere() && !isFindFocused()) {
    event.preventDefault(); // once more, from the panel, is the browser's own
    withTools(TOOLS.find);
  } else if (isCommand && code === "KeyH" && isHere()) {
    event.preventDefault();
    withTools(TOOLS.replace);
  }
});

const isEmpty = () => !table.querySelector("[role=gridcell],[role=rowheader]");

/** In the table; a plan without rows has no cell to stand on, there the page will do. */
function isPasteHere({ target }) {
  if (isEditing() || target.closest?.("input,textarea,select,dialog")) return false;
  return isEmpty() || (table.contains(document.activeElement) && Boolean(activeCell()));
}

document.addEventListener("paste", (event) => {
  const { clipboardData } = event;
  if (!isPasteHere(event)) return;
  event.preventDefault();
  if (table.dataset.locked) return;
  const [own, html, text] = [OWN, "text/html", "text/plain"].map((kind) => clipboardData.getData(kind));
  withTools((kit) => kit.takePaste({ own, html, text })); // the clipboard can be read only within the event
});
