/** Pieces of the page that the server draws for a dialog. */

import { getJson, post, table } from "../api.js";

const base = new URL(table.dataset.changesUrl, window.location.href).pathname.replace(/changes\/$/, "grid/");

const TOO_MUCH = "Скопировано слишком много. Вставьте таблицу частями или загрузите документ файлом.";
const WHY = {
  0: "Нет связи с порталом. Проверьте интернет и повторите: ничего не потеряно.",
  401: "Вы вышли из портала. Войдите в соседней вкладке и повторите.",
  400: TOO_MUCH,
  413: TOO_MUCH,
  404: "Этой строки на портале ещё нет: впишите её название и повторите, когда она сохранится.",
};

export const toolUrl = (name) => `${base}${name}/`;
export const whyNot = ({ status, body }) => body?.message ?? WHY[status] ?? "Не получилось. Повторите через минуту.";

function query(values) {
  const said = Object.entries(values).filter(([, value]) => value);
  return said.length ? `?${new URLSearchParams(said)}` : "";
}

/** Puts a fragment into `place`; null, or why it could not be had. */
export async function fill(place, name, values = {}) {
  const answer = await getJson(toolUrl(name) + query(values));
  if (answer.status !== 200) return whyNot(answer);
  place.innerHTML = answer.text; // drawn and escaped by our own templates
  return null;
}

export const ask = (name, body) => post(toolUrl(name), body);
