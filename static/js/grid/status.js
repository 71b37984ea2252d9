/** Says how saving goes, and other things once, to eyes and ears. */

const status = document.querySelector("[data-grid-status]");
const words = status.querySelector("[data-grid-status-words]");
const said = document.querySelector("[data-grid-said]");
const TONES = { saved: "ok", saving: "mute", waiting: "warn", refused: "bad", locked: "bad", signedout: "bad" };

let shown = "";

/** The state of saving; the same words are not said twice. */
export function showState(state, text) {
  if (shown === state + text) return;
  shown = state + text;
  for (const tone of new Set(Object.values(TONES))) status.classList.toggle(`tone-${tone}`, tone === TONES[state]);
  status.dataset.state = state;
  words.textContent = text;
  for (const part of document.querySelectorAll("[data-grid-only]")) part.hidden = part.dataset.gridOnly !== state;
}

/** Something that happened: seen under the table for a while, read aloud at once. */
export function announce(text) {
  said.textContent = "";
  said.textContent = text;
}
