/** Says how saving goes, and other things once, to eyes and ears. */

const status = document.querySelector("[data-grid-status]");
const words = status.querySelector("[data-grid-status-words]");
const said = document.querySelector("[data-grid-said]");
const TONES = { saved: "ok", saving: "mute", waiting: "warn", refused: "bad", locked: "bad", signedout: "bad", stranger: "bad" };

const READING = 4000; // ms, and as much again for each hundred letters

let shown = "";
let timer = 0;

/** The state of saving; the same words are not said twice. */
export function showState(state, text) {
  if (shown === state + text) return;
  shown = state + text;
  for (const tone of new Set(Object.values(TONES))) status.classList.toggle(`tone-${tone}`, tone === TONES[state]);
  status.dataset.state = state;
  words.textContent = text;
  for (const part of document.querySelectorAll("[data-grid-only]")) part.hidden = part.dataset.gridOnly !== state;
}

/** Something that happened: seen above everything for a while, read aloud at once; `isHint` is only for ears. */
export function announce(text, { isHint = false } = {}) {
  clearTimeout(timer);
  said.classList.toggle("vh", isHint);
  said.textContent = "";
  said.textContent = text.charAt(0).toUpperCase() + text.slice(1); // the words of an edit begin small
  timer = setTimeout(() => (said.textContent = ""), READING * (1 + text.length / 100));
}
