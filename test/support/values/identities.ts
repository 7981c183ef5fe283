import { createHash } from 'node:crypto';
import type { IdentityFacts } from '../../../src/credentials/identity.ts';

/** What an identity is made of beside its credential, with a file of its own. */
export function factsOf(baseUrl: string, addedAt: number, file = `${baseUrl} ${addedAt}`): IdentityFacts {
  return { baseUrl, addedAt, fileName: fileNameOf(file) };
}

/** A file's name for an identity of the tests. */
export function fileNameOf(identityId: string): string {
  return createHash('sha256').update(identityId).digest('hex');
}
