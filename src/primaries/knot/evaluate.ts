import { isSameSecret } from '../compareKeys.ts';
import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type {
  ConfiguredKey,
  ConfiguredZone,
  Evaluation,
  Mention,
  NotifyPolicy,
  TransferPolicy,
} from '../evaluation.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Steps } from '../steps.ts';
import {
  type Acl,
  type Addresses,
  type Definitions,
  type Effective,
  type Key,
  nameOf,
  type References,
  type Remotes,
  type Template,
  type Zone,
} from './definitions.ts';

import { mentionsOf } from './edits.ts';
import { notifyPolicy } from './notify.ts';
import { readDefinitions } from './readDefinitions.ts';
import { isForTransfers } from './rules.ts';
import type { KnotFile } from './statements.ts';
import { TransferPolicies } from './transfer.ts';
import { type Uses, usesOf } from './uses.ts';

/**
 * Says what a configuration means: its zones with their own settings, or those of their template.
 * Specified in test/unit/primaries/knot.
 */
export function* evaluateKnot(sources: Sources<KnotFile>): Steps<Evaluation> {
  const definitions = yield* readDefinitions(sources);
  const automatic = automaticIn(definitions, sources.whole);
  const uses = yield* usesOf(definitions, automatic);
  const policies = new Policies(definitions, uses, automatic, sources.whole);
  const zones: ConfiguredZone[] = [];
  for (const zone of definitions.zones) {
    if (!policies.isSecondary(zone)) {
      zones.push({
        name: nameOf(zone.name),
        view: undefined,
        at: zone.at,
        ...policies.policiesOf(zone),
      });
    }
    yield;
  }
  return {
    dialect: 'knot',
    zones,
    mentions: yield* mentionsIn(definitions, uses),
    keys: definitions.keys.filter(({ name }) => !isPlaceholder(name)).map(configuredKey),
    doubts: definitions.doubts,
  };
}

/** Makes policies, one for all zones that have all of it from the same template. */
class Policies {
  readonly #definitions: Definitions;
  readonly #uses: Uses;
  /** What zones have that name no template, where none is defined for them. */
  readonly #fallback: Doubt | undefined;
  readonly #making: TransferPolicies;
  readonly #transfers = new Map<Effective<Acl>, Map<Effective<Remotes>, TransferPolicy>>();
  readonly #notifies = new Map<Effective<Remotes>, NotifyPolicy>();

  constructor(definitions: Definitions, uses: Uses, automatic: boolean | Doubt, isWhole: boolean) {
    this.#definitions = definitions;
    this.#uses = uses;
    this.#making = new TransferPolicies(automatic);
    this.#fallback = definitions.gap ?? (isWhole ? undefined : elsewhere('template: default'));
  }

  /** Whether a zone is transferred from elsewhere. */
  isSecondary(zone: Zone): boolean {
    const masters = this.#effective(zone, ({ master }) => master);
    return masters !== undefined && 'to' in masters && (masters.to.length > 0 || masters.doubt !== undefined);
  }

  policiesOf(zone: Zone): Pick<ConfiguredZone, 'transfer' | 'notify'> {
    const acl = this.#effective(zone, (template) => template.acl);
    const notify = this.#effective(zone, (template) => template.notify);
    return { transfer: this.#transfer(acl, notify), notify: this.#notify(notify) };
  }

  #effective<T>(zone: Zone, pick: (template: Template) => References<T> | undefined): Effective<T> {
    const [unclear] = zone.doubts;
    if (unclear) return unclear;
    const own = pick(zone);
    if (own) return own;
    if (zone.template && 'doubt' in zone.template) return zone.template.doubt;
    const template = zone.template?.to ?? this.#definitions.defaultTemplate;
    return template === undefined ? this.#fallback : (template.doubts[0] ?? pick(template));
  }

  #transfer(acl: Effective<Acl>, notify: Effective<Remotes>): TransferPolicy {
    const known = this.#transfers.get(acl) ?? new Map<Effective<Remotes>, TransferPolicy>();
    const policy = known.get(notify) ?? this.#making.policyOf(acl, notify);
    this.#transfers.set(acl, known.set(notify, policy));
    return policy;
  }

  #notify(list: Effective<Remotes>): NotifyPolicy {
    const policy = this.#notifies.get(list) ?? notifyPolicy(list, this.#uses);
    this.#notifies.set(list, policy);
    return policy;
  }
}

/** Whether the server has automatic rules: without a word about it, it has none. */
function automaticIn({ automatic }: Definitions, isWhole: boolean): boolean | Doubt {
  if (automatic === undefined) return isWhole ? false : elsewhere('automatic-acl');
  return 'doubt' in automatic ? automatic.doubt : automatic.value;
}

function elsewhere(subject: string): Doubt {
  return { kind: 'elsewhere', subject, at: undefined };
}

function* mentionsIn({ acls, remotes }: Definitions, { clients, targets }: Uses): Steps<readonly Mention[]> {
  const found: Mention[] = [];
  const add = (addresses: Addresses, role: Mention['role']): void => {
    for (const mention of mentionsOf(addresses, role)) found.push(mention);
  };
  for (const acl of acls) {
    if (acl.addresses && isForTransfers(acl)) add(acl.addresses, 'transfer');
    yield;
  }
  for (const remote of remotes) {
    if (clients.has(remote)) add(remote.addresses, 'transfer');
    if (targets.has(remote)) add(remote.addresses, 'notify');
    yield;
  }
  return found;
}

/** A key as it is configured. The secret stays within. */
function configuredKey({ name, algorithm, secret, at }: Key): ConfiguredKey {
  return { name, algorithm, at, hasSecret: (base64) => isSameSecret(secret, base64) };
}
