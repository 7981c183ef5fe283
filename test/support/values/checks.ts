import { type SoaAnswer, type SoaOutcome, unanswered } from '../../../src/dns/answer.ts';
import type { Check, NameServerView, PrimaryView } from '../../../src/zones/check.ts';
import { type Plain, plain } from './plain.ts';
import { HOUR, NOW } from './zones.ts';

/** An answer that tells a serial. */
export function serial(value: number): SoaAnswer {
  return unanswered({ kind: 'ok', soa: { serial: value, refresh: 3600, retry: 600, expire: 1_209_600 } });
}

/** A primary that said something, seen with it two hours ago. */
export function primary(
  name: string,
  outcome: SoaOutcome,
  change: Partial<Plain<PrimaryView>> = {},
): PrimaryView {
  return plain({
    tag: `tag of ${name}`,
    name,
    at: '192.0.2.53:53',
    answer: unanswered(outcome),
    notAsked: undefined,
    signed: false,
    since: outcome.kind === 'ok' ? NOW - 2 * HOUR : undefined,
    ...change,
  });
}

export function check(
  primaries: readonly PrimaryView[],
  nameServers: readonly Plain<NameServerView>[] = [],
): Check {
  return plain({ at: NOW, held: undefined, primaries, nameServers });
}
