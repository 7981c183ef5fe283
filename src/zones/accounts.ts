import { compareNames } from './names.ts';
import type { Zone } from './zone.ts';

/** The names of the accounts of zones by id, sorted by name; what has no name comes last. */
export function accountNames(zones: Iterable<Zone>): ReadonlyMap<string | undefined, string | undefined> {
  const names = new Map<string | undefined, string | undefined>();
  for (const { account } of zones) {
    names.set(account?.id, account?.name);
  }
  return new Map([...names].sort(([, a], [, b]) => (a && b ? compareNames(a, b) : a ? -1 : 1)));
}
