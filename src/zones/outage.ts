import type { FailureKind } from '../cloudflare/failure.ts';
import type { Listing } from './store.ts';

/** Failures that meet every question alike: options for each zone then only adds to the trouble. */
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

/** Whether nobody who is signed in gets answers. */
export function isOutage(listings: Iterable<Listing>): boolean {
  const all = [...listings];
  return all.length > 0 && all.every(isCutOff);
}
