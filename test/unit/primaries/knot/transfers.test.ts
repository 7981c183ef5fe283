import assert from 'node:assert/strict';
import { NEW_SOURCES, OLD_SOURCES } from '../../../../src/primaries/cloudflareAddresses.ts';
import type { ReportedZone } from '../../../../src/primaries/report.ts';
import { checkText, ROOT_FILE, reportOf, type TextOptions } from '../../../support/primaries/checked.ts';

const NEW = NEW_SOURCES.map(({ prefix }) => prefix).join(', ');
const OLD = OLD_SOURCES.map(({ prefix }) => prefix).join(', ');

const KEY = 'key:\n  - id: Cf.Key.\n    algorithm: hmac-sha256\n    secret: Zm9vYmFy\n';
const REMOTE = 'remote:\n  - id: cf\n    address: 104.30.167.163@5353\n';

/** An acl `cf` with these items, for the zone `a.example`. */
function withAcl(...items: readonly string[]): string {
  return `acl:\n  - id: cf\n${items.map((item) => `    ${item}\n`).join('')}zone:\n  - domain: a.example\n    acl: cf\n`;
}

async function zoneOf(text: string, options?: TextOptions): Promise<ReportedZone> {
  const zone = (await reportOf('knot', text, options))['a.example'];
  assert.ok(zone);
  return zone;
}

/** The answers for IPv4 and IPv6. */
async function familiesOf(text: string, options?: TextOptions): Promise<readonly string[]> {
  const { ipv4, ipv6 } = await zoneOf(text, options);
  return [ipv4, ipv6];
}

const ALLOWED = ['allowed', 'allowed'];
const REFUSED = ['refused', 'refused'];
const CANNOT_TELL = ['cannot-tell', 'cannot-tell'];

