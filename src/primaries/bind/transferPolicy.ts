import type { Doubt } from '../doubt.ts';
import type { Addition, Decision, TransferPolicy, TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { hasPlaceholder } from './addressElement.ts';
import { type AddressList, concatenated } from './addressList.ts';
import { additionToList } from './edits.ts';
import { syntaxDoubt } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import {
  type Condition,
  conditionOf,
  doubtful,
  type Listed,
  MET,
  reaches,
  type StatedList,
  together,
  type View,
} from './views.ts';

/** How a request comes to a zone: past the addresses that are not answered at all, to the view of the zone. */
export interface Way {
  readonly blackhole: Listed;
  /** The zone's view; undefined where there are no views. */
  readonly view: View | undefined;
  /** The views that are tried before, and where others may stand between them. */
  readonly before: readonly (View | Doubt)[];
  /** Whether a key of this name is defined in any place. */
  readonly isKey: (name: string) => boolean;
  /** Whether it is known to the zone's view. */
  readonly isAccepted: (name: string) => boolean;
}

/** What a zone's `allow-transfer` says: its list, a default, or why that cannot be told. */
export type TransferRule =
  | ({ readonly kind: 'list' } & StatedList)
  | { readonly kind: 'default'; readonly allows: boolean }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

/** Who may transfer the zones with this rule. */
export function transferPolicy(rule: TransferRule, way: Way, addition: Addition | undefined): TransferPolicy {
  const lists = [
    ...(rule.kind === 'list' ? [rule.list] : []),
    ...[way.view, ...way.before].flatMap((view) => (view && 'clients' in view ? listsOf(view) : [])),
    ...listOf(way.blackhole),
  ];
  const keys = new Map(lists.flatMap((list) => [...list.keys]));
  const at = rule.kind === 'list' ? rule.at : undefined;
  const transport = rule.kind === 'list' ? transportOf(rule.statement) : MET;
  return {
    edges: concatenated(lists.map((list) => list.edges)),
    keys: [...keys.keys()],
    at,
    addition: transport.kind === 'failed' ? undefined : addition,
    decide(request) {
      const { address, key } = request;
      return decisionOf([
        conditionOf(way.blackhole, (list) => list.verdict({ address, signer: undefined }), 'excludes'),
        way.view ? reaches(way.view, way.before, request) : MET,
        signatureOf(key, keys, way),
        transport,
        ruleCondition(rule, request),
      ]);
    },
  };
}

/** The policy of a zone whose statement has its words in common with others'. */
export class StatedTransfer implements TransferPolicy {
  readonly shared: TransferPolicy;
  readonly #statement: Statement;

  constructor(shared: TransferPolicy, statement: Statement) {
    this.shared = shared;
    this.#statement = statement;
  }

  get edges(): TransferPolicy['edges'] {
    return this.shared.edges;
  }

  get keys(): TransferPolicy['keys'] {
    return this.shared.keys;
  }

  get at(): Span {
    return spanOf(this.#statement, this.#statement);
  }

  get addition(): Addition | undefined {
    return additionToList(this.#statement);
  }

  decide(request: TransferRequest): Decision {
    const decision = this.shared.decide(request);
    return { ...decision, at: decision.at ?? this.at };
  }
}

function listsOf({ clients, destinations }: View): readonly AddressList[] {
  return [...listOf(clients), ...listOf(destinations)];
}

function listOf(listed: Listed): readonly AddressList[] {
  return listed && 'list' in listed ? [listed.list] : [];
}

function decisionOf(conditions: readonly Condition[]): Decision {
  const condition = together(conditions);
  switch (condition.kind) {
    case 'met':
      return { kind: 'allow', at: condition.at };
    case 'failed':
      return { kind: 'refuse', at: condition.at };
    case 'unsure':
      return { kind: 'cannot-tell', at: condition.at, doubt: condition.doubt };
  }
}

/** A signature must be of a key that the zone's view knows. One that is not defined here may be so elsewhere. */
function signatureOf(
  key: string | undefined,
  places: ReadonlyMap<string, Span | undefined>,
  way: Way,
): Condition {
  if (key === undefined || way.isAccepted(key)) return MET;
  if (way.isKey(key)) return { kind: 'failed', at: undefined };
  return doubtful({ kind: 'unknown-name', subject: key, at: places.get(key) });
}

function ruleCondition(rule: TransferRule, { address, key }: TransferRequest): Condition {
  switch (rule.kind) {
    case 'list':
      return conditionOf(rule, (list) => list.verdict({ address, signer: key }));
    case 'default':
      return { kind: rule.allows ? 'met' : 'failed', at: undefined };
    case 'doubt':
      return doubtful(rule.doubt);
  }
}

/** Whether `allow-transfer [port N] [transport T]` is about the transfers that Cloudflare asks for: TCP, port 53. */
function transportOf(statement: Statement): Condition {
  const [, ...words] = statement.words;
  const at = spanOf(statement, statement);
  if (words.length === 0) return MET;
  if (words.some(hasPlaceholder)) return doubtful({ kind: 'placeholder', subject: 'allow-transfer', at });
  const text = words.map((word) => word.text.toLowerCase()).join(' ');
  const [, port, transport] = /^(?:port (\d+) ?)?(?:transport (tcp|tls))?$/.exec(text) ?? [];
  if (port === undefined && transport === undefined) return doubtful(syntaxDoubt(statement));
  if (transport === 'tls') return { kind: 'failed', at };
  return port === undefined || port === '53'
    ? MET
    : doubtful({ kind: 'transport', subject: `port ${port}`, at });
}
