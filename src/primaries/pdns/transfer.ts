import type { AddressRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, Decision, TransferPolicy, TransferRequest } from '../evaluation.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';
import { keyNameOf, type Metadata, unsavedZone, type ZoneMetadata } from './metadata.ts';

import { type MaskElement, NetmaskTable, readNetmask } from './netmask.ts';
import type { Settings, Switch, Word } from './settingsFile.ts';

/** What the settings of a server say about transfers, for all its zones. */
export interface ServerTransfer {
  readonly disabled: Switch;
  /** `allow-axfr-ips`, or why that cannot be told. */
  readonly clients: NetmaskTable | { readonly doubt: Doubt };
  readonly at: Span | undefined;
  readonly addition: Addition | undefined;
}

/** The default of `allow-axfr-ips`, in all versions. */
export const DEFAULT_CLIENTS = ['127.0.0.0/8', '::1'] as const;

/** Reads what the settings say. A server that lists who may transfer is taken as one that has transfers switched on. */
export function serverTransfer(settings: Settings, addition: Addition | undefined): ServerTransfer {
  const value = settings.value('allow-axfr-ips');
  const isOff = settings.isOn('disable-axfr');
  const disabled: Switch =
    isOff.doubt?.kind === 'elsewhere' ? { on: false, at: undefined, doubt: undefined } : isOff;
  if (value && 'doubt' in value) return { disabled, clients: value, at: undefined, addition };
  const byDefault = value === undefined || value.addsToDefault ? DEFAULT_CLIENTS : [];
  const elements = [
    ...byDefault.flatMap((text) => defaultElement(text)),
    ...(value?.words ?? []).map((word) => elementOf(word)),
  ];
  const at = value?.lines.at(-1)?.at;
  return { disabled, clients: new NetmaskTable(elements, at), at, addition };
}

function defaultElement(text: string): readonly MaskElement[] {
  const netmask = readNetmask(text);
  return netmask ? [{ netmask, allows: true, at: undefined }] : [];
}

function elementOf(word: Word): MaskElement {
  const allows = !word.text.startsWith('!');
  const at = addressSpan(word);
  const netmask = readNetmask(allows ? word.text : word.text.slice(1));
  return netmask
    ? { netmask, allows, at }
    : { netmask: undefined, allows, at: word.span, doubt: doubtAbout(word.text, word.span) };
}

/** An element's address, without the sign before it. */
export function addressSpan({ text, span }: Word): Span {
  return text.startsWith('!') ? { ...span, start: span.start + 1 } : span;
}

/** Who may transfer a zone, where there is nothing but the settings. */
export function policyOfSettings(server: ServerTransfer): TransferPolicy {
  return policy(server, {
    edges: [],
    keys: new Map(),
    unsigned: () => ({ kind: 'refuse', at: undefined }),
    at: undefined,
    withheld: undefined,
  });
}

/** Who may transfer a zone whose metadata are in the database and were not saved. */
export function policyOfUnsaved(server: ServerTransfer, doubt: Doubt): TransferPolicy {
  return policy(server, {
    edges: [],
    keys: new Map(),
    unsigned: () => ({ kind: 'cannot-tell', at: doubt.at, doubt }),
    at: undefined,
    withheld: undefined,
  });
}

/**
 * Who may transfer a zone by the settings and its metadata.
 * @param saved the names of all keys of the server, where their list was saved
 */
export function policyOfMetadata(
  server: ServerTransfer,
  metadata: ZoneMetadata,
  saved: ReadonlySet<string> | undefined,
): TransferPolicy {
  const clients = clientsOf(metadata.of('ALLOW-AXFR-FROM'));
  const keys = metadata.of('TSIG-ALLOW-AXFR');
  const unknownKeys = keys && isDoubt(keys) ? keys : undefined;
  return policy(server, {
    edges: clients.table?.edges ?? [],
    keys: keys && !isDoubt(keys) ? keysOfZone(keys, saved) : new Map(),
    unsigned: ({ address }) => {
      const decision = clients.table?.decide(address) ?? { kind: 'refuse', at: undefined };
      const doubt = clients.doubt ?? (decision.kind === 'refuse' ? unknownKeys : undefined);
      return doubt ? { kind: 'cannot-tell', at: doubt.at, doubt } : decision;
    },
    at: clients.at,
    withheld: narrowness(metadata),
  });
}

/** The keys that a zone names. One that is not in the saved list of all keys signs nothing that the server takes. */
function keysOfZone({ words }: Metadata, saved: ReadonlySet<string> | undefined): ReadonlyMap<string, Span> {
  const keys = words.map(({ text, span }) => [keyNameOf(text), span] as const);
  return new Map(keys.filter(([name]) => saved?.has(name) ?? true));
}

