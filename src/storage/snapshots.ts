import { MAX_TIME } from '../clock.ts';
import type { ApiNotice } from '../cloudflare/failure.ts';
import { readIncoming } from '../cloudflare/incoming.ts';
import { type Peer, readPeers } from '../cloudflare/peers.ts';
import type { ListedZone } from '../cloudflare/zoneList.ts';
import * as v from '../text/schema.ts';
import type { LastKnownZone, Snapshot } from '../zones/store.ts';
import type { Zone } from '../zones/zone.ts';
import { type FileKeeping, IdentityFiles, readJsonLine } from './identityFiles.ts';

const VERSION = 1;
/** Twice the longest list of zones: what a file holds past that is not read. */
const MAX_LINES = 100_000;
const ZONES_AT_ONCE = 100;

const headerSchema = v.object({
  version: v.literal(VERSION),
  peers: v.fallback(v.array(v.tuple([v.id, v.unknown()])), []),
});

const noticeSchema: v.GenericSchema<unknown, ApiNotice> = v.pipe(
  v.object({
    code: v.optional(v.number()),
    message: v.text(),
    documentationUrl: v.optional(v.text()),
    pointer: v.optional(v.text()),
    chain: v.array(v.lazy(() => noticeSchema)),
  }),
  v.transform((notice) => ({
    code: undefined,
    documentationUrl: undefined,
    pointer: undefined,
    ...notice,
  })),
);

const zoneSchema = v.object({
  id: v.id,
  name: v.name,
  account: v.fallback(v.optional(v.object({ id: v.id, name: v.name })), undefined),
  nameServers: v.fallback(v.array(v.name), []),
  readAt: v.fallback(v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_TIME))), undefined),
  incoming: v.optional(v.unknown()),
  messages: v.fallback(v.array(noticeSchema), []),
});

/**
 * What an identity knows now.
 * @param peersOf the last known peers of an account
 */
export function takeSnapshot(
  identityId: string,
  zones: Iterable<Zone>,
  peersOf: (accountId: string) => readonly Peer[] | undefined,
): Snapshot {
  const listed = [...zones].filter(
    (zone): zone is Zone & ListedZone => zone.origin === 'listed' && zone.readerIds.includes(identityId),
  );
  const peers = new Map<string, readonly Peer[]>();
  for (const id of new Set(listed.flatMap(({ account }) => account?.id ?? []))) {
    const known = peersOf(id);
    if (known) {
      peers.set(id, known);
    }
  }
  return { zones: listed, peers };
}

/**
 * A snapshot as text, a JSON value a line: first the version and the peers, then a zone each. It comes in
 * pieces, so that it need not be held in memory as a whole.
 */
export function* snapshotText({ zones, peers }: Snapshot): Iterable<string> {
  const accounts = Array.from(peers, ([accountId, list]) => [accountId, list.map(apiPeer)]);
  yield `${JSON.stringify({ version: VERSION, peers: accounts })}\n`;
  for (let start = 0; start < zones.length; start += ZONES_AT_ONCE) {
    yield zones
      .slice(start, start + ZONES_AT_ONCE)
      .map(zoneLine)
      .join('');
  }
}

/**
 * Reads what `snapshotText` wrote. A line that is torn or is no zone is left out, the rest is kept; undefined
 * when the text is no snapshot of this version.
 */
export function readSnapshot(text: string): Snapshot | undefined {
  const [first = '', ...lines] = text.split('\n', MAX_LINES);
  const header = readJsonLine(headerSchema, first);
  return (
    header && {
      zones: lines.flatMap((line) => readZoneLine(line) ?? []),
      peers: new Map(header.peers.map(([accountId, list]) => [accountId, readPeers(list) ?? []])),
    }
  );
}

/** Empty for a zone that cannot be told in JSON: an answer may nest deeper than can be written. */
function zoneLine({ id, name, account, nameServers, incoming, readAt, messages }: LastKnownZone): string {
  const raw = incoming === null ? null : incoming?.raw;
  try {
    return `${JSON.stringify({ id, name, account, nameServers, readAt, incoming: raw, messages })}\n`;
  } catch {
    return '';
  }
}

function readZoneLine(line: string): LastKnownZone | undefined {
  const read = readJsonLine(zoneSchema, line);
  if (!read) {
    return undefined;
  }
  const { id, name, account, nameServers, readAt, messages } = read;
  const listed = { id, name, account, nameServers };
  const incoming = readAt === undefined ? undefined : readIncoming(read.incoming);
  return incoming === undefined
    ? { ...listed, incoming, readAt: undefined, messages: [] }
    : { ...listed, incoming, readAt, messages };
}

/** A peer as the API would send it. */
function apiPeer({ ixfr, tsigId, ...rest }: Peer) {
  return { ...rest, ixfr_enable: ixfr, tsig_id: tsigId };
}

export interface SnapshotFilesOptions extends FileKeeping {
  /** What an identity knows now. */
  readonly snapshot: (identityId: string) => Snapshot;
}

/** Keeps the last snapshot of each identity. */
export class SnapshotFiles extends IdentityFiles<Snapshot> {
  constructor({ snapshot, ...keeping }: SnapshotFilesOptions) {
    super({ ...keeping, text: (identityId) => snapshotText(snapshot(identityId)), parse: readSnapshot });
  }
}
