// How is text that others wrote shown with its lists, tables and links, without trusting it?
//
// The text never becomes HTML: nodes are made one by one and filled with text, so there is nothing to sanitise, and
// pictures, scripts, styles and forms have no way to come into being.

const LINK = /^(https?:\/\/|tel:|mailto:)/i;
const INLINE =
  /`([^`\n]+)`|\*\*([^*\n](?:[^\n]*?[^*\n])?)\*\*|(?<![\w*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])|~~([^~\n]+)~~|\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>"'`,。,、;;!?()()【】《》“”]+)/g;
const FENCE = /^\s*```/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const BULLET = /^(\s*)[-*+•]\s+(.*)$/;
const NUMBER = /^(\s*)(\d{1,4})[.)、]\s+(.*)$/;
const TABLE = /^\s*\|.*\|\s*$/;
const TABLE_RULE = /^\s*\|(\s*:?-{2,}:?\s*\|)+\s*$/;
const DEEPEST = 6;

/** Return markdown as nodes. Whatever is none stays the text that it is. */
export function markdown(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  blocks(made, text.replace(/\r\n?/g, "\n").split("\n"), 0);
  return made;
}

function blocks(into: Node, lines: readonly string[], depth: number): void {
  for (let at = 0; at < lines.length; ) at += block(into, lines, at, depth);
}

/** Make the block that begins at a line; return how many lines it took. */
function block(into: Node, lines: readonly string[], at: number, depth: number): number {
  const line = lines[at] ?? "";
  if (!line.trim()) return 1;
  if (FENCE.test(line)) return fence(into, lines, at);
  const heading = HEADING.exec(line);
  if (heading) {
    inline(add(into, (heading[1]?.length ?? 3) < 3 ? "h3" : "h4"), heading[2] ?? "");
    return 1;
  }
  if (RULE.test(line)) {
    add(into, "hr");
    return 1;
  }
  if (TABLE.test(line) && TABLE_RULE.test(lines[at + 1] ?? "")) return table(into, lines, at);
  if (depth < DEEPEST && QUOTE.test(line)) {
    const quoted = take(lines, at, (one) => QUOTE.test(one));
    blocks(add(into, "blockquote"), quoted.map((one) => one.replace(QUOTE, "")), depth + 1);
    return quoted.length;
  }
  if (depth < DEEPEST && isItem(line)) return list(into, lines, at, depth);
  const words = take(lines, at, (one, first) => first || !(!one.trim() || startsBlock(one)));
  inline(add(into, "p"), words.join("\n"));
  return words.length;
}

function isItem(line: string): boolean {
  return BULLET.test(line) || NUMBER.test(line);
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || TABLE.test(line) || RULE.test(line) || isItem(line);
}

function fence(into: Node, lines: readonly string[], at: number): number {
  const end = lines.findIndex((line, place) => place > at && FENCE.test(line));
  const last = end < 0 ? lines.length : end;
  add(add(into, "pre"), "code").textContent = lines.slice(at + 1, last).join("\n");
  return last - at + 1;
}

function table(into: Node, lines: readonly string[], at: number): number {
  const rows = take(lines, at, (line) => TABLE.test(line));
  const made = add(into, "table");
  const head = add(add(made, "thead"), "tr");
  for (const cell of cells(rows[0] ?? "")) inline(add(head, "th"), cell);
  const body = add(made, "tbody");
  for (const row of rows.slice(2)) {
    const line = add(body, "tr");
    for (const cell of cells(row)) inline(add(line, "td"), cell);
  }
  return rows.length;
}

function cells(row: string): string[] {
  return row.trim().slice(1, -1).split("|").map((cell) => cell.trim());
}

function list(into: Node, lines: readonly string[], at: number, depth: number): number {
  const first = NUMBER.exec(lines[at] ?? "");
  const kind = first ? NUMBER : BULLET;
  const indent = (first ?? BULLET.exec(lines[at] ?? ""))?.[1]?.length ?? 0;
  const made = add(into, first ? "ol" : "ul");
  if (first?.[2] && first[2] !== "1") made.setAttribute("start", first[2]);
  let place = at;
  while (place < lines.length) {
    const item = kind.exec(lines[place] ?? "");
    if (!item || (item[1]?.length ?? 0) !== indent) break;
    const inner = take(lines, place + 1, (line) => /^\s+\S/.test(line) && lead(line) > indent);
    const entry = add(made, "li");
    inline(entry, item.at(-1) ?? "");
    blocks(entry, inner.map((line) => line.slice(Math.min(lead(line), indent + 2))), depth + 1);
    place += 1 + inner.length;
  }
  return place - at;
}

function lead(line: string): number {
  return line.length - line.trimStart().length;
}

function take(lines: readonly string[], at: number, belongs: (line: string, first: boolean) => boolean): string[] {
  let end = at;
  while (end < lines.length && belongs(lines[end] ?? "", end === at)) end += 1;
  return lines.slice(at, end);
}

function inline(into: Node, text: string): void {
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    plain(into, text.slice(from, found.index));
    from = found.index + found[0].length;
    const [whole, code, strong, em, del, label, target, address] = found;
    if (code !== undefined) add(into, "code").textContent = code;
    else if (strong !== undefined) inline(add(into, "strong"), strong);
    else if (em !== undefined) inline(add(into, "em"), em);
    else if (del !== undefined) inline(add(into, "del"), del);
    else if (label !== undefined) link(into, label, target ?? "", whole);
    else if (address !== undefined) link(into, address, address, whole);
  }
  plain(into, text.slice(from));
}

function link(into: Node, label: string, target: string, whole: string): void {
  if (!LINK.test(target)) return plain(into, whole);
  const made = add(into, "a");
  made.setAttribute("href", target);
  made.setAttribute("target", "_blank");
  made.setAttribute("rel", "noopener noreferrer nofollow");
  made.textContent = label;
}

function plain(into: Node, text: string): void {
  text.split("\n").forEach((line, number) => {
    if (number) add(into, "br");
    if (line) into.appendChild(document.createTextNode(line));
  });
}

function add(into: Node, tag: string): HTMLElement {
  return into.appendChild(document.createElement(tag));
}
