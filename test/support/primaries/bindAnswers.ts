import assert from 'node:assert/strict';
import type { JudgedZone } from '../../../src/primaries/judge.ts';
import { checkText, type TextOptions } from './checked.ts';

export const FIRST = '104.30.167.163';
export const SECOND = '104.30.167.173';
export const SIX = '2a09:bac0:1000:c47::/64';
export const OLD = '198.41.144.240/28';

/** A primary zone with these statements. */
export function zone(statements = '', name = 'a.example'): string {
  return `zone "${name}" { type primary; file "a"; ${statements} };\n`;
}

/** What is judged of a zone; of several of its name, of the first. */
export async function judged(text: string, options?: TextOptions, name = 'a.example'): Promise<JudgedZone> {
  const found = (await checkText('bind', text, options)).zones.find(
    ({ zone: { name: its } }) => its === name,
  );
  assert.ok(found, `there is no zone ${name}`);
  return found;
}

/** What is said of each source: the answer, with its key or the kind of doubt and what that is about. */
export async function answers(
  text: string,
  options?: TextOptions,
  name?: string,
): Promise<Readonly<Record<string, string>>> {
  const { transfer } = await judged(text, options, name);
  return Object.fromEntries(
    transfer.sources.map(({ source, answer, key, doubt }) => [
      source.prefix,
      [answer, ...(key ? [key] : []), ...(doubt ? [doubt.kind, doubt.subject] : [])].join(' '),
    ]),
  );
}

/** What is said of Cloudflare's first new source. */
export async function answer(
  text: string,
  options?: TextOptions,
  name?: string,
): Promise<string | undefined> {
  return (await answers(text, options, name))[FIRST];
}

/** Whether NOTIFY is sent to Cloudflare's first target, or why that cannot be told. */
export async function sent(text: string, options?: TextOptions, name?: string): Promise<string> {
  const [target] = (await judged(text, options, name)).notify;
  assert.ok(target);
  const { decision } = target;
  return decision.kind === 'cannot-tell' ? `cannot-tell ${decision.doubt.kind}` : decision.kind;
}
