/** Russian words for counts, and the names that dialogs put into their sentences. */

const plurals = new Intl.PluralRules("ru");

/** «12 строк» from 12 and «строка,строки,строк». */
export function counted(number, forms) {
  return `${number}\u00a0${agreed(number, forms)}`;
}

/** Only the word. */
export function agreed(number, forms) {
  const [one, few, many] = forms.split(",");
  return { one, few }[plurals.select(number)] ?? many;
}

export const shortened = (text, most = 90) => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);
