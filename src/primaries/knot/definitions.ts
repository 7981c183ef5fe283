import { singleRange } from '../addressRange.ts';
import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { type Network, readNetwork } from './network.ts';
import { isPlaceholder } from './placeholder.ts';
import {
  doubtAbout,
  emptiedOf,
  type List,
  type Listed,
  lastOf,
  listOf,
  readTarget,
  type Stated,
  spanOf,
  switchOf,
} from './settings.ts';
import type { Block, KnotFile } from './statements.ts';

/** What a name stands for, or why that is not known. */
export type Reference<T> =
  | { readonly name: string; readonly at: Span; readonly to: T }
  | { readonly name: string; readonly at: Span; readonly doubt: Doubt };

/** References to what is defined, in a list. */
export interface References<T> {
  readonly at: Span;
  readonly to: readonly Reference<T>[];
  readonly doubt: Doubt | undefined;
}

/** References that a zone has; undefined where it has none, a doubt where they are not known. */
export type Effective<T> = References<T> | Doubt | undefined;

interface Definition {
  /** Its id, where it is defined. */
  readonly at: Span;
  /** Why it may be something else than it seems: lines that are not understood, a second one of the same id. */
  readonly doubts: Doubt[];
}

export interface Key extends Definition {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly algorithm: string | undefined;
  readonly secret: string | undefined;
}

/** An address in a list, as it is written. */
export interface Literal extends Listed, Network {
  /** The address alone, without a port. */
  readonly addressAt: Span;
  /** Of a remote's address. */
  readonly port: number | undefined;
}

export interface Addresses {
  readonly literals: readonly Literal[];
  /** How many values there are, whether or not they are addresses. */
  readonly values: number;
  /** Why there may be others. */
  readonly doubts: readonly Doubt[];
}

export interface Remote extends Definition {
  readonly addresses: Addresses;
  readonly key: Reference<Key> | undefined;
  /** Whether it takes part in automatic rules. */
  readonly automatic: Stated<boolean> | undefined;
  /** QUIC or TLS, where it is reached by that. */
  readonly encrypted: Stated<boolean> | undefined;
  /** Whether it must have a certificate, which a client over TCP has not. */
  readonly needsCertificate: boolean;
}

/** A remote, or several under one name. */
export type Remotes = Remote | RemoteGroup;

export interface RemoteGroup extends Definition {
  readonly remotes: References<Remote>;
}

export interface Acl extends Definition {
  readonly addresses: Addresses | undefined;
  readonly keys: References<Key> | undefined;
  readonly remotes: References<Remotes> | undefined;
  readonly actions: List | undefined;
  readonly protocols: List | undefined;
  readonly deny: Stated<boolean> | undefined;
  readonly needsCertificate: boolean;
}

/** What zones and templates have in common. */
export interface Template extends Definition {
  readonly acl: References<Acl> | undefined;
  readonly notify: References<Remotes> | undefined;
  readonly master: References<Remotes> | undefined;
}

export interface Zone extends Template {
  readonly file: KnotFile;
  /** As it is written. */
  readonly name: string;
  readonly template: Reference<Template> | undefined;
}

/** All that a configuration defines. */
export interface Definitions {
  readonly keys: readonly Key[];
  readonly remotes: readonly Remote[];
  readonly acls: readonly Acl[];
  readonly templates: readonly Template[];
  readonly zones: readonly Zone[];
  /** The template of zones that name none. */
  readonly defaultTemplate: Template | undefined;
  /** `automatic-acl` of the server. */
  readonly automatic: Stated<boolean> | undefined;
  /** Why there may be more definitions than these. */
  readonly gap: Doubt | undefined;
  readonly doubts: readonly Doubt[];
}

/** Reads all definitions in Knot's order: a name must be defined before it is used. */
export function* readDefinitions(sources: Sources<KnotFile>): Steps<Definitions> {
  const reader = new Reader();
  yield* readFile(reader, sources, sources.root, 0);
  return reader.definitions();
}

/** Knot takes deeper includes for a cycle. */
const MAX_DEPTH = 6;

function* readFile(reader: Reader, sources: Sources<KnotFile>, file: KnotFile, depth: number): Steps<void> {
  for (const entry of file.entries) {
    yield;
    if (entry.kind === 'block') {
      reader.block(file, entry);
    } else if (entry.kind === 'stray') {
      reader.gap(doubtAbout(file, entry));
    } else if (depth >= MAX_DEPTH) {
      reader.gap({ kind: 'too-deep', subject: entry.include.pattern, at: entry.include.at });
    } else {
      yield* readIncluded(reader, sources, entry.include, depth + 1);
    }
  }
}

