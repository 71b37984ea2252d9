/** The uploaded document beside its reading: the row in hand is lit, a click on a row leads to what was read there. */

const WIDE = window.matchMedia("(min-width:68.75rem)");
const SETTLING_FRAMES = 3; // rows that come into sight get their real height, and all moves

const review = document.querySelector("[data-review]");
const reading = review.querySelector("#reading");
const pane = review.querySelector("[data-source-pane]");
let lit = "";

const sourceOf = (element) => element?.closest("[data-source]")?.dataset.source ?? "";
const rowsOf = (source) =>
  source
    .split(" ")
    .map((name) => name && document.getElementById(`src-${name}`))
    .filter(Boolean);

/** Puts a row a third below the top of the document's pane, or amid the page where it has none. */
function reveal(row, frames = SETTLING_FRAMES) {
  if (WIDE.matches) {
    const distance = row.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += distance - pane.clientHeight / 3;
  } else if (review.dataset.shown === "source") {
    row.scrollIntoView({ block: "center" });
  }
  if (frames > 1) {
    requestAnimationFrame(() => reveal(row, frames - 1));
  }
}

function light(source) {
  if (source === lit) {
    return;
  }
  for (const row of pane.querySelectorAll(".lit")) {
    row.classList.remove("lit");
  }
  const rows = rowsOf(source);
  lit = rows.length ? source : "";
  rows.forEach((row) => row.classList.add("lit"));
  if (rows.length) {
    reveal(rows[0]);
  }
}

const follow = (event) => light(sourceOf(event.target) || lit);

function onReadingClick(event) {
  const link = event.target.closest("[data-to-source]");
  if (!link || !rowsOf(sourceOf(link)).length) {
    follow(event);
    return;
  }
  event.preventDefault();
  if (!WIDE.matches) {
    review.dispatchEvent(new CustomEvent("review:show", { detail: "source" }));
  }
  lit = "";
  light(sourceOf(link));
}

function onSourceClick(event) {
  const row = event.target.closest(".read");
  if (!row || !window.getSelection().isCollapsed) {
    return;
  }
  const name = CSS.escape(row.id.slice("src-".length));
  const item = reading.querySelector(`tr[data-source~="${name}"]`);
  item?.dispatchEvent(new CustomEvent("review:go", { bubbles: true }));
}

/** The document has come: rows that were read can be clicked, the one in hand is lit. */
function onLoaded() {
  const sources = [...reading.querySelectorAll("[data-source]")].map((row) => row.dataset.source);
  rowsOf(sources.join(" ")).forEach((row) => row.classList.add("read"));
  lit = "";
  light(sourceOf(document.activeElement));
}

reading.addEventListener("click", onReadingClick);
reading.addEventListener("focusin", follow);
pane.addEventListener("click", onSourceClick);
pane.addEventListener("htmx:afterSettle", onLoaded);