describe('who may transfer from Knot, by an acl', () => {
  for (const [title, items, expected] of [
    ['the new addresses', [`address: [${NEW}]`, 'action: transfer'], ALLOWED],
    ['the old addresses alone', [`address: [${OLD}]`, 'action: transfer'], ['only-old', 'only-old']],
    [
      'addresses on lines of their own',
      [...NEW_SOURCES.map(({ prefix }) => `address: ${prefix}`), 'action: transfer'],
      ALLOWED,
    ],
    ['one new address', ['address: 104.30.167.163', 'action: transfer'], ['partly', 'refused']],
    [
      'a part of the new prefix',
      ['address: 2a09:bac0:1000:c47::/65', 'action: transfer'],
      ['refused', 'partly'],
    ],
    [
      'prefixes whose other bits are set',
      ['address: [104.30.167.1/24, 2a09:bac0::1/32]', 'action: transfer'],
      ALLOWED,
    ],
    ['no address, so any', ['action: transfer'], ALLOWED],
    ['all of IPv6', ['address: "::/0"', 'action: [notify, Transfer]'], ['refused', 'allowed']],
    [
      'ranges',
      [
        'address: 104.30.167.160-104.30.167.175',
        'address: 2a09:bac0:1000:c46::-2a09:bac0:1000:c48::',
        'action: transfer',
      ],
      ALLOWED,
    ],
    [
      'a range of which Knot compares the last byte first',
      ['address: 10.0.0.100-10.0.0.200', 'action: transfer'],
      ['allowed', 'refused'],
    ],
    ['another action', [`address: [${NEW}]`, 'action: [notify, update]'], REFUSED],
    ['no action, which permits nothing', [`address: [${NEW}]`], REFUSED],
    ['no action, switched to permit', [`address: [${NEW}]`, 'deny: off'], REFUSED],
    ['a denial', [`address: [${NEW}]`, 'action: transfer', 'deny: on'], REFUSED],
    [
      'a denial that is switched off again',
      [`address: [${NEW}]`, 'action: transfer', 'deny: on', 'deny: False'],
      ALLOWED,
    ],
    ['a denial by the beginning of a word', [`address: [${NEW}]`, 'action: transfer', 'deny: T'], REFUSED],
    ['a denial without a value', [`address: [${NEW}]`, 'action: transfer', 'deny:'], REFUSED],
    ['QUIC alone', [`address: [${NEW}]`, 'action: transfer', 'protocol: [quic, tls]'], REFUSED],
    ['TCP among others', [`address: [${NEW}]`, 'action: transfer', 'protocol: [udp, tcp]'], ALLOWED],
    ['a certificate', [`address: [${NEW}]`, 'action: transfer', 'cert-key: Zm9v'], REFUSED],
  ] as const) {
    it(`with ${title}`, async () => {
      assert.deepEqual(await familiesOf(withAcl(...items)), expected);
    });
  }

  it('with a key, however its name is written', async () => {
    for (const name of ['cf.key', 'CF.KEY.', '"Cf.key"']) {
      const zone = await zoneOf(KEY + withAcl(`address: [${NEW}]`, `key: ${name}`, 'action: transfer'));
      assert.deepEqual([zone.ipv4, zone.ipv6], ['allowed-with-key', 'allowed-with-key']);
      assert.equal(zone.sources['104.30.167.163']?.key, 'cf.key');
    }
  });

  it('without a key only for requests without one, unless it denies', async () => {
    const rules = (first: string): string =>
      `${KEY}acl:\n${first}  - id: signed\n    key: cf.key\n    action: transfer\nzone:\n  - domain: a.example\n    acl: [first, signed]\n`;
    const permits = '  - id: first\n    address: 198.51.100.1\n    action: transfer\n';
    assert.deepEqual(await familiesOf(rules(permits)), ['allowed-with-key', 'allowed-with-key']);
    const silent = '  - id: first\n    address: [0.0.0.0/0, "::/0"]\n';
    assert.deepEqual(await familiesOf(rules(silent)), ['allowed-with-key', 'allowed-with-key']);
    const denies = '  - id: first\n    address: 0.0.0.0/0\n    deny: on\n';
    assert.deepEqual(await familiesOf(rules(denies)), ['refused', 'allowed-with-key']);
  });

  it('by the first that is about the request', async () => {
    const rules = `acl:\n  - id: deny\n    address: 104.30.167.163\n    deny: on\n  - id: all\n    action: transfer\n`;
    const zones =
      'zone:\n  - domain: a.example\n    acl: [deny, all]\n  - domain: b.example\n    acl: all\n    acl: deny\n';
    const { 'a.example': first, 'b.example': second } = await reportOf('knot', rules + zones);
    assert.equal(first?.ipv4, 'partly');
    assert.equal(second?.ipv4, 'allowed');
  });

  it('that names remotes, whatever their port, and groups of them', async () => {
    const remotes = `${KEY}${REMOTE}  - id: signed\n    address: [/run/knot.sock, 104.30.167.173]\n    key: cf.key\nremotes:\n  - id: all\n    remote: [cf, signed]\n`;
    assert.equal((await zoneOf(remotes + withAcl('remote: cf', 'action: transfer'))).ipv4, 'partly');
    const zone = await zoneOf(remotes + withAcl('remote: all', 'action: transfer'));
    assert.equal(zone.ipv4, 'allowed-with-key');
    assert.equal(zone.sources['104.30.167.163']?.answer, 'allowed');
  });

  it('is "cannot tell" by a remote over QUIC or TLS, where versions differ, and refused with a certificate', async () => {
    const remote = (item: string): string =>
      `${REMOTE}    ${item}\n${withAcl('remote: cf', 'action: transfer')}`;
    assert.equal((await zoneOf(remote('quic: on'))).ipv4, 'cannot-tell');
    assert.equal((await zoneOf(remote('tls: off'))).ipv4, 'partly');
    assert.equal((await zoneOf(remote('cert-key: Zm9v'))).ipv4, 'refused');
  });
});

