import assert from 'node:assert/strict';
import { checkText, type TextOptions } from '../../../support/primaries/checked.ts';

const KEY = 'key:\n  name: "cf-key."\n  algorithm: hmac-sha256\n  secret: "c2VjcmV0"\n';
const FIRST = '104.30.167.163';
const SECOND = '104.30.167.173';
const SIX = '2a09:bac0:1000:c47::/64';

/** A zone with these statements. */
function zone(...statements: readonly string[]): string {
  return ['zone:', 'name: a.example', 'zonefile: a', ...statements].join('\n  ');
}

/** What is said of each source of a zone: the answer with its key, or with the kind of doubt. */
async function answers(
  text: string,
  options?: TextOptions,
  name = 'a.example',
): Promise<Readonly<Record<string, string>>> {
  const { zones } = await checkText('nsd', text, options);
  const judged = zones.find((candidate) => candidate.zone.name === name);
  assert.ok(judged, 'the zone is not reported');
  return Object.fromEntries(
    judged.transfer.sources.map(({ source, answer, key, doubt }) => [
      source.prefix,
      [answer, ...(key ? [key] : []), ...(doubt ? [doubt.kind] : [])].join(' '),
    ]),
  );
}

async function answer(text: string, source = FIRST, options?: TextOptions): Promise<string | undefined> {
  return (await answers(text, options))[source];
}

