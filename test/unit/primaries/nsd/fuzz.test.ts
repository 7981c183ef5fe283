import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Checked } from '../../../../src/primaries/checkFiles.ts';
import { NEW_SOURCES } from '../../../../src/primaries/cloudflareAddresses.ts';
import type { Span } from '../../../../src/primaries/span.ts';
import { SEED } from '../../../support/fuzz/seed.ts';
import { checkText, withAdded, withoutElement } from '../../../support/primaries/checked.ts';
import { configuration } from '../../../support/primaries/nsdConfigurations.ts';

const PLACE = { folder: '/etc/dns', port: 5353 };
const RUNS = { seed: SEED, numRuns: 300 };

/** What such a file is made of, and what it is not. */
const PIECES = [
  'zone:',
  'pattern:',
  'key:',
  'server:',
  'tls-auth:',
  'name:',
  'provide-xfr:',
  'notify:',
  'request-xfr:',
  'include-pattern:',
  'include:',
  'secret:',
  'tls-auth-xfr-only:',
  'a.example',
  'root.conf',
  '198.41.144.240/28',
  '104.30.167.163-104.30.167.173@53',
  '2a09:bac0::&ffff::',
  'NOKEY',
  'BLOCKED',
  '"',
  '#',
  '\\',
  '{{',
  '}}',
  '{% if %}',
  '${',
  '\0',
  '\n',
  '\r\n',
  '\t',
  ' ',
] as const;

const soup = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })))
  .map((pieces) => pieces.join(' '));

/** A configuration of which a part is cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    configuration,
    fc.nat(),
    fc.nat(80),
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 9 })),
  )
  .map(([trial, at, length, text]) => {
    const whole = trial.files(PLACE)[trial.root] ?? '';
    const start = at % (whole.length + 1);
    return whole.slice(0, start) + text + whole.slice(start + length);
  });

/** All places that are named in what is said of a text. */
function spansOf({ evaluation, zones }: Checked): readonly Span[] {
  return [
    ...evaluation.mentions.flatMap(({ span, element }) => [span, element]),
    ...evaluation.keys.map(({ at }) => at),
    ...evaluation.doubts.flatMap(({ at }) => at ?? []),
    ...evaluation.zones.flatMap(({ at, transfer, notify }) => [
      at,
      ...[transfer.at, notify.at].flatMap((span) => span ?? []),
    ]),
    ...zones.flatMap(({ transfer }) => transfer.sources.flatMap(({ decidedAt }) => decidedAt)),
  ];
}

async function assertSound(text: string, whole: boolean): Promise<void> {
  const checked = await checkText('nsd', text, { whole });
  for (const { start, end } of spansOf(checked)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
  }
  const prefixes = NEW_SOURCES.map(({ prefix }) => prefix);
  for (const mention of checked.evaluation.mentions.slice(0, 3)) {
    await checkText('nsd', withoutElement(text, mention));
    if (mention.beside) await checkText('nsd', withAdded(text, mention.beside, prefixes));
  }
}

describe('reading NSD', () => {
  it('takes any text, and names places within it alone', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(soup, fc.string(), mutated), fc.boolean(), assertSound), RUNS);
  });

  for (const [what, text] of [
    ['braces that are not closed', '{'.repeat(10_000)],
    ['tags that are not closed', 'zone: name: {{'.repeat(5_000)],
    ['quotes that are not closed', 'zone:\nname: "'.repeat(5_000)],
    ['a string that is not closed', `zone:\n name: "${'x'.repeat(100_000)}`],
    ['NUL bytes', '\0'.repeat(10_000)],
    ['backslashes', '\\'.repeat(10_001)],
    ['sections alone', 'zone: pattern: key: server: '.repeat(3_000)],
    ['patterns that each include the one before', chain(3_000)],
  ] as const) {
    it(`takes ${what}`, () => assertSound(text, true));
  }

  it('takes a statement that is cut off at any character', async () => {
    const text = 'zone:\n  name: "a.example"\n  provide-xfr: 104.30.167.163@53 "NOKEY" # so\n  include: x\n';
    for (let end = 0; end <= text.length; end += 1) await assertSound(text.slice(0, end), true);
  });

  it('takes files that include others again and again', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 24 }, (_, level) => [
        `/etc/dns/${level}.conf`,
        `include: ${level + 1}.conf\ninclude: ${level + 1}.conf\nprovide-xfr: 192.0.2.1 NOKEY\n`,
      ]),
    );
    const { evaluation } = await checkText('nsd', 'zone:\n name: a.example\n include: 0.conf\n', { files });
    assert.ok(evaluation.doubts.some(({ kind }) => kind === 'too-large'));
  }).timeout(20_000);

  it('finds the same in a large file as in a small one', async () => {
    const zones = Array.from(
      { length: 5_000 },
      (_, index) => `zone:\n  name: z${index}.example\n  provide-xfr: 104.30.167.${index % 200} NOKEY\n`,
    );
    const { zones: judged } = await checkText('nsd', zones.join(''));
    assert.equal(judged.length, 5_000);
    assert.equal(judged.filter(({ transfer }) => transfer.sources[0]?.answer === 'allowed').length, 25);
  });
});

function chain(length: number): string {
  const patterns = Array.from(
    { length },
    (_, index) => `pattern:\n name: p${index}\n${index > 0 ? ` include-pattern: p${index - 1}\n` : ''}`,
  );
  return `${patterns.join('')}zone:\n name: a.example\n include-pattern: p${length - 1}\n`;
}
