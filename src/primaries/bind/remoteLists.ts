import { type Address, type AddressRange, contains } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Mention, NotifyDecision } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { runAtOnce, type Steps } from '../steps.ts';
import { hasPlaceholder, type ReadPrefix } from './addressElement.ts';
import type { Named } from './configuration.ts';
import { WrittenMention } from './edits.ts';
import { type Block, ByBlock, Statement, spanOf, type Word } from './statements.ts';

/** A list of servers that NOTIFY is sent to. One whose key is not defined is sent it unsigned. */
export interface RemoteList {
  /** The port of those that name none; undefined where the list names none either. */
  readonly port: number | undefined;
  readonly remotes: readonly Remote[];
}

type Remote =
  | {
      readonly kind: 'address';
      readonly range: AddressRange;
      /** How many tokens after the beginning of its list it stands. */
      readonly offset: number;
      readonly port: number | undefined;
      readonly isEncrypted: boolean;
      readonly doubt: undefined;
    }
  | { readonly kind: 'list'; readonly list: RemoteList; readonly doubt: Doubt | undefined }
  | { readonly kind: 'unknown'; readonly doubt: Doubt };

/** Deeper nesting is not followed. */
const MAX_DEPTH = 50;

/** Elements between two pauses. */
const STEP = 1_000;

/** Characters of a list that many statements may have in common. */
const SHORT = 400;

/**
 * Reads lists of servers, and follows the names of others in them. Each is read once.
 * Specified in test/unit/primaries/bind.
 */
export class RemoteLists {
  readonly mentions: Mention[] = [];
  readonly doubts: Doubt[] = [];
  readonly #named: Named;
  readonly #readPrefix: ReadPrefix;
  readonly #known = new ByBlock<RemoteList>();
  readonly #common = new Map<string, RemoteList>();

  /** @param named the lists that have a name, by it, in lower case */
  constructor(named: Named, readPrefix: ReadPrefix) {
    this.#named = named;
    this.#readPrefix = readPrefix;
  }

  /** Reads a list, all of whose servers have this port unless they name another. */
  *read(block: Block, port: number | undefined, depth = 0): Steps<RemoteList> {
    const known = this.#known.get(block);
    if (known) return known;
    const remotes: Remote[] = [];
    const list: RemoteList = { port, remotes };
    this.#known.set(block, list);
    for (const element of block.statements) {
      if (remotes.length % STEP === STEP - 1) yield;
      const remote = yield* this.#remote(element, block, depth);
      if (remote.doubt) this.doubts.push(remote.doubt);
      remotes.push(remote);
    }
    return list;
  }

  /** Reads a list at once. Those with the same text are one, unless there is a doubt about it. */
  common(block: Block, port: number | undefined): RemoteList {
    const { source, open, start, end } = block;
    const known = this.#known.get(block);
    if (known || end - start > SHORT) return known ?? runAtOnce(this.read(block, port));
    const words = source.text.slice(start, end);
    const text = port === undefined ? words : `${port} ${words}`;
    const common = this.#common.get(text);
    if (common === undefined) {
      const list = runAtOnce(this.read(block, port));
      if (list.remotes.every(({ doubt }) => doubt === undefined)) this.#common.set(text, list);
      return list;
    }
    this.#known.set(block, common);
    for (const remote of common.remotes) {
      if (remote.kind !== 'address') continue;
      this.#mention(new Statement(source, open + remote.offset), block, remote.range);
    }
    return common;
  }

