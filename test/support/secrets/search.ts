import assert from 'node:assert/strict';

/** A way in which a text may be read: each gives what it then says. */
const READINGS = {
  'as it is': (text: string) => [text],
  'as UTF-16': (text: string) => [text.replaceAll('\0', '')],
  'as JSON': (text: string) => repeated(text, unescapedJson),
  'as a URL': (text: string) => repeated(text, unescapedUrl),
  'as hex': (text: string) => decodedRuns(text, /[0-9a-f]{16,}/gi, 2, 'hex'),
  'as base64': (text: string) => decodedRuns(text, /[\w+/-]{16,}/g, 4, 'base64'),
} as const;

export type Reading = keyof typeof READINGS;

/** In which ways of reading a text tells a secret: encodings count at any offset, amid whatever else. */
export function tracesOf(secret: string, text: string): readonly Reading[] {
  const readings = Object.keys(READINGS) as Reading[];
  return readings.filter((reading) => READINGS[reading](text).some((said) => said.includes(secret)));
}

/** Fails where one of the texts tells the secret, with the name of that text and how it is read. */
export function assertSecret(secret: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    assert.deepEqual(tracesOf(secret, text), [], `the secret is in ${name}`);
  }
}

function unescapedJson(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(["\\/])/g, '$1');
}

function unescapedUrl(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Escaped once, twice or three times. */
function repeated(text: string, unescaped: (text: string) => string): readonly string[] {
  const once = unescaped(text);
  const twice = unescaped(once);
  return [once, twice, unescaped(twice)];
}

/** What the longest runs of an encoding's characters say, begun at each character of a group. */
function decodedRuns(
  text: string,
  runs: RegExp,
  group: number,
  encoding: 'hex' | 'base64',
): readonly string[] {
  return Array.from(text.matchAll(runs), ([run]) => run).flatMap((run) =>
    Array.from({ length: group }, (_, start) => Buffer.from(run.slice(start), encoding).toString('latin1')),
  );
}
