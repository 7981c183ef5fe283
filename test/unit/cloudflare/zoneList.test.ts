import assert from 'node:assert/strict';
import type { Client } from '../../../src/cloudflare/client.ts';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';
import type { Failure } from '../../../src/cloudflare/failure.ts';
import { listZones } from '../../../src/cloudflare/zoneList.ts';
import { failed } from '../../support/values/zones.ts';

const id = (index: number) => String(index).padStart(32, '0');
const zones = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: id(from + index), name: `z${from + index}.example` }));

/** A client that answers with pages, in turn; the last one is repeated. */
function clientOf(pages: readonly (readonly unknown[] | 'fails')[], totalPages?: number) {
  const paths: string[] = [];
  const get: Client['get'] = async (path, read) => {
    const page = pages[Math.min(paths.length, pages.length - 1)];
    paths.push(path);
    const envelope = readEnvelope({
      success: true,
      result: page,
      ...(totalPages === undefined ? {} : { result_info: { total_pages: totalPages } }),
    });
    const value = envelope && page !== 'fails' ? read(envelope.result, envelope) : undefined;
    return value === undefined
      ? { ok: false, failure: failed('server', { path }) }
      : { ok: true, value, messages: [] };
  };
  const reports: Failure[] = [];
  return { client: { get, report: (failure: Failure) => void reports.push(failure) }, paths, reports };
}

const options = { signal: new AbortController().signal };

describe('paging through the list of zones', () => {
  it('asks for as many pages as there are', async () => {
    const { client, paths } = clientOf([zones(0, 50), zones(50, 50), zones(100, 3)], 3);
    const list = await listZones(client, options);
    assert.equal(list.zones.length, 103);
    assert.equal(list.complete, true);
    assert.deepEqual(paths[1], '/zones?type=secondary&page=2&per_page=50');
    assert.equal(paths.length, 3);
  });

  it('ends with a page that is not full where no count is reported', async () => {
    const { client, paths } = clientOf([zones(0, 50), zones(50, 49)]);
    assert.equal((await listZones(client, options)).complete, true);
    assert.equal(paths.length, 2);
  });

  it('keeps what was read before a page that fails, and is not complete then', async () => {
    const { client } = clientOf([zones(0, 50), 'fails'], 3);
    const list = await listZones(client, options);
    assert.deepEqual([list.zones.length, list.complete, list.failure?.kind], [50, false, 'server']);
  });

  it('takes no page that is longer than was asked for', async () => {
    const { client } = clientOf([zones(0, 20_000)], 1);
    const list = await listZones(client, options);
    assert.deepEqual([list.zones.length, list.complete], [0, false]);
    assert.ok(list.failure);
  });

  it('ends where pages repeat, and is not complete then', async () => {
    const { client, paths } = clientOf([zones(0, 50)], 1000);
    const list = await listZones(client, options);
    assert.deepEqual([list.zones.length, list.complete, list.failure], [50, false, undefined]);
    assert.equal(paths.length, 2);
  });

  it('is not complete where an entry is no zone or has an id that is none, and says so', async () => {
    const { client, reports } = clientOf([[...zones(0, 2), { id: '../evil', name: 'x' }]], 1);
    const list = await listZones(client, options);
    assert.deepEqual([list.zones.length, list.complete, list.failure?.kind], [2, false, 'unexpected-shape']);
    assert.deepEqual(
      reports.map(({ detail }) => detail),
      ['1 of its entries have another shape than expected'],
    );
  });

  it('leaves zones of another type out, and names an account without a name by its id', async () => {
    const [first, second] = zones(0, 2);
    const { client } = clientOf(
      [
        [
          { ...first, type: 'full' },
          { ...second, type: 'secondary', account: { id: 'a1', name: null } },
        ],
      ],
      1,
    );
    const list = await listZones(client, options);
    assert.deepEqual(
      list.zones.map(({ name, account }) => [name, account]),
      [['z1.example', { id: 'a1', name: 'a1' }]],
    );
    assert.equal(list.complete, true);
  });
});
