import type { NotifyPolicy, TransferPolicy } from '../evaluation.ts';
import type { AddressList } from './addressList.ts';
import type { StatedZone } from './configuration.ts';
import { additionOfStatement, additionToList } from './edits.ts';
import type { Lists } from './lists.ts';
import { notifyPolicy, StatedNotify, type Switch, switchOf, type Targets } from './notifyPolicy.ts';
import { NOTIFY_PORT, type RemoteList } from './remoteLists.ts';
import { type Found, isDoubt, type Scope } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import { StatedTransfer, type TransferRule, transferPolicy, type Way } from './transferPolicy.ts';

/** What the zones of a view have in common, or those that are in none. */
export interface Common {
  readonly way: Way;
  /** What is looked up where a zone does not state it, the inner first. */
  readonly outer: readonly Scope[];
  /** What it means for transfers when no `allow-transfer` is found. */
  readonly whenMissing: TransferRule;
  /** Whether a statement that is not found may be in another file. */
  readonly isPart: boolean;
  /** The port of servers where no list names one. */
  readonly defaultPort: number;
}

/**
 * Makes the policies of zones. Those that say the same have one in common, which is judged once.
 * Specified in test/unit/primaries/bind.
 */
export class Place {
  readonly #common: Common;
  readonly #lists: Lists;
  readonly #transfers = new Map<AddressList, TransferPolicy>();
  readonly #notifies = {
    on: new Map<RemoteList | undefined, NotifyPolicy>(),
    off: new Map<RemoteList | undefined, NotifyPolicy>(),
  };
  #inherited: TransferPolicy | undefined;

  constructor(common: Common, lists: Lists) {
    this.#common = common;
    this.#lists = lists;
  }

  /** Who may transfer a zone. @param way how requests reach it, where that is by another view */
  transfer(zone: StatedZone, way = this.#common.way): TransferPolicy {
    const own = ownOf(zone, 'allow-transfer');
    const isHere = way === this.#common.way;
    if (own) {
      const common = isHere && !isDoubt(own) ? this.#lists.common(own) : undefined;
      return common && !isDoubt(own) ? this.#inCommon(common, own) : this.#transferBy(own, zone, way);
    }
    const outer = this.#outer('allow-transfer');
    const { whenMissing } = this.#common;
    const differs = outer === undefined && whenMissing.kind === 'default' && !whenMissing.allows;
    if (differs || !isHere) return this.#transferBy(outer, zone, way);
    this.#inherited ??= this.#transferBy(outer, zone, way);
    return this.#inherited;
  }

  #inCommon(list: AddressList, statement: Statement): TransferPolicy {
    let shared = this.#transfers.get(list);
    if (shared === undefined) {
      shared = transferPolicy({ kind: 'list', list, statement, at: undefined }, this.#common.way, undefined);
      this.#transfers.set(list, shared);
    }
    return new StatedTransfer(shared, statement);
  }

  #transferBy(found: Found | undefined, zone: StatedZone, way: Way): TransferPolicy {
    const listed = this.#lists.clients(found);
    if (listed && isDoubt(listed)) return transferPolicy({ kind: 'doubt', doubt: listed }, way, undefined);
    if (listed) return transferPolicy({ kind: 'list', ...listed }, way, additionToList(listed.statement));
    const rule = this.#common.whenMissing;
    const isClosed = rule.kind === 'default' && !rule.allows;
    const addition = isClosed ? additionOfStatement(zone.statement, 'allow-transfer') : undefined;
    return transferPolicy(rule, way, addition);
  }

  /** Where NOTIFY is sent for a zone. */
  notify(zone: StatedZone): NotifyPolicy {
    const onOff = switchOf(ownOf(zone, 'notify') ?? this.#outer('notify'));
    const targets = this.#targets(ownOf(zone, 'also-notify') ?? this.#outer('also-notify'));
    const port = (targets?.kind === 'list' ? targets.list.port : undefined) ?? this.#common.defaultPort;
    const after = port === NOTIFY_PORT ? '' : ` port ${NOTIFY_PORT}`;
    return new StatedNotify(this.#notifyBy(onOff, targets), { zone: zone.statement, targets, onOff, after });
  }

  #notifyBy(onOff: Switch, targets: Targets): NotifyPolicy {
    const { way, defaultPort } = this.#common;
    const rule = { onOff, targets, blackhole: way.blackhole, defaultPort };
    if (onOff.kind === 'doubt' || targets?.kind === 'doubt') return notifyPolicy(rule);
    const known = this.#notifies[onOff.kind];
    const policy = known.get(targets?.list) ?? notifyPolicy(rule);
    known.set(targets?.list, policy);
    return policy;
  }

  #targets(found: Found | undefined): Targets {
    if (found === undefined) return undefined;
    if (isDoubt(found)) return { kind: 'doubt', doubt: found };
    const list = this.#lists.remotes(found);
    return isDoubt(list) ? { kind: 'doubt', doubt: list } : { kind: 'list', list, statement: found };
  }

  /** What is found around a zone; undefined where it is nowhere. */
  #outer(keyword: string): Found | undefined {
    for (const scope of this.#common.outer) {
      const found = scope.find(keyword);
      if (found) return found;
    }
    return this.#common.isPart ? { kind: 'elsewhere', subject: keyword, at: undefined } : undefined;
  }
}

/** What a zone states itself; a template of the server's own may state what the zone does not. */
function ownOf({ scope }: StatedZone, keyword: string): Found | undefined {
  const own = scope.find(keyword);
  const template = own ? undefined : scope.find('template');
  if (template === undefined || isDoubt(template)) return own ?? template;
  return { kind: 'template', subject: template.word(1)?.text ?? '', at: spanOf(template, template) };
}
