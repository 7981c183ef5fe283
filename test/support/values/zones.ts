import { type Failure, type FailureKind, failure } from '../../../src/cloudflare/failure.ts';
import { type Incoming, readIncoming } from '../../../src/cloudflare/incoming.ts';
import type { Account } from '../../../src/cloudflare/zoneList.ts';
import { text } from '../../../src/text/text.ts';
import { unreadZone, type Zone } from '../../../src/zones/zone.ts';
import { type Plain, plain } from './plain.ts';

/** The moment of the tests, milliseconds since the epoch. */
export const NOW = Date.parse('2026-11-20T12:00:00Z');
export const HOUR = 3_600_000;

/** A config as the API sends it, checked an hour ago. */
export const API_RESULT = {
  id: '269d8f4853475ca241c4e730be286b20',
  name: 'example.com.',
  auto_refresh_seconds: 86_400,
  checked_time: '2026-11-20T10:59:30.883908Z',
  created_time: '2019-10-24T17:09:42.883908+01:00',
  modified_time: '2019-10-24T17:09:42.883908+01:00',
  peers: ['23ff594956f20c2a721606e94745a8aa', '00920f38ce07c2e2f4df50b1f61d4194'],
  soa_serial: 2_019_102_400,
};

/** The config of API_RESULT with some fields changed. */
export function incoming(change: Readonly<Record<string, unknown>> = {}): Incoming {
  const read = readIncoming({ ...API_RESULT, ...change });
  if (!read) {
    throw new Error('not a config');
  }
  return read;
}

export function zone(change: Partial<Plain<Zone>> = {}): Zone {
  const account = plain<Account>({ id: 'a1', name: 'Example Registry' });
  const unread = unreadZone(plain(API_RESULT.id), 'listed', ['me'], text`example.com`, account);
  return plain({ ...unread, incoming: incoming(), readAt: NOW, askedAt: NOW, ...change });
}

export function failed(kind: FailureKind, rest: Partial<Omit<Plain<Failure>, 'kind'>> = {}): Failure {
  const { method = 'GET', path = `/zones/${API_RESULT.id}/secondary_dns/incoming`, ...facts } = rest;
  return failure(kind, method, plain(path), plain<typeof facts & Partial<Failure>>(facts)).failure;
}
