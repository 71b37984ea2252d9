/**
 * Runs before the table is read: a long table begins with its first rows, the rest follow as the browser has time.
 *
 * A classic script on purpose, so that no row is laid out twice. Should the others not come, all rows are shown.
 */

document.documentElement.classList.add("grid-opening");
window.addEventListener("load", () => {
  setTimeout(() => {
    if (!document.querySelector("#plan-grid[data-ready]")) document.documentElement.classList.remove("grid-opening");
  }, 3000);
});
