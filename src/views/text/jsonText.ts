/** What nests deeper is left out: the stack and indentation bear no more. */
const MAX_DEPTH = 64;
/** A longer text is not indented, which could make a hundred times as much of it. */
const MAX_INDENTED = 1_000_000;

/** A value that came as JSON, as text for people; "…" stands for what nests too deep. */
export function jsonText(value: unknown): string {
  const shown = cut(value, MAX_DEPTH);
  const text = JSON.stringify(shown);
  return text.length > MAX_INDENTED ? text : JSON.stringify(shown, undefined, 2);
}

function cut(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth === 0) {
    return '…';
  }
  return Array.isArray(value)
    ? value.map((item) => cut(item, depth - 1))
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item, depth - 1)]));
}
