/**
 * What has not reached the server yet, in its order, kept in the browser until it has.
 *
 * An entry is `{key, kind, operations, bases, state, …}`; its key lets the server count it once,
 * however often it is sent. States: waiting, unripe (a new row without its title), clash (a person
 * has to choose), refused (with the server's words).
 */

import { post } from "./http.js";
import { drop, keep, namesOf, openTabs, recall, tab } from "./store.js";
import { namesOfPlaces } from "./naming.js";
import { newUid, table } from "./table.js";

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds
const { changesUrl, undoUrl } = table.dataset;

const entries = [];
const settle = new Map(); // key → what the promise of `put` waits for
let handlers = {};
let busy = false;
let trouble = ""; // "", "offline", "server", "signedout", "stranger", "locked"
let failures = 0;
let timer = 0;
let count = 0;
let answered = 0; // how many answers have changed the table
let calm = []; // who waits until nothing can be sent any more

export const waiting = () => entries;
export const troubleOf = () => trouble;
export const isSending = () => busy;
export const answersTaken = () => answered;

/** Who does what with answers: done, clashed, refused, changed, numberToUndo. */
export function setHandlers(given) {
  handlers = given;
}

const nameOf = ({ seq, key }) => `out:${seq}:${key}`;

export function rewrite(entry) {
  return keep(nameOf(entry), entry);
}

export function remove(entry, result = { state: "dropped" }) {
  const place = entries.indexOf(entry);
  if (place >= 0) entries.splice(place, 1);
  drop(nameOf(entry));
  settle.get(entry.key)?.(result);
  settle.delete(entry.key);
}

/** Puts an entry at the end; the promise is for who wants to know how it ended. */
export function put(given) {
  count += 1;
  const seq = `${String(Date.now()).padStart(14, "0")}-${String(count).padStart(5, "0")}`;
  const entry = { key: newUid(), state: "waiting", operations: [], bases: {}, at: Date.now(), tab, seq, ...given };
  entry.names ??= namesOfPlaces(entry.operations);
  entries.push(entry);
  rewrite(entry);
  const ended = new Promise((resolve) => settle.set(entry.key, resolve));
  pump();
  return ended;
}

/** Takes over what tabs that are gone could not send. */
export async function adopt() {
  const open = await openTabs();
  const left = namesOf("out:").map(recall);
  const mine = left.filter((entry) => entry && entry.tab !== tab && !open.has(entry.tab));
  for (const entry of mine) {
    entry.tab = tab;
    rewrite(entry);
  }
  entries.unshift(...mine);
  return mine;
}

/** Operations on a row that began from version `from` go on from `to`. */
export function rebase(uid, from, to) {
  for (const entry of entries) {
    const own = entry.operations.filter((one) => (one.item ?? one.section) === uid && one.version === from);
    own.forEach((one) => (one.version = to));
    if (own.length) rewrite(entry);
  }
}

const MAKES_ROWS = /^(add|indent|outdent)/;
const needsRows = ({ operations }) => operations.some((one) => MAKES_ROWS.test(one.do));

function next() {
  for (const entry of entries) {
    if (entry.state === "waiting") return entry;
    // Later entries may speak of rows that this one adds.
    if (entry.state === "clash" && needsRows(entry)) return null;
  }
  return null;
}

/** `drawn` is for this browser alone: the server knows its texts. */
function bodyOf(entry) {
  const { key, kind } = entry;
  const operations = entry.operations.map(({ drawn: _drawn, ...one }) => one);
  return kind === "undo" ? { key, number: entry.number } : { key, kind, operations };
}

/** Sends one entry; whether to go on with the next. */
async function attempt(entry) {
  if (entry.kind === "undo" && !entry.number) {
    entry.number = handlers.numberToUndo(entry);
    if (!entry.number) {
      remove(entry);
      return true;
    }
    rewrite(entry);
  }
  const sent = structuredClone(entry.operations);
  const { status, body } = await post(entry.kind === "undo" ? undoUrl : changesUrl, bodyOf(entry));
  answered += status ? 1 : 0;
  if (status === 200 && body) {
    succeed();
    remove(entry, { state: "saved", answer: body });
    handlers.done({ ...entry, operations: sent }, body);
  } else if (status === 409 && body && !body.code) {
    succeed();
    handlers.clashed(entry, body);
  } else if (status === 401) {
    trouble = body ? "stranger" : "signedout";
  } else if (status === 403 && body) {
    trouble = "locked";
    handlers.locked(body.message);
  } else if ([400, 403, 404, 409, 413, 422].includes(status)) {
    succeed();
    handlers.refused(entry, body ?? {}, status);
  } else {
    fail(status ? "server" : "offline");
  }
  return trouble === "";
}

function succeed() {
  trouble = "";
  failures = 0;
}

function fail(kind) {
  trouble = kind;
  clearTimeout(timer);
  timer = setTimeout(pump, PAUSES[Math.min(failures, PAUSES.length - 1)] * 1000 * (0.8 + Math.random() * 0.4));
  failures += 1;
}

/** Sends what waits, one after another, until there is nothing or it cannot be. */
export async function pump() {
  if (busy || trouble === "locked") return;
  if (!next()) {
    rest();
    return;
  }
  busy = true;
  handlers.changed();
  for (let entry = next(); entry && (await attempt(entry)); ) entry = next();
  busy = false;
  rest();
}

function rest() {
  const waiters = calm;
  calm = [];
  waiters.forEach((resolve) => resolve(entries.length === 0));
  handlers.changed();
}

/** Resolves once everything is sent (true) or something cannot be for now. */
export function flushed() {
  const ended = new Promise((resolve) => calm.push(resolve));
  pump();
  return ended;
}

/** An answer of another request tells that the server is there again. */
export function retryNow() {
  if (trouble && trouble !== "locked" && !busy) pump();
}

window.addEventListener("online", () => pump());
