/** Where rows may stand: between items, and between sections. */

import { blockOf, body, lineOf, sectionOf } from "./table.js";

/** Sections and items as they follow one another. */
function sequence() {
  const found = [];
  let last = null;
  for (const { dataset } of body.rows) {
    const uid = dataset.section ?? dataset.item;
    if (uid && uid !== last) found.push(uid);
    last = uid ?? last;
  }
  return found;
}

const isSection = (uid) => Boolean(lineOf(uid)?.dataset.section);

/** Below a row: after an item, or first in a section. */
export function below(uid) {
  return isSection(uid) ? { section: uid, after: null } : { section: sectionOf(uid), after: uid };
}

function besideSection(section, down) {
  const sections = sequence().filter(isSection);
  const at = sections.indexOf(section);
  if (down ? at === sections.length - 1 : at === 0) return null;
  return { isSection: true, section, after: down ? sections[at + 1] : (sections[at - 2] ?? null) };
}

/** One place further for these rows; null at the end of the table. */
export function neighbours(uids, down) {
  if (!uids.length) return null;
  if (isSection(uids[0])) return besideSection(uids[0], down);
  const all = sequence();
  const [first, last] = [all.indexOf(uids[0]), all.indexOf(uids.at(-1))];
  if (down) return all[last + 1] ? { items: uids, ...below(all[last + 1]) } : null;
  const above = all[first - 1];
  if (!above) return null;
  if (!isSection(above)) return all[first - 2] ? { items: uids, ...below(all[first - 2]) } : { items: uids, section: null, after: null };
  const before = all[first - 2];
  return before ? { items: uids, ...below(before) } : null; // over the section's row into the one above
}

/** The place that is nearest to a height on the screen, and the row it lies below (null: on top). */
export function placeAt(line, isUpper, { isSection: wantsSection, uids }) {
  const all = sequence().filter((uid) => !uids.includes(uid));
  const uid = line.dataset.section ?? line.dataset.item;
  if (wantsSection) {
    const sections = all.filter(isSection);
    const own = isSection(uid) ? uid : sectionOf(uid);
    const at = sections.indexOf(own);
    const after = isUpper && own === uid ? (sections[at - 1] ?? null) : own;
    return { place: { isSection: true, section: uids[0], after }, row: after ? blockOf(after).at(-1) : null };
  }
  const at = all.indexOf(uid);
  const target = isUpper && !isSection(uid) ? all[at - 1] : uid;
  if (!target || at < 0) return null;
  const row = isSection(target) ? lineOf(target) : blockOf(target).at(-1);
  return { place: { items: uids, ...below(target) }, row };
}
