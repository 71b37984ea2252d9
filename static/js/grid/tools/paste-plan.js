/** What a pasted block would do to the plan: pure, without the page. */

/** Lines as sections and items; a line that only goes on with the item above is a further step of it. */
export function groupsOf(lines, mapping, { isStep, titleCol }) {
  const places = mapping.flatMap((col, place) => (col && !isStep(col) ? [place] : []));
  const hasTitles = mapping.includes(titleCol); // without them an empty cell says nothing
  const groups = [];
  for (const line of lines) {
    if (line.section) {
      groups.push({ section: line.texts.find((text) => text) ?? "" });
      continue;
    }
    const goesOn = places.every((place) => line.covered[place] || (hasTitles && !line.texts[place]));
    const isNew = !places.length || !goesOn || groups.at(-1)?.section !== undefined || !groups.length;
    if (isNew) groups.push({ lines: [line] });
    else groups.at(-1).lines.push(line);
  }
  return groups;
}

function cellsOf(line, mapping, wanted) {
  const cells = {};
  mapping.forEach((col, place) => {
    if (col && wanted(col)) cells[col] = line.texts[place] ?? "";
  });
  return cells;
}

const isEmpty = (cells) => !Object.keys(cells).length;
const hasTitle = (cells, titleCol) => Boolean(cells[titleCol]?.trim());

/** Over an item: its own cells, then step by step; what is left over becomes new steps. */
function over(group, target, { mapping, isStep, titleCol, newUid }) {
  const { item, steps } = target;
  const own = cellsOf(group.lines[0], mapping, (col) => !isStep(col));
  if (!hasTitle(own, titleCol)) delete own[titleCol];
  const operations = [];
  const stepCells = group.lines.map((line) => cellsOf(line, mapping, isStep));
  const first = steps.length ? own : { ...own, ...stepCells[0] };
  if (!isEmpty(first)) operations.push({ do: "set", item, cells: first });
  let after = null;
  stepCells.forEach((cells, place) => {
    const step = steps[place];
    if (step && !isEmpty(cells)) operations.push({ do: "set", item, step, cells });
    if (!step && place > 0) {
      const added = newUid();
      operations.push({ do: "add_step", item, step: added, after: after ?? steps.at(-1) ?? null, cells });
      after = added;
    }
  });
  return operations;
}

function added(group, { section, after }, { mapping, isStep, newUid }) {
  const item = newUid();
  const isOne = group.lines.length === 1;
  const cells = cellsOf(group.lines[0], mapping, (col) => isOne || !isStep(col));
  const steps = isOne ? [] : group.lines.map((line) => ({ step: newUid(), cells: cellsOf(line, mapping, isStep) }));
  return { do: "add", item, section, after, cells, ...(steps.length && { steps }) };
}

/** Lines under step columns alone lie over lines, whatever item they belong to. */
function overLines(lines, where, what) {
  const outcome = [];
  lines.forEach((line, place) => {
    const target = where.lines[place];
    const cells = cellsOf(line, what.mapping, what.isStep);
    if (!target) outcome.push({ kind: "skip", line, why: "ниже нет строк" });
    else {
      const { item, step } = target;
      outcome.push({ kind: "change", line, item, operations: [{ do: "set", item, ...(step && { step }), cells }] });
    }
  });
  return outcome;
}

/**
 * One entry for each item, section or left-out row of the block: {kind: change|add|section|skip, …}.
 * `where`: {items: [{item, steps}], lines: [{item, step}], section, after} from the cell in hand down to the
 * end of its section; `what`: {mapping, isStep, titleCol, newUid}; `mode`: "over" or "below".
 */
export function outcomeOf(block, where, what, mode) {
  const { mapping, isStep, titleCol } = what;
  const used = mapping.filter(Boolean);
  if (!used.length) return [];
  const bodyLines = block.lines.filter((line) => !line.section);
  if (mode === "over" && used.every(isStep)) return overLines(bodyLines, where, what);
  const targets = mode === "over" ? [...where.items] : [];
  let place = { section: where.section, after: mode === "over" ? where.last : where.after };
  const outcome = [];
  for (const group of groupsOf(block.lines, mapping, what)) {
    if (group.section !== undefined) {
      const section = what.newUid();
      const operation = { do: "add_section", section, after: place.section, text: group.section };
      outcome.push({ kind: "section", text: group.section, operations: [operation] });
      place = { section, after: null };
      targets.length = 0; // what follows belongs to the new section
      continue;
    }
    const [line] = group.lines;
    const target = targets.shift();
    if (target) {
      outcome.push({ kind: "change", line, item: target.item, group, operations: over(group, target, what) });
    } else if (hasTitle(cellsOf(line, mapping, (col) => col === titleCol), titleCol)) {
      const operation = added(group, place, what);
      outcome.push({ kind: "add", line, group, operations: [operation] });
      place = { ...place, after: operation.item };
    } else outcome.push({ kind: "skip", line, why: "нет названия мероприятия" });
  }
  return outcome;
}

export const operationsOf = (outcome) => outcome.flatMap(({ operations = [] }) => operations);
