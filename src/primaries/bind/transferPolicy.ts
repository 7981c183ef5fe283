import type { Doubt } from '../doubt.ts';
import type { Addition, Decision, TransferPolicy, TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { hasPlaceholder } from './addressElement.ts';
import { type AddressList, concatenated } from './addressList.ts';
import { additionToList } from './edits.ts';
import { isDoubt, syntaxDoubt } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import {
  decisionBy,
  decisionOfBlackhole,
  doubtful,
  type Listed,
  OPEN,
  reaches,
  type StatedList,
  type View,
  worse,
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

/** Who may transfer the zones with this rule. Specified in test/unit/primaries/bind. */
export function transferPolicy(rule: TransferRule, way: Way, addition: Addition | undefined): TransferPolicy {
  const lists = [
    ...(rule.kind === 'list' ? [rule.list] : []),
    ...[way.view, ...way.before].flatMap((view) => (view && !isDoubt(view) ? listsOf(view) : [])),
    ...listOf(way.blackhole),
  ];
  const keys = new Map(lists.flatMap((list) => [...list.keys]));
  const transport = rule.kind === 'list' ? transportOf(rule.statement) : OPEN;
  const conditions = conditionsOf(rule, way, transport, keys);
  return {
    edges: concatenated(lists.map((list) => list.edges)),
    keys: [...keys.keys()],
    at: rule.kind === 'list' ? rule.at : undefined,
    addition: transport.kind === 'refuse' ? undefined : addition,
    decide(request) {
      let decision = OPEN;
      for (const condition of conditions) {
        decision = worse(decision, condition(request));
        if (decision.kind === 'refuse') break;
      }
      return decision;
    },
  };
}

type Condition = (request: TransferRequest) => Decision;

/** What a request has to meet: its address, its view, its key, its transport and the zone's own rule. */
function conditionsOf(
  rule: TransferRule,
  way: Way,
  transport: Decision,
  keys: ReadonlyMap<string, Span | undefined>,
): readonly Condition[] {
  const { blackhole, view, before } = way;
  const conditions: Condition[] = [({ key }) => signatureOf(key, keys, way)];
  if (blackhole) conditions.push(({ address }) => decisionOfBlackhole(blackhole, address));
  if (view) conditions.push((request) => reaches(view, before, request));
  if (transport !== OPEN) conditions.push(() => transport);
  conditions.push((request) => decisionByRule(rule, request));
  return conditions;
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

/** A signature must be of a key that the zone's view knows. One that is not defined here may be so elsewhere. */
function signatureOf(
  key: string | undefined,
  places: ReadonlyMap<string, Span | undefined>,
  way: Way,
): Decision {
  if (key === undefined || way.isAccepted(key)) return OPEN;
  if (way.isKey(key)) return { kind: 'refuse', at: undefined };
  return doubtful({ kind: 'unknown-name', subject: key, at: places.get(key) });
}

function decisionByRule(rule: TransferRule, request: TransferRequest): Decision {
  switch (rule.kind) {
    case 'list':
      return decisionBy(rule, request);
    case 'default':
      return { kind: rule.allows ? 'allow' : 'refuse', at: undefined };
    case 'doubt':
      return doubtful(rule.doubt);
  }
}

/** Whether `allow-transfer [port N] [transport T]` is about the transfers that Cloudflare asks for: TCP, port 53. */
function transportOf(statement: Statement): Decision {
  const [, ...words] = statement.words;
  const at = spanOf(statement, statement);
  if (words.length === 0) return OPEN;
  if (words.some(hasPlaceholder)) return doubtful({ kind: 'placeholder', subject: 'allow-transfer', at });
  const text = words.map((word) => word.text.toLowerCase()).join(' ');
  const [, port, transport] = /^(?:port (\d+) ?)?(?:transport (tcp|tls))?$/.exec(text) ?? [];
  if (port === undefined && transport === undefined) return doubtful(syntaxDoubt(statement));
  if (transport === 'tls') return { kind: 'refuse', at };
  return port === undefined || port === '53'
    ? OPEN
    : doubtful({ kind: 'transport', subject: `port ${port}`, at });
}