interface Clients {
  readonly table: NetmaskTable | undefined;
  readonly at: Span | undefined;
  readonly doubt: Doubt | undefined;
}

function clientsOf(line: Metadata | Doubt | undefined): Clients {
  if (line === undefined) return { table: undefined, at: undefined, doubt: undefined };
  if (isDoubt(line)) return { table: undefined, at: undefined, doubt: line };
  const { elements, end } = metadataElements(line.words);
  return { table: new NetmaskTable(elements, end ?? line.at), at: line.at, doubt: undefined };
}

/**
 * The elements of ALLOW-AXFR-FROM are compared one after the other. The server ends the connection at one that is
 * no network: a sign is none here.
 */
function metadataElements(words: readonly Word[]): {
  readonly elements: readonly MaskElement[];
  readonly end: Span | undefined;
} {
  const elements: MaskElement[] = [];
  for (const { text, span } of words) {
    if (text.toUpperCase() === 'AUTO-NS') {
      const doubt: Doubt = { kind: 'name-servers', subject: text, at: span };
      elements.push({ netmask: undefined, allows: true, at: span, doubt });
      continue;
    }
    if (text.startsWith('!') && readNetmask(text.slice(1))) return { elements, end: span };
    const netmask = readNetmask(text);
    if (netmask === undefined) {
      elements.push({ netmask, allows: true, at: span, doubt: doubtAbout(text, span) });
      break;
    }
    elements.push({ netmask, allows: true, at: span });
  }
  return { elements, end: undefined };
}

/** A zone whose NSEC3 records are made for each answer is sent to no one, if it is signed; keys are no metadata. */
function narrowness(metadata: ZoneMetadata): Doubt | undefined {
  const [narrow, parameters] = [metadata.of('NSEC3NARROW'), metadata.of('NSEC3PARAM')];
  const isNarrow = narrow && !isDoubt(narrow) && narrow.words[0]?.text === '1';
  return isNarrow && parameters ? unsavedZone(metadata.name, narrow.at) : undefined;
}

/** What is so for one zone, beside the settings. */
interface OfZone {
  readonly edges: readonly AddressRange[];
  readonly keys: ReadonlyMap<string, Span>;
  readonly unsigned: (request: TransferRequest) => Decision;
  readonly at: Span | undefined;
  /** Why the server may send nothing to whom it would allow. */
  readonly withheld: Doubt | undefined;
}

function policy(server: ServerTransfer, zone: OfZone): TransferPolicy {
  const { disabled, clients, addition } = server;
  const keys = [...zone.keys.keys()];
  return {
    edges: 'doubt' in clients ? zone.edges : [...clients.edges, ...zone.edges],
    keys,
    decide(request) {
      if (disabled.doubt) return { kind: 'cannot-tell', at: disabled.doubt.at, doubt: disabled.doubt };
      if (disabled.on) return { kind: 'refuse', at: disabled.at };
      const decision =
        request.key === undefined ? unsigned(server, zone, request) : signed(zone, request.key);
      return decision.kind === 'allow' && zone.withheld
        ? { kind: 'cannot-tell', at: zone.withheld.at, doubt: zone.withheld }
        : decision;
    },
    at: (disabled.doubt ? disabled.doubt.at : disabled.on ? disabled.at : undefined) ?? zone.at ?? server.at,
    addition: disabled.doubt || disabled.on ? undefined : addition,
  };
}

/** A signed request is allowed by its key alone, wherever it comes from. */
function signed({ keys }: OfZone, key: string): Decision {
  const at = keys.get(key);
  return at ? { kind: 'allow', at } : { kind: 'refuse', at: undefined };
}

function unsigned({ clients }: ServerTransfer, zone: OfZone, request: TransferRequest): Decision {
  const byServer: Decision =
    'doubt' in clients
      ? { kind: 'cannot-tell', at: clients.doubt.at, doubt: clients.doubt }
      : clients.decide(request.address);
  if (byServer.kind === 'allow') return byServer;
  const byZone = zone.unsigned(request);
  const isSettled = byZone.kind !== 'refuse' || (byZone.at !== undefined && byServer.kind === 'refuse');
  return byZone.kind === 'allow' || (isSettled && byServer.kind === 'refuse') ? byZone : byServer;
}

/** Whether what was looked for is a doubt. */
export function isDoubt(found: Metadata | Doubt): found is Doubt {
  return 'subject' in found;
}
