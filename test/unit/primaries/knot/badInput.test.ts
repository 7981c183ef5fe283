import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Checked } from '../../../../src/primaries/checkFiles.ts';
import { knot } from '../../../../src/primaries/knot/knot.ts';
import type { Span } from '../../../../src/primaries/span.ts';
import { SEED } from '../../../support/fuzz/seed.ts';
import { checkText, withAdded } from '../../../support/primaries/checked.ts';

const VALID = `server:
    automatic-acl: on
key:
  - id: k.example.
    algorithm: hmac-sha256
    secret: "Zm9v"
remote:
  - id: "a b"
    address: [172.65.30.82@53, ::1]   # two
    key: K.example
remotes:
  - id: g
    remote: "a b"
acl:
  - id: cf
    address: [198.41.144.240/28, 104.30.167.163-104.30.167.173]
    address: 2a09:bac0:1000:c47::/64
    action: [transfer, query]
  - id: d
    remote: g
    action: transfer
    deny: on
template:
  - id: default
    acl: [d, cf]
include: more.conf
zone:
  - domain: a.example
    notify: [g, "a b"]
  - domain: b.example.
    template: default
    acl: cf
`;

const snippet = fc.constantFrom(
  ...[
    '{{ x }}',
    '{%',
    '"',
    '\\',
    '\\"',
    '\0',
    '\n',
    '\r',
    '\t',
    '\n\n  - id: ',
    '\n    address: ',
    '- ',
    ': ',
  ],
  ...[
    ':',
    '#',
    ' #',
    '[',
    ']',
    ',',
    '/',
    '-',
    '@',
    '\n- ',
    '\ninclude: ',
    '\u2028',
    '\ud800',
    'zone:\n',
    '[]',
  ],
);

/** A valid text with something cut out, put in or doubled. */
const mutated: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.nat(VALID.length),
      fc.nat(12),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), snippet, snippet),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((changes) =>
    changes.reduce((text, [at, length, more]) => text.slice(0, at) + more + text.slice(at + length), VALID),
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

async function survives(text: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  assert.equal(typeof knot.looksLike(text), 'boolean');
  const checked = await checkText('knot', text, { files });
  for (const span of spansOf(checked)) {
    if (span === undefined) continue;
    const length = checked.texts.get(span.file)?.length ?? -1;
    assert.ok(
      0 <= span.start && span.start <= span.end && span.end <= length,
      JSON.stringify({ span, length }),
    );
  }
  const { mentions, zones } = checked.evaluation;
  for (const { span, element } of mentions) {
    assert.ok(element.start <= span.start && span.end <= element.end);
  }
  for (const addition of [
    ...mentions.map(({ beside }) => beside),
    ...zones.flatMap(({ transfer, notify }) => [transfer.addition, notify.addition]),
  ]) {
    if (addition) withAdded(checked.texts.get(addition.file) ?? '', addition, ['192.0.2.1', '::1']);
  }
}

describe('bad input for Knot', () => {
  const options = { seed: SEED, numRuns: 600 };

  it('is survived in the root', async () => {
    const texts = fc.oneof(
      { weight: 3, arbitrary: mutated },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
    await fc.assert(
      fc.asyncProperty(texts, (text) =>
        survives(text, { '/etc/dns/more.conf': 'zone:\n  - domain: c.example\n' }),
      ),
      options,
    );
  });

  it('is survived in an included file', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, (text) => survives(VALID, { '/etc/dns/more.conf': text })),
      options,
    );
  });

  it('is survived where a text ends anywhere', async () => {
    for (let end = 0; end <= VALID.length; end += 1) await survives(VALID.slice(0, end));
  });

  for (const [title, text] of [
    ['brackets within brackets', `acl:\n  - id: a\n    address: ${'['.repeat(10_000)}`],
    ['braces within braces', '{'.repeat(10_000)],
    ['tags that do not end', `acl:\n  - id: a\n    address: ${'{{'.repeat(100_000)}`],
    ['a string without an end', `acl:\n  - id: "${'a'.repeat(100_000)}`],
    ['a list without an end', `acl:\n  - id: a\n    address: [${'192.0.2.1, '.repeat(20_000)}`],
    [
      'one long list',
      `acl:\n  - id: a\n    address: [${'192.0.2.1, '.repeat(200_000)}::1]\n    action: transfer\nzone:\n  - domain: a\n    acl: a\n`,
    ],
    ['many lists', `acl:\n  - id: a\n${'    address: 198.41.144.241\n'.repeat(40_000)}`],
    ['white space', ' '.repeat(1_000_000)],
    ['carriage returns', '\r'.repeat(1_000_000)],
    ['dashes', '- '.repeat(500_000)],
    ['backslashes', `acl:\n  - id: ${'\\'.repeat(100_001)}`],
    ['an include of itself', 'include: root.conf\n'.repeat(100)],
    ['names without values', 'a:\n  b:\n'.repeat(100_000)],
  ] as const) {
    it(`may be ${title}`, async () => {
      await survives(text);
    });
  }
});
