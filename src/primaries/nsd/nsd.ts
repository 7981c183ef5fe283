import type { Dialect } from '../dialect.ts';
import { evaluateNsd } from './evaluate.ts';
import { looksLikeNsd } from './looksLike.ts';
import { type NsdFile, parseStatements } from './statements.ts';

/** NSD's `nsd.conf`. */
export const nsd: Dialect<NsdFile> = {
  name: 'nsd',
  looksLike: looksLikeNsd,
  parse: parseStatements,
  evaluate: evaluateNsd,
};
