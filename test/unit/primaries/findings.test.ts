import assert from 'node:assert/strict';
import { NEW_SOURCES, NOTIFY_TARGETS, OLD_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import { type Finding, findings } from '../../../src/primaries/findings.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';
import { findingText } from '../../../src/primaries/words.ts';
import { checkText } from '../../support/primaries/checked.ts';

const BEFORE = Date.parse('2026-11-24T12:00:00Z');
const AFTER = Date.parse('2026-12-01T00:00:00Z');

const allow = (prefixes: readonly string[]) =>
  prefixes.map((prefix) => `  provide-xfr: ${prefix} NOKEY`).join('\n');
const notify = (prefixes: readonly string[]) =>
  prefixes.map((prefix) => `  notify: ${prefix} NOKEY`).join('\n');
const zone = (name: string, ...lines: readonly string[]) =>
  ['zone:', `  name: ${name}`, ...lines, ''].join('\n');

const NEW = NEW_SOURCES.map(({ prefix }) => prefix);
const OLD = OLD_SOURCES.map(({ prefix }) => prefix);
const TARGETS = notify(NOTIFY_TARGETS.map(({ prefix }) => prefix));

async function found(
  text: string,
  {
    now = BEFORE,
    secondaries = [],
  }: { readonly now?: number; readonly secondaries?: readonly string[] } = {},
) {
  const checked = await checkText('nsd', `server:\n  server-count: 1\n${text}`);
  return runAtOnce(findings(checked, { now, isSecondary: (name) => secondaries.includes(name) }));
}

const kinds = (all: readonly Finding[]) => all.map(({ kind, severity }) => `${kind} ${severity}`);

describe('what is found in a configuration', () => {
  it('is nothing where Cloudflare may transfer from its new addresses and gets NOTIFY', async () => {
    assert.deepEqual(await found(zone('a.example', allow(NEW), TARGETS)), []);
  });

  it('is each old address, and that the new ones are missing', async () => {
    const all = await found(zone('a.example', allow(OLD), TARGETS));
    assert.deepEqual(kinds(all), [...OLD.map(() => 'old-address warning'), 'missing-new warning']);
    const missing = all.at(-1);
    assert.deepEqual(
      missing?.addresses.map(({ prefix }) => prefix),
      NEW,
    );
    assert.equal(missing?.related.length, OLD.length);
  });

  it('is worse once the old addresses have ended', async () => {
    const all = await found(zone('a.example', allow(OLD), TARGETS), { now: AFTER });
    assert.equal(all.at(-1)?.severity, 'error');
    const telling = { now: AFTER, locale: 'en' };
    assert.match(findingText(all[0] ?? assert.fail(), telling), /^Cloudflare no longer transfers from 198/);
    assert.match(findingText(all.at(-1) ?? assert.fail(), telling), /ended on 2026-12-01.* refused/);
  });

  it('is only a remark where the new addresses stand beside the old', async () => {
    assert.deepEqual(
      kinds(await found(zone('a.example', allow([...OLD, ...NEW]), TARGETS))),
      OLD.map(() => 'old-address information'),
    );
  });

  it('is a missing address of a family of which another is allowed', async () => {
    const [finding, ...others] = await found(zone('a.example', allow([NEW[0] ?? '']), TARGETS));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.kind, finding?.addresses.map(({ prefix }) => prefix)],
      ['missing-new', [NEW[1]]],
    );
  });

  it('is no missing IPv6 of a primary that has IPv4 alone', async () => {
    assert.deepEqual(await found(zone('a.example', allow(NEW.slice(0, 2)), TARGETS)), []);
  });

  it('is a refusal, which is an error for a zone of Cloudflare’s and a remark for any other', async () => {
    const text = zone('a.example', allow(['192.0.2.1']));
    assert.deepEqual(kinds(await found(text)), ['refused information']);
    assert.deepEqual(kinds(await found(text, { secondaries: ['a.example'] })), [
      'refused error',
      'missing-notify warning',
    ]);
    assert.deepEqual(kinds(await found(zone('a.example', allow(['192.0.2.1']), TARGETS))), ['refused error']);
  });

  it('is no refusal of a zone that every server has for itself', async () => {
    assert.deepEqual(await found(zone('1.168.192.in-addr.arpa') + zone('localhost')), []);
  });

  it('is that NOTIFY goes to none, or not to all, of Cloudflare’s addresses', async () => {
    assert.deepEqual(kinds(await found(zone('a.example', allow(NEW)))), ['missing-notify warning']);
    const one = notify(['172.65.30.82']);
    assert.deepEqual(kinds(await found(zone('a.example', allow(NEW), one))), ['missing-notify information']);
  });

  it('is no missing NOTIFY of a zone that anybody may transfer', async () => {
    assert.deepEqual(await found(zone('a.example', allow(['0.0.0.0/0', '::/0']))), []);
  });

  it('is an address that was given up years ago', async () => {
    const all = await found(zone('a.example', allow([...NEW, '162.158.64.0/21']), TARGETS));
    assert.deepEqual(kinds(all), ['dead-address information']);
  });

  it('is said once for all zones that share it', async () => {
    const pattern = ['pattern:', '  name: cf', allow(OLD), TARGETS, ''].join('\n');
    const zones = ['a', 'b', 'c'].map((name) => zone(`${name}.example`, '  include-pattern: cf')).join('');
    const missing = (await found(pattern + zones)).filter(({ kind }) => kind === 'missing-new');
    assert.deepEqual(
      missing.map((finding) => finding.zones),
      [['a.example', 'b.example', 'c.example']],
    );
    const text = findingText(missing[0] ?? assert.fail(), { now: BEFORE, locale: 'en' });
    assert.match(text, /^a\.example and 2 more: only addresses that end on 2026-12-01 \(in 7 days\)/);
  });

  it('is an include that is not there', async () => {
    assert.deepEqual(kinds(await found(`include: gone.conf\n${zone('a.example', allow(NEW), TARGETS)}`)), [
      'doubt information',
    ]);
  });

  it('names the two addresses alone where no prefix can be written: Windows DNS', async () => {
    const zone = { ZoneName: 'a.example', ZoneType: 'Primary', Notify: 'NoNotify' };
    const some = {
      ...zone,
      SecureSecondaries: 'TransferToSecureServers',
      SecondaryServers: ['198.41.144.241'],
    };
    const none = { ...zone, ZoneName: 'b.example', SecureSecondaries: 'NoTransfer' };
    const checked = await checkText('windows', JSON.stringify([some, none]));
    const all = runAtOnce(findings(checked, { now: BEFORE, isSecondary: () => false }));
    const named = all.flatMap(({ kind, addresses }) =>
      kind === 'missing-new' || kind === 'refused' ? [[kind, ...addresses.map(({ prefix }) => prefix)]] : [],
    );
    assert.deepEqual(named, [
      ['missing-new', NEW[0], NEW[1]],
      ['refused', NEW[0], NEW[1]],
    ]);
  });
});
