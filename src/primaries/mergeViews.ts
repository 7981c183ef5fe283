import { type Address, type AddressRange, readRange } from './addressRange.ts';
import { TRANSFER_SOURCES } from './cloudflareAddresses.ts';
import type {
  Addition,
  ConfiguredZone,
  Decision,
  NotifyDecision,
  NotifyPolicy,
  TransferPolicy,
} from './evaluation.ts';
import { Judge, type JudgedZone } from './judge.ts';

/** Judged zones, those of the same name as one. Those that are alone stay as they are. */
export function judgedOnce(zones: readonly JudgedZone[]): readonly JudgedZone[] {
  if (new Set(zones.map(({ zone }) => zone.name)).size === zones.length) return zones;
  const judge = new Judge();
  const known = new Map(zones.map((judged) => [judged.zone, judged]));
  return mergeViews(zones.map(({ zone }) => zone)).map((zone) => known.get(zone) ?? judge.judge(zone));
}

/**
 * One zone for all statements of the same name: a server with views answers from the one that a request reaches,
 * so a transfer is allowed where one of them allows it.
 */
export function mergeViews(zones: readonly ConfiguredZone[]): readonly ConfiguredZone[] {
  const byName = new Map<string, ConfiguredZone[]>();
  for (const zone of zones) {
    const same = byName.get(zone.name);
    if (same) same.push(zone);
    else byName.set(zone.name, [zone]);
  }
  return [...byName.values()].flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    return others.length === 0 ? [first] : [merged(first, same)];
  });
}

function merged(first: ConfiguredZone, same: readonly ConfiguredZone[]): ConfiguredZone {
  return {
    name: first.name,
    view: undefined,
    at: (same.find(isReached) ?? first).at,
    transfer: mergedTransfer(same.map(({ transfer }) => transfer)),
    notify: mergedNotify(same.map(({ notify }) => notify)),
  };
}

/** Whether a transfer of Cloudflare's may succeed here: of the views, this is the one that it comes to. */
function isReached({ transfer }: ConfiguredZone): boolean {
  const keys = [undefined, ...transfer.keys];
  return SOURCES.some((address) => keys.some((key) => transfer.decide({ address, key }).kind !== 'refuse'));
}

const SOURCES = TRANSFER_SOURCES.flatMap(({ prefix }): readonly Address[] => {
  const range = readRange(prefix);
  return range ? [{ family: range.family, value: range.first }] : [];
});

function mergedTransfer(policies: readonly TransferPolicy[]): TransferPolicy {
  return {
    edges: policies.flatMap(({ edges }): readonly AddressRange[] => edges),
    keys: [...new Set(policies.flatMap(({ keys }) => keys))],
    decide: (request) => {
      const decisions = policies.map((policy) => policy.decide(request));
      return pick(decisions, ['allow', 'cannot-tell', 'refuse']) ?? { kind: 'refuse', at: undefined };
    },
    at: firstOf(policies.map(({ at }) => at)),
    addition: undefined,
  };
}

function mergedNotify(policies: readonly NotifyPolicy[]): NotifyPolicy {
  return {
    decide: (target): NotifyDecision =>
      pick(
        policies.map((policy) => policy.decide(target)),
        ['sends', 'cannot-tell', 'does-not-send'],
      ) ?? { kind: 'does-not-send' },
    at: firstOf(policies.map(({ at }) => at)),
    off: firstOf(policies.map(({ off }) => off)),
    addition: firstOf(policies.map(({ addition }): Addition | undefined => addition)),
  };
}

/** The first decision of the first kind that occurs. */
function pick<D extends Decision | NotifyDecision>(
  decisions: readonly D[],
  order: readonly D['kind'][],
): D | undefined {
  return firstOf(order.map((wanted) => decisions.find(({ kind }) => kind === wanted)));
}

function firstOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}
