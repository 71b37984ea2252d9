/** The HTML of an office's clipboard, read without showing it and slimmed for a request. */

const KEPT_ATTRIBUTES = new Set(
  "align class colspan data-style height id rowspan span start title type value width".split(" "),
);
const KEPT_STYLES = new RegExp(
  "^(display|visibility|width|height|font-weight|text-align|page-break-before|" +
    "mso-(hide|list|ignore|element|tab-count|char-type|special-character|(foot|end)note-id))$",
  "i",
);
const USELESS = "script,noscript,meta,link,title,img,iframe,object,embed,svg,xml";

// The page's policy minds inline styles even in a document that is never shown: they go by other names.
const disarm = (html) => html.replace(/(<\/?)style\b/gi, "$1x-style").replace(/(\s)style(\s*=)/gi, "$1data-style$2");
const rearm = (html) => html.replace(/(<\/?)x-style\b/gi, "$1style").replace(/(\s)data-style(\s*=)/gi, "$1style$2");
export const parse = (html) => new DOMParser().parseFromString(disarm(html), "text/html");

function keepStyles(style) {
  const named = (declaration) => declaration.split(":")[0].trim();
  return style
    .split(";")
    .filter((declaration) => KEPT_STYLES.test(named(declaration)))
    .join(";");
}

function dropComments(page) {
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const dropped = [];
  while (comments.nextNode()) dropped.push(comments.currentNode);
  dropped.forEach((comment) => comment.remove());
}

/** The same page without what nobody reads: Word says a kilobyte of it about every cell. */
export function slim(page) {
  page.querySelectorAll(USELESS).forEach((element) => element.remove());
  for (const sheet of page.querySelectorAll("x-style")) {
    sheet.textContent = [...sheet.childNodes].map((node) => node.data ?? "").join("");
  }
  dropComments(page);
  for (const element of page.querySelectorAll("*")) {
    const useless = [...element.attributes].filter(({ name }) => !KEPT_ATTRIBUTES.has(name));
    useless.forEach(({ name }) => element.removeAttribute(name));
    if (element.dataset.style) element.dataset.style = keepStyles(element.dataset.style);
  }
  return rearm(page.documentElement.outerHTML);
}
