import type { Dialect } from '../dialect.ts';
import { evaluateBind } from './evaluate.ts';
import { looksLikeBind } from './looksLike.ts';
import { parseBind } from './parser.ts';
import type { BindFile } from './statements.ts';

/** `named.conf` of BIND 9, with all that it includes. */
export const bind: Dialect<BindFile> = {
  name: 'bind',
  looksLike: looksLikeBind,
  parse: parseBind,
  evaluate: evaluateBind,
};
