import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Result } from '../../src/cloudflare/failure.ts';
import { type Incoming, readIncoming } from '../../src/cloudflare/incoming.ts';
import { ZonesTree } from '../../src/views/zones/zonesTree.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { plain } from '../../test/support/values/plain.ts';

const ROUNDS = 9;
const ACCOUNT = { id: 'a1', name: 'Bench' };
const PEERS = [id(), id(), id(), id()];

/** What the tree costs in an extension host: milliseconds, and megabytes of heap. */
export function treeTimes() {
  const before = heap();
  const large = build(10_000);
  const heapMb = (heap() - before) / 1e6;
  const small = build(1000);
  return {
    'tree.1k': middle(() => draw(small.tree)),
    'tree.10k': middle(() => draw(large.tree)),
    update: updateTime(large),
    heapMb,
  };
}

interface Drawn {
  readonly store: ZoneStore;
  readonly tree: ZonesTree;
  readonly ids: readonly string[];
}

/** A tree of zones that were read and drawn once. Every zone has strings of its own, as parsed answers have. */
function build(count: number): Drawn {
  const store = new ZoneStore();
  const tree = new ZonesTree({
    store,
    display: () => ({ now: Date.now(), locale: 'en', overdueFactor: 2 }),
    identityLabel: () => plain(''),
    arrangement: { order: 'state', states: undefined },
  });
  const zones = Array.from({ length: count }, (_, index) => ({
    id: id(),
    name: `zone-${index}.example`,
    account: ACCOUNT,
    nameServers: [`ns${index}.secondary.cloudflare.com`],
  }));
  store.setIdentities(['me']);
  store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, Date.now());
  for (const zone of zones) {
    store.read(zone.id, 'me', config(zone.id, zone.name, 1), Date.now());
  }
  tree.flush();
  draw(tree);
  return { store, tree, ids: zones.map((zone) => zone.id) };
}

/** 32 hex digits. */
function id(): string {
  return randomBytes(16).toString('hex');
}

function config(zoneId: string, name: string, serial: number): Result<Incoming | null> {
  const text = JSON.stringify({
    id: zoneId,
    name: `${name}.`,
    auto_refresh_seconds: 86_400,
    checked_time: new Date().toISOString(),
    created_time: '2024-10-24T17:09:42.883908Z',
    modified_time: '2025-10-24T17:09:42.883908Z',
    peers: PEERS.slice(0, 2),
    soa_serial: serial,
  });
  return { ok: true, value: readIncoming(JSON.parse(text)) ?? null, messages: [] };
}

function draw(tree: ZonesTree): number {
  const start = performance.now();
  for (const node of tree.getChildren()) {
    tree.getTreeItem(node);
  }
  return performance.now() - start;
}

/** What a changed zone costs in the store and the tree. @throws when not its row alone is drawn anew */
function updateTime({ store, tree, ids }: Drawn): number {
  const zoneId = ids[ids.length / 2] ?? '';
  const name = store.zones.get(zoneId)?.name ?? '';
  let fired: (number | undefined)[] = [];
  const listener = tree.onDidChangeTreeData((nodes) => fired.push(nodes?.length));
  let serial = 2;
  const update = () => {
    fired = [];
    const answer = config(zoneId, name, serial++);
    const start = performance.now();
    store.read(zoneId, 'me', answer, Date.now());
    tree.flush();
    const took = performance.now() - start;
    if (fired.length !== 1 || fired[0] !== 1) {
      throw new Error(`not one row was drawn anew, but: ${fired.join(', ')}`);
    }
    return took;
  };
  const time = middle(update);
  listener.dispose();
  return time;
}

/** The median of some rounds after one to warm up. */
function middle(measure: () => number): number {
  measure();
  const times = Array.from({ length: ROUNDS }, measure).sort((a, b) => a - b);
  return times[(ROUNDS - 1) / 2] ?? Number.NaN;
}

function heap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
