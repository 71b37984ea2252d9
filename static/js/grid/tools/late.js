/** Fetches the tools after the table, at the latest when one is asked for; keys pressed meanwhile come after it. */

import { announce } from "../api.js";

const LATEST = 2000; // ms
const NO_LINK = "Инструмент не загрузился: нет связи с порталом. Проверьте связь и повторите.";

let kit = null; // the promise of the tools
let held = []; // keys pressed while a tool is awaited
let awaited = 0;

function fetchKit() {
  kit ??= import("./kit.js").catch(() => {
    kit = null;
    return null;
  });
  return kit;
}

function hold(event) {
  if (!event.isTrusted || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

/** A made-up key types nothing by itself. */
function typeInto(field, sign) {
  field.setRangeText(sign, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: sign, inputType: "insertText" }));
}

function replay(event) {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
  const again = { key, code, ctrlKey, altKey, shiftKey, metaKey, bubbles: true, cancelable: true };
  const isTaken = !document.activeElement.dispatchEvent(new KeyboardEvent("keydown", again));
  const field = document.activeElement;
  const isTyped = !isTaken && [...key].length === 1 && !(ctrlKey || altKey || metaKey);
  if (isTyped && field.matches('textarea,input:is([type="text"],[type="search"],:not([type]))')) typeInto(field, key);
}

/** Does something with the tools: at once where they are here, else as soon as they are. */
export async function withTools(act) {
  awaited += 1;
  if (awaited === 1) window.addEventListener("keydown", hold, true);
  const tools = await fetchKit();
  try {
    if (tools) act(tools);
    else announce(NO_LINK);
  } finally {
    awaited -= 1;
    if (!awaited) {
      window.removeEventListener("keydown", hold, true);
      const keys = held;
      held = [];
      keys.forEach(replay);
    }
  }
}

if (window.requestIdleCallback) window.requestIdleCallback(fetchKit, { timeout: LATEST });
else setTimeout(fetchKit, LATEST / 4);
