/** Keeps what is typed into `<form data-draft>` in the browser and offers it back after a closed tab. */

const EVERY = 4000;
const form = document.querySelector("form[data-draft]");
const SKIPPED = new Set(["hidden", "file", "submit", "button"]);

const storage = openStorage();

function openStorage() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden: the form still posts
  }
}

const read = (key) => JSON.parse(storage.getItem(key));

function write(key, draft) {
  try {
    storage.setItem(key, JSON.stringify(draft));
  } catch {
    // Full: the form still posts.
  }
}

function valuesOf() {
  const typed = [...form.elements].filter((field) => field.name && !SKIPPED.has(field.type));
  const chosen = typed.filter((field) => field.type !== "radio" || field.checked);
  return Object.fromEntries(chosen.map((field) => [field.name, field.value]));
}

function restore(values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    if (field) {
      field.value = value; // a group of radio buttons takes a value, too
    }
  }
}

/** What was sent and came through is not kept: the next person at this computer need not see it. */
function forgetSent() {
  for (const row of document.querySelectorAll("[data-draft-done]")) {
    const suffix = `:${row.dataset.draftDone}`;
    for (const key of Object.keys(storage).filter((name) => name.endsWith(suffix))) {
      const draft = read(key);
      if (draft?.isSent && draft.version < Number(row.dataset.draftVersion)) {
        storage.removeItem(key);
      }
    }
  }
}

function offer(key, draft) {
  const notice = form.querySelector("template[data-draft-offer]").content.firstElementChild.cloneNode(true);
  const when = new Date(draft.at).toLocaleString("ru", { dateStyle: "long", timeStyle: "short" });
  notice.querySelector("[data-draft-when]").textContent = when;
  notice.querySelector("[data-draft-restore]").addEventListener("click", () => {
    restore(draft.values);
    notice.remove();
  });
  notice.querySelector("[data-draft-forget]").addEventListener("click", () => {
    storage.removeItem(key);
    notice.remove();
  });
  form.prepend(notice);
}

function watch() {
  const key = `draft:${form.dataset.draftUser}:${form.dataset.draft}`;
  const version = Number(form.dataset.draftVersion);
  const shown = JSON.stringify(valuesOf());
  let known = form.dataset.draftUnsaved ? "" : shown; // what the server has
  const kept = read(key);

  if (kept && (JSON.stringify(kept.values) === shown || (kept.isSent && kept.version < version))) {
    storage.removeItem(key);
  } else if (kept) {
    offer(key, kept);
  }

  function keep(isSent) {
    const values = valuesOf();
    if (isSent || JSON.stringify(values) !== known) {
      known = JSON.stringify(values);
      write(key, { version, at: Date.now(), values, isSent });
    }
  }

  form.addEventListener("submit", () => keep(true));
  window.addEventListener("pagehide", () => keep(false));
  setInterval(() => keep(false), EVERY);
}

if (storage) {
  forgetSent();
  if (form) watch();
}
