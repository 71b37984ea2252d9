/**
 * Asks the server; an answer is `{status, body}`, status 0 without a connection, 401 signed out;
 * 401 with a body: somebody else has signed in in this browser.
 */

const PATIENCE = 20_000;
const KEEPALIVE_BYTES = 60_000; // what a browser sends on when its tab is closed

const OTHER_PERSON = "other_person";
const OTHER_WORDS = "В этом браузере вошёл другой человек. Войдите под своим именем и повторите.";

const personOf = (page) => page.body?.dataset.person ?? "";
const author = personOf(document); // nothing typed on this page is ever sent as another's

let token = tokenOf(document);

function tokenOf(page) {
  return JSON.parse(page.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

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
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Person": author, Accept: "application/json" },
    body: text,
    keepalive: new Blob([text]).size < KEEPALIVE_BYTES,
  });
}

/** A piece of a page, as htmx would ask for it. */
export const getFragment = (url) => ask(url, { headers: { "HX-Request": "true" } });

export const getJson = (url) => ask(url, { headers: { Accept: "application/json" } });

const ofAnother = () => ({ status: 401, body: { code: OTHER_PERSON, message: OTHER_WORDS }, page: null });

/** The page as it is now; it brings a new token, too, if it is the same person's: also a refusal says whose it is. */
export async function getPage(url = window.location.href) {
  const { status, text } = await ask(url, {});
  const page = text ? new DOMParser().parseFromString(text, "text/html") : null;
  if (page && (status === 200 || personOf(page)) && personOf(page) !== author) return ofAnother();
  if (status !== 200) return { status, body: null, page: null };
  token = tokenOf(page) || token;
  return { status, body: null, page };
}

async function postAsAuthor(url, text) {
  const answer = await postOnce(url, text);
  return answer.body?.code === OTHER_PERSON ? ofAnother() : answer;
}

export async function post(url, body) {
  const text = JSON.stringify(body);
  const answer = await postAsAuthor(url, text);
  if (answer.status !== 403 || answer.body) return answer;
  // No words of ours: the token is of a session that has ended. After another sign-in there is a new one.
  const { status, page, body: why } = await getPage();
  return page ? postAsAuthor(url, text) : { status, body: why };
}
