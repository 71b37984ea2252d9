/** Keeps what Word or Excel say of a table pasted into `<textarea data-paste>` in the field `pasted_html`. */

const LARGEST = 2_000_000; // bytes; a request holds half a megabyte more
const KEPT_ATTRIBUTES = new Set(
  "align class colspan data-style height id rowspan span start title type value width".split(" "),
);
const KEPT_STYLES = new RegExp(
  "^(display|visibility|width|height|font-weight|text-align|page-break-before|" +
    "mso-(hide|list|ignore|element|tab-count|char-type|special-character|(foot|end)note-id))$",
  "i",
);
const USELESS = "script,noscript,meta,link,title,img,iframe,object,embed,svg,xml";

const field = document.querySelector("textarea[data-paste]");
const markup = field.form.elements.pasted_html;

/** The text that the kept HTML belongs to: once it is edited, the text counts, and again after an undo. */
let known = { text: field.value, html: markup.value };
let pending = null;

// The page's policy minds inline styles even in a document that is never shown: they go by other names.
const disarm = (html) => html.replace(/(<\/?)style\b/gi, "$1x-style").replace(/(\s)style(\s*=)/gi, "$1data-style$2");
const rearm = (html) => html.replace(/(<\/?)x-style\b/gi, "$1style").replace(/(\s)data-style(\s*=)/gi, "$1style$2");
const parse = (html) => new DOMParser().parseFromString(disarm(html), "text/html");

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
function slim(page) {
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

function paragraphs(text) {
  const lines = text.split("\n").map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  return lines.map((line) => line.outerHTML).join("");
}

/** HTML for the whole field after this paste; empty where only its text can be read. */
function htmlAfter(clipboard) {
  const { value, selectionStart, selectionEnd } = field;
  const before = value.slice(0, selectionStart);
  const goesOn = markup.value && selectionStart === value.length;
  if (value.slice(selectionEnd).trim() || (!goesOn && before.includes("\t"))) return "";
  const base = goesOn ? markup.value : before.trim() && paragraphs(before);
  const page = parse(clipboard.getData("text/html"));
  if (page.querySelector("tr")) return base + slim(page);
  return goesOn ? base + paragraphs(clipboard.getData("text/plain")) : "";
}

field.addEventListener("paste", (event) => {
  pending = htmlAfter(event.clipboardData);
});

field.addEventListener("input", () => {
  if (pending !== null) {
    const fits = new Blob([field.value, pending]).size <= LARGEST;
    known = { text: field.value, html: fits ? pending : "" };
    pending = null;
  }
  markup.value = field.value === known.text ? known.html : "";
});
