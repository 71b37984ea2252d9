/** Keeps the text of an open editor: what a crash or a closed tab interrupts is offered back in its place. */

import { drop, keep, namesOf, openTabs, recall, tab } from "./store.js";

const EVERY = 1000;

let current = null; // () → {row, col, base, text, version, label}
let timer = 0;

const nameOf = (of) => `draft:${of}`;

function write() {
  timer = 0;
  const draft = current?.();
  if (draft) keep(nameOf(tab), { ...draft, at: Date.now() });
}

/** From now on `read` says what is being typed; null where nothing differs. */
export function beginDraft(read) {
  current = read;
}

export function touchDraft() {
  timer ||= setTimeout(write, EVERY);
}

export function endDraft() {
  clearTimeout(timer);
  timer = 0;
  current = null;
  drop(nameOf(tab));
}

/** Texts that tabs which are gone left behind, oldest first. */
export async function leftDrafts() {
  const open = await openTabs();
  const names = namesOf("draft:").filter((name) => !open.has(name.slice("draft:".length)));
  return names.map((name) => ({ name, ...recall(name) }));
}

/** Puts a text aside that its cell can no longer take. */
export function keepAside(draft) {
  const name = nameOf(`aside-${Date.now()}`);
  keep(name, { ...draft, at: Date.now() });
  return name;
}

export const forgetDraft = (name) => drop(name);

window.addEventListener("pagehide", write);
document.addEventListener("visibilitychange", write);
