import { runAtOnce } from '../steps.ts';
import { parseBind } from './parser.ts';
import type { Statement } from './statements.ts';

/** So many characters tell. */
const ENOUGH = 65_536;

const WORDS =
  /^[ \t]*(?:acl|also-notify|allow-transfer|controls|include|key|logging|masters|options|primaries|remote-servers|server|template|view|zone)\b/im;

/** Whether a text looks like a `named.conf` or a part of one. */
export function looksLikeBind(text: string): boolean {
  const beginning = text.slice(0, ENOUGH);
  if (!WORDS.test(beginning)) return false;
  const { statements } = runAtOnce(parseBind('', beginning));
  const kinds = [...statements].filter(({ flaw }) => flaw === undefined).map(kindOf);
  const count = (kind: Kind): number => kinds.filter((known) => known === kind).length;
  return count('telling') > 0 && count('telling') + count('possible') > count('foreign');
}

/** What a statement says of its file: it is one of BIND's and of no other's, it may be, or it is none. */
type Kind = 'telling' | 'possible' | 'foreign';

const ZONE_STATEMENTS = new Set(['type', 'in-view', 'template', 'file', 'primaries', 'masters']);
const KEY_STATEMENTS = new Set(['algorithm', 'secret']);
const OPTIONS = new Set([
  ...['directory', 'recursion', 'listen-on', 'listen-on-v6', 'dnssec-validation', 'forwarders', 'version'],
  ...['pid-file', 'dump-file', 'statistics-file', 'port', 'notify', 'also-notify', 'blackhole', 'querylog'],
]);
/** Statements with a block that no other server's configuration has. */
const OWN = new Set([
  ...[
    'acl',
    'also-notify',
    'allow-transfer',
    'dnssec-policy',
    'logging',
    'managed-keys',
    'masters',
    'primaries',
  ],
  ...[
    'remote-servers',
    'parental-agents',
    'statistics-channels',
    'trust-anchors',
    'trusted-keys',
    'controls',
  ],
]);
const POSSIBLE = new Set([
  'http',
  'include',
  'notify',
  'server',
  'tls',
  'template',
  'type',
  'file',
  'plugin',
  'dlz',
  'dyndb',
]);

function kindOf(statement: Statement): Kind {
  const { keyword, block, words, isSound } = statement;
  const inner = [...(block?.statements ?? [])];
  const has = (known: ReadonlySet<string>): boolean => inner.some((within) => known.has(within.keyword));
  switch (keyword) {
    case 'zone':
      return block && words[1] && has(ZONE_STATEMENTS) ? 'telling' : 'foreign';
    case 'view':
      return block && inner.some((within) => /^(zone|match-|allow-|recursion|include)/.test(within.keyword))
        ? 'telling'
        : 'foreign';
    case 'key':
      return block && has(KEY_STATEMENTS) ? 'telling' : 'foreign';
    case 'options':
      return block && (has(OPTIONS) || inner.some((within) => within.keyword.startsWith('allow-')))
        ? 'telling'
        : 'foreign';
    case 'include':
      return /named|bind|rndc|zones/i.test(words[1]?.text ?? '') && words[1]?.kind === 'quoted' && isSound
        ? 'telling'
        : 'possible';
    default:
      if (OWN.has(keyword) && block) return 'telling';
      return POSSIBLE.has(keyword) ? 'possible' : 'foreign';
  }
}
