import type { Doubt } from '../doubt.ts';
import type { Addition, NotifyPolicy } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { type RemoteList, sendsTo } from './remoteLists.ts';
import type { Found } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import { conditionOf, type Listed } from './views.ts';

/** Whether NOTIFY is sent at all, or why that cannot be told; `at` is the statement that says so. */
export type Switch =
  | { readonly kind: 'on' }
  | { readonly kind: 'off'; readonly at: Span }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

const ON = new Set(['1', 'explicit', 'master-only', 'primary-only', 'true', 'yes']);
const OFF = new Set(['0', 'false', 'no']);

/** What `notify` means for a primary zone. Without one, NOTIFY is sent. */
export function switchOf(found: Found | undefined): Switch {
  if (found === undefined) return { kind: 'on' };
  if (found.kind === 'doubt') return found;
  const { statement } = found;
  const [, value, ...more] = statement.words;
  const text = value?.text.toLowerCase() ?? '';
  const at = spanOf(statement, statement);
  if (more.length === 0 && ON.has(text)) return { kind: 'on' };
  if (more.length === 0 && OFF.has(text)) return { kind: 'off', at };
  const kind = value?.kind === 'placeholder' ? 'placeholder' : 'syntax';
  return { kind: 'doubt', doubt: { kind, subject: value?.text ?? 'notify', at } };
}

/** What a zone's `also-notify` says: its list, or why that cannot be told; undefined where there is none. */
export type Targets =
  | { readonly kind: 'list'; readonly list: RemoteList; readonly statement: Statement }
  | { readonly kind: 'doubt'; readonly doubt: Doubt }
  | undefined;

export interface NotifyRule {
  readonly onOff: Switch;
  readonly targets: Targets;
  /** Addresses that nothing is sent to. */
  readonly blackhole: Listed;
  /** The port where no list names one. */
  readonly defaultPort: number;
}

/** Where NOTIFY is sent for the zones with this rule. */
export function notifyPolicy(
  { onOff, targets, blackhole, defaultPort }: NotifyRule,
  addition: Addition | undefined,
): NotifyPolicy {
  return {
    at: targets?.kind === 'list' ? spanOf(targets.statement, targets.statement) : undefined,
    off: onOff.kind === 'off' ? onOff.at : undefined,
    addition: onOff.kind === 'off' ? undefined : addition,
    decide(target) {
      if (onOff.kind === 'off' || targets === undefined) return { kind: 'does-not-send' };
      if (targets.kind === 'doubt') return { kind: 'cannot-tell', doubt: targets.doubt };
      const sends = sendsTo(targets.list, target, defaultPort);
      if (sends.kind === 'does-not-send') return sends;
      const open = conditionOf(
        blackhole,
        (list) => list.verdict({ address: target, signer: undefined }),
        'excludes',
      );
      if (open.kind === 'failed') return { kind: 'does-not-send' };
      if (open.kind === 'unsure') return { kind: 'cannot-tell', doubt: open.doubt };
      return onOff.kind === 'doubt' ? { kind: 'cannot-tell', doubt: onOff.doubt } : sends;
    },
  };
}