describe('automatic rules of Knot', () => {
  const config = (server: string, remote: string, items = ''): string =>
    `${server}${KEY}${REMOTE}${remote}acl:\n  - id: none\n    deny: on\nzone:\n  - domain: a.example\n    notify: cf\n${items}`;
  const ON = 'server:\n    automatic-acl: on\n';

  for (const [title, text, expected] of [
    ['are off by default', config('', ''), 'refused'],
    ['let who is notified transfer', config(ON, ''), 'allowed'],
    ['come before acls', config(ON, '', '    acl: none\n'), 'allowed'],
    ['need the key of the remote', config(ON, '    key: cf.key\n'), 'allowed-with-key'],
    ['can be off for a remote', config(ON, '    automatic-acl: off\n'), 'refused'],
    [
      'can be switched anywhere, the last time',
      `${config(ON, '')}server:\n    automatic-acl: off\n`,
      'refused',
    ],
  ] as const) {
    it(title, async () => {
      assert.equal((await zoneOf(text)).sources['104.30.167.163']?.answer, expected);
    });
  }
});

describe("a template of Knot's", () => {
  const ACLS = `acl:\n  - id: new\n    address: [${NEW}]\n    action: transfer\n  - id: old\n    address: [${OLD}]\n    action: transfer\n`;
  const TEMPLATES = 'template:\n  - id: default\n    acl: new\n  - id: other\n    storage: /x\n';
  const config = (items: string): string => `${ACLS}${TEMPLATES}zone:\n  - domain: A.Example.\n${items}`;

  for (const [title, items, expected] of [
    ['is the default one where a zone names none', '', ALLOWED],
    ['is replaced, not joined', '    acl: old\n', ['only-old', 'only-old']],
    ['that a zone names is alone, without the default one', '    template: other\n', REFUSED],
    ['gives what the zone does not say', '    template: default\n    file: x\n', ALLOWED],
    ['can be emptied', '    acl: []\n', REFUSED],
    ['can be emptied without brackets', '    acl:\n', REFUSED],
  ] as const) {
    it(title, async () => {
      assert.deepEqual(await familiesOf(config(items)), expected);
    });
  }

  it('may come after the zones where it is the default one', async () => {
    assert.deepEqual(await familiesOf(`${ACLS}zone:\n  - domain: a.example\n${TEMPLATES}`), ALLOWED);
  });

  it('makes secondaries of zones, which are not reported', async () => {
    const masters = `${REMOTE}template:\n  - id: default\n    master: cf\n`;
    const zones = 'zone:\n  - domain: a.example\n  - domain: b.example\n    master: []\n';
    assert.deepEqual(Object.keys(await reportOf('knot', masters + zones)), ['b.example']);
  });
});

