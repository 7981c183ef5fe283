import { unanswered } from '../../../src/dns/answer.ts';
import type { Check } from '../../../src/zones/check.ts';
import type { Observation } from '../../../src/zones/observation.ts';
import { plain } from './plain.ts';
import { API_RESULT, HOUR, NOW } from './zones.ts';

const [FIRST = '', SECOND = ''] = API_RESULT.peers;

/** What was seen so many hours ago. */
export function seen(hoursAgo: number, change: Partial<Observation> = {}): Observation {
  const at = NOW - hoursAgo * HOUR;
  return { at, serial: API_RESULT.soa_serial, checkedAt: at - 60_000, state: 'in-order', ...change };
}

/** A zone that moved once, was overdue for four hours, and has been behind for one. */
export const STORY: readonly Observation[] = [
  seen(48),
  seen(40, { serial: 2_019_102_401 }),
  seen(30, { serial: 2_019_102_401 }),
  seen(20, { serial: 2_019_102_401, state: 'overdue' }),
  seen(16, { serial: 2_019_102_401 }),
  seen(1, { serial: 2_019_102_401, state: 'behind' }),
];

export const SOA = { refresh: 3600, retry: 600, expire: 604_800 };

/** One primary is ten ahead of API_RESULT since an hour ago, the other is silent, Cloudflare serves what it holds. */
export const CHECK: Check = plain({
  at: NOW,
  primaries: [
    {
      tag: FIRST,
      name: 'ns1',
      at: '192.0.2.1:53',
      answer: unanswered({ kind: 'ok', soa: { serial: 2_019_102_410, ...SOA } }),
      notAsked: undefined,
      signed: true,
      since: NOW - HOUR,
    },
    {
      tag: SECOND,
      name: 'ns2',
      at: '[2001:db8::53]:53',
      answer: unanswered({ kind: 'timeout', waited: 4500 }),
      notAsked: undefined,
      signed: false,
      since: undefined,
    },
  ],
  held: undefined,
  nameServers: [
    {
      name: 'ns0100.secondary.cloudflare.com',
      at: '162.159.33.15:53',
      answer: unanswered({ kind: 'ok', soa: { serial: API_RESULT.soa_serial, ...SOA } }),
    },
  ],
});