function* readIncluded(
  reader: Reader,
  sources: Sources<KnotFile>,
  include: Include,
  depth: number,
): Steps<void> {
  const included = sources.included(include);
  if ('kind' in included) {
    reader.gap(included);
  } else {
    for (const file of included) yield* readFile(reader, sources, file, depth);
  }
}

/** A key's name as it is compared in requests: lower case, without the last dot. */
export function nameOf(written: string): string {
  return written.length > 1 && written.endsWith('.')
    ? written.slice(0, -1).toLowerCase()
    : written.toLowerCase();
}

class Reader {
  readonly #keys = new Map<string, Key>();
  readonly #remotes = new Map<string, Remote>();
  readonly #groups = new Map<string, RemoteGroup>();
  readonly #acls = new Map<string, Acl>();
  readonly #templates = new Map<string, Template>();
  readonly #zones = new Map<string, Zone>();
  readonly #doubts: Doubt[] = [];
  #automatic: Stated<boolean> | undefined;
  #gap: Doubt | undefined;

  definitions(): Definitions {
    return {
      keys: [...this.#keys.values()],
      remotes: [...this.#remotes.values()],
      acls: [...this.#acls.values()],
      templates: [...this.#templates.values()],
      zones: [...this.#zones.values()],
      defaultTemplate: this.#templates.get('default'),
      automatic: this.#automatic,
      gap: this.#gap,
      doubts: this.#doubts,
    };
  }

  /** Notes that something was not read: it may define whatever is not defined before, and set what is set. */
  gap(doubt: Doubt): void {
    this.#doubts.push(doubt);
    this.#gap ??= doubt;
    this.#automatic = { doubt };
  }

  block(file: KnotFile, block: Block): void {
    if (block.section === 'server') {
      this.#server(file, block);
      return;
    }
    if (block.id === undefined) return;
    const at = spanOf(file, block.id);
    const definition = { at, doubts: block.strays.map((stray) => this.#noted(doubtAbout(file, stray))) };
    const id = block.id.text;
    switch (block.section) {
      case 'key':
        this.#define(this.#keys, nameOf(id), this.#key(file, block, id, definition));
        break;
      case 'remote':
        this.#define(this.#remotes, id, this.#remote(file, block, definition));
        break;
      case 'remotes':
        this.#define(this.#groups, id, this.#group(file, block, definition));
        break;
      case 'acl':
        this.#define(this.#acls, id, this.#acl(file, block, definition));
        break;
      case 'template':
        this.#define(this.#templates, id, { ...definition, ...this.#zoneItems(file, block) });
        break;
      case 'zone':
        this.#zone(file, block, id, definition);
        break;
    }
  }

  #noted(doubt: Doubt): Doubt {
    this.#doubts.push(doubt);
    return doubt;
  }

  /** Knot refuses an id that is defined before. */
  #define<T extends Definition>(known: Map<string, T>, id: string, definition: T): void {
    const first = known.get(id);
    if (first) first.doubts.push(this.#noted({ kind: 'syntax', subject: id, at: definition.at }));
    else known.set(id, definition);
  }

  #server(file: KnotFile, block: Block): void {
    this.#automatic = switchOf(file, block, 'automatic-acl') ?? this.#automatic;
    for (const stray of block.strays) this.gap(doubtAbout(file, stray));
  }

  #key(file: KnotFile, block: Block, id: string, definition: Definition): Key {
    const [algorithm, secret] = ['algorithm', 'secret'].map((name) => {
      const stated = lastOf(file, block, name);
      return stated && 'value' in stated ? stated.value : undefined;
    });
    return { ...definition, name: nameOf(id), algorithm: algorithm && nameOf(algorithm), secret };
  }

  #remote(file: KnotFile, block: Block, definition: Definition): Remote {
    const keys = this.#references(listOf(file, block, 'key'), (name) => this.#keys.get(nameOf(name)));
    const [quic, tls] = ['quic', 'tls'].map((name) => switchOf(file, block, name));
    if (keys?.doubt) definition.doubts.push(keys.doubt);
    return {
      ...definition,
      addresses: this.#addresses(listOf(file, block, 'address'), remoteLiteral) ?? {
        literals: [],
        values: 0,
        doubts: [this.#noted({ kind: 'syntax', subject: block.id?.text ?? '', at: definition.at })],
      },
      key: keys?.to.at(-1),
      automatic: switchOf(file, block, 'automatic-acl'),
      encrypted: [quic, tls].find((stated) => stated && !('value' in stated && !stated.value)),
      needsCertificate: needsCertificate(block),
    };
  }

  #group(file: KnotFile, block: Block, definition: Definition): RemoteGroup {
    const remotes = this.#references(listOf(file, block, 'remote'), (name) => this.#remotes.get(name));
    return { ...definition, remotes: remotes ?? { at: definition.at, to: [], doubt: undefined } };
  }

  #acl(file: KnotFile, block: Block, definition: Definition): Acl {
    const addresses = this.#addresses(listOf(file, block, 'address'), networkLiteral);
    const keys = this.#references(listOf(file, block, 'key'), (name) => this.#keys.get(nameOf(name)));
    const remotes = this.#references(listOf(file, block, 'remote'), (name) => this.#remotesOf(name));
    if (remotes && (addresses ?? keys)) {
      // Knot takes one or the other.
      definition.doubts.push(this.#noted({ kind: 'syntax', subject: 'remote', at: remotes.at }));
    }
    return {
      ...definition,
      addresses,
      keys,
      remotes,
      actions: listOf(file, block, 'action'),
      protocols: listOf(file, block, 'protocol'),
      deny: switchOf(file, block, 'deny'),
      needsCertificate: needsCertificate(block),
    };
  }

  #zone(file: KnotFile, block: Block, id: string, definition: Definition): void {
    if (isPlaceholder(id)) {
      this.#doubts.push({ kind: 'placeholder', subject: id, at: definition.at });
      return;
    }
    const templates = this.#references(listOf(file, block, 'template'), (name) => this.#templates.get(name));
    if (templates?.doubt) definition.doubts.push(templates.doubt);
    this.#define(this.#zones, nameOf(id), {
      ...definition,
      ...this.#zoneItems(file, block),
      file,
      name: id,
      template: templates?.to.at(-1),
    });
  }

  #zoneItems(file: KnotFile, block: Block): Pick<Template, 'acl' | 'notify' | 'master'> {
    return {
      acl: this.#references(emptiedOf(file, block, 'acl'), (name) => this.#acls.get(name)),
      notify: this.#references(emptiedOf(file, block, 'notify'), (name) => this.#remotesOf(name)),
      master: this.#references(emptiedOf(file, block, 'master'), (name) => this.#remotesOf(name)),
    };
  }

  #remotesOf(name: string): Remotes | undefined {
    return this.#remotes.get(name) ?? this.#groups.get(name);
  }

  #references<T>(list: List | undefined, find: (name: string) => T | undefined): References<T> | undefined {
    if (list === undefined) return undefined;
    const { at, values, doubt } = list;
    return {
      at,
      to: values.map(({ value, at: place }) => {
        const to = find(value.text);
        return to === undefined
          ? { name: value.text, at: place, doubt: this.#noted(this.#unknown(value.text, place)) }
          : { name: value.text, at: place, to };
      }),
      doubt: doubt && this.#noted(doubt),
    };
  }

  #unknown(name: string, at: Span): Doubt {
    if (isPlaceholder(name)) return { kind: 'placeholder', subject: name, at };
    return this.#gap ?? { kind: 'unknown-name', subject: name, at };
  }

  #addresses(
    list: List | undefined,
    read: (listed: Listed) => Literal | 'none' | undefined,
  ): Addresses | undefined {
    if (list === undefined) return undefined;
    const literals: Literal[] = [];
    const doubts = list.doubt ? [this.#noted(list.doubt)] : [];
    for (const listed of list.values) {
      const literal = read(listed);
      if (literal === undefined) doubts.push(this.#noted(doubtAbout(listed.file, listed.value)));
      else if (literal !== 'none') literals.push(literal);
    }
    return { literals, values: list.values.length, doubts };
  }
}

function needsCertificate({ items }: Block): boolean {
  return items.some(({ name }) => name === 'cert-key' || name === 'cert-hostname');
}

function networkLiteral(listed: Listed): Literal | undefined {
  const network = readNetwork(listed.value.text);
  return network && { ...listed, ...network, addressAt: listed.at, port: undefined };
}

function remoteLiteral(listed: Listed): Literal | 'none' | undefined {
  const { text, start } = listed.value;
  const target = isPlaceholder(text) ? undefined : readTarget(text);
  if (target === undefined) return undefined;
  if (target === 'path') return 'none';
  const { address, port, length } = target;
  const addressAt = { ...listed.at, start, end: start + length };
  return { ...listed, addressAt, range: singleRange(address), isTurned: false, port };
}
