/** The keyboard of the table; letters with Ctrl go by their place, so that they work in a Russian layout. */

import { activeCell, placeAfter, placeOf, goTo } from "./cursor.js";
import { addRow } from "./adding.js";
import { emptyCells, removeRows } from "./deeds.js";
import { cancelEditor, commitEditor, isEditing, openEditor, typeText } from "./editor.js";
import { indent, moveRows } from "./moving.js";
import { goToNotice, leaveNotice } from "./notices.js";
import { flush } from "./saving.js";
import { collapse, dropPicked, extendTo, pick, selectedItems, widen } from "./selection.js";
import { announce } from "./status.js";
import { sheet, table } from "./table.js";
import { redo, undo } from "./undo.js";

const end = Object.assign(document.createElement("span"), { tabIndex: -1 });
sheet.after(end);
let isLeaving = false; // Escape was pressed: the next Tab goes on behind the table

function nameOf(event) {
  const isLetter = /^Key[A-Z]$/.test(event.code) && (event.ctrlKey || event.metaKey);
  const key = isLetter ? event.code.slice(3) : event.key === " " ? "Space" : event.key;
  const control = event.ctrlKey || event.metaKey ? "Control+" : "";
  return `${control}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${key}`;
}

/** A click on what a cell that is not typed into opens: a dialog, a form. */
function openOther(cell) {
  cell.querySelector("[data-editor]")?.click();
}

function edit(options) {
  const cell = activeCell();
  if (cell && !openEditor(cell, options)) openOther(cell);
}

function go(place) {
  if (!place) return false;
  goTo(place);
  collapse();
  return true;
}

function leaveBy(forward) {
  const place = placeAfter(forward);
  return go(place);
}

async function saveNow() {
  const isSaved = await flush();
  if (isSaved) announce("Всё сохранено.");
}

export const showKeys = () => document.querySelector("#grid-keys").showModal();

const DEEDS = {
  Enter: () => edit(),
  F2: () => edit(),
  Delete: emptyCells,
  Backspace: emptyCells,
  "Control+Delete": removeRows,
  "Control+Enter": addRow,
  "Alt+ArrowUp": () => moveRows(false),
  "Alt+ArrowDown": () => moveRows(true),
  "Alt+Shift+ArrowRight": () => indent(true),
  "Alt+Shift+ArrowLeft": () => indent(false),
  "Control+A": () => widen(true),
  "Shift+Space": () => widen(),
  "Control+Space": () => selectedItems().slice(-1).forEach(pick),
  "?": showKeys,
  "Shift+?": showKeys,
};

/** These work wherever the focus is, but in a field with an undo of its own. */
const EVERYWHERE = {
  "Control+Z": undo,
  "Control+Y": redo,
  "Control+Shift+Z": redo,
  "Control+S": saveNow,
  F1: showKeys,
  F8: () => goToNotice() || announce("Несохранённого и вопросов нет."),
};

document.addEventListener("keydown", (event) => {
  const deed = EVERYWHERE[nameOf(event)];
  const isElsewhere = event.target.closest?.("input,textarea,select,[contenteditable]") || document.querySelector("dialog[open]");
  if (!deed || isElsewhere || event.defaultPrevented) return;
  event.preventDefault();
  deed();
});

/** A sign, not a command: typing replaces what the cell says. AltGr types signs, too. */
function isTyped(event) {
  if (event.key === "Process" || event.keyCode === 229) return true; // an input method begins
  const isPlain = !(event.ctrlKey || event.altKey || event.metaKey) || event.getModifierState("AltGraph");
  return isPlain && [...event.key].length === 1;
}

/** After Escape, Tab leaves the table: it goes on from the table's end, or from its beginning. */
function leaveTable(event) {
  if (event.shiftKey) sheet.focus({ preventScroll: true });
  else end.focus({ preventScroll: true });
  return false;
}

function onTab(event) {
  if (isLeaving || !leaveBy(!event.shiftKey)) return leaveTable(event);
  return true;
}

function onCell(event) {
  const name = nameOf(event);
  if (event.key === "Tab" && !event.ctrlKey && !event.altKey) return onTab(event);
  isLeaving = event.key === "Escape" || (isLeaving && event.key === "Shift");
  if (event.key === "Escape") {
    dropPicked();
    collapse();
    announce("Tab — выйти из таблицы.", { isHint: true });
    return true;
  }
  const place = placeOf(name.replace("Shift+", ""));
  if (place && event.shiftKey) extendTo(place);
  else if (place) go(place);
  else if (DEEDS[name]) DEEDS[name](event);
  else if (isTyped(event) && event.key !== " ") {
    edit({ text: "" });
    return false; // the sign itself goes into the field that now has the focus
  } else return false;
  return true;
}

const stay = { isStay: true };
const IN_FIELD = {
  Enter: () => placeOf("ArrowDown"),
  Tab: () => placeAfter(true),
  "Shift+Tab": () => placeAfter(false),
  "Control+S": () => stay,
  "Control+Enter": () => stay,
};

function onField(event) {
  const name = nameOf(event);
  if (event.isComposing) return false;
  if (name === "Escape") cancelEditor();
  else if (name === "Alt+Enter") typeText("\n");
  else if (name === "F1") showKeys();
  else if (IN_FIELD[name]) {
    commitEditor();
    const place = IN_FIELD[name]();
    if (place && place !== stay) go(place);
    if (name === "Control+Enter") addRow();
    if (name === "Control+S") saveNow();
  } else return false;
  return true;
}

function onNotice(event) {
  if (event.key === "F8") return goToNotice();
  if (event.key === "Escape") return leaveNotice(event.target);
  return false;
}

function handler(target) {
  if (target.closest(".told,.told-row")) return onNotice;
  if (isEditing() && target.matches(".cell-field")) return onField;
  const isControl = target.closest("button,input,select,textarea,a[data-editor]");
  return isControl && !activeCell()?.isSameNode(target) ? null : onCell;
}

table.addEventListener("keydown", (event) => {
  if (handler(event.target)?.(event)) {
    event.preventDefault();
    event.stopPropagation();
  }
});
