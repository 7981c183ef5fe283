import assert from 'node:assert/strict';
import { NEW_SOURCES, NOTIFY_TARGETS, OLD_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import type { DialectName } from '../../../src/primaries/evaluation.ts';
import { type Finding, findings } from '../../../src/primaries/findings.ts';
import { applied, type Fix, fixesOf, opensMore } from '../../../src/primaries/fixes.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';
import { checkText, ROOT_FILE } from '../../support/primaries/checked.ts';

const NEW = NEW_SOURCES.map(({ prefix }) => prefix);
const OLD = OLD_SOURCES.map(({ prefix }) => prefix);
const NOW = Date.parse('2026-11-24T12:00:00Z');

async function fixed(dialect: DialectName, text: string, kind: Finding['kind'], fix: Fix['kind']) {
  const before = await checkText(dialect, text);
  const surroundings = { now: NOW, isSecondary: () => false };
  const finding = runAtOnce(findings(before, surroundings)).find((candidate) => candidate.kind === kind);
  const found = finding && fixesOf(finding, before).find((candidate) => candidate.kind === fix);
  assert.ok(found, `${kind} has the fix ${fix}`);
  const result = applied(before.texts, found.edits).get(ROOT_FILE) ?? '';
  const after = await checkText(dialect, result);
  return {
    text: result,
    opensMore: opensMore(before, after),
    left: runAtOnce(findings(after, surroundings)).filter((candidate) => candidate.kind === kind),
    ipv4: after.zones.map(({ transfer }) => transfer.ipv4),
    ipv6: after.zones.map(({ transfer }) => transfer.ipv6),
  };
}

const NSD = [
  'server:',
  '  server-count: 1',
  'zone:',
  '  name: a.example',
  ...OLD.map((prefix) => `  provide-xfr: ${prefix} NOKEY`),
  '',
].join('\n');

const BIND = `acl cloudflare { ${OLD.map((prefix) => `${prefix};`).join(' ')} };
zone "a.example" { type primary; allow-transfer { !192.0.2.1; cloudflare; }; };
`;

const KNOT = `acl:
  - id: cf
    address: [${OLD.join(', ')}]
    action: transfer
zone:
  - domain: a.example
    acl: cf
`;

describe('a fix of a configuration', () => {
  for (const [dialect, text] of [
    ['nsd', NSD],
    ['bind', BIND],
    ['knot', KNOT],
  ] as const) {
    it(`adds the new addresses beside the old ones: ${dialect}`, async () => {
      const result = await fixed(dialect, text, 'missing-new', 'add');
      assert.deepEqual([result.ipv4, result.ipv6, result.opensMore], [['allowed'], ['allowed'], false]);
      for (const prefix of [...OLD, ...NEW]) assert.equal(result.text.split(prefix).length, 2, prefix);
    });

    it(`puts the new addresses in the place of the old ones: ${dialect}`, async () => {
      for (const kind of ['missing-new', 'old-address'] as const) {
        const result = await fixed(dialect, text, kind, 'replace');
        assert.deepEqual([result.ipv4, result.ipv6, result.opensMore], [['allowed'], ['allowed'], false]);
        for (const prefix of OLD) assert.ok(!result.text.includes(prefix), result.text);
        for (const prefix of NEW) assert.equal(result.text.split(prefix).length, 2, prefix);
        assert.deepEqual(result.left, []);
      }
    });
  }

  it('keeps the lines as they are written', async () => {
    assert.equal(
      (await fixed('nsd', NSD, 'missing-new', 'replace')).text,
      [
        'server:',
        '  server-count: 1',
        'zone:',
        '  name: a.example',
        ...NEW.map((prefix) => `  provide-xfr: ${prefix} NOKEY`),
        '',
      ].join('\n'),
    );
  });

  it('keeps the key that the old addresses need', async () => {
    const text = `key:\n  name: k\n  algorithm: hmac-sha256\n  secret: "c2VjcmV0"\n${NSD.replaceAll('NOKEY', 'k')}`;
    const result = await fixed('nsd', text, 'missing-new', 'replace');
    assert.deepEqual([result.ipv4, result.opensMore], [['allowed-with-key'], false]);
  });

  it('adds the IPv6 prefix beside IPv4 where no IPv6 stands', async () => {
    const text = NSD.split('\n')
      .filter((line) => !line.includes('::'))
      .join('\n');
    const { ipv4 } = await fixed('nsd', text, 'missing-new', 'replace');
    assert.deepEqual(ipv4, ['allowed']);
  });

  it('removes old addresses where the new ones are there', async () => {
    const text = NSD + NEW.map((prefix) => `  provide-xfr: ${prefix} NOKEY\n`).join('');
    const result = await fixed('nsd', text, 'old-address', 'remove');
    for (const prefix of OLD) assert.ok(!result.text.includes(prefix));
    assert.deepEqual(result.ipv4, ['allowed']);
  });

  it('lets a refused zone be transferred by Cloudflare and nobody else', async () => {
    const text = 'server:\n  server-count: 1\nzone:\n  name: a.example\n  zonefile: a\n';
    const result = await fixed('nsd', text, 'refused', 'add');
    assert.deepEqual([result.ipv4, result.ipv6, result.opensMore], [['allowed'], ['allowed'], false]);
  });

  it('sends NOTIFY to all of Cloudflare’s addresses', async () => {
    const text = NSD.replace('  provide-xfr', `  notify: ${NOTIFY_TARGETS[0]?.prefix} NOKEY\n  provide-xfr`);
    const result = await fixed('nsd', text, 'missing-notify', 'add');
    assert.deepEqual(result.left, []);
    assert.match(result.text, /notify: 2606:4700:60:0:35a:4be3:4144:c5ee NOKEY\n {2}provide-xfr/);
  });

  it('would be told by what it opens', async () => {
    const before = await checkText('nsd', NSD);
    for (const more of ['192.0.2.1', '104.30.167.0/24', '0.0.0.0/0']) {
      const after = await checkText('nsd', `${NSD}  provide-xfr: ${more} NOKEY\n`);
      assert.equal(opensMore(before, after), true, more);
    }
    const zones = await checkText('nsd', `${NSD}zone:\n  name: b.example\n`);
    assert.equal(opensMore(before, zones), true);
  });
});