describe('what cannot be told of a knot.conf', () => {
  const NEW_ACL = `address: [${NEW}]`;

  for (const [title, text, expected] of [
    ['an acl that is not defined', 'zone:\n  - domain: a.example\n    acl: cf\n', CANNOT_TELL],
    [
      'an acl that is defined below',
      `zone:\n  - domain: a.example\n    acl: cf\n${withAcl(NEW_ACL, 'action: transfer').split('zone:')[0]}`,
      CANNOT_TELL,
    ],
    [
      'an acl in another case',
      withAcl(NEW_ACL, 'action: transfer').replace('acl: cf', 'acl: CF'),
      CANNOT_TELL,
    ],
    ['a key that is not defined', withAcl(NEW_ACL, 'key: cf', 'action: transfer'), CANNOT_TELL],
    ['a remote that is not defined', withAcl('remote: cf', 'action: transfer'), CANNOT_TELL],
    ['a template that is not defined', 'zone:\n  - domain: a.example\n    template: cf\n', CANNOT_TELL],
    [
      'an acl twice',
      withAcl(NEW_ACL, 'action: transfer').replace('zone:', 'acl:\n  - id: cf\nzone:'),
      CANNOT_TELL,
    ],
    ['a zone twice', `${withAcl(NEW_ACL, 'action: transfer')}  - domain: A.example.\n`, CANNOT_TELL],
    ['an item that is cut off', withAcl('adr', 'action: transfer'), CANNOT_TELL],
    ['a list that is not closed', withAcl('address: [104.30.167.163,', 'action: notify'), REFUSED],
    [
      'a list over lines',
      withAcl('address: [104.30.167.163,', '  104.30.167.173]', 'action: transfer'),
      CANNOT_TELL,
    ],
    ['a list with dashes', withAcl('address:', '  - 104.30.167.163', 'action: transfer'), CANNOT_TELL],
    ['another indentation', withAcl(NEW_ACL, '  action: transfer'), CANNOT_TELL],
    ['a tabulator', withAcl('address:\t104.30.167.163', 'action: transfer'), CANNOT_TELL],
    ['an address that is none', withAcl('address: [10/8, 104.30.167.0/33]', 'action: transfer'), CANNOT_TELL],
    ['a range over families', withAcl('address: 104.30.167.163-::1', 'action: transfer'), CANNOT_TELL],
    ['a switch that is none', withAcl(NEW_ACL, 'action: transfer', 'deny: yes'), CANNOT_TELL],
    ['an action that has yet to be filled in', withAcl(NEW_ACL, 'action: {{ action }}'), CANNOT_TELL],
    [
      'an address that has yet to be filled in',
      withAcl('address: [{{ ips | join(", ") }}]', 'action: transfer'),
      CANNOT_TELL,
    ],
    [
      'a key that has yet to be filled in',
      withAcl(NEW_ACL, 'key: {{ key }}', 'action: transfer'),
      CANNOT_TELL,
    ],
    [
      'lines of a template',
      withAcl(NEW_ACL, '{% if open %}', 'action: transfer', '{% endif %}'),
      CANNOT_TELL,
    ],
    [
      'both a remote and an address',
      `${REMOTE}${withAcl(NEW_ACL, 'remote: cf', 'action: transfer')}`,
      CANNOT_TELL,
    ],
  ] as const) {
    it(`with ${title}`, async () => {
      assert.deepEqual(await familiesOf(text), expected);
    });
  }

  it('gives an answer where what is not known does not decide', async () => {
    const acls = `acl:\n  - id: all\n    action: transfer\n  - id: old\n    address: [${OLD}, {{ more }}]\n    action: transfer\n`;
    const zone = (items: string): string => `${acls}zone:\n  - domain: a.example\n${items}`;
    assert.deepEqual(await familiesOf(zone('    acl: [all, gone]\n')), ALLOWED);
    assert.deepEqual(await familiesOf(zone('    acl: [old, all]\n')), ALLOWED);
    assert.deepEqual(await familiesOf(zone('    acl: [old]\n')), CANNOT_TELL);
  });

  it('does not depend on other entries', async () => {
    const text = `acl:\n  - id: bad\n    adr\n${withAcl(NEW_ACL, 'action: transfer').slice('acl:\n'.length)}`;
    assert.deepEqual(await familiesOf(text), ALLOWED);
  });
});

describe("an include of Knot's", () => {
  const ACL = `acl:\n  - id: cf\n    address: [${NEW}]\n    action: transfer\n`;
  const ZONE = 'zone:\n  - domain: a.example\n    acl: cf\n';

  it('is read in its place, relative to its file', async () => {
    const files = {
      '/etc/dns/parts/all.conf': 'include: more/*.conf\n',
      '/etc/dns/parts/more/acl.conf': ACL,
    };
    assert.deepEqual(await familiesOf(`include: parts/all.conf\n${ZONE}`, { files }), ALLOWED);
    assert.deepEqual(await familiesOf(`${ZONE}include: parts/all.conf\n`, { files }), CANNOT_TELL);
    assert.deepEqual(await familiesOf(`include: [parts/*.txt, parts/all.conf]\n${ZONE}`, { files }), ALLOWED);
  });

  it('that is missing may define what is not defined', async () => {
    const zone = await zoneOf(`include: gone.conf\n${ZONE}`);
    assert.equal(zone.ipv4, 'cannot-tell');
    assert.match(zone.sources['104.30.167.163']?.why ?? '', /gone\.conf/);
  });

  it('that is missing does not change what is defined', async () => {
    assert.deepEqual(await familiesOf(`include: gone.conf\n${ACL}${ZONE}`), ALLOWED);
  });

  it('that is missing may define the template of all zones', async () => {
    const zone = 'zone:\n  - domain: a.example\n';
    assert.deepEqual(await familiesOf(`${zone}include: gone.conf\n`), CANNOT_TELL);
    assert.deepEqual(await familiesOf(`template:\n  - id: default\n${zone}include: gone.conf\n`), REFUSED);
  });

  it('has no place within an entry', async () => {
    assert.deepEqual(await familiesOf(`${ACL}${ZONE}    include: gone.conf\n`), ALLOWED);
  });

  it('of itself is noticed', async () => {
    assert.deepEqual(await familiesOf(`include: root.conf\n${ZONE}`), CANNOT_TELL);
  });
});

