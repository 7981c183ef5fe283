import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SoaAnswer, SoaOutcome } from '../../../src/dns/answer.ts';
import { cleanText } from '../../../src/text/text.ts';
import { verdictText } from '../../../src/views/text/verdictText.ts';
import type { NotAsked, PrimaryView } from '../../../src/zones/check.ts';
import { zoneState } from '../../../src/zones/state.ts';
import { standing, type Trouble, type Verdict, verdicts } from '../../../src/zones/verdict.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import { SEED } from '../../support/fuzz/seed.ts';
import { check, primary, serial } from '../../support/values/checks.ts';
import { plain } from '../../support/values/plain.ts';
import { HOUR, incoming, NOW, zone } from '../../support/values/zones.ts';

const HELD = 2_019_102_400;
const HALF = 2 ** 31;

/** A zone that holds a serial, checked so many hours ago. */
function holding(held: number | undefined, checkedHoursAgo = 1): Zone {
  const checked_time = new Date(NOW - checkedHoursAgo * HOUR).toISOString();
  return zone({ incoming: incoming({ soa_serial: held, checked_time }) });
}

/** Primaries named A, B, … that have these serials, seen with them two hours ago. */
function having(...serials: readonly number[]): PrimaryView[] {
  return serials.map((value, index) => primary('ABC'.charAt(index), serial(value)));
}

const kinds = (found: readonly Verdict[]): readonly string[] => found.map(({ kind }) => kind);

