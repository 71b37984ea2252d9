/** Who wrote what in the cell in hand, and what stood there before. */

import { addressOf, announce, flush, getFragment, labelOf, nameOf, table } from "../api.js";
import { begin, complain, dialogOf, open } from "./dialogs.js";
import { whyNot } from "./fragments.js";

const dialog = dialogOf("history");
const place = dialog.querySelector("[data-fragment]");
const whole = dialog.querySelector("[data-history-row]");

export async function openHistory() {
  const cell = begin();
  const { item, step, col } = cell ? addressOf(cell) : {};
  if (!item) return announce("Выберите ячейку мероприятия: историю разделов показывает «История плана».");
  await flush(); // what was typed a moment ago is history, too
  complain(dialog);
  dialog.querySelector("[data-history-of]").textContent = `${labelOf(col)}, ${nameOf(item)}`;
  whole.href = `${table.dataset.historyUrl}?${new URLSearchParams({ item })}`;
  place.textContent = "Портал ищет правки…";
  open("history", "[data-close]");
  const values = new URLSearchParams({ item, col, ...(step && { step }) });
  const answer = await getFragment(`${table.dataset.historyUrl}?${values}`);
  if (!dialog.open) return undefined;
  place.innerHTML = answer.status === 200 ? answer.text : ""; // drawn and escaped by our own templates
  if (answer.status !== 200) complain(dialog, whyNot(answer));
  return undefined;
}