describe('a part of a knot.conf', () => {
  const part = { whole: false };

  it('does not tell what the default template has', async () => {
    const { ipv4, sources } = await zoneOf('zone:\n  - domain: a.example\n', part);
    assert.equal(ipv4, 'cannot-tell');
    assert.match(sources['104.30.167.163']?.why ?? '', /template: default/);
  });

  it('tells what it has', async () => {
    assert.deepEqual(await familiesOf(withAcl('action: transfer'), part), ALLOWED);
    assert.deepEqual(await familiesOf(withAcl(`address: [${OLD}]`, 'action: transfer'), part), [
      'only-old',
      'only-old',
    ]);
  });
});

describe('where Knot decides', () => {
  const text = `acl:\n  - id: cf\n    address: [198.41.144.240/28, "104.30.167.163"]\n    action: transfer\n  - id: silent\n    address: 104.30.167.173\nzone:\n  - domain: a.example.\n    acl: [cf, silent]  # all\n`;

  it('is at the address, at the acl, or at the list of the zone', async () => {
    const { zones } = await checkText('knot', text);
    const [judged] = zones;
    assert.ok(judged);
    const placesOf = (prefix: string): readonly string[] =>
      (judged.transfer.sources.find(({ source }) => source.prefix === prefix)?.decidedAt ?? []).map(
        ({ start, end }) => text.slice(start, end),
      );
    assert.deepEqual(placesOf('198.41.144.240/28'), ['198.41.144.240/28']);
    assert.deepEqual(placesOf('104.30.167.163'), ['104.30.167.163']);
    assert.deepEqual(placesOf('104.30.167.173'), ['104.30.167.173']);
    assert.deepEqual(placesOf('198.41.150.240/28'), ['acl: [cf, silent]']);
    const { at, transfer } = judged.zone;
    assert.equal(text.slice(at.start, at.end), 'a.example.');
    assert.equal(text.slice(transfer.at?.start, transfer.at?.end), 'acl: [cf, silent]');
  });

  it('is at the acl where it has no address', async () => {
    const { zones } = await checkText('knot', withAcl('action: transfer'));
    const [source] = zones[0]?.transfer.sources ?? [];
    assert.deepEqual(source?.decidedAt, [
      { file: ROOT_FILE, start: 'acl:\n  - id: '.length, end: 'acl:\n  - id: cf'.length },
    ]);
  });
});

describe('the keys of a knot.conf', () => {
  it('have a name and an algorithm, and tell whether a secret is theirs', async () => {
    const text = `key:\n  - id: Cf.Key.\n    algorithm: HMAC-SHA256\n    secret: "Zm9vYmFy"\n  - id: {{ name }}\n    secret: {{ secret }}\n  - id: bare\n`;
    const { evaluation } = await checkText('knot', text);
    const [key, bare, ...others] = evaluation.keys;
    assert.deepEqual(others, []);
    assert.deepEqual([key?.name, key?.algorithm, bare?.algorithm], ['cf.key', 'hmac-sha256', undefined]);
    assert.equal(text.slice(key?.at.start, key?.at.end), 'Cf.Key.');
    assert.equal(key?.hasSecret('Zm9vYmFy'), true);
    assert.equal(key?.hasSecret('Zm9vYmFz'), false);
    assert.equal(key?.hasSecret('?'), undefined);
    assert.equal(bare?.hasSecret('Zm9vYmFy'), undefined);
    assert.doesNotMatch(JSON.stringify(evaluation), /Zm9v/);
  });
});
