import assert from 'node:assert/strict';
import { checkText } from '../../../support/primaries/checked.ts';
import { answersOf, LAUNCH, ONE_ZONE } from '../../../support/primaries/pdnsAnswers.ts';

const NEW_V4 = '104.30.167.163';
const OTHER_V4 = '104.30.167.173';
const NEW_V6 = '2a09:bac0:1000:c47::/64';
const OLD_V4 = '198.41.144.240/28';

describe("PowerDNS' settings for transfers", () => {
  it('allow loopback alone where they say nothing', async () => {
    const { ipv4, ipv6 } = await answersOf(LAUNCH);
    assert.deepEqual([ipv4, ipv6], ['refused', 'refused']);
  });

  it('allow the networks of allow-axfr-ips, however they are separated', async () => {
    const { sources, ipv4 } = await answersOf(
      `${LAUNCH}allow-axfr-ips=${NEW_V4}, 104.30.167.172/31\t${NEW_V6}`,
    );
    assert.deepEqual(
      [NEW_V4, OTHER_V4, NEW_V6, OLD_V4].map((prefix) => sources[prefix]),
      ['allowed', 'allowed', 'allowed', 'refused'],
    );
    assert.equal(ipv4, 'allowed');
  });

  it('allow only old addresses', async () => {
    const { ipv4, ipv6 } = await answersOf(`${LAUNCH}allow-axfr-ips=198.41.144.240/28,2a06:98c0:3601::/48`);
    assert.deepEqual([ipv4, ipv6], ['only-old', 'only-old']);
  });

  it('allow a part of a prefix', async () => {
    const { sources } = await answersOf(
      `${LAUNCH}allow-axfr-ips=2a09:bac0:1000:c47:8000::/65,198.41.144.244`,
    );
    assert.deepEqual([sources[NEW_V6], sources[OLD_V4]], ['partly', 'partly']);
  });

  it('let the longest network decide, and the last of two that are the same', async () => {
    const { sources } = await answersOf(
      `${LAUNCH}allow-axfr-ips=!104.30.167.163/32, 104.30.0.0/16, !104.30.167.0/24, 104.30.167.172/30, ${NEW_V6}, !${NEW_V6}`,
    );
    assert.deepEqual(
      [NEW_V4, OTHER_V4, NEW_V6].map((prefix) => sources[prefix]),
      ['refused', 'allowed', 'refused'],
    );
  });

  it('read short and octal numbers as C does', async () => {
    const { sources } = await answersOf(`${LAUNCH}allow-axfr-ips=0150.30.42915`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'refused']);
  });

  it('take what is set last', async () => {
    const { sources } = await answersOf(`${LAUNCH}allow-axfr-ips=${NEW_V4}\nallow-axfr-ips=${OTHER_V4}`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['refused', 'allowed']);
  });

  it('add with +=', async () => {
    const { sources } = await answersOf(`${LAUNCH}allow-axfr-ips=${NEW_V4}\nallow-axfr-ips+=${OTHER_V4}`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'allowed']);
  });

  it('keep the default with += alone', async () => {
    const { zones } = await checkText('pdns', `${LAUNCH}allow-axfr-ips+=${NEW_V4}`, {
      files: { '/etc/dns/named.conf': ONE_ZONE },
    });
    const loopback = { family: 4, value: 0x7f000001n } as const;
    assert.equal(zones[0]?.zone.transfer.decide({ address: loopback, key: undefined }).kind, 'allow');
  });

  it('go over several lines, with comments', async () => {
    const { sources } = await answersOf(
      `${LAUNCH}  allow-axfr-ips = 104.30.167.\\\n163, \\\n  ${OTHER_V4} # ${NEW_V6}\n#allow-axfr-ips=\\\nallow-axfr-ips=`,
    );
    assert.deepEqual(
      [NEW_V4, OTHER_V4, NEW_V6].map((prefix) => sources[prefix]),
      ['allowed', 'allowed', 'refused'],
    );
  });

  for (const [line, answer] of [
    ['disable-axfr=yes', 'refused'],
    ['disable-axfr', 'refused'],
    ['disable-axfr=false', 'refused'],
    ['disable-axfr=no', 'allowed'],
    ['disable-axfr=off', 'allowed'],
  ] as const) {
    it(`say ${answer} with ${line}`, async () => {
      const { ipv4 } = await answersOf(`${LAUNCH}allow-axfr-ips=0.0.0.0/0\n${line}`);
      assert.equal(ipv4, answer);
    });
  }

  it('are replaced by those of include-dir, whose files are read without regard to case', async () => {
    const files = {
      '/etc/dns/more/Zone.conf': `allow-axfr-ips=${NEW_V4}`,
      '/etc/dns/more/and.conf': `allow-axfr-ips=${OTHER_V4}\n`,
    };
    const { sources } = await answersOf(`include-dir=/etc/dns/more/\n${LAUNCH}`, { files });
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'refused']);
  });

  it('cannot be told where include-dir was not found', async () => {
    const { sources, why } = await answersOf(
      `${LAUNCH}allow-axfr-ips=${NEW_V4}\ninclude-dir=/etc/powerdns/pdns.d`,
    );
    assert.equal(sources[NEW_V4], 'cannot-tell');
    assert.match(why[NEW_V4] ?? '', /pdns\.d/);
  });

  it('cannot be told where they are in another file', async () => {
    const { sources, why } = await answersOf(LAUNCH, { whole: false });
    assert.equal(sources[NEW_V4], 'cannot-tell');
    assert.match(why[NEW_V4] ?? '', /allow-axfr-ips/);
    const known = await answersOf(`${LAUNCH}allow-axfr-ips=${NEW_V4}`, { whole: false });
    assert.deepEqual([known.sources[NEW_V4], known.sources[OTHER_V4]], ['allowed', 'cannot-tell']);
    assert.match(known.why[OTHER_V4] ?? '', /bind-dnssec-db/);
  });

  it('leave a doubt for a placeholder, where it decides', async () => {
    const { sources, why } = await answersOf(`${LAUNCH}allow-axfr-ips=${NEW_V4},{{ others }}`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
    assert.match(why[OTHER_V4] ?? '', /\{\{/);
  });

  it('leave a doubt for all where lines are a template', async () => {
    const { sources, why } = await answersOf(
      `${LAUNCH}{% if axfr %}\nallow-axfr-ips=${NEW_V4}\n{% endif %}\n`,
    );
    assert.equal(sources[NEW_V4], 'cannot-tell');
    assert.match(why[NEW_V4] ?? '', /\{% if axfr %\}/);
  });

  it('leave a doubt for what refuses and is not understood, where it decides', async () => {
    const { sources } = await answersOf(`${LAUNCH}allow-axfr-ips=${NEW_V4},!nonsense`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['cannot-tell', 'refused']);
  });

  it('leave a doubt for a switch that is a placeholder', async () => {
    const { ipv4 } = await answersOf(`${LAUNCH}allow-axfr-ips=0.0.0.0/0\ndisable-axfr=\${axfr}`);
    assert.equal(ipv4, 'cannot-tell');
  });

  it('are shown at the element that decides', async () => {
    const text = `${LAUNCH}allow-axfr-ips=127.0.0.1,!104.30.0.0/16`;
    const { zones } = await checkText('pdns', text, {
      files: { '/etc/dns/named.conf': 'zone "A.Example." IN { type primary; file "a"; };' },
    });
    const [zone] = zones;
    assert.equal(zone?.zone.name, 'a.example');
    const [at] = zone?.transfer.sources[0]?.decidedAt ?? [];
    assert.equal(text.slice(at?.start, at?.end), '104.30.0.0/16');
    const list = zone?.zone.transfer.at;
    assert.equal(text.slice(list?.start, list?.end), 'allow-axfr-ips=127.0.0.1,!104.30.0.0/16');
  });
});

describe("PowerDNS' backends", () => {
  const database = 'launch=gmysql\ngmysql-host=localhost\nallow-axfr-ips=104.30.167.163\n';

  it('have zones in a database, which a command shows', async () => {
    const { zones, evaluation } = await checkText('pdns', database);
    assert.deepEqual(zones, []);
    assert.deepEqual(
      evaluation.doubts.map(({ kind, subject }) => [kind, subject]),
      [
        ['database', 'pdnsutil list-all-zones'],
        ['database', 'pdnsutil get-meta ZONE'],
      ],
    );
  });

  it('have metadata in a database, which may allow more', async () => {
    const { sources, why } = await answersOf(`${LAUNCH}bind-dnssec-db=/var/lib/db\nallow-axfr-ips=${NEW_V4}`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
    assert.match(why[OTHER_V4] ?? '', /pdnsutil get-meta a\.example/);
  });

  it('have metadata in each other', async () => {
    const { sources } = await answersOf(LAUNCH.replace('bind\n', 'bind, gsqlite3\n'));
    assert.equal(sources[NEW_V4], 'cannot-tell');
  });

  it('may have a name', async () => {
    const { ipv4 } = await answersOf(
      'launch=bind:mine\nbind-mine-config=named.conf\nallow-axfr-ips=::/0,0.0.0.0/0',
    );
    assert.equal(ipv4, 'allowed');
  });

  it('may stand elsewhere', async () => {
    const { sources } = await answersOf(`bind-config=named.conf\nallow-axfr-ips=${NEW_V4}`);
    assert.deepEqual([sources[NEW_V4], sources[OTHER_V4]], ['allowed', 'cannot-tell']);
  });

  it('do not bring a file of zones that is missing', async () => {
    const { zones, evaluation } = await checkText('pdns', 'launch=bind\nbind-config=gone.conf\n');
    assert.deepEqual(zones, []);
    assert.deepEqual(
      evaluation.doubts.map(({ kind, subject }) => [kind, subject]),
      [['include-missing', 'gone.conf']],
    );
  });
});
