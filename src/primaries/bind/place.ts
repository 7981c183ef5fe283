import type { NotifyPolicy, TransferPolicy } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import type { AddressList } from './addressList.ts';
import type { StatedZone } from './configuration.ts';
import { additionOfStatement, additionToList } from './edits.ts';
import type { Lists } from './lists.ts';
import { notifyPolicy, StatedNotify, type Switch, switchOf, type Targets } from './notifyPolicy.ts';
import type { RemoteList } from './remoteLists.ts';
import type { Found, Scope } from './scope.ts';
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

const NOTIFY_PORT = 53;

/** Makes the policies of zones. Those that say the same have one in common, which is judged once. */
export class Place {
  readonly #common: Common;
  readonly #lists: Lists;
  readonly #transfers = new Map<AddressList, TransferPolicy>();
  readonly #notifies = new Map<RemoteList | undefined, Partial<Record<'on' | 'off', NotifyPolicy>>>();
  #inherited: TransferPolicy | undefined;

  constructor(common: Common, lists: Lists) {
    this.#common = common;
    this.#lists = lists;
  }

  /** Who may transfer a zone. @param way how requests reach it, where that is by another view */
  *transfer(zone: StatedZone, way = this.#common.way): Steps<TransferPolicy> {
    const own = ownOf(zone, 'allow-transfer');
    const isHere = way === this.#common.way;
    if (own) {
      const common =
        own.kind === 'statement' && isHere ? yield* this.#lists.common(own.statement) : undefined;
      if (common && own.kind === 'statement') return this.#inCommon(common, own.statement);
      return yield* this.#transferBy(own, zone, way);
    }
    const outer = this.#outer('allow-transfer');
    const { whenMissing } = this.#common;
    const differs = outer === undefined && whenMissing.kind === 'default' && !whenMissing.allows;
    if (differs || !isHere) return yield* this.#transferBy(outer, zone, way);
    this.#inherited ??= yield* this.#transferBy(outer, zone, way);
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

  *#transferBy(found: Found | undefined, zone: StatedZone, way: Way): Steps<TransferPolicy> {
    const listed = yield* this.#lists.clients(found);
    if (listed && 'subject' in listed)
      return transferPolicy({ kind: 'doubt', doubt: listed }, way, undefined);
    if (listed) return transferPolicy({ kind: 'list', ...listed }, way, additionToList(listed.statement));
    const rule = this.#common.whenMissing;
    const isClosed = rule.kind === 'default' && !rule.allows;
    const addition = isClosed ? additionOfStatement(zone.statement, 'allow-transfer') : undefined;
    return transferPolicy(rule, way, addition);
  }

  /** Where NOTIFY is sent for a zone. */
  *notify(zone: StatedZone): Steps<NotifyPolicy> {
    const onOff = switchOf(ownOf(zone, 'notify') ?? this.#outer('notify'));
    const targets = yield* this.#targets(ownOf(zone, 'also-notify') ?? this.#outer('also-notify'));
    const port = (targets?.kind === 'list' ? targets.list.port : undefined) ?? this.#common.defaultPort;
    const after = port === NOTIFY_PORT ? '' : ` port ${NOTIFY_PORT}`;
    return new StatedNotify(this.#notifyBy(onOff, targets), { zone: zone.statement, targets, onOff, after });
  }

  #notifyBy(onOff: Switch, targets: Targets): NotifyPolicy {
    const { way, defaultPort } = this.#common;
    const rule = { onOff, targets, blackhole: way.blackhole, defaultPort };
    if (onOff.kind === 'doubt' || targets?.kind === 'doubt') return notifyPolicy(rule);
    const known = this.#notifies.get(targets?.list) ?? {};
    this.#notifies.set(targets?.list, known);
    known[onOff.kind] ??= notifyPolicy(rule);
    return known[onOff.kind] ?? notifyPolicy(rule);
  }

  *#targets(found: Found | undefined): Steps<Targets> {
    if (found?.kind !== 'statement') return found;
    const { statement } = found;
    const list = yield* this.#lists.remotes(statement);
    return 'subject' in list ? { kind: 'doubt', doubt: list } : { kind: 'list', list, statement };
  }

  /** What is found around a zone; undefined where it is nowhere. */
  #outer(keyword: string): Found | undefined {
    for (const scope of this.#common.outer) {
      const found = scope.find(keyword);
      if (found) return found;
    }
    return this.#common.isPart
      ? { kind: 'doubt', doubt: { kind: 'elsewhere', subject: keyword, at: undefined } }
      : undefined;
  }
}

/** What a zone states itself; a template of the server's own may state what the zone does not. */
function ownOf({ scope }: StatedZone, keyword: string): Found | undefined {
  const own = scope.find(keyword);
  const template = own ? undefined : scope.find('template');
  if (template?.kind !== 'statement') return own ?? template;
  const { statement } = template;
  const doubt = {
    kind: 'template',
    subject: statement.words[1]?.text ?? '',
    at: spanOf(statement, statement),
  } as const;
  return { kind: 'doubt', doubt };
}
