import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bind } from '../../../../src/primaries/bind/bind.ts';
import { Lexer } from '../../../../src/primaries/bind/lexer.ts';
import { END } from '../../../../src/primaries/bind/tape.ts';
import type { Checked } from '../../../../src/primaries/checkFiles.ts';
import { NEW_SOURCES } from '../../../../src/primaries/cloudflareAddresses.ts';
import type { Span } from '../../../../src/primaries/span.ts';
import { SEED } from '../../../support/fuzz/seed.ts';
import { answers, FIRST } from '../../../support/primaries/bindAnswers.ts';
import { configuration } from '../../../support/primaries/bindConfigurations.ts';
import { checkText, withAdded, withoutElement } from '../../../support/primaries/checked.ts';

const PLACE = { folder: '/etc/dns', port: 5353 };
const RUNS = { seed: SEED, numRuns: 400 };

/** What such a file is made of, and what it is not. */
const PIECES = [
  ...[
    'zone',
    'view',
    'options',
    'acl',
    'key',
    'primaries',
    'template',
    'type primary;',
    'in-view',
    'include',
  ],
  ...[
    'allow-transfer',
    'also-notify',
    'notify',
    'match-clients',
    'match-destinations',
    'blackhole',
    'port 53',
  ],
  ...[
    'a.example',
    '"root.conf"',
    '198.41.144.240/28',
    '104.30/16',
    '2a09:bac0::/32',
    'any',
    'none',
    'localnets',
  ],
  ...['{', '}', '};', ';', '!', '"', '#', '//', '/*', '*/', '\\', '\0', '\n', '\r\n', '\t', ' '],
  ...['{{', '}}', '{{ x }}', '{% if %}', '<%', '%>', '${', '@X@'],
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
    const whole = trial.files(PLACE)['parts/zones.conf'] ?? trial.files(PLACE)[trial.root] ?? '';
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
      ...[transfer.at, notify.at, notify.off].flatMap((span) => span ?? []),
    ]),
    ...zones.flatMap(({ transfer }) =>
      transfer.sources.flatMap(({ decidedAt, doubt }) => [...decidedAt, ...(doubt?.at ? [doubt.at] : [])]),
    ),
  ];
}

async function assertSound(text: string, whole: boolean): Promise<void> {
  bind.looksLike(text);
  const checked = await checkText('bind', text, { whole });
  for (const { start, end } of spansOf(checked)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
  }
  const prefixes = NEW_SOURCES.map(({ prefix }) => prefix);
  for (const mention of checked.evaluation.mentions.slice(0, 3)) {
    await checkText('bind', withoutElement(text, mention));
    if (mention.beside) await checkText('bind', withAdded(text, mention.beside, prefixes));
  }
  for (const { transfer, notify } of checked.evaluation.zones.slice(0, 3)) {
    for (const { addition } of [transfer, notify]) {
      if (addition) await checkText('bind', withAdded(text, addition, prefixes));
    }
  }
}

describe('reading BIND', () => {
  it('takes any text, and names places within it alone', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(soup, fc.string(), mutated), fc.boolean(), assertSound), RUNS);
  });

  it('reads each character once', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        const lexer = new Lexer(text);
        for (let end = 0; ; end = lexer.end) {
          lexer.next();
          assert.ok(lexer.start >= end);
          if (lexer.kind === END) break;
          assert.ok(lexer.end > lexer.start);
        }
      }),
      RUNS,
    );
  });

  for (const [what, text] of [
    ['braces that are not closed', '{'.repeat(10_000)],
    ['braces that are not opened', '}'.repeat(10_000)],
    ['lists in lists that are not closed', `zone a { type primary; allow-transfer ${'{ !{ '.repeat(5_000)}`],
    ['placeholders that are not closed', 'zone a { {{ '.repeat(5_000)],
    ['tags that are not closed', '{% <% '.repeat(20_000)],
    ['strings that are not closed', 'zone "a {\n'.repeat(5_000)],
    ['a string that is not closed', `zone "${'x'.repeat(100_000)}`],
    ['a comment that is not closed', `zone a { type primary; /*${'x'.repeat(100_000)}`],
    ['comments that are not closed', '/* '.repeat(20_000)],
    ['NUL bytes', '\0'.repeat(10_000)],
    ['backslashes', `"${'\\'.repeat(10_001)}`],
    ['semicolons', ';'.repeat(20_000)],
    ['exclamation marks', `zone a { type primary; allow-transfer { ${'!'.repeat(20_000)}any; }; };`],
    ['words alone', 'zone a type primary '.repeat(5_000)],
    ['views without an end', 'view v {\n'.repeat(3_000)],
  ] as const) {
    it(`takes ${what}`, () => assertSound(text, true));
  }

  it('takes a statement that is cut off at any character', async () => {
    const text = `view "v" { zone "a.example" { type primary; /* x */ allow-transfer port 53 { !{ ${FIRST}; }; key "k"; }; // y\n also-notify { 172.65.30.82 port 53; }; include "x"; }; };`;
    for (let end = 0; end <= text.length; end += 1) await assertSound(text.slice(0, end), true);
  });

  it('never calls refused what is allowed once the text is whole', async () => {
    const text = `zone "a.example" { type primary; allow-transfer { 10/8; ${FIRST}; }; };`;
    for (let end = text.indexOf('allow'); end < text.length - ' };'.length; end += 1) {
      const found = await answers(text.slice(0, end), { version: '9.20' });
      assert.match(found[FIRST] ?? '', /^cannot-tell/, text.slice(0, end));
    }
  });

  it('finds the same in a large file as in a small one', async () => {
    const zones = Array.from(
      { length: 5_000 },
      (_, index) => `zone z${index} { type primary; allow-transfer { 104.30.167.${index % 200}; }; };\n`,
    );
    const { zones: found } = await checkText('bind', zones.join(''));
    assert.equal(found.length, 5_000);
    assert.equal(found.filter(({ transfer }) => transfer.sources[0]?.answer === 'allowed').length, 25);
  });

  it('finds an address among very many', async () => {
    const others = Array.from({ length: 60_000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24;`);
    const text = `acl many { ${others.join('\n')} ${FIRST}; };\nzone a.example { type primary; allow-transfer { !many; any; }; };`;
    assert.equal((await answers(text))[FIRST], 'refused');
  });
});
