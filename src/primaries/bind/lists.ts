import type { AddressRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Mention } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { readBindPrefix } from './addressElement.ts';
import type { AddressList } from './addressList.ts';
import { AddressLists } from './addressLists.ts';
import type { Configuration } from './configuration.ts';
import { type RemoteList, RemoteLists, readOptions } from './remoteLists.ts';
import { type Found, type Scope, syntaxDoubt } from './scope.ts';
import type { Statement } from './statements.ts';
import { spanOf } from './statements.ts';
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
    const keys = new Set(configuration.keys.map(({ name }) => name));
    this.#configuration = configuration;
    this.#clients = new AddressLists(configuration.acls, readPrefix);
    this.#remotes = new RemoteLists(configuration.remotes, (name) => keys.has(name), readPrefix);
  }

  get mentions(): readonly Mention[] {
    return [...this.#clients.mentions, ...this.#remotes.mentions];
  }

  get doubts(): readonly Doubt[] {
    return [...this.#clients.doubts, ...this.#remotes.doubts];
  }

  /** The list of clients that a statement has; undefined where there is no statement. */
  *clients(found: Found | undefined): Steps<Listed> {
    if (found?.kind !== 'statement') return found?.doubt;
    const { statement } = found;
    const { block } = statement;
    if (!block) return syntaxDoubt(statement);
    return { list: yield* this.#clients.read(block), statement, at: spanOf(statement, statement) };
  }

  /** The list that a statement has in common with all in the same words; undefined where it has one of its own. */
  *common({ first, block }: Statement): Steps<AddressList | undefined> {
    return block?.open === first + 1 ? yield* this.#clients.readCommon(block) : undefined;
  }

  /** The list of servers that a statement has. */
  *remotes(statement: Statement): Steps<RemoteList | Doubt> {
    const options = readOptions(statement.words.slice(1));
    if (!statement.block || options?.key !== undefined || options?.tls !== undefined || !options) {
      return syntaxDoubt(statement);
    }
    return yield* this.#remotes.readCommon(statement.block, options.port);
  }

  /** Reads what is in no zone, used or not: addresses are mentioned there too. */
  *readAll(): Steps<void> {
    const { acls, remotes, options, fragment, templates, views } = this.#configuration;
    for (const statement of [...acls.values()].flat()) {
      if (statement.block) yield* this.#clients.read(statement.block);
    }
    for (const { block, words } of [...remotes.values()].flat()) {
      if (block) yield* this.#remotes.read(block, readOptions(words.slice(2))?.port);
    }
    for (const scope of [options, fragment, ...templates.values()]) yield* this.readIn(scope);
    for (const view of views) {
      if ('scope' in view) yield* this.readIn(view.scope);
    }
  }

  /** Reads the lists of a block for the addresses that are mentioned in them. */
  *readIn(scope: Scope): Steps<void> {
    for (const keyword of ['allow-transfer', 'match-clients']) {
      const block = scope.first(keyword)?.block;
      if (block) yield* this.#clients.read(block);
    }
    const targets = scope.first('also-notify');
    if (targets?.block) yield* this.remotes(targets);
  }
}
