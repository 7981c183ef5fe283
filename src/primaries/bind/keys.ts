import { timingSafeEqual } from 'node:crypto';
import type { ConfiguredKey } from '../evaluation.ts';
import { hasPlaceholder, keyName } from './addressElement.ts';
import { type Statement, spanOf, type Word } from './statements.ts';

/** A key as it is stated. Its secret stays in the text: it is read when another is compared with it. */
export function tsigKey(statement: Statement, name: Word): ConfiguredKey {
  const algorithm = wordAfter(statement, 'algorithm');
  return {
    name: keyName(name.text),
    algorithm: algorithm && keyName(algorithm.text),
    at: spanOf(statement, name),
    hasSecret(base64) {
      const secret = bytesOf(wordAfter(statement, 'secret')?.text ?? '');
      const other = bytesOf(base64);
      if (secret === undefined) return undefined;
      return other !== undefined && secret.length === other.length && timingSafeEqual(secret, other);
    },
  };
}

function wordAfter({ block }: Statement, keyword: string): Word | undefined {
  for (const statement of block?.statements ?? []) {
    const value = statement.keyword === keyword ? statement.word(1) : undefined;
    if (value) return hasPlaceholder(value) ? undefined : value;
  }
  return undefined;
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function bytesOf(base64: string): Buffer | undefined {
  const text = base64.replace(/\s/g, '');
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
