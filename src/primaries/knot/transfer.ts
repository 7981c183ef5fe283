import { type Address, readRange, samplesOf } from '../addressRange.ts';
import { NEW_SOURCES } from '../cloudflareAddresses.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, TransferPolicy } from '../evaluation.ts';
import type { Acl, Effective, Remotes } from './definitions.ts';
import { beside } from './edits.ts';
import { aclRule, automaticRule, decide, edgesOf, type Rule, remotesIn, unknownRule } from './rules.ts';

/**
 * Makes a policy of what a zone has, its own or its template's, or of why that is not known. Automatic rules come
 * before those of the list.
 * @param automatic `automatic-acl` of the server
 */
export function transferPolicy(
  acl: Effective<Acl>,
  notify: Effective<Remotes>,
  automatic: boolean | Doubt,
): TransferPolicy {
  const rules = [
    ...remotesOf(notify).flatMap((remote) => automaticRule(remote, automatic) ?? []),
    ...aclRules(acl),
  ];
  const at = acl && 'to' in acl ? acl.at : undefined;
  return {
    edges: edgesOf(rules),
    keys: [...new Set(rules.flatMap(({ keys }) => keys))],
    decide: (request) => {
      const decision = decide(rules, request);
      return decision.at === undefined ? { ...decision, at } : decision;
    },
    at,
    addition: additionTo(rules),
  };
}

function remotesOf(notify: Effective<Remotes>): ReturnType<typeof remotesIn> {
  if (notify === undefined) return [];
  return 'kind' in notify ? [notify] : remotesIn(notify);
}

function aclRules(acl: Effective<Acl>): readonly Rule[] {
  if (acl === undefined) return [];
  if ('kind' in acl) return [unknownRule(acl)];
  return [...(acl.doubt ? [unknownRule(acl.doubt)] : []), ...acl.to.map(aclRule)];
}

/** More addresses belong to an acl that permits transfers without a key and nothing else, and that they would reach. */
function additionTo(rules: readonly Rule[]): Addition | undefined {
  for (const [index, { acl }] of rules.entries()) {
    const last = acl && isExtensible(acl) ? acl.addresses?.literals.at(-1) : undefined;
    if (last && isReached(rules.slice(0, index))) return beside(last);
  }
  return undefined;
}

function isExtensible({ addresses, keys, remotes, actions, protocols, deny, ...acl }: Acl): boolean {
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
    acl.doubts.length === 0 &&
    !acl.needsCertificate
  );
}

const NEW_RANGES = NEW_SOURCES.flatMap(({ prefix }) => readRange(prefix) ?? []);

/** Whether none of the rules is about the new addresses. */
function isReached(before: readonly Rule[]): boolean {
  const edges = edgesOf(before);
  return NEW_RANGES.flatMap((range) => samplesOf(range, edges)).every((address: Address) =>
    before.every((rule) => {
      const { may } = rule.outcome({ address, key: undefined });
      return may.size === 1 && may.has('go-on');
    }),
  );
}
