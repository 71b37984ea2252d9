/** What the server refuses stays in its cell, with the reason beside it, until it is mended or given up. */

import { tell, untell } from "./notices.js";
import { addresses, cellsOf, rowOf } from "./operations.js";
import { remove, rewrite, waiting } from "./outbox.js";
import { mark, setText } from "./overlay.js";
import { resync } from "./resync.js";
import { announce } from "./status.js";
import { cellAt, labelOf, nameOf, table } from "./table.js";
import { changed, textsOf } from "./words.js";

export function refused(entry, body, status) {
  const message = body.message ?? (status === 413 ? "Слишком много текста за один раз." : "Портал не принял эту правку.");
  const problem = body.problems?.[0];
  const one = entry.operations[problem?.operation ?? 0];
  if (entry.kind === "undo" || !entry.operations.some((each) => addresses(each).length)) {
    remove(entry, { ...body, state: "refused", message, problems: body.problems ?? [] });
    announce(message);
    resync();
    return;
  }
  entry.state = "refused";
  entry.message = problem?.message ?? message;
  entry.place = { row: rowOf(one), col: problem?.col ?? Object.keys(cellsOf(one))[0] };
  rewrite(entry);
  tellRefused(entry);
  announce(entry.message);
}

export function tellRefused(entry) {
  const { row, col } = entry.place;
  const isHere = cellAt(row, col) !== null;
  tell(entry.key, entry.place, {
    tone: "bad",
    title: `Не сохранено: ${entry.message} ${isHere ? `Исправьте текст в графе «${labelOf(col)}» (${nameOf(row)}).` : ""}`,
    texts: isHere ? [] : [[entry.names?.[`${row}:${col}`] ?? "Ваш текст", textsOf(entry)]],
    buttons: [["Вернуть как было", () => takeBack(entry)]],
  });
}

/** A message goes with its row: it is said again above the table, with the text. */
table.addEventListener("grid:rows", () => {
  for (const entry of waiting()) {
    const isTold = document.querySelector(`[data-told="${CSS.escape(entry.key)}"]`) !== null;
    if (entry.state === "refused" && !isTold) tellRefused(entry);
  }
});

/** Gives an entry up: the cells say what the server has. */
export function takeBack(entry) {
  untell(entry.key);
  remove(entry);
  unmark(entry.operations);
  for (const [address, base] of Object.entries(entry.bases)) {
    const cell = cellAt(...address.split(":"));
    if (cell) setText(cell, base);
  }
  if (!Object.keys(entry.bases).length) resync();
  changed();
}

/** A new text for the cell takes the place of the refused one. */
export function forgetRefused(row, col) {
  for (const entry of [...waiting()]) {
    const [one, ...others] = entry.operations;
    const isThis = entry.state === "refused" && !others.length && rowOf(one) === row && col in cellsOf(one);
    if (isThis) {
      untell(entry.key);
      remove(entry);
    }
  }
}

/** Cells of these operations are saved, unless something else of theirs waits. */
export function unmark(operations) {
  const left = new Set(waiting().flatMap((entry) => entry.operations.flatMap(addresses)));
  for (const address of operations.flatMap(addresses)) {
    const cell = cellAt(...address.split(":"));
    if (cell && !left.has(address)) mark(cell, false);
  }
}
