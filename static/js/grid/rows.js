/** Puts the server's rows into the table: cells stay the same elements, so that focus and selection live on. */

import { activeCell, activeLine, reviveCursor } from "./cursor.js";
import { aroundEditor, editorCell } from "./editor.js";
import { waiting } from "./outbox.js";
import { showAll, showTexts } from "./overlay.js";
import { repaint } from "./selection.js";
import { blockOf, body, forgetIndex, isLine, lineOf, nextLine, table, versionOf } from "./table.js";

const OWN_CLASSES = ["sel", "sel-t", "sel-b", "sel-l", "sel-r", "edit", "held", "bad", "found"];
const OWN_PARTS = ".flag,.cell-field,.cell-told";

function parse(html) {
  const holder = document.createElement("template");
  holder.innerHTML = `<table><tbody>${html}</tbody></table>`;
  return [...holder.content.querySelectorAll("tr")];
}

function patchCell(cell, fresh) {
  const kept = OWN_CLASSES.filter((name) => cell.classList.contains(name));
  const parts = [...cell.querySelectorAll(`:scope > :is(${OWN_PARTS})`)];
  cell.className = fresh.className;
  cell.classList.add(...kept);
  for (const name of ["rowspan", "colspan", "data-label", "hidden"]) {
    if (fresh.hasAttribute(name)) cell.setAttribute(name, fresh.getAttribute(name));
    else cell.removeAttribute(name);
  }
  if (editorCell() === cell) {
    // The field stays where it is: moving it would break what an input method is composing.
    for (const node of [...cell.childNodes]) if (!parts.includes(node)) node.remove();
    cell.prepend(...fresh.childNodes);
  } else {
    cell.replaceChildren(...fresh.childNodes, ...parts);
  }
}

const shapeOf = (line) => [...line.cells].map((cell) => cell.dataset.col).join();

function patchLine(line, fresh) {
  for (const name of ["item", "step", "said", "section", "version"]) {
    if (fresh.dataset[name]) line.dataset[name] = fresh.dataset[name];
    else delete line.dataset[name];
  }
  const own = ["picked", "open"].filter((name) => line.classList.contains(name));
  line.className = fresh.className;
  line.classList.add(...own);
  if (fresh.id) line.id = fresh.id;
  [...line.cells].forEach((cell, place) => patchCell(cell, fresh.cells[place]));
}

function putRow(uid, html) {
  const fresh = parse(html);
  if (!fresh.length) return;
  const block = lineOf(uid) ? blockOf(uid) : [];
  const old = lineOf(uid)?.dataset.section ? block.slice(0, 1) : block.filter(isLine);
  if (!old.length) {
    body.append(...fresh); // its place comes with the order
  } else {
    const isSame = old.length === fresh.length && old.every((line, place) => shapeOf(line) === shapeOf(fresh[place]));
    if (isSame) {
      old.forEach((line, place) => patchLine(line, fresh[place]));
    } else {
      old[0].before(...fresh);
      old.forEach((line) => line.remove());
    }
  }
  forgetIndex();
}

/** Puts blocks in this order; what already stands right is not touched. */
function arrange(order) {
  const wanted = order.flatMap(([section, items]) => [section, ...items]).filter((uid) => uid && lineOf(uid));
  const known = new Set(wanted);
  const rows = wanted.map((uid) => (lineOf(uid).dataset.section ? [lineOf(uid)] : blockOf(uid)));
  let at = body.firstElementChild;
  const skip = () => {
    while (at && !known.has(at.dataset.section ?? at.dataset.item)) at = at.nextElementSibling;
  };
  rows.forEach((block, place) => {
    skip();
    const following = rows[place + 1]?.[0];
    if (at && at !== block[0] && following && at === following) at.before(...block);
    else if (at && at !== block[0] && blockOf(at.dataset.section ?? at.dataset.item).at(-1)?.nextElementSibling === block[0]) {
      // One row went down: let it wait for its turn instead of lifting all the others.
      const late = at.dataset.section ? [at] : blockOf(at.dataset.item);
      block.at(-1).after(...late);
    } else if (at !== block[0]) {
      if (at) at.before(...block);
      else body.append(...block);
    }
    at = block.at(-1).nextElementSibling;
  });
  forgetIndex();
}

function removeRow(uid) {
  if (!lineOf(uid)) return;
  const line = lineOf(uid);
  if (line.dataset.section) line.remove();
  else if (line.dataset.item === uid) blockOf(uid).forEach((row) => row.remove());
  forgetIndex();
}

/** Something may have changed places or gone: the focus, the selection and an open field stay where they were. */
export function keepingPlace(change) {
  const fallback = activeLine() && (nextLine(activeLine()) ?? nextLine(activeLine(), false));
  const focused = activeCell();
  const hadFocus = focused !== null && document.activeElement === focused;
  aroundEditor(change);
  reviveCursor(fallback);
  if (hadFocus && document.activeElement === document.body) activeCell()?.focus({ preventScroll: true });
  repaint();
  table.dispatchEvent(new CustomEvent("grid:rows", { bubbles: true }));
}

const OUTLINE = new Set(["indent", "outdent", "move_step", "remove_step", "add_step"]);
const isOutline = ({ operations }) => operations.some((one) => OUTLINE.has(one.do));

/** Takes rows, sections, removals and order of an answer; an older version of a row is not taken. */
export function takeRows({ rows = [], sections = [], removed = [], order = null }) {
  const isNews = ({ uid, version }) => !lineOf(uid) || version >= versionOf(uid);
  const drawn = [
    ...sections.map(({ section, version, html }) => ({ uid: section, version, html })),
    ...rows.map(({ item, version, html }) => ({ uid: item, version, html })),
  ].filter(isNews);
  if (!drawn.length && !removed.length && !order) return;
  keepingPlace(() => {
    drawn.forEach(({ uid, html }) => putRow(uid, html));
    removed.forEach(removeRow);
    if (order) arrange(order);
    // What still waits stands over the server's state, or the next key would go by an older order.
    if (order || removed.length || waiting().some(isOutline)) showAll(waiting());
    else showTexts(waiting(), new Set(drawn.map(({ uid }) => uid)));
  });
}
