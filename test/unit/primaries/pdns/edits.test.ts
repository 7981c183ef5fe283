import assert from 'node:assert/strict';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../../../src/primaries/cloudflareAddresses.ts';
import type { Addition, Mention } from '../../../../src/primaries/evaluation.ts';
import { checkText, ROOT_FILE, withAdded, withoutElement } from '../../../support/primaries/checked.ts';
import { answersOf, LAUNCH, ONE_ZONE } from '../../../support/primaries/pdnsAnswers.ts';

const NEW = NEW_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);
const [FIRST = '', SECOND = ''] = TARGETS;

async function found(text: string, named = ONE_ZONE) {
  const { evaluation } = await checkText('pdns', text, { files: { '/etc/dns/named.conf': named } });
  return { mentions: evaluation.mentions, zone: evaluation.zones[0] };
}

function required<T>(value: T | undefined): T {
  assert.ok(value !== undefined);
  return value;
}

async function mentionOf(text: string, address: string): Promise<Mention> {
  const { mentions } = await found(text);
  return required(mentions.find(({ span }) => text.slice(span.start, span.end) === address));
}

function added(text: string, addition: Addition | undefined, prefixes: readonly string[]): string {
  assert.equal(required(addition).file, ROOT_FILE);
  return withAdded(text, required(addition), prefixes);
}

describe("the addresses in PowerDNS' settings", () => {
  for (const [list, address, expected] of [
    ['198.41.144.240/28,::1', '198.41.144.240/28', '198.41.144.240/28,192.0.2.1,192.0.2.2,::1'],
    ['::1, 198.41.144.240/28', '198.41.144.240/28', '::1, 198.41.144.240/28, 192.0.2.1, 192.0.2.2'],
    ['::1 !198.41.144.240/28', '198.41.144.240/28', '::1 !198.41.144.240/28 !192.0.2.1 !192.0.2.2'],
    ['198.41.144.240', '198.41.144.240', '198.41.144.240,192.0.2.1,192.0.2.2'],
    [
      '::1, \\\n  198.41.144.240/28',
      '198.41.144.240/28',
      '::1, \\\n  198.41.144.240/28, \\\n  192.0.2.1, \\\n  192.0.2.2',
    ],
  ] as const) {
    it(`have others beside them in ${JSON.stringify(list)}`, async () => {
      const text = `${LAUNCH}allow-axfr-ips=${list}\n`;
      const { beside } = await mentionOf(text, address);
      assert.equal(added(text, beside, ['192.0.2.1', '192.0.2.2']), `${LAUNCH}allow-axfr-ips=${expected}\n`);
    });
  }

  for (const [list, address, expected] of [
    ['198.41.144.240/28, ::1', '198.41.144.240/28', '::1'],
    ['::1, 198.41.144.240/28', '198.41.144.240/28', '::1'],
    ['::1, 198.41.144.240/28, 104.30.167.163', '198.41.144.240/28', '::1, 104.30.167.163'],
    ['104.30.167.163, ::1', '104.30.167.163', ', ::1'],
    ['::1, \\\n  198.41.144.240/28', '198.41.144.240/28', '::1'],
    ['198.41.144.240/28', '198.41.144.240/28', ''],
  ] as const) {
    it(`can be removed from ${JSON.stringify(list)}`, async () => {
      const text = `${LAUNCH}allow-axfr-ips=${list}\n`;
      const mention = await mentionOf(text, address);
      assert.equal(withoutElement(text, mention), `${LAUNCH}allow-axfr-ips=${expected}\n`);
    });
  }

  it('can all be removed, old ones first or last', async () => {
    for (const list of [
      '198.41.144.240/28, 198.41.150.240/28, 104.30.167.163, 104.30.167.173',
      '104.30.167.163, 104.30.167.173, 198.41.144.240/28, 198.41.150.240/28',
    ]) {
      const text = `${LAUNCH}allow-axfr-ips=${list}\n`;
      const { mentions } = await found(text);
      const old = mentions.filter(({ span }) => text.startsWith('198.', span.start));
      const left = old.toReversed().reduce((rest, mention) => withoutElement(rest, mention), text);
      assert.equal(left, `${LAUNCH}allow-axfr-ips=104.30.167.163, 104.30.167.173\n`);
    }
  });

  it('keep their port and their brackets', async () => {
    const text = `${LAUNCH}also-notify=[2001:db8::1]:5300,192.0.2.1:53`;
    const { mentions } = await found(text);
    const [first, second] = mentions;
    assert.equal(text.slice(first?.span.start, first?.span.end), '2001:db8::1');
    assert.equal(text.slice(second?.span.start, second?.span.end), '192.0.2.1');
    assert.equal(
      added(text, first?.beside, [FIRST, '2001:db8::2']),
      `${LAUNCH}also-notify=[2001:db8::1]:5300,${FIRST}:5300,[2001:db8::2]:5300,192.0.2.1:53`,
    );
  });

  it('are not those of a line that another replaces', async () => {
    const { mentions } = await found(`${LAUNCH}allow-axfr-ips=192.0.2.1\nallow-axfr-ips=192.0.2.2`);
    assert.equal(mentions.length, 1);
  });

  it('stand in saved output, too, where nothing is added', async () => {
    const { mentions } = await found(
      "Metadata for 'a.example'\nALLOW-AXFR-FROM = AUTO-NS, 198.41.144.240/28\n",
    );
    assert.deepEqual(
      mentions.map(({ role, beside }) => [role, beside]),
      [['transfer', undefined]],
    );
  });
});