describe('a transfer from NSD', () => {
  it('is refused where no list says otherwise, in a part of a configuration as well', async () => {
    assert.equal(await answer(zone()), 'refused');
    assert.equal(await answer(zone(), FIRST, { whole: false }), 'refused');
  });

  it('is allowed to the addresses of the list alone', async () => {
    const said = await answers(zone(`provide-xfr: ${FIRST} NOKEY`, 'provide-xfr: 198.41.144.0/24 NOKEY'));
    assert.equal(said[FIRST], 'allowed');
    assert.equal(said[SECOND], 'refused');
    assert.equal(said['198.41.144.240/28'], 'allowed');
    assert.equal(said['198.41.150.240/28'], 'refused');
    assert.equal(said[SIX], 'refused');
  });

  it('is allowed from all of a prefix, from a part of it, or from none', async () => {
    assert.equal(await answer(zone(`provide-xfr: ${SIX} NOKEY`), SIX), 'allowed');
    assert.equal(await answer(zone('provide-xfr: 2a09:bac0:1000::/36 NOKEY'), SIX), 'allowed');
    assert.equal(await answer(zone('provide-xfr: 2a09:bac0:1000:c47::1 NOKEY'), SIX), 'partly');
    assert.equal(await answer(zone('provide-xfr: 2a09:bac0:1000:c46::/64 NOKEY'), SIX), 'refused');
    assert.equal(await answer(zone('provide-xfr: 0.0.0.0/0 NOKEY'), SIX), 'refused');
    assert.equal(await answer(zone('provide-xfr: ::/0 NOKEY'), SIX), 'allowed');
  });

  it('takes a mask, also one with gaps', async () => {
    assert.equal(await answer(zone('provide-xfr: 104.30.167.0&255.255.255.0 NOKEY')), 'allowed');
    const gaps = await answers(zone('provide-xfr: 104.30.0.163&255.255.0.255 NOKEY'));
    assert.equal(gaps[FIRST], 'allowed');
    assert.equal(gaps[SECOND], 'refused');
    const odd = await answers(zone('provide-xfr: 0.0.0.1&0.0.0.1 NOKEY'));
    assert.equal(odd[FIRST], 'allowed');
    assert.equal(odd['198.41.144.240/28'], 'partly');
    assert.equal(
      await answer(zone(`provide-xfr: 2a09:bac0::c47:0:0:0:0&ffff:ffff::ffff:0:0:0:0 NOKEY`), SIX),
      'allowed',
    );
  });

  it('takes a range as NSD compares it: the last byte of an IPv4 address counts most', async () => {
    assert.equal(await answer(zone('provide-xfr: 104.30.167.160-104.30.167.170 NOKEY')), 'allowed');
    assert.equal(await answer(zone('provide-xfr: 104.30.167.160-104.30.167.170 NOKEY'), SECOND), 'refused');
    assert.equal(await answer(zone('provide-xfr: 192.0.2.1-192.0.2.200 NOKEY')), 'allowed');
    assert.equal(await answer(zone('provide-xfr: 104.30.167.250-104.30.168.1 NOKEY')), 'refused');
    assert.equal(
      await answer(zone('provide-xfr: 198.41.144.240-198.41.144.250 NOKEY'), '198.41.150.240/28'),
      'partly',
    );
  });

  it('takes a range of IPv6 as NSD compares it, in words of four bytes', async () => {
    const all = '2a09:bac0:1000:c47::-2a09:bac0:1000:c47:ffff:ffff:ffff:ffff';
    assert.equal(await answer(zone(`provide-xfr: ${all} NOKEY`), SIX), 'allowed');
    assert.equal(
      await answer(zone('provide-xfr: 2a09:bac0:1000:c47::1-2a09:bac0:1000:c47::ffff NOKEY'), SIX),
      'partly',
    );
    assert.equal(
      await answer(zone('provide-xfr: 2a09:bac0:1000:c47::5-2a09:bac0:1000:c47::1:0 NOKEY'), SIX),
      'refused',
    );
  });

  it('says that it cannot tell where ranges tear a prefix into thousands of parts', async () => {
    const clauses = ['1', '2', '3', '4', '5', '6'].flatMap((digit) => [
      `provide-xfr: 2a09:bac0:1000:c47::${digit}&ffff:ffff:ffff:ffff::${digit}:${digit}${digit} NOKEY`,
      `provide-xfr: 2a09:bac0:1000:c47:${digit}::${digit}-2a09:bac0:1000:c47:f${digit}::f${digit} NOKEY`,
    ]);
    assert.equal(await answer(zone(...clauses.slice(0, 2)), SIX), 'partly');
    assert.equal(await answer(zone(...clauses), SIX), 'cannot-tell syntax');
    assert.equal(await answer(zone(...clauses), FIRST), 'refused');
  });

  it('is refused to what is BLOCKED, wherever that stands', async () => {
    const block = `provide-xfr: ${FIRST} BLOCKED`;
    const said = await answers(zone('provide-xfr: 0.0.0.0/0 NOKEY', block));
    assert.equal(said[FIRST], 'refused');
    assert.equal(said[SECOND], 'allowed');
    assert.equal(await answer(KEY + zone(block, `provide-xfr: ${FIRST} cf-key.`)), 'refused');
  });

  it('needs the key that the list names, and none with NOKEY', async () => {
    assert.equal(await answer(KEY + zone(`provide-xfr: ${FIRST} cf-key.`)), 'allowed-with-key cf-key');
    assert.equal(
      await answer(KEY + zone(`provide-xfr: ${FIRST} cf-key.`, `provide-xfr: ${FIRST} NOKEY`)),
      'allowed',
    );
    assert.equal(
      await answer(
        KEY + zone('provide-xfr: 198.41.144.240/29 NOKEY', 'provide-xfr: 198.41.144.248/29 cf-key.'),
        '198.41.144.240/28',
      ),
      'partly',
    );
  });

  it('finds a key that is defined below, by its name as it is written', async () => {
    assert.equal(await answer(`${zone(`provide-xfr: ${FIRST} cf-key.`)}\n${KEY}`), 'allowed-with-key cf-key');
    for (const name of ['cf-key', 'CF-KEY.', 'nokey', 'blocked']) {
      assert.equal(
        await answer(KEY + zone(`provide-xfr: ${FIRST} ${name}`)),
        'cannot-tell unknown-name',
        name,
      );
    }
  });

  it('does not depend on a key that is not known where another clause allows', async () => {
    const said = await answers(zone(`provide-xfr: 104.30.167.0/24 lost`, `provide-xfr: ${FIRST} NOKEY`));
    assert.equal(said[FIRST], 'allowed');
    assert.equal(said[SECOND], 'cannot-tell unknown-name');
    assert.equal(said[SIX], 'refused');
  });

  it('does not come from the port that a clause names', async () => {
    assert.equal(await answer(zone(`provide-xfr: ${FIRST}@53 NOKEY`)), 'refused');
    assert.equal(
      await answer(zone(`provide-xfr: ${FIRST} NOKEY`, `provide-xfr: ${FIRST}@53 BLOCKED`)),
      'allowed',
    );
  });

  it('is not what a clause for TLS is about', async () => {
    const tls = 'tls-auth:\n  name: cf\n  auth-domain-name: cf.example\n';
    assert.equal(await answer(tls + zone(`provide-xfr: ${FIRST} NOKEY cf`)), 'refused');
    assert.equal(
      await answer(tls + zone(`provide-xfr: ${FIRST} NOKEY`, 'provide-xfr: 0.0.0.0/0 BLOCKED cf')),
      'allowed',
    );
  });

  it('is refused by a server that transfers over TLS alone', async () => {
    const open = zone(`provide-xfr: ${FIRST} NOKEY`);
    const server = (value: string): string =>
      `server:\n  tls-auth-port: 854\n  tls-auth-xfr-only: ${value}\n`;
    assert.equal(await answer(server('yes') + open), 'refused');
    assert.equal(await answer(server('no') + open), 'allowed');
    assert.equal(await answer(server('{{ only }}') + open), 'cannot-tell placeholder');
  });
});

