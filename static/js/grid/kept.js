/** Texts that never reached the outbox: an interrupted editor's, offered back in its place. */

import { forgetDraft, keepAside, leftDrafts } from "./drafts.js";
import { editorCell, giveUp, isEditing, openEditor } from "./editor.js";
import { tell, untell } from "./notices.js";
import { announce } from "./status.js";
import { cellAt, labelOf, nameOf, table, textOf } from "./table.js";

const when = (at) => new Date(at).toLocaleString("ru", { dateStyle: "long", timeStyle: "short" });

function offer({ name, row, col, base, text, version, at, words }) {
  const cell = cellAt(row, col);
  const isChanged = cell !== null && textOf(cell) !== base;
  const forget = () => {
    untell(name);
    forgetDraft(name);
  };
  const put = () => {
    const place = cellAt(row, col);
    forget();
    if (place) openEditor(place, isChanged ? { text, base, version } : { text });
  };
  const now = isChanged ? [["Сейчас в ячейке", textOf(cell)]] : [];
  tell(name, { row, col }, {
    title: words ?? `${cell ? `${labelOf(col)}, ${nameOf(row)}: в` : "В"}ы не закончили править этот текст ${when(at)}.`,
    texts: [["Ваш текст", text], ...now],
    buttons: [...(cell && !table.dataset.locked ? [["Вставить мой текст", put]] : []), ["Не нужен", forget]],
  });
}

/** Offers what tabs that are gone left behind. */
export async function offerDrafts() {
  const drafts = await leftDrafts();
  drafts.forEach(offer);
  if (drafts.length) announce("Есть недописанный текст с прошлого раза. F8 — к нему.");
}

function keepLost(draft, words) {
  offer({ ...draft, words, name: keepAside({ ...draft, words }) });
  announce(words);
}

table.addEventListener("grid:lost", ({ detail }) => keepLost(detail, "Строки, которую вы правили, больше нет. Ваш текст сохранён здесь."));

table.addEventListener("grid:locked", ({ detail }) => {
  if (isEditing()) giveUp();
  announce(detail.message);
});

/** Tells at once that somebody changed the text that is being typed over. */
table.addEventListener("grid:rows", () => {
  const cell = editorCell();
  if (!cell) return;
  const field = cell.querySelector(".cell-field");
  const shown = textOf(cell);
  if (shown === field.dataset.seen) return;
  field.dataset.seen = shown;
  const { item, section } = cell.parentElement.dataset;
  const by = document.querySelector("[data-grid-news]").textContent;
  const words = `Пока вы правите, эту ячейку изменил другой человек${by && ` (${by})`}. Ваш текст останется: сохраните его, и вы выберете.`;
  tell("peer", { row: section ?? cell.parentElement.dataset.step ?? item, col: cell.dataset.col }, {
    title: words,
    texts: [["Стало", shown]],
  });
  announce(words);
});

table.addEventListener("grid:editing", ({ detail }) => {
  if (detail.isEditing) editorCell().querySelector(".cell-field").dataset.seen = textOf(editorCell());
  else untell("peer");
});
