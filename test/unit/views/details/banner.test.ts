import assert from 'node:assert/strict';
import { banner, goneBanner } from '../../../../src/views/details/banner.ts';
import type { Zone } from '../../../../src/zones/zone.ts';
import { check, primary, serial } from '../../../support/values/checks.ts';
import { failed, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const HELD = 2_019_102_400;
const of = (given: Zone, now = NOW) => banner(given, { now, locale: 'en', overdueFactor: 2 });
const facts = (given: Zone, now = NOW) =>
  of(given, now).facts.map(({ key, label, value, time }) => [key, label, value, time]);
const advice = (given: Zone, now = NOW) => of(given, now).advice.join('\n');
const LATE = zone({ incoming: incoming({ checked_time: new Date(NOW - 72 * HOUR).toISOString() }) });
const EMPTY = zone({ incoming: incoming({ soa_serial: 0 }) });

describe('the banner of a zone', () => {
  it('has neither facts nor advice for a zone that is in order', () => {
    assert.deepEqual(of(zone()), {
      tone: 'good',
      headline: 'In order',
      explanation: 'Cloudflare holds a copy of this zone and checks its primary on time.',
      facts: [],
      advice: [],
    });
  });

  it('says of a zone in order that it has fields of another type', () => {
    assert.match(advice(zone({ incoming: incoming({ created_time: 7 }) })), /not of the documented type/);
  });

  it('says since when a zone was never transferred, where that is known', () => {
    assert.match(of(EMPTY).explanation, /holds no copy/);
    assert.deepEqual(facts(EMPTY), [
      ['created', 'Set up', 'Oct 24, 2019, 16:09:42 UTC', Date.parse('2019-10-24T16:09:42.883Z')],
    ]);
    assert.deepEqual(facts(zone({ incoming: incoming({ soa_serial: 0, created_time: null }) })), []);
  });

  it('says of an overdue zone when it was checked, when it should have been, and since when it is overdue', () => {
    assert.deepEqual(facts(LATE), [
      ['checked', 'Last check', 'Nov 17, 2026, 12:00:00 UTC', NOW - 72 * HOUR],
      ['due', 'Next check was due', 'Nov 18, 2026, 12:00:00 UTC', NOW - 48 * HOUR],
      ['overdueSince', 'Overdue since', 'Nov 19, 2026, 12:00:00 UTC', NOW - 24 * HOUR],
    ]);
  });

  for (const [what, given] of [
    ['was never transferred', EMPTY],
    ['is overdue', LATE],
  ] as const) {
    it(`says what lets Cloudflare transfer a zone that ${what}, and how long old addresses do`, () => {
      assert.match(advice(given), /ACL and firewall allow .*104\.30\.167\.163/);
      assert.match(advice(given), /older addresses \(198\.41\.144\.240\/28.*\) works until 2026-12-01/);
      assert.match(advice(given), /address and port of the primary/);
      assert.match(advice(given), /exactly equal on both sides/);
      const after = advice(given, Date.parse('2026-12-01T00:00:00Z'));
      assert.match(after, /198\.41\.144\.240\/28.* no longer work, since 2026-12-01/);
      assert.doesNotMatch(after, /works until/);
    });
  }

  it('says what is missing of a zone without peers or without a configuration', () => {
    const unlinked = zone({ incoming: incoming({ peers: [] }) });
    assert.match(of(unlinked).explanation, /names no peer/);
    assert.match(advice(unlinked), /Link a peer/);
    const unconfigured = zone({ incoming: null });
    assert.match(of(unconfigured).explanation, /no incoming transfer configuration/);
    assert.match(advice(unconfigured), /Set a refresh time and peers/);
  });

  it('names the fields that came as another type, where they decide', () => {
    const broken = zone({ incoming: incoming({ soa_serial: 'x', created_time: 7 }) });
    assert.match(
      of(broken).explanation,
      /cannot be told: (soa_serial, created_time|created_time, soa_serial)\./,
    );
    assert.match(advice(broken), /raw JSON shows what came/);
  });

  it('says by how much a zone is behind, and what to do; what may be the cause stands with the evidence', () => {
    const behind = zone({
      incoming: incoming({ checked_time: new Date(NOW - 3 * HOUR).toISOString() }),
      check: check([primary('A', serial(HELD + 5)), primary('B', serial(HELD))]),
    });
    const { tone, headline, explanation } = of(behind);
    assert.deepEqual([tone, headline], ['warning', 'Behind']);
    assert.match(explanation, /^Behind by 5 for at least 2 hr: A .* 2019102405/);
    assert.match(advice(behind), /^Wait for the next check/);
    assert.equal(of(behind).advice.length, 1);
  });

  it('says that the primary went back, and takes no trouble of another server for a cause', () => {
    const ahead = zone({
      check: check([primary('A', serial(HELD - 3)), primary('B', { kind: 'refused' })]),
    });
    const { tone, headline, explanation } = of(ahead);
    assert.deepEqual([tone, headline], ['bad', 'Out of step']);
    assert.match(explanation, /^Ahead of the primary by 3/);
    assert.equal(of(ahead).advice.length, 1);
    assert.match(advice(ahead), /^Raise the serial/);
  });

  it('says that primaries disagree of which the newest has what Cloudflare holds', () => {
    const apart = zone({ check: check([primary('A', serial(HELD)), primary('B', serial(HELD - 1))]) });
    assert.equal(of(apart).headline, 'Out of step');
    assert.match(of(apart).explanation, /^The primaries disagree: A .*B /);
    assert.equal(of(apart).advice.length, 1);
  });

  it('has nothing to advise for a zone that is being read', () => {
    const unread = zone({ incoming: undefined, readAt: undefined, loading: true });
    assert.deepEqual([of(unread).headline, of(unread).advice, of(unread).facts], ['Loading', [], []]);
  });

  it('tells a zone whose reading failed from one that is being read again', () => {
    const failure = failed('timeout');
    const first = zone({ incoming: undefined, readAt: undefined, failure });
    assert.deepEqual(of(first).advice, []);
    assert.deepEqual(of(first).facts, []);
    assert.deepEqual(of({ ...first, loading: true }).advice, ['Another attempt is under way.']);
  });

  it('says of a failed reading when the answer came that is kept, and what the state was by it', () => {
    assert.deepEqual(facts({ ...LATE, failure: failed('timeout'), readAt: NOW - HOUR }), [
      ['kept', 'Last good answer, kept below', 'Nov 20, 2026, 11:00:00 UTC', NOW - HOUR],
      ['keptState', 'State by that answer', 'Overdue', undefined],
    ]);
  });

  it('says of a zone that is gone what brings it back, and nothing of the zone', () => {
    const { tone, headline, explanation, facts: none, advice: next } = goneBanner();
    assert.deepEqual([tone, headline, none], ['neutral', 'This zone is not known here', []]);
    assert.match(explanation, /removed from the list, or no credential that may read it is signed in/);
    assert.match(next.join(), /Sign in, or add the zone by its id/);
  });
});
