/** Writes a remark in a dialog beside its row; without JavaScript the link leads to a page. */

const dialog = document.querySelector("#remark-dialog");

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-remark]");
  if (!opener || !dialog) {
    return;
  }
  event.preventDefault();
  const form = dialog.querySelector("form");
  form.elements["remark-item"].value = opener.dataset.remark;
  dialog.querySelector("[data-remark-place]").textContent = opener.dataset.remarkTitle;
  const column = form.elements["remark-column"];
  column.value = "";
  column.closest(".field").hidden = opener.dataset.remark === "";
  dialog.showModal();
  form.elements["remark-text"].focus();
});
