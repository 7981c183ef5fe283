import { type Block, json } from '../../text/text.ts';

/** What nests deeper is left out: the stack and indentation bear no more. */
const MAX_DEPTH = 64;
/** A longer text is cut where it is shown: each token of it is an element of the page. */
const MAX_SHOWN = 100_000;
/** A longer text is not indented, which could make a hundred times as much of it. */
const MAX_INDENTED = 1_000_000;

/** Fields that hold a secret wherever the API has them, such as a TSIG's. */
const SECRET = /^(secret|password|private_?key)$/i;
const WITHHELD = '[withheld]';

/** A value that came as JSON, as text for people, without secrets; "…" stands for what nests too deep. */
export function jsonText(value: unknown): Block {
  const shown = cut(value, MAX_DEPTH);
  const short = json(shown);
  return short.length > MAX_INDENTED ? short : json(shown, 2);
}

/** The same for the page: its beginning where it is long. */
export function shownJson(value: unknown): string {
  const whole = jsonText(value);
  return whole.length > MAX_SHOWN ? `${whole.slice(0, MAX_SHOWN)}…` : whole;
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
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, SECRET.test(key) ? WITHHELD : cut(item, depth - 1)]),
      );
}
