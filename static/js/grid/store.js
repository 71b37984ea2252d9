/** What the browser keeps for this person and plan. Forbidden or full, everything works but forgets at a reload. */

import { newUid, table } from "./table.js";

const prefix = `grid:${table.dataset.user}:${table.dataset.plan}:`;
const storage = openStorage();

/** This page as long as it is open: two tabs of a person do not take each other's things. */
export const tab = newUid();

function openStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    storage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function recall(name) {
  return JSON.parse(storage?.getItem(prefix + name) ?? "null");
}

export function drop(name) {
  storage?.removeItem(prefix + name);
}

/** Names that begin so, oldest first where they begin with a time. */
export function namesOf(start) {
  const names = storage ? Object.keys(storage) : [];
  const ours = names.filter((name) => name.startsWith(prefix + start));
  return ours.map((name) => name.slice(prefix.length)).sort();
}

const lockOf = (name) => `${prefix}tab:${name}`;

navigator.locks?.request(lockOf(tab), () => new Promise(() => {})); // held until the page goes

/** Whether the tab with this name is open; without locks none is known to be. */
export async function openTabs() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const names = new Set(held.map(({ name }) => name));
  return { has: (name) => names.has(lockOf(name)) };
}
