import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Checked } from '../../../../src/primaries/checkFiles.ts';
import type { Span } from '../../../../src/primaries/span.ts';
import { SEED } from '../../../support/fuzz/seed.ts';
import { checkText } from '../../../support/primaries/checked.ts';
import { LAUNCH } from '../../../support/primaries/pdnsAnswers.ts';

const SETTINGS = `${LAUNCH}include-dir=more\nallow-axfr-ips=127.0.0.1, !198.41.144.240/28 \\\n  2001:db8::/32 # x\nallow-axfr-ips+=::1\nalso-notify=192.0.2.1:53,[2001:db8::1]:5300\nprimary=yes\ndisable-axfr\n`;
const ZONES = `options { directory "/x"; also-notify { 192.0.2.1; }; };\ninclude "more.conf"; /* c */\nzone "a.example" IN { type master; file "a"; also-notify { 192.0.2.1; 2001:db8::1; }; }; // c\n`;
const SAVED = `Metadata for 'a.example'\r\nALLOW-AXFR-FROM = 192.0.2.1, AUTO-NS, ::1/128\r\nTSIG-ALLOW-AXFR = k\nNSEC3NARROW = 1\nALSO-NOTIFY = \nk. hmac-sha256. AAAA\n`;

/** A valid text with something cut out, put in or doubled. */
function mutated(text: string): fc.Arbitrary<string> {
  return fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.nat(12),
        fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), snippet),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((changes) =>
      changes.reduce(
        (result, [at, length, more]) => result.slice(0, at) + more + result.slice(at + length),
        text,
      ),
    );
}

const snippet = fc.constantFrom(
  '{{ x }}',
  '{',
  '}',
  '"',
  "'",
  '/*',
  '*/',
  '\\',
  '\0',
  '\n',
  '+=',
  '=',
  '#',
  '!',
  ';',
  '..',
  ' = ',
);

/** Every place that a check names. */
function spansOf({ evaluation, zones }: Checked): readonly (Span | undefined)[] {
  return [
    ...evaluation.zones.flatMap(({ at, transfer, notify }) => [at, transfer.at, notify.at, notify.off]),
    ...evaluation.mentions.flatMap(({ span, element }) => [span, element]),
    ...evaluation.keys.map(({ at }) => at),
    ...evaluation.doubts.map(({ at }) => at),
    ...zones.flatMap(({ transfer }) =>
      transfer.sources.flatMap(({ decidedAt, doubt }) => [...decidedAt, doubt?.at]),
    ),
  ];
}

async function survives(text: string, files: Readonly<Record<string, string>>): Promise<void> {
  const checked = await checkText('pdns', text, { files });
  for (const span of spansOf(checked)) {
    if (span === undefined) continue;
    const length = checked.texts.get(span.file)?.length ?? -1;
    assert.ok(
      0 <= span.start && span.start <= span.end && span.end <= length,
      JSON.stringify({ span, length }),
    );
  }
}

describe('bad input for PowerDNS', () => {
  const options = { seed: SEED, numRuns: 300 };

  it('is survived as settings', async () => {
    const texts = fc.oneof(mutated(SETTINGS), fc.string({ unit: 'binary', maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(texts, (text) =>
        survives(text, { '/etc/dns/named.conf': ZONES, '/etc/dns/a.meta': SAVED }),
      ),
      options,
    );
  });

  it('is survived as a file of zones', async () => {
    const texts = fc.oneof(mutated(ZONES), fc.string({ unit: 'binary', maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(texts, (text) =>
        survives(SETTINGS, { '/etc/dns/named.conf': text, '/etc/dns/more/x.conf': text }),
      ),
      options,
    );
  });

  it('is survived as saved output', async () => {
    const texts = mutated(SAVED);
    await fc.assert(
      fc.asyncProperty(texts, (text) =>
        survives(text, { '/etc/dns/pdns.conf': SETTINGS, '/etc/dns/named.conf': ZONES }),
      ),
      options,
    );
  });

  for (const [title, text] of [
    ['braces within braces', '{'.repeat(10_000)],
    ['zones within zones', 'zone "a" { '.repeat(10_000)],
    ['a string without an end', `zone "${'a'.repeat(100_000)}`],
    ['a comment without an end', `/* ${'*'.repeat(100_000)}`],
    ['a list without an end', `also-notify { ${'192.0.2.1; '.repeat(20_000)}`],
  ] as const) {
    it(`may be ${title}`, async () => {
      await survives(SETTINGS, { '/etc/dns/named.conf': `zone "b" { file "b"; };\n${text}` });
    });
  }

  for (const [title, text] of [
    ['one line that goes on', 'allow-axfr-ips=1.2.3.4,\\\n'.repeat(50_000)],
    ['one list', `allow-axfr-ips=${'2a09:bac0:1000:c47::1 '.repeat(50_000)}`],
    ['white space', ' '.repeat(1_000_000)],
    ['spaces before a mark', `${' '.repeat(500_000)}#`],
    ['an include of itself', 'include-dir=/etc/dns\nbind-config=/etc/dns/root.conf\n'],
  ] as const) {
    it(`may be ${title}`, async () => {
      await survives(`${LAUNCH}${text}`, { '/etc/dns/named.conf': ZONES });
    });
  }
});
