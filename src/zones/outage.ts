import type { FailureKind } from '../cloudflare/failure.ts';
import type { Listing } from './store.ts';

/** Failures that every request would meet alike: one request for each zone then only makes it worse. */
const GENERAL: ReadonlySet<FailureKind> = new Set([
  'unreachable',
  'timeout',
  'server',
  'unauthenticated',
  'rate-limited',
]);

/** Whether a failure tells of the network, the credential or the API as a whole, and not of what was asked for. */
export function isGeneral(kind: FailureKind): boolean {
  return GENERAL.has(kind);
}

/** Whether an identity's last list failed in a way that its zones would meet as well. */
export function isCutOff({ status, failure }: Listing): boolean {
  return status === 'failed' && failure !== undefined && isGeneral(failure.kind);
}

/** Whether no identity gets answers. */
export function isOutage(listings: Iterable<Listing>): boolean {
  const all = [...listings];
  return all.length > 0 && all.every(isCutOff);
}
