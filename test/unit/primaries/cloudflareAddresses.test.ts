import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { readRange } from '../../../src/primaries/addressRange.ts';
import {
  DEAD_ADDRESSES,
  NEW_SOURCES,
  NOTIFY_TARGETS,
  OLD_SOURCES,
  OLD_SOURCES_END,
  oldSourcesEnded,
  SERVING_ADDRESSES,
} from '../../../src/primaries/cloudflareAddresses.ts';

const ALL = [...NEW_SOURCES, ...OLD_SOURCES, ...NOTIFY_TARGETS, ...SERVING_ADDRESSES, ...DEAD_ADDRESSES];
const root = new URL('../../../', import.meta.url);

describe('the addresses of Cloudflare', () => {
  it('are those of its documentation', () => {
    assert.deepEqual(
      [NEW_SOURCES, OLD_SOURCES, NOTIFY_TARGETS].map((addresses) => addresses.map(({ prefix }) => prefix)),
      [
        ['104.30.167.163', '104.30.167.173', '2a09:bac0:1000:c47::/64'],
        ['198.41.144.240/28', '198.41.150.240/28', '2a06:98c0:3601::/48', '2a06:98c0:1401::/48'],
        [
          '172.65.30.82',
          '172.65.50.145',
          '2606:4700:60:0:317:26ee:3bdf:5774',
          '2606:4700:60:0:35a:4be3:4144:c5ee',
        ],
      ],
    );
  });

  it('are each an address or a prefix, with the page that says so', () => {
    for (const { prefix, source } of ALL) {
      assert.ok(readRange(prefix), prefix);
      assert.equal(new URL(source).protocol, 'https:');
    }
  });

  it('end on a day in UTC, from its first moment', () => {
    const end = Date.parse(`${OLD_SOURCES_END}T00:00:00Z`);
    assert.deepEqual([oldSourcesEnded(end - 1), oldSourcesEnded(end)], [false, true]);
  });

  it('are written in one file of the sources alone', async () => {
    const files = (await readdir(new URL('src/', root), { recursive: true })).filter((name) =>
      /\.(ts|json)$/.test(name),
    );
    const texts = await Promise.all(
      ['README.md', 'package.json', 'package.nls.json', ...files.map((name) => `src/${name}`)].map(
        async (name) => ({ name, text: await readFile(new URL(name, root), 'utf8') }),
      ),
    );
    const written = texts.filter(({ text }) => ALL.some(({ prefix }) => text.includes(prefix)));
    assert.deepEqual(
      written.map(({ name }) => name),
      ['src/primaries/cloudflareAddresses.ts'],
    );
  });
});
