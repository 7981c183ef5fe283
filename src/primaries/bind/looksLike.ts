import { runAtOnce } from '../steps.ts';
import { parseBind } from './parser.ts';
import type { Statement } from './statements.ts';

/** So many characters tell. */
const ENOUGH = 65_536;

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

const ZONE_STATEMENTS = words('file in-view masters primaries template type');
const KEY_STATEMENTS = words('algorithm secret');
/** Options that are one word; all others have a hyphen, as those of no other program do. */
const OPTIONS = words('blackhole directory forwarders notify port recursion version');
/** Statements with a block that no other server's configuration has. */
const OWN = words(
  'acl also-notify allow-transfer controls dnssec-policy logging managed-keys masters parental-agents primaries',
  'remote-servers statistics-channels trust-anchors trusted-keys',
);
const POSSIBLE = words('dlz dyndb file http include notify plugin server template tls type');

/** One of these begins a line of every such file. */
const WORDS = new RegExp(
  `^[ \\t]*(?:${[...OWN, 'include', 'key', 'options', 'view', 'zone'].join('|')})\\b`,
  'im',
);

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}

function isOption({ keyword, isSound, words: own }: Statement): boolean {
  const isWord = OPTIONS.has(keyword) || /^[a-z]+(?:-[a-z0-9]+)+$/.test(keyword);
  return isWord && isSound && own.every(({ text }) => !text.includes('('));
}

function kindOf(statement: Statement): Kind {
  const { keyword, block, words: own, isSound } = statement;
  const inner = [...(block?.statements ?? [])];
  const has = (known: ReadonlySet<string>): boolean => inner.some((within) => known.has(within.keyword));
  switch (keyword) {
    case 'zone':
      return block && own[1] && has(ZONE_STATEMENTS) ? 'telling' : 'foreign';
    case 'view':
      return block && inner.some((within) => /^(zone|match-|allow-|recursion|include)/.test(within.keyword))
        ? 'telling'
        : 'foreign';
    case 'key':
      return block && has(KEY_STATEMENTS) ? 'telling' : 'foreign';
    case 'options':
      return inner.some(isOption) ? 'telling' : 'foreign';
    case 'include':
      return /named|bind|rndc|zones/i.test(own[1]?.text ?? '') && own[1]?.kind === 'quoted' && isSound
        ? 'telling'
        : 'possible';
    default:
      if (OWN.has(keyword) && block) return 'telling';
      return POSSIBLE.has(keyword) ? 'possible' : 'foreign';
  }
}
