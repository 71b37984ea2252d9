/** Takes the whole table anew from the server: after other columns, or a change that was refused. */

import { getPage } from "./http.js";
import { waiting } from "./outbox.js";
import { showAll } from "./overlay.js";
import { keepingPlace } from "./rows.js";
import { blockOf, body, forgetIndex, lineOf, table } from "./table.js";

function replace(fresh) {
  table.querySelector("colgroup")?.replaceWith(fresh.querySelector("colgroup"));
  table.tHead.replaceChildren(...fresh.tHead.children);
  body.replaceChildren(...fresh.tBodies[0].children);
  table.dataset.number = fresh.dataset.number;
  forgetIndex();
  showAll(waiting());
}

/** Whether it came; what is typed, waiting or selected stays. */
export async function resync() {
  const { page } = await getPage();
  const fresh = page?.querySelector("#plan-grid");
  if (!fresh) return false;
  const told = [...body.querySelectorAll(".told-row")];
  keepingPlace(() => {
    replace(fresh);
    for (const row of told) {
      const line = lineOf(row.dataset.of.split(":")[0]);
      const block = line && (line.dataset.section ? [line] : blockOf(line.dataset.item));
      if (block) block.at(-1).after(row);
    }
  });
  return true;
}
