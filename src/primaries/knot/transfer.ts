import { readRange, samplesOf } from '../addressRange.ts';
import { NEW_SOURCES } from '../cloudflareAddresses.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, TransferPolicy } from '../evaluation.ts';
import { remotesIn } from './clients.ts';
import type { Acl, Effective, Reference, Remote, Remotes } from './definitions.ts';
import { beside } from './edits.ts';
import { aclRule, automaticRule, decide, type Rule, unknownRule } from './rules.ts';

/** Makes transfer policies, with the rules that zones share. */
export class TransferPolicies {
  readonly #automatic: boolean | Doubt;
  readonly #aclRules = new Map<Acl, Rule>();
  readonly #automaticRules = new Map<Remote | Doubt, Rule | undefined>();

  /** @param automatic `automatic-acl` of the server */
  constructor(automatic: boolean | Doubt) {
    this.#automatic = automatic;
  }

  /** Makes a policy of what a zone has. Automatic rules come before those of the list. */
  policyOf(acl: Effective<Acl>, notify: Effective<Remotes>): TransferPolicy {
    const rules = [...this.#rulesOfNotify(notify), ...this.#rulesOfAcl(acl)];
    const at = acl && 'to' in acl ? acl.at : undefined;
    return {
      edges: rules.flatMap(({ edges }) => edges),
      keys: [...new Set(rules.flatMap(({ keys }) => keys))],
      decide: (request) => {
        const decision = decide(rules, request);
        return decision.at === undefined && at ? { ...decision, at } : decision;
      },
      at,
      get addition() {
        return additionTo(rules);
      },
    };
  }

  #rulesOfNotify(notify: Effective<Remotes>): readonly Rule[] {
    if (notify === undefined || this.#automatic === false) return [];
    if ('kind' in notify) {
      // Automatic rules and addresses of Cloudflare's sources to notify would both have to be in what is not known.
      return this.#automatic === true ? [unknownRule(notify)] : [];
    }
    return remotesIn(notify).flatMap((remote) => this.#ruleOfRemote(remote) ?? []);
  }

  #ruleOfRemote(remote: Remote | Doubt): Rule | undefined {
    if (!this.#automaticRules.has(remote)) {
      this.#automaticRules.set(remote, automaticRule(remote, this.#automatic));
    }
    return this.#automaticRules.get(remote);
  }

  #rulesOfAcl(acl: Effective<Acl>): readonly Rule[] {
    if (acl === undefined) return [];
    if ('kind' in acl) return [unknownRule(acl)];
    const rules = acl.to.map((reference) => this.#ruleOf(reference));
    return acl.doubt ? [unknownRule(acl.doubt), ...rules] : rules;
  }

  #ruleOf(reference: Reference<Acl>): Rule {
    if ('doubt' in reference) return aclRule(reference);
    const rule = this.#aclRules.get(reference.to) ?? aclRule(reference);
    this.#aclRules.set(reference.to, rule);
    return rule;
  }
}

/** More addresses belong to an acl that permits transfers without a key and nothing else, and that they would reach. */
function additionTo(rules: readonly Rule[]): Addition | undefined {
  for (const [index, { acl }] of rules.entries()) {
    const last = acl && isExtensible(acl) ? acl.addresses?.literals.at(-1) : undefined;
    if (last && isReached(rules.slice(0, index))) return beside(last);
  }
  return undefined;
}

function isExtensible({
  addresses,
  keys,
  remotes,
  actions,
  protocols,
  deny,
  needsCertificate,
}: Acl): boolean {
  const permitted = actions?.values.map(({ value }) => value.text.toLowerCase()) ?? [];
  return (
    permitted.includes('transfer') &&
    permitted.every((action) => action === 'transfer' || action === 'query') &&
    !actions?.doubt &&
    keys === undefined &&
    remotes === undefined &&
    protocols === undefined &&
    (deny === undefined || ('value' in deny && !deny.value)) &&
    addresses !== undefined &&
    !needsCertificate
  );
}

const NEW_RANGES = NEW_SOURCES.flatMap(({ prefix }) => readRange(prefix) ?? []);

/** Whether none of the rules is about the new addresses. */
function isReached(before: readonly Rule[]): boolean {
  const edges = before.flatMap((rule) => rule.edges);
  return NEW_RANGES.flatMap((range) => samplesOf(range, edges)).every((address) =>
    before.every((rule) => {
      const { mayAllow, mayRefuse } = rule.outcome({ address, key: undefined });
      return !mayAllow && !mayRefuse;
    }),
  );
}
