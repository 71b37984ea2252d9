/** Two people changed one text: both are shown in place, and a person chooses; nothing is dropped unseen. */

import { goToNotice, tell, untell } from "./notices.js";
import { cellsOf, concerns, rowOf, uidOf } from "./operations.js";
import { pump, put, remove, rewrite, waiting } from "./outbox.js";
import { mark, setText } from "./overlay.js";
import { resync } from "./resync.js";
import { takeRows } from "./rows.js";
import { announce } from "./status.js";
import { cellAt, labelOf, nameOf } from "./table.js";

const MOST_TRIES = 5;
const REMOVING = new Set(["remove", "remove_section", "remove_step"]);

/** Which of the entry's texts somebody else has changed, each with both texts. */
function clashesOf(entry, conflict) {
  const found = [];
  for (const one of entry.operations.filter((each) => concerns(each, conflict))) {
    for (const [col, mine] of Object.entries(cellsOf(one))) {
      const { theirs = "", changed = false } = conflict.cells?.[col] ?? {};
      if (changed && theirs !== mine) found.push({ one, col, mine, theirs, conflict });
    }
  }
  return found;
}

const isDrastic = (entry, conflict) =>
  entry.operations.some((one) => REMOVING.has(one.do) && concerns(one, conflict)) &&
  Object.values(conflict.cells ?? {}).some(({ changed }) => changed);

function goOn(entry) {
  for (const conflict of entry.conflicts) {
    const own = entry.operations.filter((one) => uidOf(one) === (conflict.item ?? conflict.section));
    own.forEach((one) => (one.version = conflict.version));
  }
  entry.operations = entry.operations.filter((one) => one.do !== "set" || Object.keys(one.cells).length);
  delete entry.conflicts;
  entry.state = "waiting";
  if (entry.operations.length) rewrite(entry);
  else remove(entry);
  pump();
}

/** An answer of 409: send again what nobody touched, ask about the rest. */
export function settleClash(entry, { conflicts = [], message = "" }) {
  if (entry.kind === "undo") {
    remove(entry, { state: "refused", message, problems: [] });
    announce(message || "Отменить нельзя: эти ячейки с тех пор изменил другой человек.");
    return;
  }
  entry.conflicts = conflicts;
  entry.tries = (entry.tries ?? 0) + 1;
  const gone = conflicts.filter(({ removed }) => removed);
  gone.forEach((conflict) => settleGone(entry, conflict));
  const present = conflicts.filter(({ removed, html }) => !removed && html);
  takeRows({ rows: present.filter(({ item }) => item), sections: present.filter(({ section }) => section) });
  const clashes = conflicts.filter(({ removed }) => !removed).flatMap((conflict) => clashesOf(entry, conflict));
  const drastic = conflicts.filter((conflict) => isDrastic(entry, conflict));
  if (!clashes.length && !drastic.length && entry.tries <= MOST_TRIES) {
    goOn(entry);
    return;
  }
  entry.state = "clash";
  rewrite(entry);
  entry.operations.forEach((one) => markCells(one));
  ask(entry, clashes, drastic);
}

function markCells(one) {
  for (const col of Object.keys(cellsOf(one))) {
    const cell = cellAt(one.step ?? uidOf(one), col);
    if (cell) mark(cell, true);
  }
}

function ask(entry, clashes, drastic) {
  let left = clashes.length + drastic.length;
  const settled = () => {
    left -= 1;
    if (left <= 0) goOn(entry);
    else rewrite(entry);
  };
  clashes.forEach((clash) => askAbout(entry, clash, settled));
  drastic.forEach((conflict) => askToRemove(entry, conflict, settled));
  if (!left) goOn(entry);
  const { by, at } = (clashes[0]?.conflict ?? drastic[0]) || {};
  announce(`${by} изменил(а) это в ${at}. Оба текста показаны рядом, ничего не потеряно. F8 — к выбору.`);
}

