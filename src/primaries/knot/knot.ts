import type { Dialect } from '../dialect.ts';
import { evaluateKnot } from './evaluate.ts';
import { looksLikeKnot } from './looksLike.ts';
import { type KnotFile, parseStatements } from './statements.ts';

/** Knot DNS's `knot.conf`. */
export const knot: Dialect<KnotFile> = {
  name: 'knot',
  looksLike: looksLikeKnot,
  parse: parseStatements,
  evaluate: evaluateKnot,
};
