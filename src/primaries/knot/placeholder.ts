const PLACEHOLDER = /\{\{|\}\}|\{%|%\}|\{#|<%|%>|\$\{|\$[A-Za-z_]|@[A-Za-z_]\w*@|%\(|<[A-Za-z]|__[A-Za-z]/;

/** Whether a text has something that a template engine has yet to replace. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

const TAGS: ReadonlyMap<string, string> = new Map([
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['${', '}'],
]);

const TAG_STARTS: ReadonlySet<number> = new Set([...TAGS.keys()].map((tag) => tag.charCodeAt(0)));

/** Longer tags are not looked for: a line full of tags that do not end is read in one go. */
const LONGEST_TAG = 200;

/** Where a template's tag that begins here ends, blanks and brackets included; undefined where none does. */
export function tagEnd(text: string, at: number, limit: number): number | undefined {
  if (!TAG_STARTS.has(text.charCodeAt(at))) return undefined;
  const close = TAGS.get(text.slice(at, at + 2));
  if (close === undefined) return undefined;
  const end = text.slice(at, Math.min(limit, at + LONGEST_TAG)).indexOf(close, 2);
  return end === -1 ? undefined : at + end + close.length;
}
