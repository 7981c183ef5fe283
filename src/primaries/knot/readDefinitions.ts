import { singleRange } from '../addressRange.ts';
import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import {
  type Acl,
  type Addresses,
  type Definition,
  type Definitions,
  type Key,
  type Literal,
  nameOf,
  type References,
  type Remote,
  type RemoteGroup,
  type Remotes,
  type Template,
  type Zone,
} from './definitions.ts';
import { readNetwork } from './network.ts';
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
} from './settingValues.ts';
import type { Block, KnotFile } from './statements.ts';

/**
 * Reads all definitions in Knot's order: a name must be defined before it is used.
 * Specified in test/unit/primaries/knot.
 */
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

  /** Knot refuses an id that is defined before. One that has yet to be filled in may be any. */
  #define<T extends Definition>(known: Map<string, T>, id: string, definition: T): void {
    if (isPlaceholder(id)) {
      this.#gap ??= this.#noted({ kind: 'placeholder', subject: id, at: definition.at });
      known.set(`${id} ${definition.at.start} ${definition.at.file}`, definition);
      return;
    }
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
        const to = isPlaceholder(value.text) ? undefined : find(value.text);
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
