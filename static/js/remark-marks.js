/** Shows open remarks in the rows of the plan's grid that they speak of, also after a row was drawn anew;
    the list of them stays shut for whoever has shut it, until somebody asks for one of them. */

const grid = document.querySelector("#plan-grid tbody");
const panel = document.querySelector("[data-remarks]");
const shutKey = `remarks-shut:${panel.dataset.remarks}`;
const remarks = new Map(); // item's uid → [{id, text}]

for (const line of document.querySelectorAll("[data-remark-item]")) {
  const uid = line.dataset.remarkItem;
  const text = line.querySelector("blockquote").textContent.trim();
  remarks.set(uid, [...(remarks.get(uid) ?? []), { id: line.id, text }]);
}

function markFor({ id, text }) {
  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "remark";
  mark.tabIndex = -1; // the list above the table has the same words for the keyboard
  mark.title = "К замечанию и ответу на него";
  mark.textContent = `Замечание: ${text}`;
  mark.addEventListener("click", () => {
    panel.open = true;
    window.location.hash = id;
  });
  return mark;
}

function mark() {
  for (const [uid, found] of remarks) {
    const row = grid.querySelector(`tr[data-item="${uid}"]`);
    const cell = row?.querySelector(".main") ?? row?.cells[0];
    if (cell && !cell.querySelector(".remark")) cell.append(...found.map(markFor));
  }
}

if (grid && remarks.size > 0) {
  mark();
  new MutationObserver(mark).observe(grid, { childList: true });
}

if (sessionStorage.getItem(shutKey)) panel.open = false;
if (window.location.hash.startsWith("#remark-")) {
  panel.open = true;
  document.getElementById(window.location.hash.slice(1))?.scrollIntoView(); // it could not be seen until now
}
panel.addEventListener("toggle", () => {
  if (panel.open) sessionStorage.removeItem(shutKey);
  else sessionStorage.setItem(shutKey, "1");
});
