/**
 * The two parts of a review: side by side, or one of them on a narrow screen. An element that
 * sends `review:go` gets the focus, whatever hides it.
 */

const WIDE = window.matchMedia("(min-width:68.75rem)");

const review = document.querySelector("[data-review]");
const reading = review.querySelector("#reading");
const heights = { source: 0, reading: 0 }; // where each part was scrolled to on a narrow screen

function show(part) {
  review.dataset.shown = part;
  for (const link of review.querySelectorAll("[data-show]")) {
    if (link.dataset.show === part) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

function turnTo(part) {
  heights[review.dataset.shown] = window.scrollY;
  show(part);
  window.scrollTo({ top: heights[part] || review.getBoundingClientRect().top + window.scrollY });
}

function goTo(element) {
  if (!WIDE.matches) {
    show("reading");
  }
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

function onClick(event) {
  const tab = event.target.closest("[data-show]");
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (tab) {
    event.preventDefault();
    turnTo(tab.dataset.show);
  } else if (target && reading.contains(target)) {
    event.preventDefault();
    goTo(target);
  }
}

/** After a correction the page comes back with the place in its address. */
function goToAddress() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target?.hasAttribute("tabindex") && reading.contains(target)) {
    goTo(target);
  }
}

show("reading");
review.addEventListener("click", onClick);
review.addEventListener("review:go", (event) => goTo(event.target));
review.addEventListener("review:show", (event) => turnTo(event.detail));
goToAddress();
