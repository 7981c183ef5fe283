import assert from 'node:assert/strict';
import type { Addition, Mention } from '../../../../src/primaries/evaluation.ts';
import { checkText, withAdded, withoutElement } from '../../../support/primaries/checked.ts';

const NEW = ['104.30.167.163', '104.30.167.173', '2a09:bac0:1000:c47::/64'];

async function mentions(text: string): Promise<readonly Mention[]> {
  return (await checkText('nsd', text)).evaluation.mentions;
}

/** A text after addresses were added beside its first mention. */
async function beside(text: string, added: readonly string[] = NEW.slice(0, 2)): Promise<string> {
  const [mention] = await mentions(text);
  assert.ok(mention?.beside);
  return withAdded(text, mention.beside, added);
}

async function without(text: string): Promise<string> {
  const [mention] = await mentions(text);
  assert.ok(mention);
  return withoutElement(text, mention);
}

type List = 'transfer' | 'notify';

async function addition(text: string, list: List): Promise<Addition | undefined> {
  const [zone] = (await checkText('nsd', text)).evaluation.zones;
  assert.ok(zone);
  return zone[list].addition;
}

async function added(text: string, list: List, prefixes: readonly string[]): Promise<string> {
  const found = await addition(text, list);
  assert.ok(found);
  return withAdded(text, found, prefixes);
}

describe('an address in an nsd.conf', () => {
  it('is found with its range, in lists of clients and of targets', async () => {
    const text = [
      'pattern: name: p provide-xfr: "198.41.144.240/28" NOKEY notify: 172.65.30.82@53 NOKEY',
      'zone:',
      '  name: a.example',
      '  provide-xfr: 192.0.2.0&255.255.255.0@53 BLOCKED',
      '  provide-xfr: 198.51.100.1-198.51.100.9 NOKEY',
      '  allow-notify: 203.0.113.1 NOKEY',
    ].join('\n');
    const found = (await mentions(text)).map(({ span, role }) => [role, text.slice(span.start, span.end)]);
    assert.deepEqual(found, [
      ['transfer', '198.41.144.240/28'],
      ['notify', '172.65.30.82'],
      ['transfer', '192.0.2.0&255.255.255.0'],
      ['transfer', '198.51.100.1-198.51.100.9'],
    ]);
  });

  it('has others beside it in lines of the same style', async () => {
    assert.equal(
      await beside('zone:\n\tname: a\n\tprovide-xfr:   "198.41.144.240/28"  k # old\n\tzonefile: x\n'),
      [
        'zone:',
        '\tname: a',
        '\tprovide-xfr:   "198.41.144.240/28"  k # old',
        '\tprovide-xfr:   "104.30.167.163"  k',
        '\tprovide-xfr:   "104.30.167.173"  k',
        '\tzonefile: x',
        '',
      ].join('\n'),
    );
  });

  it('has others beside it on its line where that is the style', async () => {
    assert.equal(
      await beside('zone: name: a provide-xfr: 198.41.144.240/28 BLOCKED zonefile: x'),
      'zone: name: a provide-xfr: 198.41.144.240/28 BLOCKED provide-xfr: 104.30.167.163 BLOCKED provide-xfr: 104.30.167.173 BLOCKED zonefile: x',
    );
    assert.equal(
      await beside('provide-xfr: 198.41.144.240/28 NOKEY zonefile: x', ['104.30.167.163']),
      'provide-xfr: 198.41.144.240/28 NOKEY provide-xfr: 104.30.167.163 NOKEY zonefile: x',
    );
  });

  it('keeps the line breaks of the file, also at its end', async () => {
    assert.equal(
      await beside('zone:\r\n  provide-xfr: 198.41.144.240/28 NOKEY', ['104.30.167.163']),
      'zone:\r\n  provide-xfr: 198.41.144.240/28 NOKEY\r\n  provide-xfr: 104.30.167.163 NOKEY',
    );
    assert.equal(
      await beside('  provide-xfr: 198.41.144.240/28 NOKEY#\n', ['104.30.167.163']),
      '  provide-xfr: 198.41.144.240/28 NOKEY#\n  provide-xfr: 104.30.167.163 NOKEY#\n',
    );
  });

  it('keeps the port of a client, and gives targets of NOTIFY the one that Cloudflare listens at', async () => {
    assert.match(
      await beside('provide-xfr: 198.41.144.240/28@53 k'),
      /\nprovide-xfr: 104\.30\.167\.163@53 k\n/,
    );
    assert.match(
      await beside('notify: "192.0.2.1@5353" k', ['172.65.30.82']),
      /\nnotify: "172\.65\.30\.82" k$/,
    );
    assert.match(await beside('notify: 192.0.2.1@53 k', ['172.65.30.82']), /\nnotify: 172\.65\.30\.82@53 k$/);
  });

  it('is deleted with its line and its comment', async () => {
    assert.equal(
      await without('zone:\n  name: a\n  provide-xfr: 198.41.144.240/28 NOKEY # old\n  zonefile: x\n'),
      'zone:\n  name: a\n  zonefile: x\n',
    );
    assert.equal(await without('zone:\r\n  provide-xfr: 192.0.2.1 NOKEY\r\n  name: a'), 'zone:\r\n  name: a');
    assert.equal(
      await without('provide-xfr: 192.0.2.1 NOKEY\nprovide-xfr: 192.0.2.2 NOKEY\n'),
      'provide-xfr: 192.0.2.2 NOKEY\n',
    );
  });

  it('is deleted with the blanks before it where others share its line', async () => {
    assert.equal(await without('zone: name: a  provide-xfr: 192.0.2.1 NOKEY # why'), 'zone: name: a # why');
    assert.equal(await without('  provide-xfr: 192.0.2.1 NOKEY zonefile: x\n'), '  zonefile: x\n');
  });

  it('touches the next one, so that they are seen as one list', async () => {
    const [first, second] = await mentions(
      'zone:\n  provide-xfr: 192.0.2.1 NOKEY # a\n  provide-xfr: 192.0.2.2 NOKEY\n',
    );
    assert.equal(first?.element.end, second?.element.start);
  });
});