function askAbout(entry, { one, col, mine, theirs, conflict }, settled) {
  const place = { row: one.step ?? uidOf(one), col };
  const name = `${entry.key}:${place.row}:${col}`;
  const { by, at } = conflict;
  const give = (text) => {
    if (one.text === undefined) one.cells[col] = text;
    else one.text = text;
    const cell = cellAt(place.row, col);
    if (cell) setText(cell, text);
    untell(name);
    settled();
  };
  const take = () => {
    const cell = cellAt(place.row, col);
    if (cell) {
      setText(cell, theirs);
      mark(cell, false);
    }
    if (one.text === undefined) delete one.cells[col];
    else entry.operations = entry.operations.filter((each) => each !== one);
    untell(name);
    settled();
  };
  const show = (given) =>
    tell(name, place, {
      title: `${labelOf(col)}, ${nameOf(place.row)}: ${by} изменил(а) этот текст в ${at}. Выберите, что оставить.`,
      texts: [["Ваш текст", mine], [`${by}, ${at}`, theirs]],
      ...given,
    });
  const join = () => {
    const field = document.createElement("textarea");
    field.className = "input";
    field.rows = 5;
    field.setAttribute("aria-label", "Соединённый текст");
    field.value = [mine, theirs].filter(Boolean).join("\n");
    show({ extra: [field], buttons: [["Сохранить соединённый", () => give(field.value.trim())], ["Назад", back]] });
    field.focus();
  };
  const offer = () =>
    show({ buttons: [["Оставить моё", () => give(mine)], ["Взять их", take], ["Соединить", join]] });
  const back = () => {
    offer();
    goToNotice();
  };
  offer();
}

function askToRemove(entry, conflict, settled) {
  const uid = conflict.item ?? conflict.section;
  const name = `${entry.key}:${uid}`;
  const keep = () => {
    entry.operations = entry.operations.filter((one) => !(REMOVING.has(one.do) && concerns(one, conflict)));
    untell(name);
    settled();
    resync();
  };
  const go = () => {
    untell(name);
    settled();
  };
  tell(name, {}, {
    title: `Вы убираете в корзину то, что ${conflict.by} изменил(а) в ${conflict.at}.`,
    texts: Object.values(conflict.cells).filter(({ changed }) => changed).map(({ theirs }) => ["Стало", theirs]).slice(0, 1),
    buttons: [["Всё равно убрать", go], ["Не убирать", keep]],
  });
}

/** The row is in the bin: what was meant for it becomes an entry of its own, offered beside the table. */
function settleGone(entry, conflict) {
  const own = entry.operations.filter((one) => concerns(one, conflict));
  entry.operations.forEach((one) => one.items && (one.items = one.items.filter((item) => item !== conflict.item)));
  entry.operations = entry.operations.filter((one) => !own.includes(one) && one.items?.length !== 0);
  entry.conflicts = entry.conflicts.filter((one) => one !== conflict);
  takeRows({ removed: [conflict.step ?? conflict.item ?? conflict.section] });
  if (!own.some((one) => Object.values(cellsOf(one)).some(Boolean))) {
    announce(`${conflict.by} убрал(а) эту строку в корзину.`);
    resync(); // what was to become of it is on the screen already
    return;
  }
  const { kind } = entry;
  put({ kind, operations: own, state: "gone", conflict, names: entry.names });
  tellGone(waiting().at(-1));
  announce(`${conflict.by} убрал(а) эту строку в корзину. Ваш текст показан над таблицей.`);
}

/** Also after a reload: the row is still away, and so is the text. */
export function tellGone(entry) {
  const { conflict, operations, kind, key } = entry;
  const [one] = operations;
  const restore = () => {
    const row = conflict.step ? "step" : one.section ? "section" : "item";
    forget();
    put({ kind: "restore", operations: [{ do: "restore", row, uid: conflict.step ?? uidOf(one) }] });
    put({ kind, operations }); // of an old version: nobody else has changed the row, so it is taken
  };
  const forget = () => {
    untell(key);
    remove(entry);
    pump();
  };
  const said = operations.flatMap((each) => Object.entries(cellsOf(each)).map(([col, text]) => `${entry.names?.[`${rowOf(each)}:${col}`] ?? labelOf(col)}: ${text}`));
  tell(key, {}, {
    title: `${conflict.by} убрал(а) эту строку в корзину в ${conflict.at}. Ваш текст не потерян.`,
    texts: [["Ваш текст", said.join("\n")]],
    buttons: [["Вернуть строку и сохранить моё", restore], ["Мой текст не нужен", forget]],
  });
}
