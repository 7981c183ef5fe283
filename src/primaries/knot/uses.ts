import type { Doubt } from '../doubt.ts';
import type { Steps } from '../steps.ts';
import { remotesIn } from './clients.ts';
import type { Definitions, References, Remote, Remotes } from './definitions.ts';
import { isAutomatic, isForTransfers } from './rules.ts';

/** What remotes are used for. */
export interface Uses {
  /** Those that may transfer, by an acl or an automatic rule. */
  readonly clients: ReadonlySet<Remote>;
  /** Those that NOTIFY is sent to, and those that nothing here uses: another file may. */
  readonly targets: ReadonlySet<Remote>;
}

/**
 * Finds what remotes are used for.
 * Specified in test/unit/primaries/knot.
 * @param automatic `automatic-acl` of the server
 */
export function* usesOf(
  { acls, remotes, templates, zones }: Definitions,
  automatic: boolean | Doubt,
): Steps<Uses> {
  const clients = new Set<Remote>();
  const notified = new Set<Remote>();
  const masters = new Set<Remote>();
  for (const acl of acls) {
    if (acl.remotes && isForTransfers(acl)) addAll(clients, acl.remotes);
    yield;
  }
  for (const { notify, master } of [...templates, ...zones]) {
    if (notify) addAll(notified, notify);
    if (master) addAll(masters, master);
    yield;
  }
  for (const remote of notified) {
    if (automatic !== false && isAutomatic(remote) !== false) clients.add(remote);
  }
  const isUnused = (remote: Remote): boolean => !clients.has(remote) && !masters.has(remote);
  return {
    clients,
    targets: new Set(remotes.filter((remote) => notified.has(remote) || isUnused(remote))),
  };
}

function addAll(found: Set<Remote>, references: References<Remotes>): void {
  for (const remote of remotesIn(references)) {
    if (!('kind' in remote)) found.add(remote);
  }
}
