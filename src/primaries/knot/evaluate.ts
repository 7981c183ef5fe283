import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredZone, Evaluation, Mention, NotifyPolicy, TransferPolicy } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { remotesIn } from './clients.ts';
import {
  type Acl,
  type Addresses,
  type Definitions,
  type Effective,
  nameOf,
  type References,
  type Remotes,
  type Template,
  type Zone,
} from './definitions.ts';
import { mentionsOf } from './edits.ts';
import { configuredKey } from './key.ts';
import { notifyPolicy } from './notify.ts';
import { isPlaceholder } from './placeholder.ts';
import { readDefinitions } from './readDefinitions.ts';
import { isAutomatic, isForTransfers } from './rules.ts';
import type { KnotFile } from './statements.ts';
import { TransferPolicies } from './transfer.ts';

/** Says what a configuration means: its zones with their own settings, or those of their template. */
export function* evaluateKnot(sources: Sources<KnotFile>): Steps<Evaluation> {
  const definitions = yield* readDefinitions(sources);
  const policies = new Policies(definitions, sources.whole);
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
    mentions: yield* mentionsIn(definitions, policies.automatic),
    keys: definitions.keys.filter(({ name }) => !isPlaceholder(name)).map(configuredKey),
    doubts: definitions.doubts,
  };
}

/** Makes policies, one for all zones that have all of it from the same template. */
class Policies {
  readonly automatic: boolean | Doubt;
  readonly #definitions: Definitions;
  /** What zones have that name no template, where none is defined for them. */
  readonly #fallback: Doubt | undefined;
  readonly #making: TransferPolicies;
  readonly #transfers = new Map<Effective<Acl>, Map<Effective<Remotes>, TransferPolicy>>();
  readonly #notifies = new Map<Effective<Remotes>, NotifyPolicy>();

  constructor(definitions: Definitions, isWhole: boolean) {
    const { automatic = isWhole ? { value: false } : { doubt: elsewhere('automatic-acl') } } = definitions;
    this.automatic = 'doubt' in automatic ? automatic.doubt : automatic.value;
    this.#making = new TransferPolicies(this.automatic);
    this.#definitions = definitions;
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
    const policy = this.#notifies.get(list) ?? notifyPolicy(list);
    this.#notifies.set(list, policy);
    return policy;
  }
}

function elsewhere(subject: string): Doubt {
  return { kind: 'elsewhere', subject, at: undefined };
}

function* mentionsIn(definitions: Definitions, automatic: boolean | Doubt): Steps<readonly Mention[]> {
  const { acls, remotes, templates, zones } = definitions;
  const clients = new Set<unknown>();
  const notified = new Set<unknown>();
  const others = new Set<unknown>();
  for (const acl of acls) {
    if (acl.remotes && isForTransfers(acl)) addAll(clients, acl.remotes);
  }
  for (const { notify, master } of [...templates, ...zones]) {
    if (notify) addAll(notified, notify);
    if (master) addAll(others, master);
    yield;
  }
  const found: Mention[] = [];
  const add = (addresses: Addresses, role: Mention['role']): void => {
    for (const mention of mentionsOf(addresses, role)) found.push(mention);
  };
  for (const acl of acls) {
    if (acl.addresses && isForTransfers(acl)) add(acl.addresses, 'transfer');
    yield;
  }
  for (const remote of remotes) {
    const isClient =
      clients.has(remote) || (notified.has(remote) && automatic !== false && isAutomatic(remote) !== false);
    if (isClient) add(remote.addresses, 'transfer');
    const isUsed = isClient || others.has(remote);
    if (notified.has(remote) || !isUsed) add(remote.addresses, 'notify');
    yield;
  }
  return found;
}

function addAll(found: Set<unknown>, references: References<Remotes>): void {
  for (const remote of remotesIn(references)) found.add(remote);
}
