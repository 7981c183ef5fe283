import type { Credential } from './authorization.ts';
import type { TransportAnswer } from './transport.ts';

/** What stands where a secret stood. It may stand within JSON. */
const PLACEHOLDER = '[redacted]';

/** The secrets of Cloudflare have 37 characters and more: a shorter text could stand in an answer by chance. */
const MIN_SECRET_LENGTH = 16;

/** Takes a credential out of an answer. */
export type Redact = (answer: TransportAnswer) => TransportAnswer;

/**
 * For servers and proxies in between that send back what they were sent: the secret, as it is or in a common
 * encoding, goes no further than this.
 */
export function redaction(credential: Credential): Redact {
  const secret = credential.kind === 'token' ? credential.token : credential.key;
  const forms = secret.length < MIN_SECRET_LENGTH ? [] : encodings(secret);
  const shortest = Math.min(...forms.map(({ length }) => length));
  const containsSecret = (text: string | undefined): boolean =>
    text !== undefined && text.length >= shortest && forms.some((form) => text.includes(form));
  const clean = (text: string): string =>
    forms.reduce((rest, form) => rest.replaceAll(form, PLACEHOLDER), text);
  const headerContainsSecret = (header: string | string[] | undefined): boolean =>
    Array.isArray(header) ? header.some(containsSecret) : containsSecret(header);
  return (answer) =>
    containsSecret(answer.body) || Object.values(answer.headers).some(headerContainsSecret)
      ? cleaned(answer, clean)
      : answer;
}

function cleaned(
  { status, headers, body }: TransportAnswer,
  clean: (text: string) => string,
): TransportAnswer {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(clean) : value && clean(value),
  ]);
  return { status, headers: Object.fromEntries(entries), body: clean(body) };
}

/** A text as it is, escaped for JSON and for URLs, in hex, and in base64, also amid a longer text. */
function encodings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const hex = Buffer.from(text).toString('hex');
  const base64 = [0, 1, 2].flatMap((before) => [
    base64Within(text, before, 'base64'),
    base64Within(text, before, 'base64url'),
  ]);
  const forms = [
    text,
    json,
    json.replaceAll('/', '\\/'),
    encodeURIComponent(text),
    hex,
    hex.toUpperCase(),
    ...base64,
  ];
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

/**
 * What base64 makes of a text that follows `before` bytes, modulo 3, without the characters at its ends that
 * also tell of its neighbours.
 */
function base64Within(text: string, before: number, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const start = Math.ceil((before * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return bytes.toString(encoding).slice(start, end);
}
