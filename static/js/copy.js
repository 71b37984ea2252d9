/** «Скопировать» under a text that can only be read: without script it is selected by hand. */

async function copy(text) {
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    // Forbidden, or no https: the older way still copies what is selected.
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const line = button.parentElement;
  line.hidden = false;
  button.addEventListener("click", async () => {
    const isCopied = await copy(document.getElementById(button.dataset.copy));
    line.querySelector("[role=status]").textContent = isCopied
      ? "Скопировано"
      : "Не получилось: текст выделен, нажмите Ctrl+C";
  });
}
