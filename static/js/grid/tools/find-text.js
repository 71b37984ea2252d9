/** Looks for words in texts: pure, without the page. */

const LETTER = /[\p{L}\p{N}]/u;

/** One sign for one sign: capitals, «ё» and no-break spaces are as good as their plain kin. */
export const folded = (text) => text.toLowerCase().replaceAll("ё", "е").replaceAll("\u00a0", " ");

function isWhole(text, start, end) {
  const before = [...text.slice(Math.max(0, start - 2), start)].at(-1) ?? "";
  const after = [...text.slice(end, end + 2)][0] ?? "";
  return !LETTER.test(before) && !LETTER.test(after);
}

/** The places of `what` in `text`, as [start, end]; one does not reach into another. */
export function placesOf(text, what, { words = false } = {}) {
  const [where, wanted] = [folded(text), folded(what)];
  // A letter that folds into two would shift every place after it: then only the text as it is counts.
  const [hay, needle] = where.length === text.length ? [where, wanted] : [text, what];
  const found = [];
  if (!needle) return found;
  for (let start = hay.indexOf(needle); start >= 0; ) {
    const end = start + needle.length;
    const isFit = !words || isWhole(text, start, end);
    if (isFit) found.push([start, end]);
    start = hay.indexOf(needle, isFit ? end : start + 1);
  }
  return found;
}

/** The text with `other` in these places. */
export function replaced(text, places, other) {
  let said = "";
  let from = 0;
  for (const [start, end] of places) {
    said += text.slice(from, start) + other;
    from = end;
  }
  return said + text.slice(from);
}