describe('addresses that are added to an nsd.conf', () => {
  it('follow the list of the zone, without a key', async () => {
    const text = 'zone:\n  name: a.example\n  provide-xfr: 192.0.2.1 k\n  zonefile: a\n';
    assert.equal(
      await added(text, 'transfer', NEW),
      [
        'zone:',
        '  name: a.example',
        '  provide-xfr: 192.0.2.1 k',
        ...NEW.map((prefix) => `  provide-xfr: ${prefix} NOKEY`),
        '  zonefile: a',
        '',
      ].join('\n'),
    );
  });

  it('begin a list at the end of a zone that has none', async () => {
    const text = 'zone:\n    name: a.example\n    zonefile: a  # here\n\nzone:\n    name: b.example\n';
    assert.equal(
      await added(text, 'notify', ['172.65.30.82']),
      'zone:\n    name: a.example\n    zonefile: a  # here\n    notify: 172.65.30.82 NOKEY\n\nzone:\n    name: b.example\n',
    );
    assert.equal(
      await added('zone: name: a.example', 'transfer', NEW.slice(0, 1)),
      'zone: name: a.example provide-xfr: 104.30.167.163 NOKEY',
    );
  });

  it('follow the list of the pattern that the zone has it from', async () => {
    const text =
      'pattern:\n  name: p\n  provide-xfr: 192.0.2.1 NOKEY\nzone:\n  name: a.example\n  include-pattern: p\n';
    assert.match(
      await added(text, 'transfer', NEW.slice(0, 1)),
      /192\.0\.2\.1 NOKEY\n {2}provide-xfr: 104\.30\.167\.163 NOKEY\nzone:/,
    );
    assert.match(
      await added(text, 'notify', ['172.65.30.82']),
      /include-pattern: p\n {2}notify: 172\.65\.30\.82 NOKEY\n$/,
    );
  });

  it('are allowed and notified then', async () => {
    for (const text of [
      'zone:\n name: a.example\n',
      'zone:\n name: a.example\n provide-xfr: 192.0.2.1 NOKEY\n',
    ]) {
      const [zone] = (await checkText('nsd', await added(text, 'transfer', NEW))).zones;
      assert.deepEqual([zone?.transfer.ipv4, zone?.transfer.ipv6], ['allowed', 'allowed']);
    }
  });

  it('stand in the file in which the zone begins', async () => {
    const files = { '/etc/dns/part.conf': '  zonefile: x\n' };
    const text = 'zone:\n  name: a.example\n  include: part.conf\n';
    const [zone] = (await checkText('nsd', text, { files })).evaluation.zones;
    assert.equal(zone?.transfer.addition?.file, '/etc/dns/root.conf');
    assert.equal(zone?.transfer.addition?.offset, text.indexOf('\n  include'));
  });

  it('are not offered where they would change nothing', async () => {
    assert.equal(
      await addition('zone:\n name: a.example\n provide-xfr: 104.30.0.0/16 BLOCKED\n', 'transfer'),
      undefined,
    );
    assert.equal(
      await addition('server:\n tls-auth-xfr-only: yes\nzone:\n name: a.example\n', 'transfer'),
      undefined,
    );
    assert.ok(await addition('zone:\n name: a.example\n provide-xfr: 10.0.0.0/8 BLOCKED\n', 'transfer'));
  });
});
