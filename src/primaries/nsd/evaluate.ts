import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type {
  Addition,
  ConfiguredKey,
  ConfiguredZone,
  Decision,
  Evaluation,
  Mention,
  NotifyPolicy,
  TransferPolicy,
} from '../evaluation.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Steps } from '../steps.ts';
import type { Clause, Literal } from './clause.ts';
import { besideClause, elementOf, unsignedAfter } from './edits.ts';
import { configuredKey } from './key.ts';
import { type ClauseList, notifyPolicy, type Surroundings, transferPolicy } from './policies.ts';
import { type Block, readSections, type Sections } from './sections.ts';
import type { NsdFile } from './statements.ts';

/**
 * Says what a configuration means: its zones with their own clauses and those of the patterns that they include.
 * Specified in test/unit/primaries/nsd.
 */
export function* evaluateNsd(sources: Sources<NsdFile>): Steps<Evaluation> {
  const sections = yield* readSections(sources);
  const doubts = [...sections.doubts];
  return {
    dialect: 'nsd',
    zones: yield* zonesOf(sections, doubts),
    mentions: yield* mentionsOf(sections.clauses),
    keys: sections.keys.flatMap(keyOf),
    doubts,
  };
}

function* zonesOf(sections: Sections, doubts: Doubt[]): Steps<readonly ConfiguredZone[]> {
  const policies = new Policies({
    keys: namesOf(sections.keys),
    tlsAuths: namesOf(sections.tlsAuths),
    tlsOnly: tlsOnly(sections),
  });
  const zones: ConfiguredZone[] = [];
  const again = duplicates(sections.zones);
  for (const block of sections.zones) {
    const name = block.name;
    const twin = again.get(block);
    if (name === undefined || isPlaceholder(name.text)) {
      doubts.push(withoutName(block));
    } else if (twin !== 'second' && !policies.requests(block)) {
      const more = twin ? [twin] : [];
      zones.push({
        name: zoneName(name.text),
        view: undefined,
        at: name.at,
        transfer: policies.transfer(block, more),
        notify: policies.notify(block, more),
      });
    }
    yield;
  }
  return zones;
}

function namesOf(blocks: readonly Block[]): ReadonlySet<string> {
  return new Set(blocks.flatMap(({ name }) => name?.text ?? []));
}

function zoneName(written: string): string {
  return written === '.' ? written : written.toLowerCase().replace(/\.$/, '');
}

function withoutName({ name, at, section }: Block): Doubt {
  return name
    ? { kind: 'placeholder', subject: name.text, at: name.at }
    : { kind: 'syntax', subject: `${section}:`, at };
}

/** Zones that are stated twice: NSD takes neither. The first has the doubt that the second is there. */
function duplicates(zones: readonly Block[]): ReadonlyMap<Block, Doubt | 'second'> {
  const firsts = new Map<string, Block>();
  const found = new Map<Block, Doubt | 'second'>();
  for (const block of zones) {
    if (block.name === undefined) continue;
    const name = zoneName(block.name.text);
    const first = firsts.get(name);
    if (first) {
      found.set(block, 'second').set(first, { kind: 'syntax', subject: block.name.text, at: block.name.at });
    } else {
      firsts.set(name, block);
    }
  }
  return found;
}

/** The setting since NSD 4.10 by which transfers are for clients with a certificate alone. */
function tlsOnly({ servers }: Sections): Decision | undefined {
  const last = servers
    .flatMap(({ others }) => others)
    .findLast(({ statement }) => statement.name === 'tls-auth-xfr-only');
  if (last === undefined) return undefined;
  const { file, statement } = last;
  const at = { file: file.file, start: statement.start, end: statement.end };
  const value = statement.words[0]?.text;
  if (value === 'yes') return { kind: 'refuse', at };
  if (value === 'no') return undefined;
  const subject = file.text.slice(at.start, at.end);
  return {
    kind: 'cannot-tell',
    at,
    doubt: { kind: isPlaceholder(subject) ? 'placeholder' : 'syntax', subject, at },
  };
}

type Kind = 'provides' | 'notifies';

/** What a pattern comes to with all patterns that it includes. */
interface Whole {
  readonly blocks: readonly Block[];
  readonly doubts: readonly Doubt[];
}

