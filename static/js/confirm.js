/** Asks before a form with `data-confirm` is sent; without JavaScript it is sent at once. */

const dialog = document.querySelector("#confirm-dialog");
let asked = null;
let confirmed = null;

function ask(form, submitter) {
  const words = submitter?.dataset.confirm ? submitter.dataset : form.dataset;
  asked = { form, submitter };
  dialog.querySelector("#confirm-text").textContent = words.confirm;
  dialog.querySelector("[data-yes]").textContent = words.confirmYes ?? "Да";
  dialog.returnValue = "no";
  dialog.showModal();
  dialog.querySelector("[data-no]").focus();
}

// Captured, so that htmx does not see a form that has not been confirmed yet.
document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (form === confirmed) {
      confirmed = null;
    } else if (form.dataset.confirm || submitter?.dataset.confirm) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, submitter);
    }
  },
  true,
);

dialog.addEventListener("close", () => {
  if (dialog.returnValue === "yes" && asked) {
    confirmed = asked.form;
    asked.form.requestSubmit(asked.submitter);
  }
  asked = null;
});