  #mention(element: Statement, block: Block, range: AddressRange): void {
    this.mentions.push(new WrittenMention(element, block, range, 'notify'));
  }

  *#remote(element: Statement, block: Block, depth: number): Steps<Remote> {
    const { words } = element;
    const [first, ...rest] = words;
    const at = spanOf(element, first ?? element);
    const options = first && element.isSound && !element.block ? readOptions(rest) : undefined;
    if (first === undefined || options === undefined || words.some(hasPlaceholder)) {
      const kind = words.some(hasPlaceholder) ? 'placeholder' : 'syntax';
      return { kind: 'unknown', doubt: element.flaw ?? { kind, subject: first?.text ?? '', at } };
    }
    const isEncrypted = options.tls !== undefined;
    const range =
      first.kind === 'bare' && !first.text.includes('/') ? this.#readPrefix(first.text) : undefined;
    if (range === undefined) {
      const doubt = isEncrypted ? ({ kind: 'transport', subject: 'tls', at } as const) : undefined;
      return yield* this.#reference(first.text, at, doubt, depth);
    }
    this.#mention(element, block, range);
    const { port } = options;
    return {
      kind: 'address',
      range,
      offset: element.first - block.open,
      port,
      isEncrypted,
      doubt: undefined,
    };
  }

  *#reference(name: string, at: Span, doubt: Doubt | undefined, depth: number): Steps<Remote> {
    const [first, second] = this.#named.get(name.toLowerCase()) ?? [];
    const options = first && readOptions(first.words.slice(2));
    if (first?.isSound && first.block && !second && options && depth < MAX_DEPTH) {
      return { kind: 'list', list: yield* this.read(first.block, options.port, depth + 1), doubt };
    }
    const kind = first === undefined ? 'unknown-name' : depth < MAX_DEPTH ? 'syntax' : 'too-deep';
    return { kind: 'unknown', doubt: { kind, subject: name, at } };
  }
}

export interface RemoteOptions {
  readonly port: number | undefined;
  readonly key: string | undefined;
  readonly tls: string | undefined;
}

const OPTIONS = new Set(['dscp', 'key', 'port', 'source', 'source-v6', 'tls']);

/** Reads what follows a server's address or a list's name; the port comes first. @returns undefined for anything else */
export function readOptions(words: readonly Word[]): RemoteOptions | undefined {
  const found = new Map<string, string>();
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index]?.text.toLowerCase() ?? '';
    const value = words[index + 1]?.text;
    if (!OPTIONS.has(name) || value === undefined || (name === 'port' && index > 0)) return undefined;
    found.set(name, value);
  }
  const port = found.get('port');
  if (port !== undefined && !/^\d{1,5}$/.test(port)) return undefined;
  return { port: port === undefined ? port : Number(port), key: found.get('key'), tls: found.get('tls') };
}

export const NOTIFY_PORT = 53;

const SENT: NotifyDecision = { kind: 'sends' };
const NOT_SENT: NotifyDecision = { kind: 'does-not-send' };

/** A list that is named twice, with different ports, has both of them or, in older versions, the first one alone. */
const TWICE: NotifyDecision = {
  kind: 'cannot-tell',
  doubt: { kind: 'version', subject: 'also-notify', at: undefined },
};

/**
 * Whether NOTIFY is sent to an address, port 53, unencrypted.
 * @param defaultPort the port where no list names one
 */
export function sendsTo(list: RemoteList, target: Address, defaultPort: number): NotifyDecision {
  return sends(list, target, { outer: defaultPort, seen: new Map() });
}

interface Context {
  /** The port of the lists around one, or the default. */
  readonly outer: number;
  /** The lists that were looked into, with the ports that they had. */
  readonly seen: Map<RemoteList, Set<number>>;
}

function sends(list: RemoteList, target: Address, { outer, seen }: Context): NotifyDecision {
  const port = list.port ?? outer;
  const ports = seen.get(list) ?? new Set();
  if (ports.has(port)) return NOT_SENT;
  const isFirst = ports.size === 0;
  seen.set(list, ports.add(port));
  let doubt: Doubt | undefined;
  for (const remote of list.remotes) {
    const sent = sendsByRemote(remote, port, target, seen);
    if (sent.kind === 'sends' && remote.doubt === undefined) return isFirst ? sent : TWICE;
    if (sent.kind !== 'does-not-send') doubt ??= sent.kind === 'cannot-tell' ? sent.doubt : remote.doubt;
  }
  return doubt ? { kind: 'cannot-tell', doubt } : NOT_SENT;
}

function sendsByRemote(remote: Remote, port: number, target: Address, seen: Context['seen']): NotifyDecision {
  switch (remote.kind) {
    case 'unknown':
      return { kind: 'cannot-tell', doubt: remote.doubt };
    case 'list':
      return sends(remote.list, target, { outer: port, seen });
    case 'address': {
      const arrives = !remote.isEncrypted && (remote.port ?? port) === NOTIFY_PORT;
      return arrives && contains(remote.range, target) ? SENT : NOT_SENT;
    }
  }
}
