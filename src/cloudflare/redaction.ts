import { type Credential, secretOf } from './authorization.ts';
import type { TransportAnswer } from './transport.ts';

/** What stands where a secret stood. It may stand within JSON. */
const PLACEHOLDER = '[redacted]';

/** The secrets of Cloudflare have 37 characters and more: a shorter text could stand in an answer by chance. */
const MIN_SECRET_LENGTH = 16;

/** The forms of each secret to look for, as long as a signal has not aborted. */
type Secrets = Map<AbortSignal, Map<string, readonly string[]>>;

/**
 * Takes the secrets of all who are signed in out of every answer: servers and proxies in between may send back what
 * they were sent, also to another identity. A secret, as it is or in a common encoding, goes no further than this.
 */
export class Redaction {
  readonly #credentials: Secrets = new Map();
  readonly #tsigs: Secrets = new Map();

  /** Looks for a credential as long as it may be used. */
  watchFor(credential: Credential, life: AbortSignal): void {
    watch(this.#credentials, secretOf(credential), life);
  }

  /** Looks for the secret of a TSIG as long as the credential may be used that read it. */
  watchForTsig(secret: string, life: AbortSignal): void {
    watch(this.#tsigs, secret, life);
  }

  /** @returns the answer itself where it holds no secret */
  redact(answer: TransportAnswer): TransportAnswer {
    return without([...formsOf(this.#credentials), ...formsOf(this.#tsigs)], answer);
  }

  /** Takes credentials alone out of an answer that was asked for a TSIG. */
  redactCredentials(answer: TransportAnswer): TransportAnswer {
    return without(formsOf(this.#credentials), answer);
  }
}

function watch(secrets: Secrets, secret: string, life: AbortSignal): void {
  if (secret.length < MIN_SECRET_LENGTH || life.aborted) {
    return;
  }
  const known = secrets.get(life);
  if (!known) {
    secrets.set(life, new Map([[secret, encodings(secret)]]));
    life.addEventListener('abort', () => secrets.delete(life), { once: true });
  } else if (!known.has(secret)) {
    known.set(secret, encodings(secret));
  }
}

function formsOf(secrets: Secrets): readonly string[] {
  return [...secrets.values()].flatMap((known) => [...known.values()].flat());
}

function without(forms: readonly string[], answer: TransportAnswer): TransportAnswer {
  const isSecret = (text: string | undefined): boolean =>
    text !== undefined && forms.some((form) => text.includes(form));
  const headers = Object.values(answer.headers).flat();
  return isSecret(answer.body) || headers.some(isSecret)
    ? cleaned(answer, (text) => forms.reduce((rest, form) => rest.replaceAll(form, PLACEHOLDER), text))
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
