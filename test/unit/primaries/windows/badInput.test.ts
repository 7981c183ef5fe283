import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SEED } from '../../../support/fuzz/seed.ts';
import { checkText } from '../../../support/primaries/checked.ts';

const VALID = JSON.stringify(
  [
    {
      ZoneName: 'a.example',
      ZoneType: 'Primary',
      SecureSecondaries: 2,
      SecondaryServers: ['192.0.2.1', '\u00e4"\\'],
    },
    {
      ZoneName: 'b.example',
      ZoneType: 1,
      Notify: 2,
      NotifyServers: { value: [{ IPAddressToString: '::1' }], Count: 1 },
    },
  ],
  undefined,
  1,
);

async function survives(text: string): Promise<void> {
  const { evaluation, zones } = await checkText('windows', text);
  const spans = [
    ...evaluation.zones.flatMap(({ at, transfer, notify }) => [at, transfer.at, notify.at, notify.off]),
    ...evaluation.mentions.map(({ span }) => span),
    ...evaluation.doubts.map(({ at }) => at),
    ...zones.flatMap(({ transfer }) =>
      transfer.sources.flatMap(({ decidedAt, doubt }) => [...decidedAt, doubt?.at]),
    ),
  ];
  for (const span of spans) {
    if (span)
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify(span));
  }
}

describe('bad input for Windows DNS', () => {
  it('is survived', async () => {
    const snippet = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ',',
        ':',
        'null',
        '\0',
        '{{ x }}',
        '"ZoneName":',
        '-',
        '1e999',
      ),
    );
    const changes = fc.array(fc.tuple(fc.nat(VALID.length), fc.nat(20), snippet), {
      minLength: 1,
      maxLength: 4,
    });
    const mutated = changes.map((all) =>
      all.reduce((text, [at, length, more]) => text.slice(0, at) + more + text.slice(at + length), VALID),
    );
    await fc.assert(fc.asyncProperty(fc.oneof(mutated, fc.json(), fc.string({ unit: 'binary' })), survives), {
      seed: SEED,
      numRuns: 500,
    });
  });

  for (const [title, text] of [
    ['brackets within brackets', `[{"ZoneName":"a","ZoneType":1,"x":${'['.repeat(100_000)}`],
    ['objects within objects', '{"ZoneName":'.repeat(100_000)],
    ['closing brackets alone', ']'.repeat(100_000)],
    ['a string without an end', `[{"ZoneName":"${'a'.repeat(1_000_000)}`],
    ['backslashes', `["${'\\'.repeat(1_000_000)}`],
    [
      'a list of very many',
      `{"ZoneName":"a","SecureSecondaries":2,"SecondaryServers":[${'"2a09:bac0:1000:c47::1",'.repeat(100_000)}]}`,
    ],
  ] as const) {
    it(`may be ${title}`, async () => {
      await survives(text);
    });
  }
});
