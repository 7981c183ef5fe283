import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredKey } from '../evaluation.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { hasPlaceholder, keyName } from './addressElement.ts';
import { tsigKey } from './keys.ts';
import { Reader } from './reader.ts';
import { isDoubt, Scope, syntaxDoubt } from './scope.ts';
import { type BindFile, type Statement, spanOf, type Word } from './statements.ts';

/** A zone as it is stated, of whatever type. */
export interface StatedZone {
  /** Lower case, without the last dot; undefined where a template engine has yet to write it. */
  readonly name: string | undefined;
  readonly at: Span;
  readonly statement: Statement;
  readonly scope: Scope;
}

export interface StatedView {
  readonly name: string;
  readonly statement: Statement;
  readonly scope: Scope;
  readonly zones: readonly Statement[];
  /** The names of its own keys. */
  readonly keys: ReadonlySet<string>;
}

/** The statements of a name, in their order; the name in lower case. */
export type Named = ReadonlyMap<string, readonly Statement[]>;

const REMOTES = new Set(['primaries', 'masters', 'remote-servers']);

/** By custom such a file holds keys alone. */
const KEY_FILE = /\.keys?$/;

/**
 * Sorts the statements of a configuration with all of its files by what they are about.
 * Specified in test/unit/primaries/bind.
 */
export function* readConfiguration(sources: Sources<BindFile>): Steps<Configuration> {
  const configuration = new Configuration(sources);
  yield* configuration.read(sources.root);
  return configuration;
}

/** A configuration with all of its files, its statements by what they are about. */
export class Configuration {
  readonly options = new Scope();
  /** Views of the class IN, in the order in which they are tried, and where others may stand between them. */
  readonly views: (StatedView | Doubt)[] = [];
  /** Zones that are in no view. */
  readonly zones: Statement[] = [];
  readonly templates = new Map<string, Scope>();
  /** What stands outside of any block, as in a file that is included in one. */
  readonly fragment = new Scope();
  readonly keys: ConfiguredKey[] = [];
  /** The names of the keys that every view knows. */
  readonly commonKeys = new Set<string>();
  readonly acls = new Map<string, Statement[]>();
  /** Named lists of servers. */
  readonly remotes = new Map<string, Statement[]>();
  readonly #options: Statement[] = [];
  readonly #views: (Statement | Doubt)[] = [];
  readonly #templates: Statement[] = [];
  readonly #reader: Reader;

  constructor(sources: Sources<BindFile>) {
    this.#reader = new Reader(sources);
  }

  /** Whether it has the options: what these lack is nowhere else. */
  get hasOptions(): boolean {
    return this.#options.length > 0;
  }

  /** What could not be read until now. */
  get doubts(): readonly Doubt[] {
    return this.#reader.doubts;
  }

  *read(root: BindFile): Steps<void> {
    const flaws: Doubt[] = [];
    yield* this.#reader.forEachInSteps(root.statements, {
      add: (statement) => this.#sort(statement),
      addFlaw: (flaw) => {
        flaws.push(flaw);
        if (!KEY_FILE.test(flaw.subject)) this.#views.push(flaw);
      },
    });
    for (const statement of this.#options) this.#fill(statement, this.options);
    if (!this.hasOptions && flaws[0]) this.options.addFlaw(flaws[0]);
    for (const view of this.#views) this.views.push(isDoubt(view) ? view : yield* this.#view(view));
    for (const statement of this.#templates) {
      const name = statement.word(1)?.text.toLowerCase() ?? '';
      this.templates.set(name, this.#fill(statement, new Scope()));
    }
  }

  /** Looks into a zone. @returns undefined for what is none, or none of the class IN */
  zone(statement: Statement): StatedZone | undefined {
    const name = statement.word(1);
    if (name === undefined || !statement.block || !isInternet(statement)) return undefined;
    const scope = this.#fill(statement, new Scope());
    return { name: zoneName(name), at: spanOf(statement, name), statement, scope };
  }

  #sort(statement: Statement): void {
    const { keyword } = statement;
    switch (keyword) {
      case 'zone':
        this.zones.push(statement);
        break;
      case 'view':
        if (isInternet(statement)) this.#views.push(statement);
        break;
      case 'acl':
        addTo(this.acls, statement);
        break;
      case 'key':
        this.#addKey(statement, this.commonKeys);
        break;
      case 'options':
        this.#options.push(statement);
        break;
      case 'template':
        this.#templates.push(statement);
        break;
      case 'also-notify':
      case 'allow-transfer':
      case 'notify':
        this.fragment.add(statement);
        this.options.addFlaw(syntaxDoubt(statement));
        break;
      default:
        if (REMOTES.has(keyword)) addTo(this.remotes, statement);
    }
  }

  /** Takes in what a block says. */
  #fill(statement: Statement, scope: Scope): Scope {
    const { block } = statement;
    if (block) this.#reader.forEach(block.statements, scope);
    if (!block?.isClosed) scope.addFlaw(syntaxDoubt(statement));
    return scope;
  }

  *#view(statement: Statement): Steps<StatedView> {
    const { block } = statement;
    const scope = new Scope();
    const zones: Statement[] = [];
    const keys = new Set<string>();
    yield* this.#reader.forEachInSteps(block?.statements ?? [], {
      add: (inner) => {
        if (inner.keyword === 'zone') zones.push(inner);
        else if (inner.keyword === 'key') this.#addKey(inner, keys);
        else scope.add(inner);
      },
      addFlaw: (flaw) => scope.addFlaw(flaw),
    });
    if (!block?.isClosed) scope.addFlaw(syntaxDoubt(statement));
    return { name: statement.word(1)?.text ?? '', statement, scope, zones, keys };
  }

  #addKey(statement: Statement, names: Set<string>): void {
    const name = statement.word(1);
    if (name === undefined || !statement.block) return;
    names.add(keyName(name.text));
    this.keys.push(tsigKey(statement, name));
  }
}

function addTo(named: Map<string, Statement[]>, statement: Statement): void {
  const name = statement.word(1)?.text.toLowerCase() ?? '';
  const known = named.get(name);
  if (known) known.push(statement);
  else named.set(name, [statement]);
}

/** Whether a zone or a view is of the class IN, as it is when it names none. */
function isInternet(statement: Statement): boolean {
  const word = statement.word(2);
  return word === undefined || word.text.toLowerCase() === 'in';
}

function zoneName(word: Word): string | undefined {
  if (hasPlaceholder(word)) return undefined;
  const name = word.text.toLowerCase();
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
}