describe('verdicts on serials', () => {
  const table: readonly [
    string,
    Zone,
    readonly PrimaryView[],
    readonly string[],
    ReturnType<typeof standing>,
  ][] = [
    ['the same serial', holding(HELD), having(HELD), ['in-step'], 'in-step'],
    ['the same serial twice', holding(HELD), having(HELD, HELD), ['in-step'], 'in-step'],
    [
      'a newer one, not checked since',
      holding(HELD, 3),
      having(HELD + 5),
      ['behind', 'notify-missing'],
      'behind',
    ],
    ['a newer one, checked since', holding(HELD, 1), having(HELD + 5), ['behind'], 'behind'],
    [
      'a newer one at one primary, not checked since',
      holding(HELD, 3),
      having(HELD, HELD + 5),
      ['behind', 'notify-missing', 'disagree'],
      'behind',
    ],
    [
      'a newer one at one primary, checked since',
      holding(HELD, 1),
      having(HELD, HELD + 5),
      ['behind', 'one-primary-asked', 'disagree'],
      'behind',
    ],
    [
      'the newest, which one primary lacks',
      holding(HELD),
      having(HELD, HELD - 1),
      ['in-step', 'disagree'],
      'out-of-step',
    ],
    ['an older one', holding(HELD), having(HELD - 3), ['ahead'], 'out-of-step'],
    [
      'older ones that differ',
      holding(HELD),
      having(HELD - 3, HELD - 2),
      ['ahead', 'disagree'],
      'out-of-step',
    ],
    ['one 2^31 away', holding(HELD), having(HELD + HALF), ['incomparable'], 'out-of-step'],
    ['one wrapped around', holding(0xffff_fffe, 3), having(3), ['behind', 'notify-missing'], 'behind'],
    ['one before the wrap', holding(3), having(0xffff_fffe), ['ahead'], 'out-of-step'],
    ['a primary that answers, nothing held', holding(0), having(HELD), ['never-transferred'], undefined],
    ['nothing reported as held', holding(undefined), having(HELD), ['never-transferred'], undefined],
    ['no serial at all', holding(HELD), [], ['nothing-to-compare'], undefined],
  ];
  for (const [what, given, primaries, expected, stands] of table) {
    it(`${what}: ${expected.join(', ')}`, () => {
      assert.deepEqual(kinds(verdicts(given, check(primaries))), expected);
      assert.equal(standing(given, check(primaries)), stands);
    });
  }

  it('carry their evidence', () => {
    const [behind, missing] = verdicts(holding(HELD, 3), check(having(HELD + 5)));
    assert.ok(behind?.kind === 'behind' && missing?.kind === 'notify-missing');
    assert.deepEqual(
      [behind.by, behind.held, behind.newest.serial, behind.newest.name, behind.since],
      [5, HELD, HELD + 5, 'A', NOW - 2 * HOUR],
    );
    assert.deepEqual([missing.checkedAt, missing.since], [NOW - 3 * HOUR, NOW - 2 * HOUR]);
    const [ahead] = verdicts(holding(HELD), check(having(HELD - 3)));
    assert.ok(ahead?.kind === 'ahead' && ahead.by === 3);
    const [incomparable] = verdicts(holding(HELD), check(having(HELD + HALF)));
    assert.ok(incomparable?.kind === 'incomparable' && incomparable.other.serial === HELD + HALF);
  });

  it('leave a NOTIFY a minute to arrive', () => {
    const seen = (secondsAgo: number) => primary('A', serial(HELD + 5), { since: NOW - secondsAgo * 1000 });
    const found = (secondsAgo: number) => kinds(verdicts(holding(HELD, 3), check([seen(secondsAgo)])));
    assert.deepEqual(found(0), ['behind']);
    assert.deepEqual(found(59), ['behind']);
    assert.deepEqual(found(60), ['behind', 'notify-missing']);
  });

  it('measure across the wrap', () => {
    const [behind] = verdicts(holding(0xffff_fffe), check(having(3)));
    assert.ok(behind?.kind === 'behind' && behind.by === 5);
  });

  it('take the newest of several primaries, wherever it stands', () => {
    for (const serials of [
      [HELD + 2, HELD, HELD + 1],
      [HELD, HELD + 1, HELD + 2],
    ]) {
      const [behind] = verdicts(holding(HELD), check(having(...serials)));
      assert.ok(behind?.kind === 'behind' && behind.by === 2);
    }
  });

  it('say of a zone that was never transferred whether a primary has a serial', () => {
    const found = (primaries: readonly PrimaryView[]) => verdicts(holding(0), check(primaries))[0];
    assert.deepEqual(found(having(HELD)), { kind: 'never-transferred', reachable: true });
    assert.deepEqual(found([]), { kind: 'never-transferred', reachable: false });
  });

  it('are that it was never transferred where no config is known', () => {
    for (const none of [null, undefined]) {
      const given = zone({ incoming: none });
      const old = { name: 'ns', at: '', answer: serial(1) };
      assert.deepEqual(kinds(verdicts(given, check([], [old]))), ['never-transferred']);
      assert.deepEqual(kinds(verdicts(given, { ...check([]), held: HELD })), ['never-transferred']);
    }
  });

  it('blame no NOTIFY where the check came with the new serial', () => {
    const seen = primary('A', serial(HELD + 5), { since: NOW - HOUR });
    assert.deepEqual(kinds(verdicts(holding(HELD, 1), check([seen]))), ['behind']);
  });

  it('know no cause where it is not known since when the newer serial is there', () => {
    const seen = primary('A', serial(HELD + 5), { since: undefined });
    const found = verdicts(holding(HELD, 3), check([seen, ...having(HELD)]));
    assert.deepEqual(kinds(found), ['behind', 'disagree']);
  });

  it('know no cause where no check is reported, though another primary has what is held', () => {
    const unchecked = zone({ incoming: incoming({ soa_serial: HELD, checked_time: null }) });
    assert.deepEqual(kinds(verdicts(unchecked, check(having(HELD, HELD + 1)))), ['behind', 'disagree']);
  });

  it('know no cause where the API reports no check', () => {
    const unchecked = zone({ incoming: incoming({ soa_serial: HELD, checked_time: null }) });
    assert.deepEqual(kinds(verdicts(unchecked, check(having(HELD + 1)))), ['behind']);
  });
});

