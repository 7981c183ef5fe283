import assert from 'node:assert/strict';
import { checkText, ROOT_FILE } from '../../../support/primaries/checked.ts';
import { answersOf } from '../../../support/primaries/pdnsAnswers.ts';

const NEW_V4 = '104.30.167.163';
const OTHER_V4 = '104.30.167.173';
const NEW_V6 = '2a09:bac0:1000:c47::/64';

/** The settings of a server with its zones in a database, beside the saved metadata. */
function beside(settings = ''): { readonly files: Readonly<Record<string, string>> } {
  return { files: { '/etc/dns/pdns.conf': `launch=gsqlite3\n${settings}` } };
}

function saved(...lines: readonly string[]): string {
  return ["Metadata for 'a.example'", ...lines, ''].join('\n');
}

describe('saved metadata of PowerDNS', () => {
  it('allow networks beside those of the settings', async () => {
    const { sources, ipv4 } = await answersOf(
      saved(`ALLOW-AXFR-FROM = ${NEW_V4}/32, 2a09:bac0:1000::/48`),
      beside(`allow-axfr-ips=${OTHER_V4}`),
    );
    assert.deepEqual(
      [sources[NEW_V4], sources[OTHER_V4], sources[NEW_V6]],
      ['allowed', 'allowed', 'allowed'],
    );
    assert.equal(ipv4, 'allowed');
  });

  it('refuse whom neither they nor the settings allow', async () => {
    const { ipv4, ipv6 } = await answersOf(saved('ALLOW-AXFR-FROM = 198.41.144.240/28'), beside());
    assert.deepEqual([ipv4, ipv6], ['only-old', 'refused']);
  });

  it('leave a doubt where the settings were not saved with them', async () => {
    const { sources, why } = await answersOf(saved(`ALLOW-AXFR-FROM = ${NEW_V4}`));
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
    assert.match(why[OTHER_V4] ?? '', /pdns\.conf/);
  });

  it('allow a key from everywhere', async () => {
    const { sources } = await answersOf(saved('TSIG-ALLOW-AXFR = Cloudflare.Key.'), beside());
    assert.equal(sources[NEW_V4], 'allowed-with-key cloudflare.key');
  });

  it('allow no key that is not in the saved list of keys', async () => {
    const list = 'other.key. hmac-sha256. c2VjcmV0c2VjcmV0c2VjcmV0';
    const { sources } = await answersOf(saved('TSIG-ALLOW-AXFR = gone.key', list), beside());
    assert.equal(sources[NEW_V4], 'refused');
  });

  it('tell a key without showing its secret', async () => {
    const secret = 'c2VjcmV0c2VjcmV0c2VjcmV0';
    const { evaluation } = await checkText(
      'pdns',
      saved('TSIG-ALLOW-AXFR = key.one', `key.one. hmac-sha256. ${secret}`),
    );
    const [key] = evaluation.keys;
    assert.deepEqual([key?.name, key?.algorithm], ['key.one', 'hmac-sha256']);
    assert.deepEqual([key?.hasSecret(secret), key?.hasSecret('AAAA')], [true, false]);
    assert.ok(!JSON.stringify(evaluation).includes(secret));
  });

  it('name a key whose secret was not saved', async () => {
    const { evaluation } = await checkText('pdns', saved('TSIG-ALLOW-AXFR = key.one'));
    const [key] = evaluation.keys;
    assert.deepEqual([key?.name, key?.algorithm, key?.hasSecret('AAAA')], ['key.one', undefined, undefined]);
  });

  it("leave a doubt for the zone's name servers, where they decide", async () => {
    const { sources, why } = await answersOf(saved(`ALLOW-AXFR-FROM = auto-ns, ${NEW_V4}`), beside());
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
    assert.match(why[OTHER_V4] ?? '', /name servers/);
  });

  it('end at an element with a sign', async () => {
    const { sources } = await answersOf(
      saved(`ALLOW-AXFR-FROM = ${NEW_V4}, !192.0.2.1, ${OTHER_V4}`),
      beside(),
    );
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'refused']);
  });

  it('leave a doubt from an element on that is not understood', async () => {
    const { sources } = await answersOf(
      saved(`ALLOW-AXFR-FROM = ${NEW_V4}, nonsense, ${OTHER_V4}`),
      beside(),
    );
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
  });

  it('may be a part, when kinds were asked for by their names', async () => {
    const { sources, why } = await answersOf(saved('TSIG-ALLOW-AXFR = '), beside());
    assert.equal(sources[NEW_V4], 'cannot-tell');
    assert.match(why[NEW_V4] ?? '', /pdnsutil get-meta a\.example/);
  });

  it('may be told one kind after the other', async () => {
    const text = saved('ALLOW-AXFR-FROM = ') + saved('TSIG-ALLOW-AXFR = ');
    const { sources } = await answersOf(text, beside());
    assert.equal(sources[NEW_V4], 'refused');
  });

  it('leave a doubt for a kind in other letters, which some databases take as the same', async () => {
    const { sources } = await answersOf(saved(`Allow-Axfr-From = ${NEW_V4}`), beside());
    assert.equal(sources[NEW_V4], 'cannot-tell');
  });

  it('leave a doubt for a zone with narrow NSEC3, which a signed zone never sends', async () => {
    const lines = saved(`ALLOW-AXFR-FROM = ${NEW_V4}`, 'NSEC3NARROW = 1', 'NSEC3PARAM = 1 0 0 -');
    const { sources, why } = await answersOf(lines, beside());
    assert.equal(sources[NEW_V4], 'cannot-tell');
    assert.match(why[NEW_V4] ?? '', /pdnsutil show-zone a\.example/);
    assert.equal(sources[OTHER_V4], 'refused');
  });

  it('allow nothing where transfers are disabled', async () => {
    const { ipv4 } = await answersOf(
      saved('ALLOW-AXFR-FROM = 0.0.0.0/0', 'TSIG-ALLOW-AXFR = k'),
      beside('disable-axfr=yes'),
    );
    assert.equal(ipv4, 'refused');
  });

  it('are of several zones, among prompts and the log', async () => {
    const text = [
      '$ pdnsutil get-meta B.example',
      'Nov 24 12:00:00 [bindbackend] Done parsing domains, 0 rejected, 1 new, 0 removed',
      "Metadata for 'b.example'",
      `ALLOW-AXFR-FROM = ${NEW_V4}`,
      '$ pdnsutil get-meta .',
      "Metadata for '.'",
      "Metadata for 'c.example..inside'",
      '',
    ].join('\r\n');
    const { zones } = await checkText('pdns', text, beside());
    assert.deepEqual(
      zones.map(({ zone, transfer }) => [zone.name, zone.view, transfer.sources[0]?.answer]),
      [
        ['b.example', undefined, 'allowed'],
        ['.', undefined, 'refused'],
        ['c.example', 'inside', 'refused'],
      ],
    );
    const [at] = zones[0]?.transfer.sources[0]?.decidedAt ?? [];
    assert.deepEqual([at?.file, text.slice(at?.start, at?.end)], [ROOT_FILE, NEW_V4]);
    assert.equal(text.slice(zones[0]?.zone.at.start, zones[0]?.zone.at.end), 'b.example');
  });

  it('count from the file that is checked before those from others', async () => {
    const { files } = beside();
    const more = { ...files, '/etc/dns/b.meta': saved(`ALLOW-AXFR-FROM = ${OTHER_V4}`) };
    const { sources } = await answersOf(saved(`ALLOW-AXFR-FROM = ${NEW_V4}`), { files: more });
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'refused']);
  });

  it('are found beside the settings, and not in other files', async () => {
    const files = {
      '/etc/dns/a.meta': saved(`ALLOW-AXFR-FROM = ${NEW_V4}`),
      '/etc/dns/metals.txt': 'iron = 1, 2\n',
    };
    const { sources } = await answersOf('launch=gpgsql\n', { files });
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'refused']);
  });

  it('count for a zone of a file where the server has a database for them', async () => {
    const files = { '/etc/dns/a.meta': saved(`ALLOW-AXFR-FROM = ${NEW_V4}`) };
    const settings = 'launch=bind\nbind-config=named.conf\n';
    assert.equal((await answersOf(settings, { files })).sources[NEW_V4], 'refused');
    const withDatabase = await answersOf(`${settings}bind-dnssec-db=/var/lib/db\n`, { files });
    assert.deepEqual([withDatabase.sources[NEW_V4], withDatabase.sources[OTHER_V4]], ['allowed', 'refused']);
  });
});
