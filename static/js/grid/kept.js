/** Texts that never reached the outbox: an interrupted editor's, offered back in its place. */

import { forgetDraft, keepAside, leftDrafts } from "./drafts.js";
import { editorCell, giveUp, isEditing, openEditor } from "./editor.js";
import { tell, untell } from "./notices.js";
import { copyText } from "../copy-text.js";
import { announce } from "./status.js";
import { cellAt, labelOf, nameOf, table, textOf } from "./table.js";

const when = (at) => new Date(at).toLocaleString("ru", { dateStyle: "long", timeStyle: "short" });

async function copy(text) {
  const isCopied = await copyText(text);
  announce(isCopied ? "Скопировано." : "Браузер не дал скопировать: выделите текст и нажмите Ctrl+C.");
}

function offer({ name, row, col, base, text, version, at, words, where }) {
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
  const isOpen = cell !== null && !table.dataset.locked;
  const place = where ?? (cell ? `${labelOf(col)}, ${nameOf(row)}` : "");
  const now = isChanged ? [["Сейчас в ячейке", textOf(cell)]] : [];
  tell(name, { row, col }, {
    title:
      words ??
      `${place ? `${place}: в` : "В"}ы не закончили править этот текст ${when(at)}.${cell ? "" : " Этой строки в таблице больше нет."}`,
    texts: [["Ваш текст", text], ...now],
    buttons: [isOpen ? ["Вставить мой текст", put] : ["Скопировать", () => copy(text)], ["Не нужен", forget]],
  });
}

/** Offers what tabs that are gone left behind. */
export async function offerDrafts() {
  const drafts = await leftDrafts();
  drafts.forEach(offer);
  if (drafts.length) announce("Есть недописанный текст с прошлого раза. F8 — к нему.");
}

/** The row has gone, or the plan was closed: the text stays, and it is said which of the two. */
function keepLost(draft) {
  const why = cellAt(draft.row, draft.col) ? "План закрыли для правки, пока вы писали" : "Строки, которую вы правили, больше нет";
  const words = `${why}. Ваш текст (${draft.where}) сохранён здесь.`;
  offer({ ...draft, words, name: keepAside({ ...draft, words }) });
  announce(words);
}

table.addEventListener("grid:lost", ({ detail }) => keepLost(detail));

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
