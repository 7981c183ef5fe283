import assert from 'node:assert/strict';
import { checkText, type TextOptions } from '../../../support/primaries/checked.ts';

const FIRST = '104.30.167.163';
const ALLOWED = `zone:\n  name: a.example\n  zonefile: a\n  provide-xfr: ${FIRST} NOKEY\n`;

/** What is said of the first source, by zone. */
async function answers(text: string, options?: TextOptions): Promise<Readonly<Record<string, string>>> {
  const { zones } = await checkText('nsd', text, options);
  return Object.fromEntries(
    zones.map(({ zone, transfer: { sources } }) => [
      zone.name,
      [sources[0]?.answer, ...(sources[0]?.doubt ? [sources[0].doubt.kind] : [])].join(' '),
    ]),
  );
}

async function answer(text: string, options?: TextOptions): Promise<string | undefined> {
  return (await answers(text, options))['a.example'];
}

describe('an include of NSD', () => {
  it('goes on with the section that it stands in', async () => {
    const part = `  provide-xfr: ${FIRST} NOKEY\nzone:\n  name: b.example\n`;
    const text = 'zone:\n  name: a.example\n  include: "part.conf"\n  provide-xfr: 104.30.167.173 NOKEY\n';
    const { zones } = await checkText('nsd', text, { files: { '/etc/dns/part.conf': part } });
    const allowed = zones.map(({ zone, transfer }) => [
      zone.name,
      ...transfer.sources.flatMap(({ source, answer: said }) => (said === 'allowed' ? [source.prefix] : [])),
    ]);
    assert.deepEqual(allowed, [
      ['a.example', FIRST],
      ['b.example', '104.30.167.173'],
    ]);
  });

  it('may name many files, or none', async () => {
    const files = {
      '/etc/dns/zones.d/a.conf': ALLOWED,
      '/etc/dns/zones.d/b.conf': 'zone:\n name: b.example\n',
    };
    assert.deepEqual(await answers('include: zones.d/*.conf\n', { files }), {
      'a.example': 'allowed',
      'b.example': 'refused',
    });
    assert.equal(await answer(`${ALLOWED}  include: "*.more"\n`), 'allowed');
  });

  it('may be in a folder that is not there, which leaves open what the zone says', async () => {
    assert.equal(await answer(`${ALLOWED}  include: "other.d/*.conf"\n`), 'cannot-tell include-missing');
  });

  it('may be used in several zones', async () => {
    const text = ['a', 'b'].map((name) => `zone:\n  name: ${name}.example\n  include: cf.conf\n`).join('');
    const { zones, evaluation } = await checkText('nsd', text, {
      files: { '/etc/dns/cf.conf': `provide-xfr: ${FIRST} NOKEY\n` },
    });
    assert.deepEqual(
      zones.map(({ transfer }) => transfer.sources[0]?.answer),
      ['allowed', 'allowed'],
    );
    assert.equal(evaluation.mentions.length, 1);
  });

  it('that is missing may add to the zone that it stands in, and to no other', async () => {
    assert.equal(await answer(`${ALLOWED}  include: lost.conf\n`), 'cannot-tell include-missing');
    assert.equal(await answer(`${ALLOWED}include: lost.conf\n`), 'allowed');
    assert.equal(await answer(`include: lost.conf\n${ALLOWED}`), 'allowed');
    assert.equal(
      await answer(ALLOWED.replaceAll('  ', '').concat('include: lost.conf\n')),
      'cannot-tell include-missing',
    );
  });

  it('that is missing may have the key or the pattern', async () => {
    assert.equal(
      await answer(`include: lost.conf\n${ALLOWED.replace('NOKEY', 'k')}`),
      'cannot-tell unknown-name',
    );
    assert.equal(
      await answer(`include: lost.conf\n${ALLOWED}  include-pattern: p\n`),
      'cannot-tell unknown-name',
    );
  });

  it('that is missing is said', async () => {
    const { evaluation } = await checkText('nsd', `include: "lost.conf"\n${ALLOWED}`);
    assert.deepEqual(evaluation.doubts, [
      {
        kind: 'include-missing',
        subject: 'lost.conf',
        at: { file: '/etc/dns/root.conf', start: 10, end: 19 },
      },
    ]);
  });

  it('of itself ends', async () => {
    assert.equal(await answer(`${ALLOWED}  include: root.conf\n`), 'cannot-tell include-cycle');
  });
});

