/** Asks the server; an answer is `{status, body}`, status 0 without a connection, 401 signed out. */

const PATIENCE = 20_000;
const KEEPALIVE_BYTES = 60_000; // what a browser sends on when its tab is closed

let token = tokenOf(document);

function tokenOf(page) {
  return JSON.parse(page.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

const userOf = (page) => page.querySelector("#plan-grid")?.dataset.user;

async function ask(url, options) {
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const answer = await fetch(url, { redirect: "manual", cache: "no-store", signal, ...options });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { status: 401, body: null };
    const text = await answer.text();
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: answer.status, body: isJson ? JSON.parse(text) : null, text };
  } catch {
    return { status: 0, body: null };
  }
}

function postOnce(url, text) {
  return ask(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    body: text,
    keepalive: new Blob([text]).size < KEEPALIVE_BYTES,
  });
}

export const getJson = (url) => ask(url, { headers: { Accept: "application/json" } });

/** The page as it is now; it brings a new token, too. */
export async function getPage(url = window.location.href) {
  const answer = await ask(url, {});
  if (answer.status !== 200) return { status: answer.status, page: null };
  const page = new DOMParser().parseFromString(answer.text, "text/html");
  token = tokenOf(page) || token;
  return { status: 200, page };
}

export async function post(url, body) {
  const text = JSON.stringify(body);
  const answer = await postOnce(url, text);
  if (answer.status !== 403 || answer.body) return answer;
  // No words of ours: the token is of a session that has ended. After another sign-in there is a new one.
  const { status, page } = await getPage();
  if (status !== 200) return { status, body: null };
  // What one person typed is not sent as another's.
  return userOf(page) === userOf(document) ? postOnce(url, text) : { status: 401, body: null };
}
