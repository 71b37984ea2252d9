/** The review of an uploaded document by keyboard: from doubt to doubt, and into its correction. */

const NEXT_KEYS = new Set(["n", "т"]);
const PREVIOUS_KEYS = new Set(["p", "з"]);
const TYPED = "input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]";

const reading = document.querySelector("#reading");
const count = reading.querySelector("[data-doubt-count]");
const said = reading.querySelector("[data-doubt-said]");
let doubt = null;

const doubts = () => [...reading.querySelectorAll("[data-doubt]:not([data-settled])")];

/** The place of the doubt to jump to: from where the focus is in the reading, else from the last one. */
function nextPlace(all, step) {
  const active = document.activeElement;
  const isPlace = reading.contains(active) && !active.closest(".review-head");
  const from = isPlace ? (active.closest("[data-doubt]") ?? active) : doubt;
  if (!from?.isConnected) {
    return step > 0 ? 0 : all.length - 1;
  }
  if (all.includes(from)) {
    return all.indexOf(from) + step;
  }
  const below = all.filter((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const following = all.length - below.length;
  return step > 0 ? following : following - 1;
}

function jump(step) {
  const all = doubts();
  if (!all.length) {
    return;
  }
  const place = (nextPlace(all, step) + all.length) % all.length;
  doubt = all[place];
  doubt.dispatchEvent(new CustomEvent("review:go", { bubbles: true }));
  const words = `Сомнение ${place + 1} из ${all.length}`;
  count.textContent = words;
  said.textContent = `${words}: ${doubt.querySelector("[data-doubt-words]").textContent}`;
}

function onKey(event) {
  const isTyping = event.target.closest?.(TYPED) || document.querySelector("dialog[open]");
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "f8") {
    jump(event.shiftKey ? -1 : 1);
  } else if (NEXT_KEYS.has(key)) {
    jump(1);
  } else if (PREVIOUS_KEYS.has(key)) {
    jump(-1);
  } else if (key === "enter" && event.target.matches("[data-doubt]")) {
    event.target.querySelector("[data-mend]")?.click();
  } else if (key === "?") {
    reading.querySelector("[data-keys]").click();
  } else {
    return;
  }
  event.preventDefault();
}

for (const hidden of reading.querySelectorAll("[data-doubt-bar],[data-keys]")) {
  hidden.hidden = false;
}
document.addEventListener("keydown", onKey);
reading.addEventListener("click", (event) => {
  const button = event.target.closest("[data-jump]");
  if (button) {
    jump(Number(button.dataset.jump));
  }
});