describe('what is not understood in an nsd.conf', () => {
  it('is doubted in the zone that it stands in alone', async () => {
    for (const [line, kind] of [
      ['provide-xfr', 'unknown-name'],
      ['frobnicate: yes', 'syntax'],
      ['zonefile: a provide-xfr', 'syntax'],
      ['zonefile: "a', 'syntax'],
      ['provide-xfr: 0.0.0.0/0 BLOCKED cf more', 'syntax'],
      ['{% for address in addresses %}', 'placeholder'],
      ['{{ range .Addresses }}', 'placeholder'],
      ['include: {{ file }}', 'placeholder'],
      ['include-pattern: {{ pattern }}', 'placeholder'],
      ['include-pattern:', 'syntax'],
      ['include:', 'syntax'],
    ] as const) {
      const text = `${ALLOWED}  ${line}\nzone:\n  name: b.example\n  provide-xfr: ${FIRST} NOKEY\n`;
      assert.deepEqual(
        await answers(text),
        { 'a.example': `cannot-tell ${kind}`, 'b.example': 'allowed' },
        line,
      );
    }
  });

  it('is doubted where it decides alone', async () => {
    for (const [line, said] of [
      ['provide-xfr: 104.30.167.0/24', 'cannot-tell syntax'],
      ['provide-xfr: 192.0.2.0/24', 'allowed'],
      ['provide-xfr: {{ address }} NOKEY', 'allowed'],
      ['provide-xfr: {{ address }} BLOCKED', 'cannot-tell placeholder'],
      ['provide-xfr: 104.30.167.300 BLOCKED', 'cannot-tell syntax'],
      ['provide-xfr: {{ address }} {{ key }}', 'cannot-tell placeholder'],
      ['provide-xfr: 104.30.167.0/24 NOKEY {{ tls }}', 'cannot-tell placeholder'],
      ['provide-xfr:', 'cannot-tell syntax'],
      ['zonefile:', 'allowed'],
      ['zonefile: "{{ zone }}.zone"', 'allowed'],
      ['notify: {{ address }} NOKEY', 'allowed'],
      ['allow-query: 10.0.0.0/8 NOKEY', 'allowed'],
      ['outgoing-interface: 192.0.2.1', 'allowed'],
      ['catalog: producer', 'allowed'],
      ['verifier: check --fast a b', 'allowed'],
    ] as const) {
      assert.equal(await answer(`${ALLOWED}  ${line}\n`), said, line);
    }
  });

  it('may allow where nothing else does', async () => {
    const zone = (line: string): string => `zone:\n  name: a.example\n  ${line}\n`;
    for (const [line, said] of [
      ['provide-xfr: {{ address }} NOKEY', 'cannot-tell placeholder'],
      ['provide-xfr: <% ADDRESS %> NOKEY', 'cannot-tell placeholder'],
      ['provide-xfr: @ADDRESS@ NOKEY', 'cannot-tell placeholder'],
      ['provide-xfr: {{ address }} BLOCKED', 'refused'],
      ['provide-xfr: 104.30.167.163/33 NOKEY', 'cannot-tell syntax'],
      ['provide-xfr: 104.30.167.163@x NOKEY', 'cannot-tell syntax'],
      ['provide-xfr: 104.30.167.163-:: NOKEY', 'cannot-tell syntax'],
      ['provide-xfr: 104.30.167 NOKEY', 'cannot-tell syntax'],
      ['provide-xfr: 104.30.167.163 "NOKEY', 'cannot-tell syntax'],
      ['provide-xfr: 104.30.167.163 {{ key | default("NO KEY") }}', 'cannot-tell placeholder'],
    ] as const) {
      assert.equal(await answer(zone(line)), said, line);
    }
  });

  it('is a zone without a name, or with one that is yet to be filled in', async () => {
    const { evaluation } = await checkText('nsd', 'zone:\n  zonefile: a\nzone:\n  name: "{{ zone }}"\n');
    assert.deepEqual(evaluation.zones, []);
    assert.deepEqual(
      evaluation.doubts.map(({ kind }) => kind),
      ['syntax', 'placeholder'],
    );
  });

  it('is said of statements outside of all sections, whose addresses are found all the same', async () => {
    const { evaluation } = await checkText('nsd', 'provide-xfr: 198.41.144.240/28 NOKEY\n', { whole: false });
    assert.equal(evaluation.doubts.length, 1);
    assert.equal(evaluation.mentions.length, 1);
  });
});
