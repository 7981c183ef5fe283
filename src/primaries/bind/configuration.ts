import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredKey } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { hasPlaceholder, keyName } from './addressElement.ts';
import { tsigKey } from './keys.ts';
import { Reader, Scope, syntaxDoubt } from './scope.ts';
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
  readonly keys: ReadonlySet<string>;
}

/** A configuration with all of its files, its statements by what they are about. */
export interface Configuration {
  readonly options: Scope;
  readonly hasOptions: boolean;
  /** Views of the class IN, in the order in which they are tried, and where others may stand between them. */
  readonly views: readonly (StatedView | Doubt)[];
  /** Zones that are in no view. */
  readonly zones: readonly Statement[];
  readonly acls: ReadonlyMap<string, readonly Statement[]>;
  /** Named lists of servers. */
  readonly remotes: ReadonlyMap<string, readonly Statement[]>;
  readonly templates: ReadonlyMap<string, Scope>;
  /** What stands outside of any block, as in a file that is included in one. */
  readonly fragment: Scope;
  readonly keys: readonly ConfiguredKey[];
  /** Names of the keys that every view knows. */
  readonly keyNames: ReadonlySet<string>;
  /** What could not be read, the zones that were looked into among it. */
  readonly doubts: readonly Doubt[];
  /** Looks into a zone. @returns undefined for what is none, or none of the class IN */
  zone(statement: Statement): StatedZone | undefined;
}

/** Sorts the statements of a configuration. */
export function readConfiguration(sources: Sources<BindFile>): Configuration {
  return new Sorter(sources).configuration;
}

const REMOTES = new Set(['primaries', 'masters', 'remote-servers']);

/** By custom such a file holds keys alone. */
const KEY_FILE = /\.keys?$/;

class Sorter {
  readonly #reader: Reader;
  readonly #options = new Scope();
  readonly #views: (StatedView | Doubt)[] = [];
  readonly #zones: Statement[] = [];
  readonly #acls = new Map<string, Statement[]>();
  readonly #remotes = new Map<string, Statement[]>();
  readonly #templates = new Map<string, Scope>();
  readonly #keys: ConfiguredKey[] = [];
  readonly #keyNames = new Set<string>();
  readonly #root = new Scope();
  readonly #fragment = new Scope();
  #hasOptions = false;

  constructor(sources: Sources<BindFile>) {
    this.#reader = new Reader(sources);
    this.#reader.forEach(
      sources.root.statements,
      (statement) => this.#sort(statement),
      (flaw) => {
        this.#root.addFlaw(flaw);
        if (!KEY_FILE.test(flaw.subject)) this.#views.push(flaw);
      },
    );
    if (!this.#hasOptions && this.#root.flaw) this.#options.addFlaw(this.#root.flaw);
  }

  get configuration(): Configuration {
    return {
      options: this.#options,
      hasOptions: this.#hasOptions,
      views: this.#views,
      zones: this.#zones,
      acls: this.#acls,
      remotes: this.#remotes,
      templates: this.#templates,
      fragment: this.#fragment,
      keys: this.#keys,
      keyNames: this.#keyNames,
      doubts: this.#reader.doubts,
      zone: (statement) => this.#zone(statement),
    };
  }

  #sort(statement: Statement): void {
    const { keyword, block, words } = statement;
    const name = words[1]?.text ?? '';
    switch (keyword) {
      case 'zone':
        this.#zones.push(statement);
        break;
      case 'view':
        this.#addView(statement, name);
        break;
      case 'acl':
        addTo(this.#acls, name, statement);
        break;
      case 'key':
        this.#addKey(statement, this.#keyNames);
        break;
      case 'options':
        this.#hasOptions = true;
        this.#fill(this.#options, statement);
        break;
      case 'template':
        this.#templates.set(name.toLowerCase(), this.#fill(new Scope(), statement));
        break;
      case 'also-notify':
      case 'allow-transfer':
      case 'notify':
        this.#fragment.add(statement);
        this.#options.addFlaw(syntaxDoubt(statement));
        break;
      default:
        if (REMOTES.has(keyword) && block) addTo(this.#remotes, name, statement);
    }
  }

  /** Takes in what a block says. */
  #fill(scope: Scope, statement: Statement): Scope {
    const { block } = statement;
    this.#reader.forEach(
      block?.statements ?? [],
      (inner) => scope.add(inner),
      (flaw) => scope.addFlaw(flaw),
    );
    if (!block?.isClosed) scope.addFlaw(syntaxDoubt(statement));
    return scope;
  }

  #zone(statement: Statement): StatedZone | undefined {
    const [, name, zoneClass] = statement.words;
    if (name === undefined || !statement.block || !isInternet(zoneClass)) return undefined;
    const scope = this.#fill(new Scope(), statement);
    return { name: zoneName(name), at: spanOf(statement, name), statement, scope };
  }

  #addView(statement: Statement, name: string): void {
    const { block, words } = statement;
    if (!isInternet(words[2])) return;
    const scope = new Scope();
    const zones: Statement[] = [];
    const keys = new Set<string>();
    this.#reader.forEach(
      block?.statements ?? [],
      (inner) => {
        if (inner.keyword === 'zone') zones.push(inner);
        else if (inner.keyword === 'key') this.#addKey(inner, keys);
        else scope.add(inner);
      },
      (flaw) => scope.addFlaw(flaw),
    );
    if (!block?.isClosed) scope.addFlaw(syntaxDoubt(statement));
    this.#views.push({ name, statement, scope, zones, keys });
  }

  #addKey(statement: Statement, names: Set<string>): void {
    const [, name] = statement.words;
    if (name === undefined || !statement.block) return;
    names.add(keyName(name.text));
    this.#keys.push(tsigKey(statement, name));
  }
}

function addTo(named: Map<string, Statement[]>, name: string, statement: Statement): void {
  const key = name.toLowerCase();
  const known = named.get(key);
  if (known) known.push(statement);
  else named.set(key, [statement]);
}

function isInternet(word: Word | undefined): boolean {
  return word === undefined || word.text.toLowerCase() === 'in';
}

function zoneName(word: Word): string | undefined {
  if (hasPlaceholder(word)) return undefined;
  const name = word.text.toLowerCase();
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
}