describe('verdicts on servers', () => {
  const soa = { serial: HELD + 9, refresh: 1, retry: 1, expire: 1 };
  const table: readonly [SoaOutcome, Trouble][] = [
    [{ kind: 'refused' }, 'refuses'],
    [{ kind: 'timeout', waited: 4000 }, 'silent'],
    [{ kind: 'silent' }, 'silent'],
    [{ kind: 'closed-port' }, 'closed-port'],
    [{ kind: 'unreachable', code: 'ENETUNREACH' }, 'unreachable'],
    [{ kind: 'not-authoritative', soa }, 'not-authoritative'],
    [{ kind: 'servfail' }, 'fails'],
    [{ kind: 'rcode', rcode: 4, name: 'NOTIMP' }, 'fails'],
    [{ kind: 'nxdomain' }, 'unknown-zone'],
    [{ kind: 'no-soa' }, 'unknown-zone'],
    [{ kind: 'lame' }, 'lame'],
    [{ kind: 'tsig', problem: 'bad-sig', skew: undefined }, 'tsig'],
    [{ kind: 'unusable-key', problem: 'bad-secret' }, 'tsig'],
    [{ kind: 'bad-message' }, 'unreadable'],
    [{ kind: 'bad-name', problem: 'empty' }, 'not-askable'],
    [{ kind: 'bad-server' }, 'not-askable'],
  ];
  for (const [outcome, expected] of table) {
    it(`${outcome.kind} means ${expected}, and its serial counts for nothing`, () => {
      const found = verdicts(holding(HELD), check([primary('A', outcome)]));
      assert.deepEqual(kinds(found), ['nothing-to-compare', 'primary-trouble']);
      assert.ok(found[1]?.kind === 'primary-trouble' && found[1].trouble === expected);
    });
  }

  it('tell an expired copy by its extended error', () => {
    const answer: SoaAnswer = {
      kind: 'servfail',
      transport: 'udp',
      extendedErrors: [{ code: 24, text: '' }],
    };
    const [, found] = verdicts(holding(HELD), check([{ ...primary('A', answer), answer }]));
    assert.ok(found?.kind === 'primary-trouble' && found.trouble === 'expired');
  });

  it('tell a failing server from an expired copy, whatever else it adds', () => {
    const answer: SoaAnswer = {
      kind: 'servfail',
      transport: 'udp',
      extendedErrors: [{ code: 22, text: 'no reachable authority' }],
    };
    const [, found] = verdicts(holding(HELD), check([{ ...primary('A', answer), answer }]));
    assert.ok(found?.kind === 'primary-trouble' && found.trouble === 'fails');
  });

  it('have nothing against a question that was given up', () => {
    assert.deepEqual(kinds(verdicts(holding(HELD), check([primary('A', { kind: 'cancelled' })]))), [
      'nothing-to-compare',
    ]);
  });

  for (const why of ['gone', 'unknown', 'no-address', 'port-zero'] satisfies NotAsked[]) {
    it(`tell a peer that was not asked: ${why}`, () => {
      const view = { ...primary('A', { kind: 'cancelled' }), answer: undefined, notAsked: why };
      const found = verdicts(holding(HELD), check([...having(HELD), view]));
      assert.deepEqual(found, [
        { kind: 'in-step', serial: HELD },
        { kind: 'not-asked', primary: view, why },
      ]);
    });
  }

  it('tell only name servers that are older, and only of those that answer', () => {
    const nameServers = [HELD - 1, HELD, HELD + 1, HELD + HALF]
      .map((value, index) => ({ name: `ns${index}`, at: '', answer: serial(value) }))
      .concat({ name: 'ns9', at: '', answer: primary('', { kind: 'refused' }).answer ?? serial(0) });
    assert.deepEqual(verdicts(holding(HELD), check(having(HELD), nameServers)), [
      { kind: 'in-step', serial: HELD },
      { kind: 'name-server-older', name: 'ns0', serial: HELD - 1, held: HELD },
    ]);
  });

  it('come after those on serials, Cloudflare’s before the peers’', () => {
    const view = { ...primary('D', { kind: 'cancelled' }), answer: undefined, notAsked: 'gone' as const };
    const primaries = [primary('C', { kind: 'refused' }), view, ...having(HELD, HELD + 1)];
    const found = verdicts(holding(HELD, 3), check(primaries, [{ name: 'ns', at: '', answer: serial(1) }]));
    assert.deepEqual(kinds(found), [
      'behind',
      'notify-missing',
      'disagree',
      'name-server-older',
      'primary-trouble',
      'not-asked',
    ]);
  });
});

