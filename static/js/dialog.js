/** Opens `<dialog id="x">` from `<a data-dialog="x" href="…">`; without JavaScript the link is followed. */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  // A click on the dialog itself, not on what is in it, is a click on the darkened page.
  const isOutside = event.target instanceof HTMLDialogElement;
  if (isOutside || event.target.closest("[data-close]")) {
    event.target.closest("dialog")?.close();
  }
});