describe("a zone's patterns in NSD", () => {
  const pattern = (name: string, ...statements: readonly string[]): string =>
    ['pattern:', `name: ${name}`, ...statements].join('\n  ').concat('\n');

  it('add to its own list', async () => {
    const text =
      pattern('cf', `provide-xfr: ${FIRST} NOKEY`) +
      zone('include-pattern: cf', `provide-xfr: ${SECOND} NOKEY`);
    const said = await answers(text);
    assert.equal(said[FIRST], 'allowed');
    assert.equal(said[SECOND], 'allowed');
  });

  it('include patterns, and may block', async () => {
    const text =
      pattern('a', `provide-xfr: ${FIRST} BLOCKED`) +
      pattern('b', 'include-pattern: a', 'provide-xfr: 104.30.167.0/24 NOKEY') +
      zone('include-pattern: "b"');
    const said = await answers(text);
    assert.equal(said[FIRST], 'refused');
    assert.equal(said[SECOND], 'allowed');
  });

  it('must stand above: what is not known yet may add anything', async () => {
    const text = `${zone('include-pattern: cf', `provide-xfr: ${FIRST} NOKEY`, `provide-xfr: ${SECOND} BLOCKED`)}\n`;
    const said = await answers(text + pattern('cf', `provide-xfr: ${SIX} NOKEY`));
    assert.equal(said[FIRST], 'cannot-tell unknown-name');
    assert.equal(said[SIX], 'cannot-tell unknown-name');
    assert.equal(said[SECOND], 'refused');
    const self = pattern('cf', 'include-pattern: cf');
    assert.equal(await answer(self + zone('include-pattern: cf')), 'cannot-tell unknown-name');
  });

  it('that are defined twice are not known', async () => {
    const twice = pattern('cf', `provide-xfr: ${FIRST} NOKEY`) + pattern('cf');
    assert.equal(await answer(twice + zone('include-pattern: cf')), 'cannot-tell syntax');
  });

  it('share what is said of them', async () => {
    const zones = ['a', 'b'].map((name) => `zone:\n  name: ${name}.example\n  include-pattern: cf\n`);
    const { evaluation } = await checkText(
      'nsd',
      pattern('cf', `provide-xfr: ${FIRST} NOKEY`) + zones.join(''),
    );
    const [a, b] = evaluation.zones;
    assert.ok(a && b);
    assert.equal(a.transfer, b.transfer);
  });
});

describe('the zones of NSD', () => {
  const names = async (text: string): Promise<readonly string[]> =>
    (await checkText('nsd', text)).evaluation.zones.map(({ name }) => name);

  it('are those that it does not request from elsewhere', async () => {
    const text = [
      'pattern: name: second request-xfr: AXFR 192.0.2.1 NOKEY',
      'zone: name: own.example zonefile: a request-xfr: 192.0.2.1 NOKEY',
      'zone: name: by-pattern.example include-pattern: second',
      'zone: name: Primary.Example. zonefile: b',
      'zone: name: . zonefile: root',
    ].join('\n');
    assert.deepEqual(await names(text), ['primary.example', '.']);
  });

  it('have the last name that is written', async () => {
    assert.deepEqual(await names('zone:\n name: a.example\n name: b.example'), ['b.example']);
  });

  it('have keywords in any case, and strings in quotes', async () => {
    const text = `ZONE:\n Name:"a.example"\n ZoneFile:"a"Provide-Xfr:"${FIRST}""NOKEY" # "it's`;
    assert.equal(await answer(text), 'allowed');
  });

  it('are read over several lines or from one', async () => {
    assert.equal(await answer(`zone: name: a.example zonefile: a provide-xfr: ${FIRST} NOKEY`), 'allowed');
    assert.equal(
      await answer(`zone:\r\nname:\r\na.example\r\nprovide-xfr: # why\r\n${FIRST} \\\r\nNOKEY\r\n`),
      'allowed',
    );
  });

  it('are not taken twice', async () => {
    const text = `${zone(`provide-xfr: ${FIRST} NOKEY`)}\nzone:\n  name: A.EXAMPLE.\n`;
    assert.deepEqual(await names(text), ['a.example']);
    assert.equal(await answer(text), 'cannot-tell syntax');
  });

  it('are where their names are written', async () => {
    const text = zone();
    const [found] = (await checkText('nsd', text)).evaluation.zones;
    assert.ok(found);
    assert.equal(text.slice(found.at.start, found.at.end), 'a.example');
  });
});

describe('what decides in NSD', () => {
  it('is the address of the clause, or the list', async () => {
    const lines = [`provide-xfr: 104.30.167.0/24 NOKEY`, `provide-xfr: ${SECOND} BLOCKED`];
    const text = zone(...lines);
    const { zones } = await checkText('nsd', text);
    const [judged] = zones;
    assert.ok(judged);
    const decided = judged.transfer.sources
      .slice(0, 3)
      .map(({ decidedAt }) => decidedAt.map(({ start, end }) => text.slice(start, end)));
    assert.deepEqual(decided, [['104.30.167.0/24'], [SECOND], [lines[0]]]);
    assert.equal(text.slice(judged.zone.transfer.at?.start, judged.zone.transfer.at?.end), lines[0]);
  });
});
