import type { AddressRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Mention } from '../evaluation.ts';
import { runAtOnce, type Steps } from '../steps.ts';
import { readBindPrefix } from './addressElement.ts';
import type { AddressList } from './addressList.ts';
import { AddressLists } from './addressLists.ts';
import type { Configuration } from './configuration.ts';
import { type RemoteList, RemoteLists, readOptions } from './remoteLists.ts';
import { type Found, isDoubt, type Scope, syntaxDoubt } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import type { Listed } from './views.ts';

/** The lists of a configuration: of clients, and of servers that are notified. */
export class Lists {
  readonly #configuration: Configuration;
  readonly #clients: AddressLists;
  readonly #remotes: RemoteLists;

  constructor(configuration: Configuration) {
    const prefixes = new Map<string, AddressRange | undefined>();
    const readPrefix = (text: string): AddressRange | undefined => {
      if (!prefixes.has(text)) prefixes.set(text, readBindPrefix(text));
      return prefixes.get(text);
    };
    this.#configuration = configuration;
    this.#clients = new AddressLists(configuration.acls, readPrefix);
    this.#remotes = new RemoteLists(configuration.remotes, readPrefix);
  }

  get mentions(): readonly Mention[] {
    return [...this.#clients.mentions, ...this.#remotes.mentions];
  }

  get doubts(): readonly Doubt[] {
    return [...this.#clients.doubts, ...this.#remotes.doubts];
  }

  /** Reads what is in no zone, used or not: addresses are mentioned there too. */
  *readNamed(): Steps<void> {
    const { acls, remotes, options, fragment, templates, views } = this.#configuration;
    for (const statement of [...acls.values()].flat()) {
      if (statement.block) yield* this.#clients.read(statement.block);
    }
    for (const { block, words } of [...remotes.values()].flat()) {
      if (block) yield* this.#remotes.read(block, readOptions(words.slice(2))?.port);
    }
    for (const scope of [options, fragment, ...templates.values()]) yield* this.readIn(scope);
    for (const view of views) {
      if (!isDoubt(view)) yield* this.readIn(view.scope);
    }
  }

  /** Reads all lists of a block. */
  *readIn(scope: Scope): Steps<void> {
    for (const keyword of CLIENT_LISTS) {
      const block = scope.first(keyword)?.block;
      if (block) yield* this.#clients.read(block);
    }
    const targets = scope.first('also-notify');
    if (targets?.block) yield* this.#remotes.read(targets.block, portOf(targets));
  }

  /** The list of clients that a statement has; undefined where there is no statement. */
  clients(found: Found | undefined): Listed {
    if (found === undefined || isDoubt(found)) return found;
    const { block } = found;
    if (!block) return syntaxDoubt(found);
    return { list: runAtOnce(this.#clients.read(block)), statement: found, at: spanOf(found, found) };
  }

  /** The list that a statement has in common with all in the same words; undefined where it has one of its own. */
  common({ first, block }: Statement): AddressList | undefined {
    return block?.open === first + 1 ? this.#clients.common(block) : undefined;
  }

  /** The list of servers that a statement has. */
  remotes(statement: Statement): RemoteList | Doubt {
    const { block } = statement;
    const isPlain = block?.open === statement.first + 1;
    const options = isPlain ? undefined : readOptions(statement.words.slice(1));
    const isRight = isPlain || (options && options.key === undefined && options.tls === undefined);
    return block && isRight ? this.#remotes.common(block, options?.port) : syntaxDoubt(statement);
  }
}

const CLIENT_LISTS = ['allow-transfer', 'blackhole', 'match-clients', 'match-destinations'];

/** Whether a list of a block is so long that reading it needs pauses. */
export function hasLongList(scope: Scope): boolean {
  return [...CLIENT_LISTS, 'also-notify'].some((keyword) => scope.first(keyword)?.block?.isLong);
}

function portOf(statement: Statement): number | undefined {
  return readOptions(statement.words.slice(1))?.port;
}
