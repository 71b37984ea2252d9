/** Leads the eye to what went wrong: a form's summary, a refused or lost request of htmx. */

function focusSummary(root) {
  root.querySelector("[data-error-summary]:not([data-sample] *)")?.focus();
}

function showRequestError(text) {
  const notice = document.querySelector("#request-error").content.cloneNode(true);
  if (text) {
    notice.querySelector("p").textContent = text;
  }
  document.querySelector("#messages")?.replaceChildren(notice);
  document.querySelector("#messages [role=alert]")?.focus();
}

function reasonOf(page) {
  const answer = new DOMParser().parseFromString(page, "text/html");
  return answer.querySelector("[data-reason]")?.textContent.trim();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // A whole page in place of a fragment is the sign-in page: the session has ended.
  if (xhr.status === 200 && /^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.detail.target));
document.addEventListener("htmx:responseError", (event) =>
  showRequestError(reasonOf(event.detail.xhr.responseText)),
);
document.addEventListener("htmx:sendError", () => showRequestError(""));

focusSummary(document);
