import type { DialectName } from './evaluation.ts';

const ROOT_SECTIONS: Readonly<Record<DialectName, RegExp>> = {
  bind: /^[ \t]*(options|view)\b[^;{}]*\{/m,
  nsd: /^[ \t]*server:/m,
  knot: /^(server|database|control|template):/m,
  pdns: /^/,
  windows: /^/,
};

/** The names that servers' packages give to the file with which a configuration begins, as a glob pattern. */
export const ROOT_FILES =
  '**/{named.conf,named*.conf,knot.conf,knot*.conf,nsd.conf,nsd*.conf,pdns.conf,pdns*.conf}';

/**
 * Whether a configuration begins with a text: it has what only the whole of it has, such as the server's own settings.
 * Specified in test/unit/primaries.
 */
export function isRoot(dialect: DialectName, text: string): boolean {
  return ROOT_SECTIONS[dialect].test(text);
}
