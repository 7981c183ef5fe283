import type { Payload } from './payloads.ts';

/** Characters of a payload that one value may hold: an answer has many, and the extension reads none of over 8 MB. */
const MOST = 2_500_000;
/** Characters of a payload that is written where there is no room for all of it. */
const SHORT = 1000;

/**
 * A JSON value with a payload in place of each text and number in it, and as the name of a further field.
 * @param kept names of fields that stay as they are
 */
export function poisoned(value: unknown, { text }: Payload, kept: readonly string[] = []): unknown {
  let room = MOST;
  const filled = (): string => {
    const whole = text.length <= room;
    room -= whole ? text.length : 0;
    return whole ? text : text.slice(0, SHORT);
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string' || typeof part === 'number') {
      return filled();
    }
    if (Array.isArray(part)) {
      return part.map(walk);
    }
    return typeof part === 'object' && part !== null
      ? Object.fromEntries([
          ...Object.entries(part).map(([name, inner]) => [name, kept.includes(name) ? inner : walk(inner)]),
          [filled(), filled()],
        ])
      : part;
  };
  return walk(value);
}

/** A payload as far as a header may hold it: its bytes, without those that HTTP forbids there. */
export function headerOf({ text }: Payload): string {
  return Buffer.from(text.slice(0, SHORT), 'utf8')
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '');
}
