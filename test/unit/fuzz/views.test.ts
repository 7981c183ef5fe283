import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';
import type { Failure, FailureKind } from '../../../src/cloudflare/failure.ts';
import { readIncoming } from '../../../src/cloudflare/incoming.ts';
import { readPeers } from '../../../src/cloudflare/peers.ts';
import { failureText } from '../../../src/views/text/failureText.ts';
import { absoluteTime, calendarDay, duration, relativeTime } from '../../../src/views/text/time.ts';
import { escapedMarkdown, withoutIcons, withoutLinks } from '../../../src/views/text/untrusted.ts';
import { orderZones } from '../../../src/zones/order.ts';
import { severity, type ZoneState, zoneState } from '../../../src/zones/state.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import { config, envelope, moment, number, peers, text } from '../../support/fuzz/arbitraries.ts';
import { draw } from '../../support/fuzz/drawing.ts';
import { SEED } from '../../support/fuzz/seed.ts';
import { plain } from '../../support/values/plain.ts';
import { failed, zone } from '../../support/values/zones.ts';

const KINDS: readonly FailureKind[] = [
  'cancelled',
  'timeout',
  'unreachable',
  'unauthenticated',
  'forbidden',
  'not-found',
  'rate-limited',
  'server',
  'rejected',
  'not-json',
  'unexpected-shape',
  'too-large',
];

const holds = <T>(values: fc.Arbitrary<T>, property: (value: T) => void, numRuns = 1000): void =>
  fc.assert(fc.property(values, property), { seed: SEED, numRuns });

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const notices = envelope.map((value) => readEnvelope(value)?.errors ?? []);

const failure: fc.Arbitrary<Failure> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    path: text,
    status: maybe(fc.integer({ min: 0, max: 999 })),
    networkCode: maybe(
      fc.oneof(text, fc.constantFrom('ENOTFOUND', 'PROXY_407', 'PROXY_', 'PROXY_ECONNRESET')),
    ),
    errors: notices,
    messages: notices,
    ray: maybe(text),
    retryAfter: maybe(number),
    detail: maybe(text),
  })
  .map(({ kind, ...rest }) => failed(kind, rest));

const anyZone: fc.Arbitrary<Zone> = fc
  .record({
    id: text,
    name: maybe(text),
    account: maybe(fc.record({ id: text, name: text })),
    incoming: config.map(readIncoming),
    readAt: maybe(moment),
    messages: notices,
    failure: maybe(failure),
    loading: fc.boolean(),
  })
  .map(zone);

describe('whatever the API has said of a zone', () => {
  it('it has a state, rows, a tooltip and a page', () => {
    holds(fc.tuple(anyZone, peers, maybe(failure), moment), ([given, list, peersFailure, now]) => {
      const known = readPeers(list) ?? [];
      const accountPeers = { peers: known, failure: peersFailure };
      draw(given, { peer: (tag) => known.find(({ id }) => id === tag), accountPeers, now });
    });
  });

  it('the worst come first, and none is lost', () => {
    holds(
      fc.tuple(fc.array(anyZone, { maxLength: 12 }), moment),
      ([zones, now]) => {
        const stateOf = (given: Zone): ZoneState => zoneState(given, now, 2);
        const ordered = orderZones(zones, 'state', stateOf);
        const ranks = ordered.map((given) => severity(stateOf(given)));
        assert.deepEqual(
          ranks,
          ranks.toSorted((a, b) => a - b),
        );
        assert.deepEqual(new Set(ordered), new Set(zones));
        assert.equal(orderZones(zones, 'name', stateOf).length, zones.length);
      },
      200,
    );
  });

  it('a failure is a headline and an advice', () => {
    holds(failure, (given) => {
      const { headline, advice } = failureText(given);
      assert.ok(headline && advice);
    });
  });
});

describe('whatever the time', () => {
  const finite = fc.oneof(number, moment);

  it('it can be told', () => {
    holds(fc.tuple(finite, finite), ([then, now]) => assert.ok(relativeTime(then, now, 'en')));
    holds(fc.tuple(moment, fc.constantFrom('en', 'de', 'ja', 'ar')), ([at, locale]) => {
      assert.ok(absoluteTime(at, locale));
      assert.ok(calendarDay(at, locale));
    });
    holds(finite, (seconds) => assert.ok(duration(Math.abs(seconds), 'en')));
  });
});

describe('whatever the text', () => {
  const collapsed = (given: string) => given.trim().replaceAll(/\s+/g, ' ');

  it('markdown has nothing in it but a backslash before each mark', () => {
    holds(text, (given) => {
      const escaped = escapedMarkdown(plain(given));
      assert.equal(escaped.replaceAll(/\\(.)/gs, '$1'), collapsed(given));
      assert.doesNotMatch(escaped.replaceAll(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~\n\r\t]/);
    });
  });

  it('a quick pick draws no icon, and a notification no link', () => {
    holds(text, (given) => {
      assert.doesNotMatch(withoutIcons(plain(given)), /\$\(/);
      assert.doesNotMatch(withoutLinks(plain(given)), /[\]$]\(/);
    });
  });
});