/** Makes policies, one for all zones that have nothing but the same pattern's clauses. */
class Policies {
  readonly #about: Surroundings;
  readonly #wholes = new Map<Block, Whole>();
  readonly #transfers = new Map<Block, TransferPolicy>();
  readonly #notifies = new Map<Block, NotifyPolicy>();

  constructor(about: Surroundings) {
    this.#about = about;
  }

  /** Whether a zone is transferred from elsewhere. */
  requests(zone: Block): boolean {
    return (
      zone.requests || this.#patterns(zone).some(({ blocks }) => blocks.some(({ requests }) => requests))
    );
  }

  transfer(zone: Block, doubts: readonly Doubt[]): TransferPolicy {
    return this.#shared(zone, doubts, 'provides', this.#transfers, transferPolicy);
  }

  notify(zone: Block, doubts: readonly Doubt[]): NotifyPolicy {
    return this.#shared(zone, doubts, 'notifies', this.#notifies, notifyPolicy);
  }

  #shared<Policy>(
    zone: Block,
    doubts: readonly Doubt[],
    kind: Kind,
    known: Map<Block, Policy>,
    make: (list: ClauseList, about: Surroundings) => Policy,
  ): Policy {
    const list = this.#list(zone, doubts, kind);
    const [pattern, ...others] = zone.patterns;
    const isPlain = zone[kind].length + zone.doubts.length + doubts.length + others.length === 0;
    if (!isPlain || pattern === undefined || list.clauses.length === 0) return make(list, this.#about);
    const policy = known.get(pattern) ?? make(list, this.#about);
    known.set(pattern, policy);
    return policy;
  }

  #list(zone: Block, doubts: readonly Doubt[], kind: Kind): ClauseList {
    const patterns = this.#patterns(zone);
    const lists = [zone[kind], ...patterns.flatMap(({ blocks }) => blocks.map((block) => block[kind]))];
    const siblings = lists.find((clauses) => clauses.length > 0);
    return {
      clauses: patterns.length === 0 ? zone[kind] : lists.flat(),
      at: siblings?.[0]?.at,
      get addition() {
        return additionTo(zone, siblings?.at(-1), kind);
      },
      doubts: [...doubts, ...zone.doubts, ...patterns.flatMap((whole) => whole.doubts)],
    };
  }

  #patterns(zone: Block): readonly Whole[] {
    return zone.patterns.map((pattern) => {
      const whole = this.#wholes.get(pattern) ?? wholeOf(pattern);
      this.#wholes.set(pattern, whole);
      return whole;
    });
  }
}

function wholeOf(pattern: Block): Whole {
  const blocks = new Set([pattern]);
  for (const block of blocks) {
    for (const included of block.patterns) blocks.add(included);
  }
  return { blocks: [...blocks], doubts: [...blocks].flatMap(({ doubts }) => doubts) };
}

/** Where more clauses are written: after the last one of the list, or at the zone's end. */
function additionTo({ file, last }: Block, sibling: Clause | undefined, kind: Kind): Addition | undefined {
  const name = kind === 'provides' ? 'provide-xfr' : 'notify';
  if (sibling) return unsignedAfter(sibling.file, sibling.statement, name);
  return last && unsignedAfter(file, last, name);
}

function* mentionsOf(clauses: readonly Clause[]): Steps<readonly Mention[]> {
  const mentions: Mention[] = [];
  for (const clause of clauses) {
    if (clause.literal) mentions.push(mentionOf(clause, clause.literal));
    yield;
  }
  return mentions;
}

function mentionOf(clause: Clause, literal: Literal): Mention {
  return {
    range: literal.range,
    role: clause.statement.name === 'notify' ? 'notify' : 'transfer',
    span: literal.at,
    get element() {
      return elementOf(clause.file, clause.statement);
    },
    get beside() {
      return besideClause(clause, literal);
    },
  };
}

function keyOf({ name, others }: Block): readonly ConfiguredKey[] {
  if (name === undefined || isPlaceholder(name.text)) return [];
  const wordOf = (attribute: string): string | undefined =>
    others.findLast(({ statement }) => statement.name === attribute)?.statement.words[0]?.text;
  return [configuredKey(name.text, name.at, wordOf('algorithm'), wordOf('secret'))];
}
