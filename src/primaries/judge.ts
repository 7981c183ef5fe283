import { type AddressRange, readAddress, readRange, samplesOf } from './addressRange.ts';
import {
  type CloudflareAddress,
  NEW_SOURCES,
  NOTIFY_TARGETS,
  OLD_SOURCES,
  TRANSFER_SOURCES,
} from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { ConfiguredZone, Decision, NotifyDecision, NotifyPolicy, TransferPolicy } from './evaluation.ts';
import type { Span } from './span.ts';

export type SourceAnswer = 'allowed' | 'allowed-with-key' | 'partly' | 'refused' | 'cannot-tell';

/** What a zone's primary answers to one of Cloudflare's sources. */
export interface JudgedSource {
  readonly source: CloudflareAddress;
  readonly answer: SourceAnswer;
  /** The key that is needed; undefined where none is. */
  readonly key: string | undefined;
  /** Why it cannot be told. */
  readonly doubt: Doubt | undefined;
  /** The statements or elements that decide, each once. */
  readonly decidedAt: readonly Span[];
}

/** What a zone's primary answers to the sources of one family, summed up. */
export type FamilyAnswer = SourceAnswer | 'only-old';

export interface JudgedTransfer {
  readonly sources: readonly JudgedSource[];
  readonly ipv4: FamilyAnswer;
  readonly ipv6: FamilyAnswer;
}

export interface JudgedTarget {
  readonly target: CloudflareAddress;
  readonly decision: NotifyDecision;
}

/** What is so for one zone. */
export interface JudgedZone {
  readonly zone: ConfiguredZone;
  readonly transfer: JudgedTransfer;
  readonly notify: readonly JudgedTarget[];
}

interface Known {
  readonly source: CloudflareAddress;
  readonly range: AddressRange;
}

const SOURCES: readonly Known[] = TRANSFER_SOURCES.flatMap((source) => {
  const range = readRange(source.prefix);
  return range ? [{ source, range }] : [];
});

const TARGETS = NOTIFY_TARGETS.flatMap((target) => {
  const address = readAddress(target.prefix);
  return address ? [{ target, address }] : [];
});

/** Judges zones; policies that several zones share are judged once. */
export class Judge {
  readonly #transfers = new WeakMap<TransferPolicy, JudgedTransfer>();
  readonly #notifies = new WeakMap<NotifyPolicy, readonly JudgedTarget[]>();

  judge(zone: ConfiguredZone): JudgedZone {
    const { transfer, notify } = zone;
    return {
      zone,
      transfer: this.#transfer(transfer.shared ?? transfer),
      notify: this.#notify(notify.shared ?? notify),
    };
  }

  #transfer(policy: TransferPolicy): JudgedTransfer {
    let judged = this.#transfers.get(policy);
    if (judged === undefined) {
      judged = judgeTransfer(policy);
      this.#transfers.set(policy, judged);
    }
    return judged;
  }

  #notify(policy: NotifyPolicy): readonly JudgedTarget[] {
    let judged = this.#notifies.get(policy);
    if (judged === undefined) {
      judged = TARGETS.map(({ target, address }) => ({ target, decision: policy.decide(address) }));
      this.#notifies.set(policy, judged);
    }
    return judged;
  }
}

function judgeTransfer(policy: TransferPolicy): JudgedTransfer {
  const sources = SOURCES.map((known) => judgeSource(policy, known));
  return { sources, ipv4: familyAnswer(sources, 4), ipv6: familyAnswer(sources, 6) };
}

/** The decisions for all parts of a source, for requests with one key or with none. */
interface Signed {
  readonly key: string | undefined;
  readonly decisions: readonly Decision[];
}

function judgeSource(policy: TransferPolicy, { source, range }: Known): JudgedSource {
  const samples = samplesOf(range, policy.edges);
  const signed = [undefined, ...policy.keys].map((key) => ({
    key,
    decisions: samples.map((address) => policy.decide({ address, key })),
  }));
  const least = answerOf(signed, 'refuse');
  const most = answerOf(signed, 'allow');
  const all = signed.flatMap(({ decisions }) => decisions);
  if (least.answer === most.answer && least.key === most.key) {
    return { source, ...least, doubt: undefined, decidedAt: decidingPlaces(signed, least) };
  }
  const unsure = all.find((decision) => decision.kind === 'cannot-tell');
  return {
    source,
    answer: 'cannot-tell',
    key: undefined,
    doubt: unsure?.kind === 'cannot-tell' ? unsure.doubt : undefined,
    decidedAt: placesOf(all),
  };
}

type Answered = Pick<JudgedSource, 'answer' | 'key'>;

/** The answer if whatever cannot be told were as `assumed`. */
function answerOf(signed: readonly Signed[], assumed: 'allow' | 'refuse'): Answered {
  const allows = ({ kind }: Decision): boolean => (kind === 'cannot-tell' ? assumed : kind) === 'allow';
  const whole = signed.find(({ decisions }) => decisions.every(allows));
  if (whole !== undefined) {
    return { answer: whole.key === undefined ? 'allowed' : 'allowed-with-key', key: whole.key };
  }
  const part = signed.find(({ decisions }) => decisions.some(allows));
  return part === undefined ? { answer: 'refused', key: undefined } : { answer: 'partly', key: part.key };
}

/** Where the answer was decided: by the requests that it is about. */
function decidingPlaces(signed: readonly Signed[], { answer, key }: Answered): readonly Span[] {
  return placesOf(
    signed
      .filter((request) => answer === 'refused' || request.key === key)
      .flatMap(({ decisions }) => decisions),
  );
}

function placesOf(decisions: readonly Decision[]): readonly Span[] {
  const places = new Map<string, Span>();
  for (const { at } of decisions) {
    if (at) places.set(`${at.start} ${at.file}`, at);
  }
  return [...places.values()];
}

function familyOf({ source }: JudgedSource): 4 | 6 {
  return source.prefix.includes(':') ? 6 : 4;
}

const ALLOWS: ReadonlySet<SourceAnswer> = new Set(['allowed', 'allowed-with-key', 'partly']);

function familyAnswer(sources: readonly JudgedSource[], family: 4 | 6): FamilyAnswer {
  const answers = (known: readonly CloudflareAddress[]): readonly SourceAnswer[] =>
    sources
      .filter((judged) => familyOf(judged) === family && known.includes(judged.source))
      .map(({ answer }) => answer);
  const present = answers(NEW_SOURCES);
  if (present.includes('cannot-tell')) return 'cannot-tell';
  if (present.every((answer) => answer === 'allowed')) return 'allowed';
  if (present.every((answer) => answer === 'allowed' || answer === 'allowed-with-key')) {
    return 'allowed-with-key';
  }
  if (present.some((answer) => ALLOWS.has(answer))) return 'partly';
  const old = answers(OLD_SOURCES);
  if (old.some((answer) => ALLOWS.has(answer))) return 'only-old';
  return old.includes('cannot-tell') ? 'cannot-tell' : 'refused';
}
