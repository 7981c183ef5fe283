import type { TransportAnswer } from '../../../src/cloudflare/transport.ts';
import { HEADERS, NAMES, NUMBERS, TEXTS, TIMES } from './hostile.ts';
import type { Random } from './random.ts';

/** Where a value is in a JSON tree. */
interface Place {
  readonly holder: object;
  readonly name: string;
}

/** Stands for what JSON.stringify could not write, until it is text. */
const DEEP = '\u2603deep\u2603';
const DEPTHS = [100, 2000, 20_000] as const;

const STATUSES = [
  200, 200, 200, 204, 206, 301, 304, 400, 401, 403, 404, 407, 418, 429, 500, 503, 520, 0, 999,
];
const HEADER_NAMES = ['cf-ray', 'retry-after', 'ratelimit', 'ratelimit-policy', 'content-type', 'location'];

const BODIES = [
  '',
  'null',
  '0',
  '""',
  '[]',
  '{}',
  '\ufeff{"success":true}',
  '<!DOCTYPE html><html><body>Sign in</body></html>',
  '{"success":true}',
  '{"success":false}',
  '{"success":true,"result":[]}',
  '['.repeat(20_000),
  '{"success":true,"success":false,"result":null}',
];

/** An answer that differs from a real one in one way or several. */
export function mutated(answer: TransportAnswer, random: Random): TransportAnswer {
  const { status, headers, body } = answer;
  switch (random.below(12)) {
    case 0:
      return { status: random.pick(STATUSES), headers, body };
    case 1:
      return { status: random.pick(STATUSES), headers: mutatedHeaders(headers, random), body };
    case 2:
      return { status, headers, body: random.pick(BODIES) };
    case 3:
    case 4:
      return { status, headers, body: mutatedText(body, random) };
    case 5:
      return { status: random.pick(STATUSES), headers, body: mutatedJson(body, random) };
    default:
      return { status, headers, body: mutatedJson(body, random) };
  }
}

function mutatedHeaders(headers: TransportAnswer['headers'], random: Random): TransportAnswer['headers'] {
  const changed = { ...headers };
  for (let left = 1 + random.below(4); left > 0; left--) {
    const value = HEADERS[random.below(HEADERS.length)];
    changed[random.pick(HEADER_NAMES)] = value;
  }
  return changed;
}

/** Flipped, lost, doubled and strange characters. */
function mutatedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = at + random.below(40);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    default:
      return (
        text.slice(0, at) +
        String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random.below(16))) +
        text.slice(at + 1)
      );
  }
}

/** The same tree with one to three values replaced, removed, renamed, doubled or wrapped. */
function mutatedJson(text: string, random: Random): string {
  const root: { value?: unknown } = { value: parsed(text) };
  for (let left = 1 + random.below(3); left > 0 && 'value' in root; left--) {
    mutatePlace(random.pick(places(root)), random);
  }
  return withDepth(JSON.stringify(root.value) ?? '', random);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function places(root: object): readonly Place[] {
  const found: Place[] = [];
  const walk = (holder: object): void => {
    for (const name of Object.keys(holder)) {
      found.push({ holder, name });
      const value: unknown = Reflect.get(holder, name);
      if (typeof value === 'object' && value !== null) {
        walk(value);
      }
    }
  };
  walk(root);
  return found;
}

function mutatePlace({ holder, name }: Place, random: Random): void {
  const old: unknown = Reflect.get(holder, name);
  switch (random.below(8)) {
    case 0:
      Reflect.deleteProperty(holder, name);
      return;
    case 1:
      Reflect.deleteProperty(holder, name);
      own(holder, random.pick(NAMES), old);
      return;
    case 2:
      own(holder, random.pick(NAMES), hostile(random));
      return;
    case 3:
      own(holder, name, [old]);
      return;
    case 4:
      own(holder, name, Array.isArray(old) ? [...old, ...old, hostile(random)] : { [name]: old });
      return;
    default:
      own(holder, name, hostile(random));
  }
}

/** Sets a property as JSON.parse does: also one that is named `__proto__`. */
function own(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function hostile(random: Random): unknown {
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(TEXTS);
    case 2:
      return random.pick(TIMES);
    case 3:
    case 4:
      return random.pick(NUMBERS);
    case 5:
      return random.pick([null, true, false, [], {}] as const);
    case 6:
      return JSON.parse(`{"__proto__":{"success":true},"id":${JSON.stringify(random.pick(TEXTS))}}`);
    default:
      return random.next() < 0.05 ? DEEP : [random.pick(TEXTS), random.pick(NUMBERS)];
  }
}

function withDepth(text: string, random: Random): string {
  return text.replaceAll(JSON.stringify(DEEP), () => {
    const depth = random.pick(DEPTHS);
    return random.next() < 0.5
      ? '['.repeat(depth) + ']'.repeat(depth)
      : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  });
}
