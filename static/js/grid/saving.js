/** From an act of a person to the server and back: the outbox and the table. */

import { settleClash, tellGone } from "./conflicts.js";
import { rebaseEditor } from "./editor.js";
import { uidOf } from "./operations.js";
import { adopt, flushed, pump, put, rebase, remove, setHandlers, waiting } from "./outbox.js";
import { mark, setText, show, showAll } from "./overlay.js";
import { forgetRefused, refused, tellRefused, unmark } from "./refusals.js";
import { resync } from "./resync.js";
import { keepingPlace, takeRows } from "./rows.js";
import { announce } from "./status.js";
import { cellAt, table, versionOf } from "./table.js";
import { numberToUndo, showButtons, takeLists } from "./undo.js";
import { ripen, unripeOf } from "./unripe.js";
import { changed, lock, savedNow, textsOf } from "./words.js";

const VERSIONED = new Set([
  "set", "set_section", "add_step", "remove", "remove_step", "move_step", "indent", "outdent", "remove_section", "set_terms",
  "assign", "assign_more", "set_flag",
]);
const STRUCTURAL = /^(add|remove|move|indent|outdent)/;

/** Puts operations into the outbox and shows what they do. */
export function send(kind, operations, given = {}) {
  for (const one of operations) {
    if (VERSIONED.has(one.do)) one.version ??= versionOf(uidOf(one));
  }
  const ended = put({ kind, operations, ...given });
  if (operations.some((one) => STRUCTURAL.test(one.do))) keepingPlace(() => show(operations));
  else show(operations);
  return ended;
}

/** Shows the operations of an entry that is not sent yet. */
export function sendLater(kind, operations) {
  return send(kind, operations, { state: "unripe" });
}

/** Takes a cell's new text from the editor. */
export function saveCell({ row, col, item, step, section }, text, base, version) {
  forgetRefused(row, col);
  const entry = unripeOf(row);
  const cell = cellAt(row, col);
  if (entry) {
    setText(cell, text);
    mark(cell, true);
    ripen(entry, col, text);
    return;
  }
  const one = section
    ? { do: "set_section", section, version, text }
    : { do: "set", item, ...(step && { step }), version, cells: { [col]: text } };
  send(section ? "sections" : "cells", [one], { bases: { [`${row}:${col}`]: base } });
}

/** One's own edit raises a row by one; whatever else it has risen by is somebody else's and has to be seen. */
function raise(uid, from, versions) {
  if (!from || !(versions.get(uid) > from)) return;
  rebase(uid, from, from + 1);
  rebaseEditor(uid, from, from + 1);
}

function done(entry, answer) {
  savedNow(answer.at);
  const versions = new Map([
    ...(answer.rows ?? []).map(({ item, version }) => [item, version]),
    ...(answer.sections ?? []).map(({ section, version }) => [section, version]),
  ]);
  for (const one of entry.operations) {
    raise(uidOf(one), one.version, versions); // a new row has none: it is 1 from the beginning, here and there
    if (one.into) raise(one.into, versions.get(one.into) - 1, versions);
  }
  takeRows(answer);
  unmark(entry.operations);
  takeLists(answer);
  table.dispatchEvent(new CustomEvent("grid:saved", { bubbles: true, detail: { answer, kind: entry.kind } }));
  if (entry.kind === "undo" && answer.words) announce(answer.words);
  if (answer.reload) resync();
}

export const flush = () => flushed();

/** Takes up what was left by an earlier visit. */
export async function begin() {
  setHandlers({ done, refused, changed, numberToUndo, locked: lock, clashed: settleClash });
  showButtons();
  await adopt();
  for (const entry of [...waiting()]) if (entry.state === "unripe" && !textsOf(entry)) remove(entry);
  if (waiting().length) {
    keepingPlace(() => showAll(waiting()));
    for (const entry of [...waiting()]) {
      if (entry.state === "refused") tellRefused(entry);
      if (entry.state === "clash") settleClash(entry, { conflicts: entry.conflicts });
      if (entry.state === "gone") tellGone(entry);
    }
  }
  await pump();
}

export { unripeOf };