describe('what is added for a zone of PowerDNS', () => {
  for (const [settings, expected] of [
    ['', `allow-axfr-ips=127.0.0.0/8,::1,${NEW.join(',')}\n`],
    [
      '# allow-axfr-ips=127.0.0.0/8,::1\nsetuid=pdns\n',
      `# allow-axfr-ips=127.0.0.0/8,::1\nallow-axfr-ips=127.0.0.0/8,::1,${NEW.join(',')}\nsetuid=pdns\n`,
    ],
    ['setuid=pdns', `setuid=pdns\nallow-axfr-ips=127.0.0.0/8,::1,${NEW.join(',')}\n`],
    ['setuid=pdns\r\n', `setuid=pdns\r\nallow-axfr-ips=127.0.0.0/8,::1,${NEW.join(',')}\r\n`],
    ['allow-axfr-ips=\n', `allow-axfr-ips=${NEW.join(',')}\n`],
    ['allow-axfr-ips\n', `allow-axfr-ips=${NEW.join(',')}\n`],
    ['allow-axfr-ips=::1 127.0.0.1\n', `allow-axfr-ips=::1 127.0.0.1 ${NEW.join(' ')}\n`],
    ['allow-axfr-ips+=192.0.2.1 # one\n', `allow-axfr-ips+=192.0.2.1,${NEW.join(',')} # one\n`],
    ['allow-axfr-ips=!0.0.0.0/0,!::/0\n', `allow-axfr-ips=!0.0.0.0/0,!::/0,${NEW.join(',')}\n`],
  ] as const) {
    it(`goes to its place in ${JSON.stringify(settings)}`, async () => {
      const text = LAUNCH + settings;
      const { zone } = await found(text);
      const after = added(text, zone?.transfer.addition, NEW);
      assert.equal(after, LAUNCH + expected);
      const { ipv4, ipv6 } = await answersOf(after);
      assert.deepEqual([ipv4, ipv6], ['allowed', 'allowed']);
    });
  }

  it('does not continue a line that has no end', async () => {
    const text = `${LAUNCH}setuid=pdns\\`;
    const { zone } = await found(text);
    assert.equal(
      added(text, zone?.transfer.addition, ['192.0.2.1']),
      `allow-axfr-ips=127.0.0.0/8,::1,192.0.2.1\n${text}`,
    );
  });

  it('is nothing where transfers are disabled, or settings are missing', async () => {
    for (const line of ['disable-axfr=yes', 'include-dir=/gone', 'disable-axfr={{ off }}']) {
      const { zone } = await found(`${LAUNCH}${line}\n`);
      assert.equal(zone?.transfer.addition, undefined);
    }
  });

  for (const [settings, expected] of [
    ['', `primary=yes\nalso-notify=${FIRST},${SECOND}\n`],
    ['master=yes\n', `master=yes\nalso-notify=${FIRST},${SECOND}\n`],
    [
      'primary=yes\nalso-notify=192.0.2.1, 192.0.2.2\n',
      `primary=yes\nalso-notify=192.0.2.1, 192.0.2.2, ${FIRST}, ${SECOND}\n`,
    ],
  ] as const) {
    it(`makes the server send NOTIFY with ${JSON.stringify(settings)}`, async () => {
      const text = LAUNCH + settings;
      const { zone } = await found(text);
      const after = added(text, zone?.notify.addition, [FIRST, SECOND]);
      assert.equal(after, LAUNCH + expected);
      const { notify } = await answersOf(after);
      assert.deepEqual([notify[FIRST], notify[SECOND]], [true, true]);
    });
  }

  it('makes the server send no NOTIFY where someone switched that off', async () => {
    const { zone } = await found(`${LAUNCH}primary=no\n`);
    assert.equal(zone?.notify.addition, undefined);
  });

  for (const [list, expected] of [
    ['{ 192.0.2.1; }', `{ 192.0.2.1; ${FIRST}; ${SECOND}; }`],
    ['{\n    192.0.2.1;\n  }', `{\n    192.0.2.1;\n    ${FIRST};\n    ${SECOND};\n  }`],
  ] as const) {
    it(`goes to the zone's own list ${JSON.stringify(list)}`, async () => {
      const named = `zone "a.example" { type master; file "a"; also-notify ${list}; };`;
      const { zone } = await found(`${LAUNCH}primary=yes`, named);
      const addition = required(zone?.notify.addition);
      assert.equal(addition.file, '/etc/dns/named.conf');
      assert.equal(withAdded(named, addition, [FIRST, SECOND]), named.replace(list, expected));
    });
  }
});
