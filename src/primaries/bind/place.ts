import type { NotifyPolicy, TransferPolicy } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import type { StatedZone } from './configuration.ts';
import { additionOfStatement, additionToList } from './edits.ts';
import type { Lists } from './lists.ts';
import { notifyPolicy, switchOf, type Targets } from './notifyPolicy.ts';
import type { Found, Scope } from './scope.ts';
import { type TransferRule, transferPolicy, type Way } from './transferPolicy.ts';

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

/** Makes the policies of zones; those that state nothing of their own share one. */
export class Place {
  readonly #common: Common;
  readonly #lists: Lists;
  #transfer: TransferPolicy | undefined;
  #notify: NotifyPolicy | undefined;

  constructor(common: Common, lists: Lists) {
    this.#common = common;
    this.#lists = lists;
  }

  /** Who may transfer a zone that requests of this place reach. */
  *transfer(zone: StatedZone, way = this.#common.way): Steps<TransferPolicy> {
    const own = ownOf(zone, 'allow-transfer');
    if (own) return yield* this.#transferBy(own, zone, way);
    const outer = this.#outer('allow-transfer');
    const { whenMissing } = this.#common;
    const isShared = outer !== undefined || whenMissing.kind !== 'default' || whenMissing.allows;
    if (!isShared || way !== this.#common.way) return yield* this.#transferBy(outer, zone, way);
    this.#transfer ??= yield* this.#transferBy(outer, zone, way);
    return this.#transfer;
  }

  *#transferBy(found: Found | undefined, zone: StatedZone, way: Way): Steps<TransferPolicy> {
    const listed = yield* this.#lists.clients(found);
    if (listed === undefined) {
      const rule = this.#common.whenMissing;
      const isClosed = rule.kind === 'default' && !rule.allows;
      return transferPolicy(
        rule,
        way,
        isClosed ? additionOfStatement(zone.statement, 'allow-transfer') : undefined,
      );
    }
    if ('kind' in listed) return transferPolicy({ kind: 'doubt', doubt: listed }, way, undefined);
    return transferPolicy({ kind: 'list', ...listed }, way, additionToList(listed.statement));
  }

  /** Where NOTIFY is sent for a zone. */
  *notify(zone: StatedZone): Steps<NotifyPolicy> {
    const onOff = ownOf(zone, 'notify');
    const targets = ownOf(zone, 'also-notify');
    const outer = this.#outer('also-notify');
    if (onOff || targets || !outer) {
      return yield* this.#notifyBy(onOff ?? this.#outer('notify'), targets ?? outer, zone);
    }
    this.#notify ??= yield* this.#notifyBy(this.#outer('notify'), outer, zone);
    return this.#notify;
  }

  *#notifyBy(onOff: Found | undefined, found: Found | undefined, zone: StatedZone): Steps<NotifyPolicy> {
    const { defaultPort, way } = this.#common;
    const targets = yield* this.#targets(found);
    const rule = { onOff: switchOf(onOff), targets, blackhole: way.blackhole, defaultPort };
    if (targets?.kind === 'doubt') return notifyPolicy(rule, undefined);
    const port = targets?.list.port ?? defaultPort;
    const after = port === NOTIFY_PORT ? '' : ` port ${NOTIFY_PORT}`;
    return notifyPolicy(
      rule,
      targets
        ? additionToList(targets.statement, after)
        : additionOfStatement(zone.statement, 'also-notify', after),
    );
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
  const [word, name] = template.statement.words;
  const { source, start, end } = template.statement;
  const subject = name?.text ?? word?.text ?? '';
  return { kind: 'doubt', doubt: { kind: 'template', subject, at: { file: source.file, start, end } } };
}