describe('verdicts on any answers', () => {
  const uint32 = fc.oneof(
    fc.constantFrom(0, 1, HALF - 1, HALF, HALF + 1, 2 ** 32 - 1, HELD),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  );
  const soa = fc.record({ serial: uint32, refresh: uint32, retry: uint32, expire: uint32 });
  const skew = fc.option(fc.integer(), { nil: undefined });
  const outcome: fc.Arbitrary<SoaOutcome> = fc.oneof(
    fc.record({ kind: fc.constantFrom('ok', 'not-authoritative'), soa }),
    fc.constantFrom<SoaOutcome>(
      { kind: 'refused' },
      { kind: 'nxdomain' },
      { kind: 'no-soa' },
      { kind: 'lame' },
      { kind: 'servfail' },
      { kind: 'bad-message' },
      { kind: 'silent' },
      { kind: 'closed-port' },
      { kind: 'bad-server' },
      { kind: 'cancelled' },
      { kind: 'timeout', waited: 1 },
      { kind: 'rcode', rcode: 1, name: 'FORMERR' },
      { kind: 'unreachable', code: 'EHOSTUNREACH' },
      { kind: 'bad-name', problem: 'empty' },
      { kind: 'unusable-key', problem: 'bad-key-name' },
    ),
    fc.record({
      kind: fc.constant('tsig' as const),
      problem: fc.constantFrom('bad-key', 'bad-sig', 'bad-time', 'bad-trunc', 'unsigned', 'other-error'),
      skew,
    }),
  );
  const errors = fc.array(fc.record({ code: fc.constantFrom(0, 22, 24), text: fc.string() }), {
    maxLength: 2,
  });
  const answer = fc
    .tuple(outcome, errors)
    .map(([told, extendedErrors]): SoaAnswer => ({ ...told, transport: 'udp', extendedErrors }));
  const words = fc.string().map((raw) => cleanText(raw));
  const primaryView: fc.Arbitrary<PrimaryView> = fc.record({
    tag: words,
    name: words,
    at: words,
    answer: fc.option(answer, { nil: undefined }),
    notAsked: fc.option(fc.constantFrom('gone', 'unknown', 'no-address', 'port-zero'), {
      nil: undefined,
    }),
    signed: fc.boolean(),
    since: fc.option(fc.integer({ min: 0, max: NOW }), { nil: undefined }),
  });
  const anyCheck = fc.record({
    held: fc.constant(undefined),
    at: fc.constant(NOW),
    primaries: fc.array(primaryView, { maxLength: 5 }),
    nameServers: fc.array(fc.record({ name: words, at: words, answer }), { maxLength: 3 }),
  });
  const anyZone = fc
    .tuple(
      fc.option(uint32, { nil: undefined }),
      fc.constantFrom(null, '1970-01-01T00:00:00Z', '2026-11-20T11:00:00Z'),
    )
    .map(([soa_serial, checked_time]) => zone({ incoming: incoming({ soa_serial, checked_time }) }));

  const ON_THE_WHOLE = [
    'in-step',
    'behind',
    'ahead',
    'incomparable',
    'never-transferred',
    'nothing-to-compare',
  ];

  it('begin with exactly one on the whole, and can be told', () => {
    fc.assert(
      fc.property(anyZone, anyCheck, (given, answers) => {
        const found = verdicts(given, plain(answers));
        standing(given, plain(answers));
        assert.deepEqual(
          kinds(found).filter((kind) => ON_THE_WHOLE.includes(kind)),
          [found[0]?.kind],
        );
        for (const verdict of found)
          assert.ok(verdictText(verdict, { now: NOW, locale: 'en', overdueFactor: 2 }).sentence);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('do not depend on the order of primaries that can all be compared', () => {
    const near = fc.array(fc.integer({ min: HELD - 3, max: HELD + 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(near, (serials) => {
        const of = (values: readonly number[]) => standing(holding(HELD), check(having(...values)));
        assert.equal(of(serials), of(serials.toReversed()));
      }),
      { seed: SEED },
    );
  });
});

describe('a check that is older than the serial which Cloudflare holds now', () => {
  const asked = { ...check([primary('ns1', serial(HELD))]), held: HELD };

  it('does not say that a zone which moved on is ahead of its primary', () => {
    const moved = { ...holding(HELD + 1), check: asked };
    assert.equal(standing(moved, asked), undefined);
    assert.equal(zoneState(moved, NOW, 2), 'in-order');
  });

  it('still says that a zone is ahead whose serial is the one of the check', () => {
    const before = { ...asked, held: HELD + 1 };
    assert.equal(standing(holding(HELD + 1), before), 'out-of-step');
  });

  it('still says that a zone is behind which moved, but not far enough', () => {
    const moved = holding(HELD - 1);
    assert.equal(standing(moved, { ...asked, held: HELD - 2 }), 'behind');
  });
});
