/** Puts a text on the clipboard; whether it is there. */

/** Browsers give the clipboard only to pages with https. */
function copyByField(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "vh" });
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByField(text);
  }
}
