/** What an operation speaks of. */

export const uidOf = (one) => one.item ?? one.section;
export const cellsOf = (one) => (one.text === undefined ? (one.cells ?? {}) : { section: one.text });
export const rowOf = (one) => (one.text === undefined ? (one.step ?? one.item) : one.section);
export const addresses = (one) => Object.keys(cellsOf(one)).map((col) => `${rowOf(one)}:${col}`);

/** Whether an operation concerns the row of a conflict. */
export const concerns = (one, conflict) => {
  const isRow = uidOf(one) === (conflict.item ?? conflict.section);
  return isRow && (!one.step || !conflict.step || one.step === conflict.step);
};
