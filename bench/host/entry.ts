import { writeFile } from 'node:fs/promises';
import * as v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { readIncoming } from '../../src/cloudflare/incoming.ts';
import { ZonesTree } from '../../src/views/tree/zonesTree.ts';
import { ZoneStore } from '../../src/zones/store.ts';

const account = { id: 'a1', name: 'Bench' };

/** Called by the extension host: writes what it measured to the file that BENCH_RESULT names. */
export async function run(): Promise<void> {
  const activation = await activationTimes();
  const tree = await treeTimes();
  await writeFile(process.env.BENCH_RESULT ?? '', JSON.stringify({ ...activation, ...tree }));
}

async function activationTimes() {
  const time = async (id: string) => {
    const extension = vscode.extensions.getExtension(id);
    const start = performance.now();
    await extension?.activate();
    return extension ? performance.now() - start : Number.NaN;
  };
  const empty = await time('bench.empty');
  return { empty, ours: await time('secondary-dns.cloudflare-secondary-dns') };
}

async function treeTimes() {
  const heapBefore = heap();
  const large = build(10_000);
  const heapMb = (heap() - heapBefore) / 1e6;
  const small = build(1000);
  for (const { tree } of [small, large]) {
    draw(tree);
  }
  const times = { 'tree.1k': middle(() => draw(small.tree)), 'tree.10k': middle(() => draw(large.tree)) };
  return { ...times, heapMb, ...(await updateTime(large)) };
}

function build(zones: number) {
  const store = new ZoneStore();
  const arrangement = { order: 'state', states: undefined } as const;
  const tree = new ZonesTree({
    store,
    moment: () => ({ now: Date.now(), locale: 'en' }),
    overdueFactor: () => 2,
    identityLabel: () => '',
    arrangement,
  });
  store.setIdentities(['me']);
  const listed = Array.from({ length: zones }, (_, index) => ({
    id: `z${index}`,
    name: `zone-${index}.example`,
    account,
  }));
  store.listed('me', { zones: listed, complete: true, failure: undefined }, Date.now());
  for (const { id } of listed) {
    store.read(id, 'me', config(1), Date.now());
  }
  draw(tree);
  return { store, tree };
}

function config(serial: number) {
  const read = readIncoming({
    id: 'x',
    name: 'zone.example.',
    auto_refresh_seconds: 86_400,
    checked_time: new Date().toISOString(),
    peers: ['p1', 'p2'],
    soa_serial: serial,
  });
  return { ok: true, value: read ?? null, messages: [] } as const;
}

function draw(tree: ZonesTree): number {
  const start = performance.now();
  for (const node of tree.getChildren()) {
    tree.getTreeItem(node);
  }
  return performance.now() - start;
}

/** What one changed zone costs in the store and the tree, and how many rows are drawn anew for it. */
async function updateTime({ store, tree }: ReturnType<typeof build>) {
  let rows = 0;
  tree.onDidChangeTreeData((nodes) => {
    rows = nodes?.length ?? Number.POSITIVE_INFINITY;
  });
  tree.flush();
  let serial = 2;
  const update = () => {
    const start = performance.now();
    store.read('z5000', 'me', config(serial++), Date.now());
    tree.flush();
    return performance.now() - start;
  };
  update();
  return { update: middle(update), rows };
}

function middle(measure: () => number): number {
  const times = Array.from({ length: 9 }, measure).sort((a, b) => a - b);
  return times[4] ?? Number.NaN;
}

function heap(): number {
  v8.setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
