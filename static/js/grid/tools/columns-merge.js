/** Two people changed the columns at once: what one of them chose, over what they are by now. */

const same = (one, other) => one.header === other.header && one.field === other.field;
const byUid = (columns) => new Map(columns.map((one) => [one.uid, one]));
const named = (columns) => columns.map(({ header }) => `«${header}»`).join(", ");

/** Puts each of `more` into `order` behind the one it follows in its own order. */
function insert(order, own, isMore) {
  own.forEach((uid, place) => {
    if (!isMore(uid)) return;
    const before = own.slice(0, place).reverse().find((one) => order.includes(one));
    order.splice(before ? order.indexOf(before) + 1 : 0, 0, uid);
  });
  return order;
}

/** A column as the person wants it: what they have not touched is as the other one left it. */
function chosen(was, mine, theirs) {
  if (!was || !theirs) return mine ?? theirs;
  const pick = (name) => (mine[name] === was[name] ? theirs[name] : mine[name]);
  return { uid: mine.uid, header: pick("header"), field: pick("field") };
}

function news(was, theirs) {
  const [before, now] = [byUid(was), byUid(theirs)];
  const added = theirs.filter(({ uid }) => !before.has(uid));
  const gone = was.filter(({ uid }) => !now.has(uid));
  const other = theirs.filter((one) => before.has(one.uid) && !same(one, before.get(one.uid)));
  const words = [];
  if (added.length) words.push(`добавлено: ${named(added)}`);
  if (gone.length) words.push(`убрано: ${named(gone)}`);
  if (other.length) words.push(`изменено: ${named(other)}`);
  return words.length ? words.join("; ") : "другой порядок";
}

/** `was`: the columns both began from. Returns the columns to show, and what the other one did. */
export function merged(was, mine, theirs) {
  const [before, own, now] = [byUid(was), byUid(mine), byUid(theirs)];
  const isKept = (uid) => own.has(uid) && (now.has(uid) || !before.has(uid)); // not taken away by either
  const orderOf = (columns) => columns.map(({ uid }) => uid);
  const isInBoth = (uid) => before.has(uid) && isKept(uid);
  const [first, second] = [was, mine].map((columns) => orderOf(columns).filter(isInBoth).join());
  const isMoved = first !== second;
  const base = orderOf(isMoved ? mine : theirs).filter(isKept);
  const isNew = (uid) => !base.includes(uid) && (isKept(uid) || (now.has(uid) && !before.has(uid)));
  const order = insert(base, orderOf(isMoved ? theirs : mine), isNew);
  const rest = insert(order, orderOf(isMoved ? mine : theirs), (uid) => !order.includes(uid) && isNew(uid));
  const columns = rest.map((uid) => chosen(before.get(uid), own.get(uid), now.get(uid)));
  return { columns, words: news(was, theirs) };
}
