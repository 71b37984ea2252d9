// What tests/e2e/races.py puts into both pages of a race, with the uid of the column.
(col) => {
  const table = document.querySelector("#plan-grid");
  const status = document.querySelector("[data-grid-status]");
  const cell = () => table.querySelector(`tr[data-item] td[data-col="${col}"]`);
  const text = () => cell().querySelector(".t").textContent;
  const now = () => performance.timeOrigin + performance.now();
  let committed = 0;

  function commit(at) {
    while (now() < at);
    committed = now();
    const enter = { key: "Enter", code: "Enter", bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", enter));
  }

  function found() {
    const box = [...document.querySelectorAll(".told")].find((one) => one.textContent.includes("Оставить моё"));
    if (box) {
      const texts = [...box.querySelectorAll(".said")].map((said) => said.textContent);
      return { state: "clash", texts, committed, ended: now() };
    }
    const isBusy = table.matches("[data-waiting]") || table.querySelector(".unsaved,.cell-field");
    if (isBusy || status.dataset.state !== "saved") return null;
    return { state: "saved", texts: [text()], committed, ended: now() };
  }

  const until = (check) =>
    new Promise((resolve, reject) => {
      const watcher = new MutationObserver(look);
      const timer = setTimeout(() => reject(new Error(`race: ${status.textContent} ${text()}`)), 15000);
      function look() {
        const result = check();
        if (!result) return;
        watcher.disconnect();
        clearTimeout(timer);
        resolve(result);
      }
      watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    });

  window.race = {
    isReady: () => document.activeElement === cell() && !cell().querySelector(".cell-field"),
    // Early enough to be there in time, and awake at the moment itself.
    commitAt: (at) => void setTimeout(commit, Math.max(0, at - now() - 8), at),
    outcome: () => until(found),
    // As when a person comes back to the tab: the grid asks at once what is new.
    async sees(wanted) {
      const nudge = setInterval(() => document.dispatchEvent(new Event("visibilitychange")), 60);
      document.dispatchEvent(new Event("visibilitychange"));
      await until(() => text() === wanted && found()?.state === "saved");
      clearInterval(nudge);
    },
  };
}
